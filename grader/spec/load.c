/* Loads projects: which tasks there are, and in which order. */
#include "spec/load.h"

#include "base/num.h"
#include "spec/project.h"

#include <errno.h>

/* The number in front of "12-log_stats"; INT64_MAX without one. */
static int64_t prefix(const char *name)
{
	int64_t number;

	return num_int(name, strspn(name, "0123456789"), &number) ? number
								  : INT64_MAX;
}

static int compare(const void *a, const void *b)
{
	const char *one = *(const char *const *)a;
	const char *other = *(const char *const *)b;
	int64_t first = prefix(one), second = prefix(other);

	if (first != second)
		return first < second ? -1 : 1;
	return strcmp(one, other);
}

/* A folder with a task.yaml, or with a task's name. */
static bool is_task(const struct reading *reading, const char *name)
{
	const char *dir =
		arena_printf(reading->arena, "%s/%s", reading->dir, name);

	return folder_exists(dir) &&
	       (prefix(name) != INT64_MAX ||
		file_exists(arena_printf(reading->arena, "%s/task.yaml", dir)));
}

static void task_names(const struct reading *reading, struct words *names)
{
	struct words all;
	size_t i;

	words_init(&all, reading->arena);
	words_init(names, reading->arena);
	folder_list(reading->dir, &all);
	for (i = 0; i < all.n; i++)
		if (is_task(reading, all.items[i]))
			words_add(names, all.items[i]);
	if (names->n)
		qsort(names->items, names->n, sizeof(*names->items), compare);
}

static void read_tasks(struct reading *reading, const char *only,
		       struct project *project)
{
	const struct task **tasks;
	struct words names;
	bool found = false;
	size_t i;

	task_names(reading, &names);
	tasks = ARENA_ARRAY(reading->arena, names.n, const struct task *);
	for (i = 0; i < names.n; i++) {
		if (only && strcmp(only, names.items[i]) != 0)
			continue;
		found = true;
		tasks[project->ntask] = task_read(reading, names.items[i]);
		if (tasks[project->ntask])
			project->ntask++;
	}
	project->task = tasks;
	if (only && !found)
		problem_add(reading->problems,
			    (struct mark){reading->file.path, 1, 1},
			    "the project has no task \"%s\"%s", only,
			    words_advice(&names, only, "there are"));
}

bool project_load(const struct pack *pack, const char *name, const char *only,
		  uint64_t seed, const struct vocabulary *vocabulary,
		  struct arena *arena, struct problems *problems,
		  const struct project **project, struct err *err)
{
	struct reading reading = {
		.pack = pack,
		.name = arena_str(arena, name),
		.dir = arena_printf(arena, "%s/%s", pack->tasks, name),
		.seed = seed,
		.vocabulary = vocabulary,
		.arena = arena,
		.problems = problems,
		.shelf = {.arena = arena}};
	struct project *read = ARENA_NEW(arena, struct project);
	bool sound;

	if (access(pack->tasks, R_OK | X_OK) != 0)
		return err_errno(err, "cannot read \"%s\"", pack->tasks);
	sound = project_read(&reading);
	*read = (struct project){.name = reading.name,
				 .title = reading.keys.title,
				 .dir = reading.dir,
				 .grammar = reading.keys.grader};
	if (sound)
		read_tasks(&reading, only, read);
	problems_sort(problems);
	*project = sound ? read : NULL;
	return true;
}

/* A folder with a project.yaml, or with a project's name. */
static bool is_project(const struct pack *pack, const char *name,
		       struct arena *arena)
{
	const char *dir = arena_printf(arena, "%s/%s", pack->tasks, name);

	return folder_exists(dir) &&
	       (!strncmp(name, "0x", 2) ||
		file_exists(arena_printf(arena, "%s/project.yaml", dir)));
}

bool pack_projects(const struct pack *pack, struct arena *arena,
		   struct texts *names, struct err *err)
{
	struct words all, projects;
	size_t i;

	if (access(pack->tasks, R_OK | X_OK) != 0)
		return err_errno(err, "cannot read \"%s\"", pack->tasks);
	words_init(&all, arena);
	words_init(&projects, arena);
	folder_list(pack->tasks, &all);
	for (i = 0; i < all.n; i++)
		if (is_project(pack, all.items[i], arena))
			words_add(&projects, all.items[i]);
	*names = (struct texts){.items = projects.items, .n = projects.n};
	return true;
}
