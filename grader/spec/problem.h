/* How the files of spec/ tell what is wrong in a pack. */
#ifndef GRADER_SPEC_PROBLEM_H
#define GRADER_SPEC_PROBLEM_H

#include "spec/load.h"

/*
 * Adds a problem, unless the same text is there for the same place. Returns
 * false, so that a function can end with `return problem_add(…)`.
 */
bool problem_add(struct problems *problems, struct mark at, const char *fmt,
		 ...) PRINTF_LIKE(3, 4);

/*
 * How often one was added, also when it was there: unchanged means that
 * nothing was wrong since.
 */
size_t problems_count(const struct problems *problems);

/* Whether no more are kept: advice need not be looked for. */
bool problems_full(const struct problems *problems);

/* Sorts by file, then by place in it. */
void problems_sort(struct problems *problems);

/* A text for a message: cut with "…" after 40 characters. */
const char *brief(const char *text, struct arena *arena);

#endif
