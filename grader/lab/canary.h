/*
 * What must not be reached from a lab: a file, two listening sockets and a
 * process of whoever runs the grader. Whether it was is asked of these, not
 * of who tried.
 */
#ifndef GRADER_LAB_CANARY_H
#define GRADER_LAB_CANARY_H

#include "base/buf.h"
#include "lab/escape.h"

#include <sys/types.h>

struct canaries {
	int port, socket; /* they listen; -1: there is none */
	pid_t process;	  /* it waits; 0: there is none */
};

#define NO_CANARIES ((struct canaries){.port = -1, .socket = -1})

/*
 * Sets them out and adds to `orders` a line for each that can be reached from
 * here (escape.h): what cannot be, is no proof. The file lies in the cache
 * folder and stays there; without such a folder, which may be NULL, it is
 * /etc/passwd, of which a sandbox has one of its own.
 */
void canaries_open(const char *cache, struct canaries *canaries,
		   struct buf *orders);

/*
 * Whether that one was reached; false for the file, which cannot tell. What
 * `seemed` to work may take a moment to arrive, and is waited for.
 */
bool canaries_touched(const struct canaries *canaries, enum escape escape,
		      bool seemed);

/* For AUTO(). */
void canaries_close(struct canaries *canaries);

#endif
