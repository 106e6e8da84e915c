/*
 * The subject `commands`: what a step made the hand-in send to the stores of
 * its case. Stores write it down for steps that a check asks about, and for
 * no other.
 */
#ifndef GRADER_GRADE_COMMANDS_H
#define GRADER_GRADE_COMMANDS_H

#include "lab/place.h"

extern const struct subject_kind commands_subject;

/* Whether some check of the case asks what was sent during that step. */
bool commands_wanted(const struct scene *scene, size_t step);

/*
 * Before and after the step: the stores begin to write down, and
 * outcome->commands is what they have written. False with place->room 0: more
 * than an observation holds.
 */
MUST_CHECK bool commands_begin(struct place *place, struct err *err);
MUST_CHECK bool commands_end(struct place *place, struct outcome *outcome,
			     struct err *err);

#endif
