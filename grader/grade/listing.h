/*
 * A folder of a submission: the names in it, and which project's it is. A
 * project's folder is found by its name, or by the hand-ins in it.
 */
#ifndef GRADER_GRADE_LISTING_H
#define GRADER_GRADE_LISTING_H

#include "spec/task.h"

/* The names in one folder, the first 20,000 that the kernel gives. */
struct listing {
	const char **names;
	size_t n;
};

/* Nothing when it cannot be read. The names lie in the arena. */
struct listing listing_read(int fd, struct arena *arena);

bool listing_has(const struct listing *listing, const char *name);

/*
 * Opens the folder in `root` that is the project's, by its whole name, else
 * by its stem; links are not followed. The caller closes it; -1: there is
 * none. `name`: what it is called; of the project or of the listing.
 */
int listing_open_project(int root, const struct listing *listing,
			 const struct project *project, const char **name);

/*
 * Whether the folder holds a hand-in of the project under its exact name, or
 * two under other numbers: one alone may be anything.
 */
bool listing_holds_handin(const struct listing *listing,
			  const struct project *project);

/*
 * Where nothing was found: a name in the listing that may be meant, a folder
 * with a submission in it or one that is nearly called so; NULL: none.
 */
const char *listing_near(int root, const struct listing *listing,
			 const struct project *const *projects, size_t n);

#endif
