/* One hand-in of a submission, once its name is known. */
#ifndef GRADER_GRADE_FOUND_H
#define GRADER_GRADE_FOUND_H

#include "grade/submission.h"

/* Says that the task's files cannot be graded, and why. */
void found_invalid(struct found *found, const char *reason, const char *text);

/*
 * Reads the file `name` of the folder: bounded, without following links, and
 * inspected by its language. False: it is invalid, as `found` then says.
 */
bool found_read(struct found *found, int folder, const char *name,
		struct handed *handed, struct arena *arena);

#endif
