/*
 * What every step gives, whatever its store or language: the step `run`, and
 * the subjects of a step's outcome. And outcomes as values, for the way from
 * a worker to its parent.
 */
#ifndef GRADER_GRADE_OUTCOME_H
#define GRADER_GRADE_OUTCOME_H

#include "lang/lang.h"

extern const struct subject_kind *const outcome_subjects[];

/* The language that a step runs a hand-in in; NULL: it is no `run`. */
const struct language *outcome_run_in(const struct place *place,
				      const struct step *step);

/* All of an outcome as a map, and back. */
const struct value *outcome_value(const struct outcome *outcome,
				  struct arena *arena);
void outcome_of_value(const struct value *value, struct outcome *outcome);

/* Says that a limit was reached: bytes, milliseconds or a count. */
void outcome_limited(struct outcome *outcome, const char *reason,
		     int64_t allowed, int64_t measured);

/* Whether the step went wrong: its fate is neither DONE nor NOT_RUN. */
bool outcome_failed(const struct outcome *outcome);

#endif
