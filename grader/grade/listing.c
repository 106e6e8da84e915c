/* Whose a folder is: its listing, and what of it may be meant. */
#include "grade/listing.h"

#include "base/file.h"
#include "grade/alike.h"
#include "grade/names.h"

#include <dirent.h>
#include <fcntl.h>

#define ENTRIES_MOST 20000
/* Of so many entries it is seen whether they should have been named. */
#define BELOW_MOST 200

static void close_dir(DIR **dir)
{
	if (*dir)
		closedir(*dir);
}

/* Room for twice as many; what they lay in before stays in the arena. */
static void grow(struct listing *listing, size_t *room, struct arena *arena)
{
	const char **names = listing->names;

	*room = *room ? 2 * *room : 64;
	listing->names = ARENA_ARRAY(arena, *room, const char *);
	if (listing->n)
		memcpy(listing->names, names, listing->n * sizeof(*names));
}

struct listing listing_read(int fd, struct arena *arena)
{
	int own = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	AUTO(close_dir) DIR *dir = own < 0 ? NULL : fdopendir(own);
	struct listing listing = {0};
	struct dirent *entry;
	size_t room = 0;

	while (dir && listing.n < ENTRIES_MOST && (entry = readdir(dir))) {
		if (listing.n == room)
			grow(&listing, &room, arena);
		listing.names[listing.n++] = arena_str(arena, entry->d_name);
	}
	return listing;
}

bool listing_has(const struct listing *listing, const char *name)
{
	size_t i;

	for (i = 0; i < listing->n; i++)
		if (!strcmp(listing->names[i], name))
			return true;
	return false;
}

bool listing_holds_handin(const struct listing *listing,
			  const struct project *project)
{
	struct alike alike = {
		.project = project, .names = listing->names, .n = listing->n};
	size_t i;

	for (i = 0; i < listing->n; i++)
		if (alike_exact(project, listing->names[i]))
			return true;
	return alike_numbered(&alike) > 1;
}

static int open_folder(int fd, const char *name)
{
	return openat(fd, name,
		      O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
}

int listing_open_project(int root, const struct listing *listing,
			 const struct project *project, const char **name)
{
	int fd = open_folder(root, project->name);
	size_t i;

	*name = project->name;
	for (i = 0; fd < 0 && i < listing->n; i++) {
		if (!name_same_project(listing->names[i], project->name))
			continue;
		*name = listing->names[i];
		fd = open_folder(root, *name);
	}
	return fd;
}

/* What is there and looks like a project's folder, or a task's file. */
static const char *near_miss(const struct listing *listing,
			     const struct project *const *projects, size_t n)
{
	const char *near = NULL;
	size_t i, j;

	for (i = 0; i < n && !near; i++) {
		const struct project *project = project_whole(projects[i]);

		near = nearest_name(project->name, listing->names, listing->n);
		if (!near)
			near = nearest_name(project_stem(project->name),
					    listing->names, listing->n);
		for (j = 0; j < project->ntask && !near; j++)
			near = nearest_name(project->task[j]->handin[0].file,
					    listing->names, listing->n);
	}
	return near;
}

static bool holds_project(int fd, const struct project *const *projects,
			  size_t n)
{
	AUTO(arena_release) struct arena *arena = arena_new("a folder below");
	struct listing listing = listing_read(fd, arena);
	size_t i;

	for (i = 0; i < n; i++) {
		const char *name;
		AUTO(file_close)
		int project =
			listing_open_project(fd, &listing, projects[i], &name);

		if (project >= 0 || listing_holds_handin(&listing, projects[i]))
			return true;
	}
	return false;
}

/* A folder in this one that would have been the right one to name. */
static const char *folder_below(int root, const struct listing *listing,
				const struct project *const *projects, size_t n)
{
	size_t i;

	for (i = 0; i < listing->n && i < BELOW_MOST; i++) {
		AUTO(file_close)
		int fd = listing->names[i][0] == '.'
				 ? -1
				 : open_folder(root, listing->names[i]);

		if (fd >= 0 && holds_project(fd, projects, n))
			return listing->names[i];
	}
	return NULL;
}

const char *listing_near(int root, const struct listing *listing,
			 const struct project *const *projects, size_t n)
{
	const char *below = folder_below(root, listing, projects, n);

	return below ? below : near_miss(listing, projects, n);
}
