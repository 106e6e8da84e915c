/* Proves that a task judges right and wrong solutions as it says. */
#include "grade/grade.h"
#include "grade/judge.h"
#include "grade/labs.h"
#include "grade/registry.h"

#include <stdarg.h>

#define RIGHT_LEAST 2
#define WRONG_LEAST 5

/* Under which a right solution must still be right. */
struct weather {
	const char *name;
	uint64_t seed; /* added to the run's */
	struct variation variation;
};

static const struct weather weathers[] = {
	{.name = ""},
	{.name = " with another seed", .seed = 1000003},
	{.name = " with the rows inserted in another order",
	 .variation = {.permuted = true}},
	{.name = " on another day", .variation = {.days = 37}},
};
#define WEATHERS ARRAY_LEN(weathers)

/* All runs of one solution: trials[weather][scene]. */
struct runs {
	const struct handed *handed;
	bool dogged; /* see order */
	struct trial **trials[WEATHERS];
};

struct proof {
	const struct grade_options *options;
	const struct task *task;
	struct trials *trials;
	struct arena *arena;
	struct flaws *flaws;
	struct runs reference, idle, starter;
	struct runs *right, *wrong;
};

PRINTF_LIKE(2, 3)
static void flaw(struct proof *proof, const char *fmt, ...)
{
	struct flaws *flaws = proof->flaws;
	char text[1024];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	if (flaws->n == flaws->room) {
		flaws->room = flaws->room ? 2 * flaws->room : 16;
		flaws->items = xrealloc(flaws->items,
					flaws->room * sizeof(*flaws->items));
	}
	flaws->items[flaws->n++] = (struct flaw){
		.task = proof->task, .text = arena_str(proof->arena, text)};
}

/* ---- planning ---- */

static void plan(struct proof *proof, struct runs *runs,
		 const struct handed *handed, size_t nweathers)
{
	size_t i, j;

	runs->handed = handed;
	for (i = 0; i < nweathers; i++) {
		runs->trials[i] = ARENA_ARRAY(proof->arena, proof->task->nscene,
					      struct trial *);
		for (j = 0; j < proof->task->nscene; j++) {
			struct order order = {
				.task = proof->task,
				.scene = j,
				.handed = handed,
				.dogged = runs->dogged,
				.seed = proof->options->seed + weathers[i].seed,
				.variation = weathers[i].variation,
				.wall_ms = proof->options->wall_ms};

			runs->trials[i][j] =
				trial_plan(proof->trials, &order, false);
			proof->flaws->runs++;
		}
	}
}

static void plan_all(struct proof *proof)
{
	const struct task *task = proof->task;
	struct arena *arena = trials_arena(proof->trials);
	size_t i;

	plan(proof, &proof->reference,
	     handed_of_solution(task, &task->reference, arena), WEATHERS);
	proof->idle.dogged = true;
	plan(proof, &proof->idle, handed_idle(task, arena), 1);
	plan(proof, &proof->starter,
	     handed_of_solution(task, &task->starter, arena), 1);
	proof->right = ARENA_ARRAY(proof->arena, task->nright, struct runs);
	for (i = 0; i < task->nright; i++)
		plan(proof, &proof->right[i],
		     handed_of_solution(task, &task->right[i], arena),
		     WEATHERS);
	proof->wrong = ARENA_ARRAY(proof->arena, task->nwrong, struct runs);
	for (i = 0; i < task->nwrong; i++)
		plan(proof, &proof->wrong[i],
		     handed_of_solution(task, &task->wrong[i].solution, arena),
		     1);
}

/* ---- judging ---- */

static void judge(struct proof *proof, const struct runs *runs, size_t weather,
		  size_t scene, struct case_result *result)
{
	struct bench bench = {
		.task = proof->task,
		.scene = scene,
		.seen = &runs->trials[weather][scene]->seen,
		.handed = runs->handed,
		.reference = &proof->reference.trials[weather][scene]->seen,
		.reference_handed = proof->reference.handed};

	judge_case(&bench, proof->arena, result);
}

/* Why this check does not hold, or was not even looked at. */
static const char *reason_of(const struct case_result *result,
			     const struct check_result *check)
{
	if (!check->judged || !check->finding.why)
		return result->cause.text ? result->cause.text : "";
	return check->finding.why;
}

static const char *first_reason(const struct case_result *result)
{
	size_t i;

	if (result->cause.text)
		return result->cause.text;
	for (i = 0; i < result->scene->nthen; i++) {
		const struct check_result *check = &result->checks[i];

		if (check->judged && !check->finding.holds &&
		    check->check->points)
			return check->finding.why ? check->finding.why
						  : check->check->name;
	}
	return "";
}

static void must_pass(struct proof *proof, const char *who,
		      const struct runs *runs)
{
	struct case_result result;
	size_t i, j;

	/* What is wrong in fair weather is not told for each other one. */
	for (j = 0; j < proof->task->nscene; j++)
		for (i = 0; i < WEATHERS; i++) {
			judge(proof, runs, i, j, &result);
			if (result.verdict == VERDICT_PASS)
				continue;
			flaw(proof, "%s does not pass \"%s\"%s: %s %s", who,
			     result.scene->name, weathers[i].name,
			     verdict_name(result.verdict),
			     first_reason(&result));
			break;
		}
}

static void must_fail_each_case(struct proof *proof)
{
	struct case_result result;
	size_t i;

	for (i = 0; i < proof->task->nscene; i++) {
		judge(proof, &proof->idle, 0, i, &result);
		if (result.verdict == VERDICT_PASS &&
		    judge_steps_went(&proof->task->scene[i],
				     &proof->idle.trials[0][i]->seen))
			flaw(proof,
			     "%s:%u: the idle hand-in passes \"%s\": the case "
			     "proves nothing",
			     result.scene->at.file, result.scene->at.line,
			     result.scene->name);
	}
}

static void must_not_pass(struct proof *proof, const char *who,
			  const struct runs *runs)
{
	struct case_result result;
	size_t i;

	for (i = 0; i < proof->task->nscene; i++) {
		judge(proof, runs, 0, i, &result);
		if (result.verdict != VERDICT_PASS)
			return;
	}
	flaw(proof, "%s passes", who);
}

static bool generates(const struct scene *scene)
{
	AUTO(arena_release) struct arena *arena = arena_new("probe");
	struct generated generated;

	return scene_generated(scene, 1, arena, &generated, NULL) &&
	       generated.rows;
}

/* Whether a check of the case is about what the hand-in says. */
static bool asks(const struct scene *scene)
{
	size_t i;

	for (i = 0; i < scene->nthen; i++)
		if (scene->then[i].points &&
		    subject_kind_of(&scene->then[i].subject)->told)
			return true;
	return false;
}

/*
 * Where data is generated, what was right with one seed must not be with
 * another: a hand-in could else hold the answers.
 */
static void must_not_replay(struct proof *proof)
{
	const struct runs *runs = &proof->reference;
	bool any = false;
	size_t i;

	for (i = 0; i < proof->task->nscene; i++) {
		struct bench bench = {.task = proof->task,
				      .scene = i,
				      .seen = &runs->trials[0][i]->seen,
				      .handed = runs->handed,
				      .reference = &runs->trials[1][i]->seen,
				      .reference_handed = runs->handed};
		struct case_result result;

		if (!asks(&proof->task->scene[i]) ||
		    !generates(&proof->task->scene[i]))
			continue;
		any = true;
		judge_case(&bench, proof->arena, &result);
		if (result.verdict != VERDICT_PASS)
			return;
	}
	if (any)
		flaw(proof, "the answers to one seed are right with another: "
			    "a hand-in could hold them");
}

/* A case that is named fails; in one that is not only named checks fail. */
static void compare_case(struct proof *proof, const struct wrong *wrong,
			 const struct case_result *result)
{
	const struct scene *scene = result->scene;
	size_t i;

	if (wrong_fails_case(wrong, scene)) {
		if (result->verdict == VERDICT_PASS)
			flaw(proof, "wrong/%s passes \"%s\"", wrong->name,
			     scene->name);
		return;
	}
	for (i = 0; i < scene->nthen; i++) {
		const struct check *check = &scene->then[i];
		bool expected = wrong_fails_check(wrong, scene, check);

		if (check_holds(&result->checks[i]) == !expected)
			continue;
		if (!expected && !check->points)
			continue;
		flaw(proof, "wrong/%s %s \"%s / %s\"%s%s", wrong->name,
		     expected ? "passes" : "also fails", scene->name,
		     check->name, expected ? "" : ": ",
		     expected ? "" : reason_of(result, &result->checks[i]));
	}
}

static void must_fail_as_named(struct proof *proof, size_t which)
{
	const struct wrong *wrong = &proof->task->wrong[which];
	struct case_result result;
	size_t i;

	for (i = 0; i < proof->task->nscene; i++) {
		judge(proof, &proof->wrong[which], 0, i, &result);
		if (!verdict_scored(result.verdict))
			flaw(proof, "wrong/%s: \"%s\" could not be judged: %s",
			     wrong->name, result.scene->name,
			     first_reason(&result));
		else
			compare_case(proof, wrong, &result);
	}
}

static void check_numbers(struct proof *proof)
{
	if (proof->task->nright < RIGHT_LEAST)
		flaw(proof, "right/ holds %zu solutions, at least %d are asked",
		     proof->task->nright, RIGHT_LEAST);
	if (proof->task->nwrong < WRONG_LEAST)
		flaw(proof, "wrong/ holds %zu solutions, at least %d are asked",
		     proof->task->nwrong, WRONG_LEAST);
}

static void judge_all(struct proof *proof)
{
	size_t i;

	check_numbers(proof);
	must_pass(proof, "the reference", &proof->reference);
	for (i = 0; i < proof->task->nright; i++)
		must_pass(proof,
			  arena_printf(proof->arena, "right/%s",
				       proof->task->right[i].name),
			  &proof->right[i]);
	must_fail_each_case(proof);
	must_not_replay(proof);
	must_not_pass(proof, "the starter", &proof->starter);
	for (i = 0; i < proof->task->nwrong; i++)
		must_fail_as_named(proof, i);
}

bool grade_verify(const struct grade_options *options,
		  const struct task *const *tasks, size_t ntasks,
		  struct arena *arena, struct flaws *flaws, struct err *err)
{
	AUTO(arena_release)
	struct arena *observations = arena_new_private("observations");
	AUTO(labs_close) struct trials *trials = NULL;
	struct proof *proofs = ARENA_ARRAY(arena, ntasks, struct proof);
	size_t i;

	*flaws = (struct flaws){0};
	if (!labs_open(options, tasks, ntasks, observations, &trials, err))
		return false;
	for (i = 0; i < ntasks; i++) {
		proofs[i] = (struct proof){.options = options,
					   .task = tasks[i],
					   .trials = trials,
					   .arena = arena,
					   .flaws = flaws};
		plan_all(&proofs[i]);
	}
	if (!trials_run(trials, err))
		return false;
	for (i = 0; i < ntasks; i++)
		judge_all(&proofs[i]);
	return true;
}
