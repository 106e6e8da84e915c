/*
 * The smallest data on which a failing check shows: rows of generated tables
 * are left out as long as the check still fails.
 */
#ifndef GRADER_GRADE_SHRINK_H
#define GRADER_GRADE_SHRINK_H

#include "grade/judge.h"
#include "grade/trial.h"

/*
 * For a check that failed in `bench` although nothing went wrong in the run.
 * Gives a map from the names of the tables to what is left of their rows, or
 * NULL when the case generates no rows, or when it does not get small within
 * the budget of runs.
 */
const struct value *shrink(struct trials *trials, const struct bench *bench,
			   const struct order *learner,
			   const struct order *reference, size_t check,
			   struct arena *arena);

#endif
