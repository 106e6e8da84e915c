/* grader list: the projects and their tasks. */
#include "cli/command.h"
#include "cli/packs.h"

static int64_t points(const struct task *task)
{
	int64_t sum = 0;
	size_t i, j;

	for (i = 0; i < task->nscene; i++)
		for (j = 0; j < task->scene[i].nthen; j++)
			sum += task->scene[i].then[j].points;
	return sum;
}

static void print_project(const struct project *project)
{
	const char *level = "mandatory";
	size_t i;

	printf("%s  %s\n", project->name, project->title);
	for (i = 0; i < project->ntask; i++) {
		const struct task *task = project->task[i];

		if (strcmp(task->level, level) != 0)
			printf("  %s:\n", task->level);
		level = task->level;
		printf("  %-26s %3" PRId64 " points  %s\n", task->id,
		       points(task), task->title);
	}
}

static int run(const struct invocation *options)
{
	struct packs packs;
	struct err err;
	size_t i;

	if (!packs_load(options, &packs, &err))
		return complain(&err);
	for (i = 0; i < packs.nprojects; i++)
		print_project(packs.projects[i]);
	return packs_complain(&packs, options->arena) ? STATUS_SPEC
						      : STATUS_PASS;
}

const struct command command_list = {
	.name = "list",
	.arguments = "",
	.doc = "List the projects and their tasks",
	.options = OPTIONS_PROJECT,
	.run = run,
};
