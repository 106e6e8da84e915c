/*
 * Files that are a task's but for the number before their name: whose they
 * are, as long as that is no guess.
 */
#ifndef GRADER_GRADE_ALIKE_H
#define GRADER_GRADE_ALIKE_H

#include "spec/project.h"

/* Names in a folder, and the project, whichever of its tasks are graded. */
struct alike {
	const struct project *project;
	const char *const *names;
	size_t n;
};

/* Whether a hand-in of the project has exactly that name. */
bool alike_exact(const struct project *project, const char *name);

/* Whether two hand-ins of the project differ in what is before the stem. */
bool alike_shared(const struct project *project, const char *stem);

/*
 * The file that is there for the hand-in `file`, which is not; NULL: none, or
 * several could be it. Where two hand-ins share a stem, neither is there, and
 * two such files are, the lower number is that of the first.
 */
const char *alike_file(const struct alike *alike, const char *file);

/* How many of the names are hand-ins of the project, but for the number. */
size_t alike_numbered(const struct alike *alike);

#endif
