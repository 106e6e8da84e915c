/* Reads files of a pack, and nothing else. */
#include "spec/files.h"

#include "base/file.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>

static bool is_kind(const char *path, mode_t kind)
{
	struct stat st;

	return stat(path, &st) == 0 && (st.st_mode & S_IFMT) == kind;
}

bool folder_exists(const char *path)
{
	return is_kind(path, S_IFDIR);
}

bool file_exists(const char *path)
{
	return is_kind(path, S_IFREG);
}

static bool below(const char *path, const char *folder)
{
	char real[PATH_MAX];
	size_t len;

	if (!folder || !realpath(folder, real))
		return false;
	len = strlen(real);
	return !strncmp(path, real, len) && path[len] == '/';
}

bool pack_read(const struct pack *pack, const char *path, size_t most,
	       struct arena *arena, struct spec_file *file, const char **reason)
{
	AUTO(buf_release) struct buf buf;
	enum file_state state = FILE_MISSING;
	char real[PATH_MAX];
	bool inside = true;

	buf_init(&buf, most);
	if (realpath(path, real)) {
		inside =
			below(real, pack->tasks) || below(real, pack->fixtures);
		if (inside)
			state = file_read(AT_FDCWD, real, &buf);
	}
	if (!inside || state != FILE_READ) {
		*reason = inside ? file_state_text(state)
				 : "lies outside the pack";
		return false;
	}
	file->path = path;
	file->bytes = arena_copy(arena, buf.data, buf.len);
	file->len = buf.len;
	file->executable = file_executable(AT_FDCWD, real);
	return true;
}

static void close_dir(DIR **dir)
{
	if (*dir)
		closedir(*dir);
}

static int compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void folder_list(const char *path, struct words *names)
{
	AUTO(close_dir) DIR *dir = opendir(path);
	struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		if (entry->d_name[0] != '.')
			words_add(names,
				  arena_str(names->arena, entry->d_name));
	if (names->n)
		qsort(names->items, names->n, sizeof(*names->items), compare);
}

/* ---- fixtures ---- */

/* The names that could have been meant: the files of all places. */
static bool fixture_missing(const struct fixtures *fixtures, const char *name,
			    struct mark at, struct problems *problems)
{
	struct words names, near;
	size_t i, j;

	words_init(&near, problems->arena);
	for (i = 0; fixtures->places[i] && !problems_full(problems); i++) {
		words_init(&names, problems->arena);
		folder_list(fixtures->places[i], &names);
		for (j = 0; j < names.n; j++)
			words_add(&near, names.items[j]);
	}
	return problem_add(problems, at,
			   "no fixture \"%s\" in the task, its project or "
			   "fixtures/%s",
			   name, words_advice(&near, name, "there are"));
}

static const struct spec_file *on_shelf(const struct fixture_shelf *shelf,
					const char *path)
{
	size_t i;

	for (i = 0; i < shelf->n; i++)
		if (!strcmp(shelf->items[i].path, path))
			return &shelf->items[i];
	return NULL;
}

static void shelve(struct fixture_shelf *shelf, const struct spec_file *file)
{
	if (shelf->n == shelf->room) {
		struct spec_file *old = shelf->items;

		shelf->room = shelf->room ? 2 * shelf->room : 16;
		shelf->items = ARENA_ARRAY(shelf->arena, shelf->room,
					   struct spec_file);
		if (shelf->n)
			memcpy(shelf->items, old, shelf->n * sizeof(*old));
	}
	shelf->items[shelf->n++] = *file;
}

/* Reads the fixture of that path, once. */
static bool fetch(const struct fixtures *fixtures, const char *path,
		  struct spec_file *file, const char **reason)
{
	struct fixture_shelf *shelf = fixtures->shelf;
	const struct spec_file *known = on_shelf(shelf, path);

	if (known) {
		*file = *known;
		return true;
	}
	if (!pack_read(fixtures->pack, path, FIXTURE_MOST, shelf->arena, file,
		       reason))
		return false;
	shelve(shelf, file);
	return true;
}

bool fixture_read(const struct fixtures *fixtures, const char *name,
		  struct mark at, struct problems *problems,
		  struct spec_file *file)
{
	struct arena *arena = fixtures->shelf->arena;
	const char *reason;
	size_t i;

	for (i = 0; fixtures->places[i]; i++) {
		const char *path =
			arena_printf(arena, "%s/%s", fixtures->places[i], name);

		if (access(path, F_OK) != 0)
			continue;
		if (!fetch(fixtures, path, file, &reason))
			return problem_add(problems, at, "\"%s\" %s", name,
					   reason);
		file->name = name;
		return true;
	}
	return fixture_missing(fixtures, name, at, problems);
}
