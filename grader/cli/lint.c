/* grader lint: are the specs of the packs right? */
#include "cli/command.h"
#include "cli/packs.h"

static int run(const struct invocation *options)
{
	struct packs packs;
	struct task_list tasks;
	struct err err;
	size_t problems;

	if (!packs_load(options, &packs, &err) ||
	    !packs_tasks(&packs, NULL, 0, options->arena, &tasks, &err))
		return complain(&err);
	problems = packs_complain(&packs, options->arena);
	if (problems) {
		printf("%zu problem%s\n", problems, problems == 1 ? "" : "s");
		return STATUS_SPEC;
	}
	printf("%zu tasks in %zu project%s, no problem\n", tasks.n,
	       packs.nprojects, packs.nprojects == 1 ? "" : "s");
	return STATUS_PASS;
}

const struct command command_lint = {
	.name = "lint",
	.arguments = "",
	.doc = "Read all task specs and list every mistake in them",
	.options = OPTIONS_SELECT,
	.run = run,
};
