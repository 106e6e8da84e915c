/* grader lint: are the specs of the packs right? */
#include "cli/command.h"
#include "cli/packs.h"
#include "grade/registry.h"

/* Whether the data that the case generates can be: its description. */
static bool data_is_right(const struct scene *scene, struct err *err)
{
	AUTO(arena_release) struct arena *arena = arena_new("lint");
	struct generated generated;

	return scene_generated(scene, 1, arena, &generated, err) ||
	       err_at(err, "%s:%u:%u", scene->at.file, scene->at.line,
		      scene->at.column);
}

/* Descriptions of data are read when it is made, so it is made here. */
static size_t lint_data(const struct task_list *tasks)
{
	size_t problems = 0, i, j;
	struct err err;

	for (i = 0; i < tasks->n; i++)
		for (j = 0; j < tasks->items[i]->nscene; j++) {
			if (data_is_right(&tasks->items[i]->scene[j], &err))
				continue;
			fprintf(stderr, "%s\n", err.text);
			problems++;
			break;
		}
	return problems;
}

static int run(const struct invocation *options)
{
	struct packs packs;
	struct task_list tasks;
	struct err err;
	size_t problems;

	if (!packs_load(options, &packs, &err) ||
	    !packs_tasks(&packs, NULL, 0, options->arena, &tasks, &err))
		return complain(&err);
	problems = packs_complain(&packs, options->arena) + lint_data(&tasks);
	if (problems) {
		printf("%zu problem%s\n", problems, problems == 1 ? "" : "s");
		return STATUS_SPEC;
	}
	printf("%zu task%s in %zu project%s, no problem\n", tasks.n,
	       tasks.n == 1 ? "" : "s", packs.nprojects,
	       packs.nprojects == 1 ? "" : "s");
	return STATUS_PASS;
}

const struct command command_lint = {
	.name = "lint",
	.arguments = "",
	.doc = "Read all task specs and list every mistake in them",
	.options = OPTIONS_PROJECT,
	.run = run,
};
