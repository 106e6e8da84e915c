/*
 * What labs are made of on this machine: how isolated they can be, and the
 * prepared data directories of the servers that some tasks need.
 */
#ifndef GRADER_GRADE_LABS_H
#define GRADER_GRADE_LABS_H

#include "grade/grade.h"
#include "lab/level.h"

/* Finds out what labs can be made of; once per process. */
enum isolation labs_isolation(void);

/*
 * How isolated a learner's code is in them, with the attempts that it was
 * found by; once per process. The cache folder may be NULL.
 */
const struct level_found *labs_level(const char *cache);

/*
 * Starts workers for these tasks, their servers' templates prepared. The
 * caller frees the trials, and later the arena of their observations (a
 * private one).
 */
MUST_CHECK bool labs_open(const struct grade_options *options,
			  const struct task *const *tasks, size_t ntasks,
			  struct arena *observations, struct trials **trials,
			  struct err *err);

/* For AUTO(). */
void labs_close(struct trials **trials);

#endif
