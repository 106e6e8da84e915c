/*
 * How isolated a learner's code is on this machine, found by attempting to
 * escape: never from what is installed.
 *
 * Theory of operation. The grader sets canaries out (canary.h) and makes a
 * lab. In it, this program attempts to reach them and to break the limits
 * (escape.h): in a sandbox as a learner's program would be, or, where there
 * can be no sandbox, as the servers of a lab run, for then that is all that
 * there is. The level follows from what was refused. An attempt that could
 * not be made counts as one that succeeded.
 *
 * It takes 40 ms, so what was found is kept in the cache, for this boot, this
 * build of the program and this process's place in the system (user,
 * namespaces, cgroups, rights). An entry that is missing or damaged is found
 * out again.
 */
#ifndef GRADER_LAB_LEVEL_H
#define GRADER_LAB_LEVEL_H

#include "lab/escape.h"
#include "lab/lab.h"

/* The more, the better. */
enum level {
	LEVEL_NONE,	  /* runs as whoever runs the grader */
	LEVEL_USER,	  /* as another user, who is not shut off */
	LEVEL_NAMESPACES, /* all holds but for the memory limit */
	LEVEL_FULL,	  /* all holds */
};

/* "full", as options call it. */
const char *level_name(enum level level);

/* The level of that name; false: there is none. */
MUST_CHECK bool level_named(const char *name, enum level *level);

/* What became of an attempt. */
enum held {
	HELD_UNTRIED, /* could not be tried */
	HELD_NOT,
	HELD_ROUGHLY, /* the limit struck, but late */
	HELD,
};

struct level_found {
	enum level level;
	enum held held[ESCAPES];
	char why[256]; /* what refused a lab or sandbox of its own, or "" */
};

/* What was found in a few words, for reports: "full (shut off …)". */
const char *level_text(const struct level_found *found);

/* The level that these outcomes are. */
enum level level_of(const enum held held[ESCAPES]);

/*
 * Finds it out, or takes it from the cache folder (NULL: there is none)
 * unless `anew`. `shape` is what lab_probe gave, with its `why`.
 */
void level_find(const char *cache, bool anew, enum isolation shape,
		const char *why, struct level_found *found);

#endif
