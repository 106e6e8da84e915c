/* The option `read`: a text as a number, as lines, or as rows. */
#ifndef GRADER_GRADE_READ_H
#define GRADER_GRADE_READ_H

#include "spec/task.h"

/*
 * number: a text that is one number between blanks becomes it, any other
 * stays a text. lines: a list of texts without their ends. match: a table,
 * one row a match of the pattern, one column a named group. What is no text
 * stays as it is.
 */
const struct value *read_value(const struct options *options,
			       const struct value *value, struct arena *arena);

#endif
