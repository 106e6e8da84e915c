/* Finds and loads packs. */
#include "cli/packs.h"

#include "cli/command.h"
#include "grade/names.h"
#include "grade/registry.h"

#include <sys/stat.h>

#define PROJECTS_MOST 1024

static bool is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static void add_place(struct packs *packs, const char *place)
{
	if (packs->nplaces < LIST_MOST)
		packs->places[packs->nplaces++] = place;
}

/* The folder this program lies in, or one above it; "" is the root. */
static const char *folder_above(int up, struct arena *arena)
{
	char path[4096];
	ssize_t len = readlink("/proc/self/exe", path, sizeof(path) - 1);

	for (; len > 0 && up >= 0; up--)
		while (len > 0 && path[--len] != '/')
			;
	return arena_copy(arena, path, len > 0 ? (size_t)len : 0);
}

/* build/grader lies in a checkout when ../tasks is there. */
static const char *checkout(struct arena *arena)
{
	int up;

	for (up = 0; up < 3; up++) {
		const char *path = folder_above(up, arena);

		if (path[0] &&
		    is_folder(arena_printf(arena, "%s/tasks", path)) &&
		    is_folder(arena_printf(arena, "%s/fixtures", path)))
			return path;
	}
	return NULL;
}

/* bin/grader finds share/grader beside it, wherever it was installed. */
static const char *installed(struct arena *arena)
{
	const char *beside =
		arena_printf(arena, "%s/share/grader", folder_above(1, arena));

	return is_folder(arena_printf(arena, "%s/tasks", beside))
		       ? beside
		       : GRADER_DATADIR;
}

static void places(const struct invocation *options, struct packs *packs)
{
	const char *more = getenv("GRADER_PACKS"), *end, *own;
	size_t i;

	for (i = 0; i < options->npacks; i++)
		add_place(packs, options->packs[i]);
	while (more && *more) {
		end = strchrnul(more, ':');
		if (end > more)
			add_place(packs, arena_copy(options->arena, more,
						    (size_t)(end - more)));
		more = *end ? end + 1 : end;
	}
	own = checkout(options->arena);
	add_place(packs, own ? own : installed(options->arena));
}

static bool known(const struct packs *packs, const char *name)
{
	size_t i;

	for (i = 0; i < packs->nprojects; i++)
		if (!strcmp(packs->projects[i]->name, name))
			return true;
	return false;
}

/* A project is asked for by its name, its stem, or its number: 0x01. */
static bool asked_for(const char *asked, const char *name)
{
	size_t len = strlen(asked);

	return name_same_project(asked, name) ||
	       (!strncmp(asked, "0x", 2) && !strncasecmp(asked, name, len) &&
		name[len] == '-');
}

static bool load_place(const struct invocation *options, const char *place,
		       const struct vocabulary *vocabulary, struct packs *packs,
		       struct err *err)
{
	struct arena *arena = options->arena;
	struct pack pack = {.tasks = arena_printf(arena, "%s/tasks", place),
			    .fixtures =
				    arena_printf(arena, "%s/fixtures", place)};
	const struct project *project;
	struct texts names;
	size_t i;

	if (!is_folder(pack.tasks))
		return err_set(err, ERR_USAGE, "there are no tasks in \"%s\"",
			       pack.tasks);
	if (!pack_projects(&pack, arena, &names, err))
		return false;
	for (i = 0; i < names.n; i++) {
		if (packs->nnames < PROJECTS_MOST)
			packs->names[packs->nnames++] = names.items[i];
		if (known(packs, names.items[i]) ||
		    (options->project &&
		     !asked_for(options->project, names.items[i])))
			continue;
		if (packs->nprojects == PROJECTS_MOST)
			return err_set(err, ERR_USAGE,
				       "there are more than %d projects; name "
				       "one with --project",
				       PROJECTS_MOST);
		if (!project_load(&pack, names.items[i], NULL,
				  (uint64_t)options->seed, vocabulary, arena,
				  &packs->problems, &project, err))
			return false;
		if (project)
			packs->projects[packs->nprojects++] = project;
	}
	return true;
}

/* With their numbers and without. */
static const char *nearest_project(const struct packs *packs,
				   const struct invocation *options)
{
	const char **names =
		ARENA_ARRAY(options->arena, 2 * packs->nnames, const char *);
	size_t i;

	for (i = 0; i < packs->nnames; i++) {
		names[i] = packs->names[i];
		names[packs->nnames + i] = project_stem(packs->names[i]);
	}
	return nearest_name(options->project, names, 2 * packs->nnames);
}

bool packs_load(const struct invocation *options, struct packs *packs,
		struct err *err)
{
	const struct vocabulary *vocabulary =
		registry_vocabulary(options->arena);
	const char *near;
	size_t i;

	*packs = (struct packs){0};
	problems_init(&packs->problems, options->arena);
	packs->projects = ARENA_ARRAY(options->arena, PROJECTS_MOST,
				      const struct project *);
	packs->names = ARENA_ARRAY(options->arena, PROJECTS_MOST, const char *);
	places(options, packs);
	for (i = 0; i < packs->nplaces; i++)
		if (!load_place(options, packs->places[i], vocabulary, packs,
				err))
			return false;
	if (packs->nprojects || packs->problems.n || !options->project)
		return true;
	near = nearest_project(packs, options);
	return err_set(
		err, ERR_USAGE,
		"there is no project \"%s\"%s%s%s; `grader list` shows them",
		options->project, near ? ", did you mean \"" : "",
		near ? near : "", near ? "\"?" : "");
}

/* ---- names of tasks ---- */

/* "4" is the number of "4-store". */
static bool is_number_of(const char *id, const char *name)
{
	size_t len = strlen(name);

	return len && strspn(name, "0123456789") == len &&
	       !strncmp(id, name, len) && id[len] == '-';
}

static bool hands_in(const struct task *task, const char *file)
{
	size_t i;

	for (i = 0; i < task->nhandin; i++)
		if (!strcmp(task->handin[i].file, file))
			return true;
	return false;
}

static bool means(const struct task *task, const char *name)
{
	const char *slash = strchr(name, '/');

	if (slash)
		return !strncmp(task->project, name, (size_t)(slash - name)) &&
		       !task->project[slash - name] && means(task, slash + 1);
	return !strcmp(task->id, name) || !strcmp(name_stem(task->id), name) ||
	       is_number_of(task->id, name) || hands_in(task, name);
}

static size_t count(const struct packs *packs)
{
	size_t n = 0, i;

	for (i = 0; i < packs->nprojects; i++)
		n += packs->projects[i]->ntask;
	return n;
}

static bool unknown_task(const struct packs *packs, const char *name,
			 struct arena *arena, struct err *err)
{
	const char **names = ARENA_ARRAY(arena, count(packs), const char *);
	const char *near;
	size_t n = 0, i, j;

	for (i = 0; i < packs->nprojects; i++)
		for (j = 0; j < packs->projects[i]->ntask; j++)
			names[n++] = packs->projects[i]->task[j]->id;
	near = nearest_name(name, names, n);
	return err_set(
		err, ERR_USAGE,
		"there is no task \"%s\"%s%s%s%s%s; `grader list` shows them",
		name, packs->nprojects == 1 ? " in " : "",
		packs->nprojects == 1 ? packs->projects[0]->name : "",
		near ? ", did you mean \"" : "", near ? near : "",
		near ? "\"?" : "");
}

bool packs_tasks(const struct packs *packs, const char *const *names, size_t n,
		 struct arena *arena, struct task_list *tasks, struct err *err)
{
	size_t i, j, k;

	tasks->items =
		ARENA_ARRAY(arena, count(packs) * (n + 1), const struct task *);
	tasks->n = 0;
	for (k = 0; k < n || (!n && !k); k++) {
		size_t before = tasks->n;

		for (i = 0; i < packs->nprojects; i++)
			for (j = 0; j < packs->projects[i]->ntask; j++) {
				const struct task *task =
					packs->projects[i]->task[j];

				if (!n || means(task, names[k]))
					tasks->items[tasks->n++] = task;
			}
		if (n && tasks->n == before)
			return unknown_task(packs, names[k], arena, err);
	}
	return true;
}

bool packs_wanted(const struct packs *packs, const struct invocation *options,
		  struct task_list *tasks, struct err *err)
{
	const char *names[2 * LIST_MOST];
	size_t n = 0, i;

	for (i = 0; i < options->narguments; i++)
		names[n++] = options->arguments[i];
	for (i = 0; i < options->ntasks; i++)
		names[n++] = options->tasks[i];
	return packs_tasks(packs, names, n, options->arena, tasks, err);
}

static bool among(const struct task_list *tasks, const struct task *task)
{
	size_t i;

	for (i = 0; i < tasks->n; i++)
		if (tasks->items[i] == task)
			return true;
	return false;
}

void packs_keep(struct packs *packs, const struct task_list *tasks,
		struct arena *arena)
{
	size_t i, j, left = 0;

	for (i = 0; i < packs->nprojects; i++) {
		struct project *copy = ARENA_NEW(arena, struct project);
		const struct task **items = ARENA_ARRAY(
			arena, packs->projects[i]->ntask, const struct task *);

		*copy = *packs->projects[i];
		copy->whole = packs->projects[i];
		copy->task = items;
		copy->ntask = 0;
		for (j = 0; j < packs->projects[i]->ntask; j++)
			if (among(tasks, packs->projects[i]->task[j]))
				items[copy->ntask++] =
					packs->projects[i]->task[j];
		if (copy->ntask)
			packs->projects[left++] = copy;
	}
	packs->nprojects = left;
}

size_t packs_complain(const struct packs *packs, struct arena *arena)
{
	size_t i;

	for (i = 0; i < packs->problems.n; i++)
		fprintf(stderr, "%s\n",
			problem_text(&packs->problems.items[i], arena));
	if (packs->problems.more)
		fprintf(stderr, "… and %zu more\n", packs->problems.more);
	return packs->problems.n + packs->problems.more;
}
