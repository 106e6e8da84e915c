/* grader verify: do tasks judge right and wrong solutions as they say? */
#include "cli/command.h"
#include "cli/packs.h"
#include "grade/grade.h"

/* Tasks for another server or machine cannot be proven here, and are said to be
 * so. */
static void leave_out(struct task_list *tasks)
{
	size_t i, left = 0;

	for (i = 0; i < tasks->n; i++) {
		const struct task *task = tasks->items[i];

		if (!grade_unmet(task) && !grade_refused(task))
			tasks->items[left++] = task;
		else
			printf("%-4s %s/%s  needs %s\n", "–", task->project,
			       task->id,
			       grade_refused(task) ? grade_refused(task)
						   : task->needs);
	}
	tasks->n = left;
}

static int report(const struct task_list *tasks, const struct flaws *flaws)
{
	size_t i, j, found;

	for (i = 0; i < tasks->n; i++) {
		const struct task *task = tasks->items[i];

		found = 0;
		for (j = 0; j < flaws->n; j++)
			found += flaws->items[j].task == task;
		printf("%-4s %s/%s  %zu right, %zu wrong, %zu cases\n",
		       found ? "BAD" : "ok", task->project, task->id,
		       task->nright, task->nwrong, task->nscene);
		for (j = 0; j < flaws->n; j++)
			if (flaws->items[j].task == task)
				printf("     %s\n", flaws->items[j].text);
	}
	printf("%zu task%s, %zu runs of a case, %zu flaw%s\n", tasks->n,
	       tasks->n == 1 ? "" : "s", flaws->runs, flaws->n,
	       flaws->n == 1 ? "" : "s");
	return flaws->n ? STATUS_SPEC : STATUS_PASS;
}

static int verify(const struct invocation *options, const struct packs *packs,
		  struct err *err)
{
	struct grade_options how = {.workers = (size_t)options->jobs,
				    .seed = (uint64_t)options->seed,
				    .cache = options->cache,
				    .wall_ms = options->timeout_ms};
	struct task_list tasks;
	struct flaws flaws;
	const char *missing;
	int status;

	if (!packs_wanted(packs, options, &tasks, err))
		return complain(err);
	leave_out(&tasks);
	missing = grade_missing(tasks.items, tasks.n, options->arena);
	if (missing[0]) {
		fprintf(stderr, "grader: install what is missing: %s\n",
			missing);
		return STATUS_INFRA;
	}
	if (!grade_verify(&how, tasks.items, tasks.n, options->arena, &flaws,
			  err))
		return complain(err);
	status = report(&tasks, &flaws);
	free(flaws.items);
	return status;
}

static int run(const struct invocation *options)
{
	struct packs packs;
	struct err err;

	if (!isolated(options))
		return STATUS_ISOLATION;
	if (!packs_load(options, &packs, &err))
		return complain(&err);
	if (packs_complain(&packs, options->arena))
		return STATUS_SPEC;
	return verify(options, &packs, &err);
}

const struct command command_verify = {
	.name = "verify",
	.arguments = "[TASK…]",
	.doc = "Prove tasks by their own right and wrong solutions",
	.more = "The reference and every right solution must pass, also with "
		"another seed, another order of rows and on another day; the "
		"starter and the idle hand-in must not; every wrong solution "
		"must fail exactly what its `fails` names.",
	.options = OPTIONS_RUN | OPTIONS_PROJECT | OPTIONS_TASK,
	.most_arguments = LIST_MOST,
	.run = run,
};
