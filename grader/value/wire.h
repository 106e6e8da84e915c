/*
 * Values as bytes, between a worker and its parent and in the cache. The
 * format is private to one build of the program: a tag byte, then lengths
 * and numbers in native order. Reading trusts nothing: depth, counts and
 * lengths are checked against what is there.
 */
#ifndef GRADER_VALUE_WIRE_H
#define GRADER_VALUE_WIRE_H

#include "base/buf.h"
#include "base/err.h"
#include "value/value.h"

/* Deeper than this is refused by value_read and cut by stores. */
#define VALUE_DEPTH 200

void value_write(struct buf *buf, const struct value *value);

/*
 * Reads one value from *bytes, which then points behind it. False when the
 * bytes are not what value_write wrote.
 */
MUST_CHECK bool value_read(const char **bytes, const char *end,
			   struct arena *arena, const struct value **value,
			   struct err *err);

#endif
