/*
 * The files of a pack. Every file is read through here: a path is resolved
 * wholly, and what lies outside the pack (through a link, say) is not read.
 */
#ifndef GRADER_SPEC_FILES_H
#define GRADER_SPEC_FILES_H

#include "base/buf.h"
#include "spec/near.h"
#include "spec/problem.h"

#define SOLUTION_MOST ((size_t)1 << 20)
#define FIXTURE_MOST ((size_t)64 << 20)

/*
 * Reads a file of the pack into the arena. False with a reason that goes
 * behind the file's name: "is missing", "lies outside the pack" ….
 */
bool pack_read(const struct pack *pack, const char *path, size_t most,
	       struct arena *arena, struct spec_file *file,
	       const char **reason);

/* Whether there is a folder, or a regular file, of that name. */
bool folder_exists(const char *path);
bool file_exists(const char *path);

/* The names in a folder that do not begin with a dot, sorted. */
void folder_list(const char *path, struct words *names);

/* Fixtures that were read: tasks of a project share some. */
struct fixture_shelf {
	struct arena *arena;
	struct spec_file *items;
	size_t n, room;
};

/* Where fixtures are looked for: folders, nearest first; ends with NULL. */
struct fixtures {
	const struct pack *pack;
	struct fixture_shelf *shelf;
	const char *places[4];
};

/*
 * Finds and reads a fixture by its name, which is a valid path. False: a
 * problem was added at `at`.
 */
bool fixture_read(const struct fixtures *fixtures, const char *name,
		  struct mark at, struct problems *problems,
		  struct spec_file *file);

#endif
