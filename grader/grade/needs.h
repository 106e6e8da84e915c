/*
 * What a case needs to have started, and which of the jobs that wait a worker
 * takes next.
 *
 * Every worker starts servers and interpreters of its own, each for the first
 * case that needs it. So a job goes to a worker that has started all it needs,
 * and a second worker starts the same only when more is waiting than could be
 * done while that takes.
 */
#ifndef GRADER_GRADE_NEEDS_H
#define GRADER_GRADE_NEEDS_H

#include "grade/pool.h"

/* A bit for each server and each interpreter that the case needs. */
uint64_t needs_of(const struct order *order);

/* How many cases take as long as it takes to start these. */
size_t needs_cost(uint64_t needs);

/*
 * What each worker has started; nothing, where it is not to be waited for. And
 * the one that has nothing to do.
 */
struct started {
	const uint64_t *by;
	size_t workers, who;
};

/*
 * The place of the job, among `n` that wait, that the worker takes next. `n`:
 * none, for they are left to workers that have started what they need; these
 * never leave all of them.
 */
size_t needs_choose(const struct job *waiting, size_t n,
		    const struct started *started);

#endif
