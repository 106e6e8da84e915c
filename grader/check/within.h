/* What contains and lacks share: whether a part occurs in a value. */
#ifndef GRADER_CHECK_WITHIN_H
#define GRADER_CHECK_WITHIN_H

#include "check/relation.h"

/* The kinds in which something can occur. */
#define TAKES_PARTS                                                   \
	(TAKES(VALUE_TEXT) | TAKES(VALUE_BYTES) | TAKES(VALUE_LIST) | \
	 TAKES(VALUE_MAP) | TAKES(VALUE_TABLE))

/*
 * Whether the part occurs: a text in a text; an element in a list; in a
 * map the keys of a map, each with that value (of a map within it again only
 * the keys that are named); in a table or a list of maps
 * one row with those.
 */
bool within_occurs(const struct value *whole, const struct value *part,
		   const struct value_rules *rules);

/*
 * The parts of an argument: a list is all of its elements, anything else
 * one part.
 */
size_t within_parts(const struct value *argument);
const struct value *within_part(const struct value *argument, size_t i);

#endif
