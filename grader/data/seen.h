/* A set of values, to draw each only once. */
#ifndef GRADER_DATA_SEEN_H
#define GRADER_DATA_SEEN_H

#include "value/value.h"

struct seen;

struct seen *seen_new(struct arena *arena);

/* Adds the value, which is borrowed; false when it was there. */
bool seen_add(struct seen *seen, const struct value *value);

#endif
