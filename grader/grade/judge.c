/* Judges one case from its observations. */
#include "grade/judge.h"

#include "grade/evidence.h"
#include "grade/outcome.h"
#include "grade/registry.h"
#include "value/show.h"

/* ---- words for what happened ---- */

static const char *place_of(const struct outcome *outcome, struct arena *arena)
{
	/* What the task runs after the hand-in, as its statement shows. */
	if (!outcome->file)
		return outcome->statement ? " in a statement of the task" : "";
	if (!outcome->line)
		return arena_printf(arena, " in %s", outcome->file);
	return arena_printf(arena, " at %s:%lld", outcome->file,
			    (long long)outcome->line);
}

static const char *safe(const char *text, struct arena *arena)
{
	return text ? shown_text(text, strlen(text), arena) : "";
}

static const char *limit_text(const struct outcome *outcome,
			      struct arena *arena)
{
	double allowed = (double)outcome->allowed;
	double measured = (double)outcome->measured;

	if (!strcmp(outcome->reason, "wall") || !strcmp(outcome->reason, "cpu"))
		return arena_printf(arena, "%.1f s of %.1f s", measured / 1000,
				    allowed / 1000);
	if (!strcmp(outcome->reason, "statements"))
		return arena_printf(arena, "more than %.0f statements",
				    allowed);
	if (!strcmp(outcome->reason, "processes") ||
	    !strcmp(outcome->reason, "files"))
		return arena_printf(arena, "%.0f of %.0f", measured, allowed);
	if (allowed < 1 << 20)
		return arena_printf(arena, "more than %.0f KiB",
				    allowed / (1 << 10));
	return arena_printf(arena, "more than %.1f MiB", allowed / (1 << 20));
}

static struct cause cause_of(const struct outcome *outcome, struct arena *arena)
{
	struct cause cause = {.reason = outcome->reason ? outcome->reason
							: "unknown"};
	const char *text = safe(outcome->text, arena);
	const char *state = safe(outcome->state, arena);
	/* The class of an error without a number, unless its text says it. */
	bool has_state = *state && strncmp(text, state, strlen(state)) != 0;

	if (outcome->fate == FATE_LIMITED)
		cause.text = limit_text(outcome, arena);
	else if (outcome->number)
		cause.text = arena_printf(arena, "%d%s: %s", outcome->number,
					  place_of(outcome, arena),
					  safe(outcome->text, arena));
	else
		cause.text =
			arena_printf(arena, "%s%s%s%s", has_state ? state : "",
				     has_state && *text ? ": " : "", text,
				     place_of(outcome, arena));
	if (outcome->statement)
		cause.statement = outcome->statement;
	return cause;
}

/* ---- which step went wrong ---- */

/* The first step that failed although it was not allowed to, or nsteps. */
static size_t failed_step(const struct scene *scene,
			  const struct observation *observation)
{
	size_t i;

	for (i = 0; i < observation->nsteps && i < scene->nwhen; i++)
		if (outcome_failed(&observation->steps[i]) &&
		    !scene->when[i].may_fail)
			break;
	return i;
}

static void conclude(struct case_result *result, enum verdict verdict,
		     const char *reason, const char *text)
{
	result->verdict = verdict;
	result->cause = (struct cause){.reason = reason, .text = text};
}

static enum verdict verdict_of(enum err_owner owner)
{
	return owner == ERR_SPEC ? VERDICT_SPEC : VERDICT_INFRA;
}

/* True when the task itself is at fault, which the reference's run tells. */
static bool author_erred(const struct bench *bench, struct arena *arena,
			 struct case_result *result)
{
	const struct scene *scene = &bench->task->scene[bench->scene];
	const struct observation *reference = bench->reference;
	const struct outcome *limit;
	size_t step;

	if (!reference)
		return false;
	limit = observation_limit(reference);
	step = failed_step(scene, reference);
	if (outcome_failed(&reference->ended) && !limit)
		conclude(result, VERDICT_SPEC, "reference",
			 arena_printf(arena, "with the reference %s",
				      cause_of(&reference->ended, arena).text));
	else if (reference->trouble)
		conclude(result, verdict_of(reference->trouble), "reference",
			 reference->text);
	else if (limit)
		conclude(result, VERDICT_SPEC, "reference",
			 arena_printf(arena, "the reference hits a limit: %s",
				      cause_of(limit, arena).text));
	else if (outcome_failed(&reference->ended))
		conclude(result, VERDICT_SPEC, "reference",
			 arena_printf(arena, "the reference fails: %s",
				      cause_of(&reference->ended, arena).text));
	else if (step < reference->nsteps)
		conclude(
			result, VERDICT_SPEC, "reference",
			arena_printf(
				arena,
				"%s:%u: this step fails for the "
				"reference too: %s",
				scene->when[step].clause.at.file,
				scene->when[step].clause.at.line,
				cause_of(&reference->steps[step], arena).text));
	else
		return false;
	return true;
}

/* ---- values ---- */

static const struct value *raw_value(const struct check *check, size_t at,
				     const struct observation *observation,
				     const struct handed *handed,
				     const struct task *task,
				     struct arena *arena)
{
	const struct subject_kind *kind = subject_kind_of(&check->subject);
	const void *body = check->subject.body;

	if (kind->of) {
		size_t step;

		memcpy(&step, body, sizeof(step));
		return step < observation->nsteps
			       ? kind->of(&observation->steps[step], body,
					  arena)
			       : NULL;
	}
	if (kind->bytes)
		return kind->bytes(handed, task->nhandin, body, arena);
	return at < observation->nchecks ? observation->seen[at] : NULL;
}

static void judge_check(const struct bench *bench, size_t at,
			struct arena *arena, struct check_result *result)
{
	const struct scene *scene = &bench->task->scene[bench->scene];
	const struct check *check = &scene->then[at];
	const struct relation *relation = relation_of(check);
	struct raw raw = {
		.seen = raw_value(check, at, bench->seen, bench->handed,
				  bench->task, arena),
		.before = bench->seen->before[at],
		.masks = masks_of(scene, bench->seen->steps,
				  bench->seen->nsteps, arena),
	};

	result->check = check;
	if (!raw.seen)
		return;
	if (bench->reference && (relation->wants & WANT_EXPECTED)) {
		raw.expected =
			raw_value(check, at, bench->reference,
				  bench->reference_handed, bench->task, arena);
		raw.expected_masks = masks_of(scene, bench->reference->steps,
					      bench->reference->nsteps, arena);
	}
	if (!raw.expected && (relation->wants & WANT_EXPECTED))
		return;
	result->judged = true;
	evidence_judge(check, subject_kind_of(&check->subject), relation, &raw,
		       arena, &result->finding);
}

bool judge_same_value(const struct bench *a, const struct bench *b,
		      size_t check, struct arena *arena)
{
	struct finding finding = {0};
	struct check plain = a->task->scene[a->scene].then[check];
	const struct scene *scene = &a->task->scene[a->scene];
	struct raw raw = {
		.seen = raw_value(&plain, check, a->seen, a->handed, a->task,
				  arena),
		.expected = raw_value(&plain, check, b->seen, b->handed,
				      b->task, arena),
		.masks =
			masks_of(scene, a->seen->steps, a->seen->nsteps, arena),
		.expected_masks =
			masks_of(scene, b->seen->steps, b->seen->nsteps, arena),
	};

	if (!raw.seen || !raw.expected)
		return false;
	plain.relation = (struct clause){0};
	plain.reach = REACH_WHOLE;
	evidence_judge(&plain, subject_kind_of(&plain.subject),
		       relation_of(&plain), &raw, arena, &finding);
	return finding.holds;
}

/* ---- points and the verdict ---- */

/* Whether some check that is no guard and carries points holds. */
static bool earned(const struct case_result *result, const bool *guards)
{
	size_t i;

	for (i = 0; i < result->scene->nthen; i++)
		if (!(guards && guards[i]) && check_holds(&result->checks[i]) &&
		    result->checks[i].check->points)
			return true;
	return false;
}

static void give_points(struct case_result *result, const bool *guards)
{
	bool counts = earned(result, guards);
	size_t i;

	for (i = 0; i < result->scene->nthen; i++) {
		struct check_result *check = &result->checks[i];

		check->guard = guards && guards[i];
		result->max_points += result->scene->then[i].points;
		if (check_holds(check) && (!check->guard || counts))
			check->points = check->check->points;
		result->points += check->points;
	}
}

static bool all_hold(const struct case_result *result)
{
	size_t i;

	for (i = 0; i < result->scene->nthen; i++)
		if (result->scene->then[i].points &&
		    !check_holds(&result->checks[i]))
			return false;
	return true;
}

/* What a failing case is: FAIL, or ERROR when its run went wrong. */
static void settle(const struct bench *bench, struct arena *arena,
		   struct case_result *result)
{
	size_t step = failed_step(result->scene, bench->seen);
	bool ended = outcome_failed(&bench->seen->ended);
	const struct outcome *outcome;

	if (all_hold(result) && !ended) {
		result->verdict = VERDICT_PASS;
		return;
	}
	result->verdict = VERDICT_FAIL;
	if (step == bench->seen->nsteps && !ended)
		return;
	outcome = ended ? &bench->seen->ended : &bench->seen->steps[step];
	result->cause = cause_of(outcome, arena);
	result->verdict = VERDICT_ERROR;
	if (!outcome->reason || strcmp(outcome->reason, "needs_mysql") != 0)
		return;
	if (bench->task->strict_dialect)
		result->cause.reason = "sql";
	else
		result->verdict = VERDICT_NOTRUN;
}

void judge_case(const struct bench *bench, struct arena *arena,
		struct case_result *result)
{
	const struct scene *scene = &bench->task->scene[bench->scene];
	const struct outcome *limit = observation_limit(bench->seen);
	/* What there is to see then depends on when it ended. */
	bool ended = limit || outcome_failed(&bench->seen->ended);
	size_t i;

	*result = (struct case_result){.scene = scene,
				       .spent_us = bench->seen->spent_us,
				       .server_us = bench->seen->server_us};
	for (i = 0; i < bench->seen->nsteps; i++)
		result->left |= bench->seen->steps[i].left;
	result->checks = ARENA_ARRAY(arena, scene->nthen, struct check_result);
	for (i = 0; i < scene->nthen; i++)
		result->checks[i].check = &scene->then[i];
	if (author_erred(bench, arena, result)) {
		give_points(result, bench->guards);
		return;
	}
	if (bench->seen->trouble)
		conclude(result, verdict_of(bench->seen->trouble), "server",
			 bench->seen->text);
	for (i = 0; !bench->seen->trouble && !ended && i < scene->nthen; i++)
		judge_check(bench, i, arena, &result->checks[i]);
	give_points(result, bench->guards);
	if (bench->seen->trouble)
		return;
	if (!limit) {
		settle(bench, arena, result);
		return;
	}
	result->verdict = VERDICT_LIMIT;
	result->cause = cause_of(limit, arena);
}

const bool *judge_guards(const struct bench *idle, struct arena *arena)
{
	struct case_result result;
	bool *guards;
	size_t others = 0, i;

	judge_case(idle, arena, &result);
	guards = ARENA_ARRAY(arena, result.scene->nthen, bool);
	for (i = 0; i < result.scene->nthen; i++) {
		guards[i] = check_holds(&result.checks[i]);
		others += !guards[i] && result.scene->then[i].points;
	}
	for (i = 0; !others && i < result.scene->nthen; i++)
		guards[i] = false;
	return guards;
}

bool judge_steps_went(const struct scene *scene,
		      const struct observation *observation)
{
	return failed_step(scene, observation) == observation->nsteps;
}

void judge_task(struct task_result *result)
{
	size_t i;

	result->verdict = VERDICT_PASS;
	for (i = 0; i < result->ncases; i++) {
		const struct case_result *one = &result->cases[i];

		result->points += one->points;
		if (one->verdict > result->verdict) {
			result->verdict = one->verdict;
			result->cause = one->cause;
		}
	}
}
