/* Grades one submission. */
#include "grade/grade.h"

#include "grade/judge.h"
#include "grade/labs.h"
#include "grade/registry.h"
#include "grade/shrink.h"

/* The runs that one case is judged by. */
struct hearing {
	struct trial *learner, *reference, *idle;
	const bool *guards;
};

struct grading {
	const struct grade_options *options;
	struct trials *trials;
	struct arena *arena;
	const struct found *found;
	struct hearing *hearings; /* one for each case */
};

/* ---- planning ---- */

/* `own` are the pack's solutions, `idle` is the empty one of them. */
static struct trial *plan(struct grading *grading, size_t scene,
			  const struct handed *handed, bool own, bool idle)
{
	struct order order = {.task = grading->found->task,
			      .scene = scene,
			      .handed = handed,
			      .dogged = idle,
			      .seed = grading->options->seed,
			      .wall_ms = grading->options->wall_ms};

	return trial_plan(grading->trials, &order, own);
}

static void plan_task(struct grading *grading)
{
	const struct task *task = grading->found->task;
	struct arena *arena = trials_arena(grading->trials);
	const struct handed *reference =
		handed_of_solution(task, &task->reference, arena);
	const struct handed *idle = handed_idle(task, arena);
	size_t i;

	grading->hearings =
		ARENA_ARRAY(grading->arena, task->nscene, struct hearing);
	for (i = 0; i < task->nscene; i++) {
		struct hearing *hearing = &grading->hearings[i];

		if (!grading->options->keep)
			hearing->learner =
				plan(grading, i, grading->found->handed, false,
				     false);
		hearing->reference = plan(grading, i, reference, true, false);
		hearing->idle = plan(grading, i, idle, true, true);
	}
}

/* ---- judging ---- */

static struct bench bench_of(const struct grading *grading, size_t scene,
			     const struct trial *who)
{
	const struct hearing *hearing = &grading->hearings[scene];

	return (struct bench){.task = grading->found->task,
			      .scene = scene,
			      .seen = &who->seen,
			      .handed = who->order.handed,
			      .reference = &hearing->reference->seen,
			      .reference_handed =
				      hearing->reference->order.handed,
			      .guards = hearing->guards};
}

/* The checks that a wrong solution must fail are among those that fail. */
static bool fits(const struct wrong *wrong, const struct task_result *result)
{
	size_t i, j;

	for (i = 0; i < result->ncases; i++) {
		const struct case_result *one = &result->cases[i];

		if (one->verdict == VERDICT_PASS &&
		    wrong_fails_case(wrong, one->scene))
			return false;
		for (j = 0; j < one->scene->nthen; j++)
			if (check_holds(&one->checks[j]) &&
			    wrong_fails_check(wrong, one->scene,
					      &one->scene->then[j]))
				return false;
	}
	return true;
}

/* A wrong solution, while what its author says may be true of the hand-in. */
struct suspect {
	const struct wrong *wrong; /* NULL: it is not */
	struct trial *trial;
};

static struct suspect *suspects(const struct grading *grading,
				const struct task_result *result)
{
	const struct task *task = grading->found->task;
	struct suspect *all =
		ARENA_ARRAY(grading->arena, task->nwrong, struct suspect);
	size_t i;

	for (i = 0; i < task->nwrong; i++)
		if (task->wrong[i].says && fits(&task->wrong[i], result))
			all[i].wrong = &task->wrong[i];
	return all;
}

/* Runs those that fail this check. */
static bool confront(struct grading *grading, struct suspect *all, size_t scene,
		     size_t check, struct err *err)
{
	const struct task *task = grading->found->task;
	struct arena *arena = trials_arena(grading->trials);
	const struct scene *at = &task->scene[scene];
	size_t i;

	for (i = 0; i < task->nwrong; i++) {
		const struct wrong *wrong = all[i].wrong;

		all[i].trial = NULL;
		if (wrong && (wrong_fails_case(wrong, at) ||
			      wrong_fails_check(wrong, at, &at->then[check])))
			all[i].trial =
				plan(grading, scene,
				     handed_of_solution(task, &wrong->solution,
							arena),
				     true, false);
	}
	return trials_run(grading->trials, err);
}

/* When the failing value is that of a known mistake, its author speaks; what
   gives another one is not the mistake that was made. */
static bool say(struct grading *grading, struct suspect *all, size_t scene,
		struct case_result *result, size_t check, struct err *err)
{
	struct bench learner =
		bench_of(grading, scene, grading->hearings[scene].learner);
	const char **says = &result->checks[check].says;
	size_t i;

	if (!confront(grading, all, scene, check, err))
		return false;
	for (i = 0; i < grading->found->task->nwrong; i++) {
		struct bench other;

		if (!all[i].trial)
			continue;
		other = bench_of(grading, scene, all[i].trial);
		if (!judge_same_value(&learner, &other, check, grading->arena))
			all[i].wrong = NULL;
		else if (!*says)
			*says = all[i].wrong->says;
	}
	return true;
}

static void find_smallest(struct grading *grading, size_t scene,
			  struct case_result *result, size_t check)
{
	const struct hearing *hearing = &grading->hearings[scene];
	struct bench bench = bench_of(grading, scene, hearing->learner);

	result->checks[check].smallest =
		shrink(grading->trials, &bench, &hearing->learner->order,
		       &hearing->reference->order, check, grading->arena);
}

static bool fails(const struct check_result *check)
{
	return check->judged && !check->finding.holds && check->check->points;
}

/* More about the first failing checks; the rest is told in one line each. */
static bool explain(struct grading *grading, struct task_result *result,
		    struct err *err)
{
	struct suspect *all = suspects(grading, result);
	bool shrunk = false;
	size_t i, j;

	for (i = 0; i < result->ncases; i++) {
		struct case_result *one = &result->cases[i];

		if (one->verdict != VERDICT_FAIL)
			continue;
		for (j = 0; j < one->scene->nthen; j++) {
			if (!fails(&one->checks[j]))
				continue;
			if (!say(grading, all, i, one, j, err))
				return false;
			if (!shrunk && grading->options->shrink)
				find_smallest(grading, i, one, j);
			shrunk = true;
		}
	}
	return true;
}

static void judge_one(struct grading *grading, size_t scene,
		      struct case_result *result)
{
	struct hearing *hearing = &grading->hearings[scene];
	struct bench bench = bench_of(grading, scene, hearing->idle);

	if (!hearing->idle->seen.trouble)
		hearing->guards = judge_guards(&bench, grading->arena);
	bench = bench_of(grading, scene, hearing->learner);
	judge_case(&bench, grading->arena, result);
}

static void judge(struct grading *grading, struct task_result *result)
{
	size_t i;

	for (i = 0; i < result->ncases; i++)
		judge_one(grading, i, &result->cases[i]);
	judge_task(result);
}

/* ---- tasks that are not run ---- */

static int64_t most_points(const struct task *task)
{
	int64_t sum = 0;
	size_t i, j;

	for (i = 0; i < task->nscene; i++)
		for (j = 0; j < task->scene[i].nthen; j++)
			sum += task->scene[i].then[j].points;
	return sum;
}

static const char *unmet_text(const struct task *task, struct arena *arena)
{
	return arena_printf(arena, "the task needs %s; this grader runs %s",
			    task->needs, grade_unmet(task));
}

/* Why a valid task cannot be run here; without a reason it can. */
static struct cause hindrance(const struct task *task, const char *missing,
			      struct arena *arena)
{
	if (missing[0])
		return (struct cause){
			.reason = "not_installed",
			.text = arena_printf(arena,
					     "what it runs with is not "
					     "installed; this mends it: %s",
					     missing)};
	if (grade_unmet(task))
		return (struct cause){.reason = "other_server",
				      .text = unmet_text(task, arena)};
	if (grade_refused(task))
		return (struct cause){
			.reason = "isolation",
			.text = arena_printf(arena,
					     "the task needs %s, and this "
					     "system refuses the namespaces "
					     "for it; `grader doctor` tells "
					     "what helps",
					     grade_refused(task))};
	return (struct cause){0};
}

/* What is known before anything runs; whether the task is to be run. */
static bool begin(const struct found *found, struct arena *arena,
		  struct task_result *result)
{
	const struct task *task = found->task;

	*result = (struct task_result){.project = found->project,
				       .task = task,
				       .file = found->file,
				       .absent = found->absent,
				       .note = found->note,
				       .max_points = most_points(task)};
	result->cases = ARENA_ARRAY(arena, task->nscene, struct case_result);
	if (!found->valid) {
		result->verdict = VERDICT_INVALID;
		result->cause = found->cause;
		return false;
	}
	result->cause = hindrance(task, grade_missing(&task, 1, arena), arena);
	if (result->cause.reason) {
		result->verdict = VERDICT_NOTRUN;
		return false;
	}
	result->ncases = task->nscene;
	return true;
}

/* ---- the whole ---- */

static void conclude(struct grading *grading, struct results *results,
		     struct submission_result *submission)
{
	const struct trials *trials = grading[0].trials;

	submission->complete =
		tasks_sum(submission->tasks, submission->ntasks,
			  &submission->points, &submission->max_points);
	results->submissions = submission;
	results->nsubmissions = 1;
	results->program = "grader " GRADER_VERSION;
	results->server =
		trials && trials_server(trials)
			? arena_str(grading->arena, trials_server(trials))
			: NULL;
	results->isolation = level_text(labs_level(grading->options->cache));
	results->seed = grading->options->seed;
}

/* For --keep: one case after the other, until one does not pass. */
static bool run_kept(struct grading *grading, struct task_result *result,
		     bool *stop, struct err *err)
{
	const struct grade_options *options = grading->options;
	size_t i;

	for (i = 0; i < grading->found->task->nscene && !*stop; i++) {
		grading->hearings[i].learner =
			plan(grading, i, grading->found->handed, false, false);
		if (!trials_run(grading->trials, err))
			return false;
		judge_one(grading, i, &result->cases[i]);
		result->ncases = i + 1;
		*stop = result->cases[i].verdict != VERDICT_PASS;
	}
	judge_task(result);
	if (*stop)
		options->kept(options->who, trials_kept(grading->trials),
			      labs_isolation(),
			      grading->hearings[i - 1].learner->seen.visit);
	return true;
}

static bool run_all(struct grading *gradings, size_t n,
		    struct task_result *const *tasks, struct err *err)
{
	bool stop = false;
	size_t i;

	if (n && !trials_run(gradings[0].trials, err))
		return false;
	for (i = 0; i < n && !stop; i++) {
		if (gradings[i].options->keep) {
			if (!run_kept(&gradings[i], tasks[i], &stop, err))
				return false;
			continue;
		}
		judge(&gradings[i], tasks[i]);
		if (!explain(&gradings[i], tasks[i], err))
			return false;
	}
	return true;
}

bool grade_submission(const struct grade_options *options, const char *path,
		      const struct finds *finds, struct arena *arena,
		      struct results *results, struct err *err)
{
	AUTO(labs_close) struct trials *trials = NULL;
	struct submission_result *submission =
		ARENA_NEW(arena, struct submission_result);
	struct task_result *tasks =
		ARENA_ARRAY(arena, finds->n, struct task_result);
	struct grading *gradings =
		ARENA_ARRAY(arena, finds->n + 1, struct grading);
	const struct task **run =
		ARENA_ARRAY(arena, finds->n, const struct task *);
	struct task_result **results_of =
		ARENA_ARRAY(arena, finds->n, struct task_result *);
	size_t n = 0, i;

	results->observations = arena_new_private("observations");
	for (i = 0; i < finds->n; i++) {
		const struct found *found = &finds->items[i];

		if (!begin(found, arena, &tasks[i]))
			continue;
		gradings[n].found = found;
		run[n] = found->task;
		results_of[n++] = &tasks[i];
	}
	if (n &&
	    !labs_open(options, run, n, results->observations, &trials, err))
		return false;
	for (i = 0; i <= n; i++) {
		gradings[i].options = options;
		gradings[i].trials = trials;
		gradings[i].arena = arena;
		if (i < n)
			plan_task(&gradings[i]);
	}
	if (!run_all(gradings, n, results_of, err))
		return false;
	*submission = (struct submission_result){
		.path = path, .tasks = tasks, .ntasks = finds->n};
	conclude(gradings, results, submission);
	return true;
}
