/*
 * A set of values, to draw each only once. Numbers that are equal are one,
 * however they are written. NULLs may repeat, as in a unique key.
 */
#ifndef GRADER_DATA_SEEN_H
#define GRADER_DATA_SEEN_H

#include "value/value.h"

struct seen;

struct seen *seen_new(struct arena *arena);

/* Whether the value is in the set. */
bool seen_has(const struct seen *seen, const struct value *value);

size_t seen_count(const struct seen *seen);

/* Adds the value, which is borrowed; false when it was there. */
bool seen_add(struct seen *seen, const struct value *value);

#endif
