/* One step: taking it, which limit struck, whether the case goes on. */
#include "grade/step.h"

#include "grade/outcome.h"
#include "grade/registry.h"
#include "lab/lab.h"

bool step_settled(const struct place *place, bool done, struct outcome *outcome)
{
	int64_t room = place->task->limits.output;

	if (lab_struck(place->lab))
		outcome_limited(outcome, "wall", place->wall_ms,
				place_running_ms(place));
	else if (!done && !place->room)
		outcome_limited(outcome, "output", room, room);
	else
		return done;
	return true;
}

bool step_take(struct place *place, const struct step *step,
	       struct outcome *outcome, struct err *err)
{
	uint64_t began = clock_now_us();
	bool done = step_kind_of(&step->clause)
			    ->act(place, step->clause.body, outcome, err);

	outcome->spent_us = (int64_t)(clock_now_us() - began);
	return step_settled(place, done, outcome);
}

/* ---- what follows ---- */

/* Whether the state decides, whatever became of the step: see exit_matters. */
static bool state_decides(const struct place *place, const struct step *step)
{
	const struct language *language = outcome_run_in(place, step);

	return language && !language->exit_matters;
}

bool step_ends_case(const struct place *place, const struct step *step,
		    bool dogged, const struct outcome *outcome)
{
	bool handed_in = state_decides(place, step);

	switch (outcome->fate) {
	case FATE_DONE:
	case FATE_NOT_RUN:
		return false;
	case FATE_REFUSED:
		return !dogged && !handed_in && !step->may_fail;
	case FATE_DENIED:
		/* The server's own denial has a number; a client command that
		   is refused by name has none, and what follows is unknown. */
		return !dogged && !step->may_fail &&
		       !(handed_in && outcome->number);
	case FATE_LIMITED:
	case FATE_LOST:
		return true;
	}
	return true;
}
