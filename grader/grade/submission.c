/* Finds the hand-ins of a submission. */
#include "grade/submission.h"

#include "base/file.h"
#include "grade/alike.h"
#include "grade/found.h"
#include "grade/listing.h"
#include "grade/names.h"
#include "grade/registry.h"
#include "value/show.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

/* A file of the folder that may be meant; not one that is another task's. */
static const char *near_file(const struct listing *listing,
			     const struct project *project, const char *file,
			     struct arena *arena)
{
	struct listing others = {
		.names = ARENA_ARRAY(arena, listing->n + 1, const char *)};
	size_t i;

	for (i = 0; i < listing->n; i++)
		if (!alike_exact(project, listing->names[i]))
			others.names[others.n++] = listing->names[i];
	return nearest_name(file, others.names, others.n);
}

static void missing(struct found *found, const struct listing *listing,
		    const char *folder, const char *file, struct arena *arena)
{
	const char *near = near_file(listing, found->project, file, arena);

	if (!near && found->task->nhandin == 1)
		found->absent = file;
	found_invalid(found, "missing",
		      near ? arena_printf(arena,
					  "%s/ is there, %s is not; %s is",
					  folder, file,
					  shown_text(near, strlen(near), arena))
			   : arena_printf(arena, "%s/ is there, %s is not",
					  folder, file));
}

static const char *in_folder(const char *folder, const char *name,
			     struct arena *arena)
{
	return !strcmp(folder, ".")
		       ? name
		       : arena_printf(arena, "%s/%s", folder, name);
}

/* With `taken` that file is the hand-in, whatever its name. */
static void find_task(struct found *found, int fd,
		      const struct listing *listing, const char *folder,
		      const char *project_folder, const char *taken,
		      struct arena *arena)
{
	const struct task *task = found->task;
	struct alike alike = {.project = found->project,
			      .names = listing->names,
			      .n = listing->n};
	size_t i;

	found->valid = true;
	found->handed = ARENA_ARRAY(arena, task->nhandin, struct handed);
	for (i = 0; i < task->nhandin && found->valid; i++) {
		const char *file = task->handin[i].file, *name = file;

		found->handed[i] = (struct handed){
			.file = file, .language = task->handin[i].language};
		if (taken)
			name = taken;
		else if (!listing_has(listing, file))
			name = alike_file(&alike, file);
		if (!i)
			found->file =
				in_folder(folder, name ? name : file, arena);
		if (!name) {
			missing(found, listing, project_folder, file, arena);
			return;
		}
		if (strcmp(name, file) != 0)
			found->note = arena_printf(
				arena,
				taken ? "%s is graded as %s"
				      : "%s was graded: there is no %s",
				shown_text(name, strlen(name), arena), file);
		if (!found_read(found, fd, name, &found->handed[i], arena))
			return;
	}
}

/* ---- whole projects ---- */

static void add_project(struct finds *finds, const struct project *project,
			int fd, const char *folder, const char *shown,
			struct arena *arena)
{
	struct listing listing = listing_read(fd, arena);
	struct found *items =
		ARENA_ARRAY(arena, finds->n + project->ntask, struct found);
	size_t i;

	if (finds->n)
		memcpy(items, finds->items, finds->n * sizeof(*items));
	for (i = 0; i < project->ntask; i++) {
		struct found *found = &items[finds->n + i];

		*found = (struct found){.project = project,
					.task = project->task[i]};
		find_task(found, fd, &listing, folder, shown, NULL, arena);
	}
	finds->items = items;
	finds->n += project->ntask;
}

static bool folder_of_project(int root, const struct listing *listing,
			      const struct project *project,
			      struct finds *finds, const char *path,
			      struct arena *arena)
{
	const char *name;
	AUTO(file_close)
	int fd = listing_open_project(root, listing, project, &name);

	if (fd < 0)
		return false;
	add_project(finds, project, fd, in_folder(path, name, arena), name,
		    arena);
	return true;
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static const char *names_of(const struct project *const *projects, size_t n,
			    struct arena *arena)
{
	AUTO(buf_release) struct buf text = {0};
	size_t i;

	buf_init(&text, BUF_OURS);
	for (i = 0; i < n; i++)
		buf_printf(&text, "%s%s/", i ? ", " : "", projects[i]->name);
	return arena_copy(arena, text.data, text.len);
}

static bool find_in_folder(const char *path, int fd,
			   const struct project *const *projects, size_t n,
			   struct arena *arena, struct finds *finds,
			   struct err *err)
{
	struct listing listing = listing_read(fd, arena);
	char *real = realpath(path, NULL);
	const char *own = arena_str(arena, real ? base_name(real) : "");
	const char *near;
	size_t i;

	free(real);
	for (i = 0; i < n; i++)
		if (!folder_of_project(fd, &listing, projects[i], finds, path,
				       arena) &&
		    (name_same_project(own, projects[i]->name) ||
		     listing_holds_handin(&listing, projects[i])))
			add_project(finds, projects[i], fd, path, own, arena);
	if (finds->n)
		return true;
	near = listing_near(fd, &listing, projects, n);
	return err_set(err, ERR_USAGE,
		       "no hand-in was found in \"%s\"; looked for the "
		       "folders %s and for the files of their tasks%s%s%s",
		       path, names_of(projects, n, arena),
		       near ? "; did you mean \"" : "",
		       near ? in_folder(path, near, arena) : "",
		       near ? "\"?" : "");
}

/* ---- one file ---- */

static const char *folder_name(const char *path, struct arena *arena)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return ".";
	return slash == path ? "/"
			     : arena_copy(arena, path, (size_t)(slash - path));
}

/* The first task that the file is for: by its name, else by its stem alone. */
static const struct task *task_of_file(const struct project *project,
				       const char *name, bool exact)
{
	size_t i, j;

	project = project_whole(project);
	for (i = 0; i < project->ntask; i++)
		for (j = 0; j < project->task[i]->nhandin; j++) {
			const char *file = project->task[i]->handin[j].file;

			if (exact ? !strcmp(file, name)
				  : !strcmp(name_stem(file), name_stem(name)) &&
					    !alike_shared(project,
							  name_stem(file)))
				return project->task[i];
		}
	return NULL;
}

static bool same_file(const struct task *a, const struct task *b)
{
	return a == b || (a->nhandin == 1 && b->nhandin == 1 &&
			  !strcmp(a->handin[0].file, b->handin[0].file));
}

/* Two tasks of a project whose files differ in the number only. */
static bool could_be_two(const struct project *const *projects, size_t n,
			 const char *name)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (alike_shared(projects[i], name_stem(name)))
			return true;
	return false;
}

static const char *suffix(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot ? dot : "";
}

/* Some of its tasks were asked for, not all. */
static bool narrowed(const struct project *project)
{
	return project->whole && project->ntask < project->whole->ntask;
}

struct chosen {
	const struct project *project;
	const struct task *task;
	size_t n; /* how many it could be */
};

/* Of those that were asked for: all, or those that want files of a suffix. */
static struct chosen chosen_of(const struct project *const *projects, size_t n,
			       const char *wanted)
{
	struct chosen chosen = {0};
	bool alone = n == 1 && projects[0]->ntask == 1;
	size_t i, j;

	for (i = 0; i < n; i++)
		for (j = 0; j < projects[i]->ntask; j++) {
			const struct task *task = projects[i]->task[j];

			if (!alone && !narrowed(projects[i]))
				break;
			if (wanted &&
			    strcmp(suffix(task->handin[0].file), wanted) != 0)
				continue;
			chosen.n++;
			if (task->nhandin == 1) {
				chosen.project = projects[i];
				chosen.task = task;
			}
		}
	return chosen;
}

/*
 * The task that was asked for, whatever the file is called: the only one, or
 * the only one that asks for such a file as this.
 */
static struct chosen the_chosen(const struct project *const *projects, size_t n,
				const char *name)
{
	struct chosen all = chosen_of(projects, n, NULL);

	return all.n > 1 ? chosen_of(projects, n, suffix(name)) : all;
}

/* Several tasks can share one file: all of them that are chosen. */
static bool add_file(struct finds *finds, const struct project *project,
		     const struct task *task, const char *path,
		     struct arena *arena, struct err *err)
{
	const char *folder = folder_name(path, arena);
	const char *name = base_name(path);
	AUTO(file_close)
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct listing listing = {.names = &name, .n = 1};
	size_t i;

	finds->items = ARENA_ARRAY(arena, project->ntask, struct found);
	for (i = 0; i < project->ntask; i++)
		if (same_file(project->task[i], task))
			finds->items[finds->n++] = (struct found){
				.project = project, .task = project->task[i]};
	if (!finds->n)
		return err_set(err, ERR_USAGE,
			       "\"%s\" is the hand-in of %s, which is not "
			       "among the tasks that -t names",
			       path, task->id);
	if (fd < 0)
		return err_set(err, ERR_USAGE, "cannot open \"%s\": %s", folder,
			       strerror(errno));
	for (i = 0; i < finds->n; i++)
		find_task(&finds->items[i], fd, &listing, folder, folder, name,
			  arena);
	return true;
}

static bool find_file(const char *path, const struct project *const *projects,
		      size_t n, struct arena *arena, struct finds *finds,
		      struct err *err)
{
	const char *name = base_name(path);
	struct chosen chosen;
	size_t i, pass;

	for (pass = 0; pass < 2; pass++)
		for (i = 0; i < n; i++) {
			const struct task *task =
				task_of_file(projects[i], name, pass == 0);

			if (task)
				return add_file(finds, projects[i], task, path,
						arena, err);
		}
	chosen = the_chosen(projects, n, name);
	if (chosen.n == 1 && chosen.task)
		return add_file(finds, chosen.project, chosen.task, path, arena,
				err);
	if (chosen.n > 1)
		return err_set(err, ERR_USAGE,
			       "\"%s\" could be the hand-in of %zu of the "
			       "tasks that were asked for; name one with -t",
			       path, chosen.n);
	if (could_be_two(projects, n, name))
		return err_set(err, ERR_USAGE,
			       "\"%s\" could be the hand-in of two tasks; "
			       "name the one with -t (`grader list` shows "
			       "them)",
			       path);
	return err_set(err, ERR_USAGE,
		       "\"%s\" is no hand-in of any task; `grader list` "
		       "shows the tasks and their files",
		       path);
}

bool submission_find(const char *path, const struct project *const *projects,
		     size_t nprojects, struct arena *arena, struct finds *finds,
		     struct err *err)
{
	AUTO(file_close) int fd = -1;
	struct stat st;
	size_t len = strlen(path);
	char *plain = arena_str(arena, path);

	*finds = (struct finds){0};
	while (len > 1 && plain[len - 1] == '/')
		plain[--len] = '\0';
	if (lstat(plain, &st) != 0 && errno == ENOENT)
		return err_set(err, ERR_USAGE, "there is no \"%s\"", plain);
	fd = open(plain, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0)
		return find_in_folder(plain, fd, projects, nprojects, arena,
				      finds, err);
	if (errno == ENOTDIR || errno == ELOOP)
		return find_file(plain, projects, nprojects, arena, finds, err);
	return err_set(err, ERR_USAGE, "cannot open \"%s\": %s", plain,
		       strerror(errno));
}
