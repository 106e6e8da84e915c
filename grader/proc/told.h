/*
 * What the processes of a sandbox tell the worker, on a private socket that
 * no program ever has: one message of one kind, with a descriptor if need be.
 */
#ifndef GRADER_PROC_TOLD_H
#define GRADER_PROC_TOLD_H

#include "base/attr.h"

#include <stdbool.h>

struct told {
	enum {
		TOLD_FAILED, /* to `step`; number is errno */
		TOLD_FD,     /* a descriptor comes with it */
		TOLD_ENDED,  /* number is the program's wait status */
	} what;
	int number;
	bool left;     /* ENDED: processes were left behind */
	char step[48]; /* FAILED */
};

/* The two ends, close-on-exec. */
MUST_CHECK bool told_open(int *ours, int *theirs);

/* Ends this process when nobody listens any more. `fd` may be -1. */
void told_send(int end, const struct told *told, int fd);

/* Says that the step failed, with errno, and ends this process. */
void told_fail(int end, const char *step) __attribute__((noreturn));

/* False: nothing has come (yet). A descriptor is stored in *fd. */
MUST_CHECK bool told_receive(int end, bool wait, struct told *told, int *fd);

#endif
