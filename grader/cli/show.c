/* grader show: a task's statement, and what is checked. */
#include "cli/command.h"
#include "cli/packs.h"

static void print_case(const struct scene *scene)
{
	size_t i;

	printf("  %s\n", scene->name);
	for (i = 0; i < scene->nthen; i++) {
		const struct check *check = &scene->then[i];

		if (check->points)
			printf("    %2" PRId64 " %s  %s\n", check->points,
			       check->points == 1 ? "point " : "points",
			       check->name);
		else
			printf("       advice   %s\n", check->name);
	}
}

static void print_task(const struct task *task)
{
	size_t len = strlen(task->statement), i;

	fputs(task->statement, stdout);
	printf("%s\nHand in:",
	       len && task->statement[len - 1] == '\n' ? "" : "\n");
	for (i = 0; i < task->nhandin; i++)
		printf(" %s/%s", task->project, task->handin[i].file);
	puts("\nChecked:");
	for (i = 0; i < task->nscene; i++)
		print_case(&task->scene[i]);
}

static int run(const struct invocation *options)
{
	struct packs packs;
	struct task_list tasks;
	struct err err;
	size_t i;

	if (!options->narguments && !options->ntasks) {
		fputs("grader show: which task? `grader list` shows them\n",
		      stderr);
		return STATUS_USAGE;
	}
	if (!packs_load(options, &packs, &err) ||
	    !packs_wanted(&packs, options, &tasks, &err))
		return complain(&err);
	for (i = 0; i < tasks.n; i++) {
		if (i)
			puts("");
		print_task(tasks.items[i]);
	}
	return STATUS_PASS;
}

const struct command command_show = {
	.name = "show",
	.arguments = "TASK…",
	.doc = "Show a task's statement and what is checked",
	.options = OPTIONS_PROJECT | OPTIONS_TASK,
	.most_arguments = LIST_MOST,
	.run = run,
};
