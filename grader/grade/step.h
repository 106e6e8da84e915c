/*
 * Taking one step of a case, in the worker or in a process beside others
 * (together.h), and what its outcome means for the case.
 */
#ifndef GRADER_GRADE_STEP_H
#define GRADER_GRADE_STEP_H

#include "lab/place.h"

/*
 * Carries the step out, with the time that it took; a limit of the case that
 * struck meanwhile is the outcome, whatever else came of it. False: ours.
 */
MUST_CHECK bool step_take(struct place *place, const struct step *step,
			  struct outcome *outcome, struct err *err);

/*
 * Whether the outcome tells how the step ended: it was done, or a limit of the
 * case has struck, which the outcome says then. False: it was not done, and
 * the fault is ours.
 */
MUST_CHECK bool step_settled(const struct place *place, bool done,
			     struct outcome *outcome);

/*
 * Whether the case ends with this outcome. A refused statement of an SQL
 * hand-in is not the end: its file stops there, and the state decides. With
 * `dogged`, no refusal is.
 */
bool step_ends_case(const struct place *place, const struct step *step,
		    bool dogged, const struct outcome *outcome);

#endif
