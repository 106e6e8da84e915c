/* What makes two values differ, in a few words. */
#ifndef GRADER_VALUE_NOTE_H
#define GRADER_VALUE_NOTE_H

#include "value/value.h"

/*
 * "a text where a number is expected", "differs in letter case only",
 * "rounded to 2 decimals", "blanks at the end" …; NULL when there is nothing
 * to say beyond the two values.
 */
const char *note_of(const struct value *expected, const struct value *seen,
		    struct arena *arena);

#endif
