/* What at_most, at_least and between share: a value against bounds. */
#ifndef GRADER_CHECK_BOUND_H
#define GRADER_CHECK_BOUND_H

#include "check/relation.h"

/* Kinds that have an order that means something. */
#define TAKES_ORDERED                                            \
	(TAKES_NUMBERS | TAKES(VALUE_TEXT) | TAKES(VALUE_DATE) | \
	 TAKES(VALUE_DATETIME) | TAKES(VALUE_TIME))

/* Judges low <= seen <= high; a NULL bound is none. A tolerance widens. */
void bound_judge(const struct evidence *evidence, const struct value *low,
		 const struct value *high, const char *wanted,
		 struct arena *arena, struct finding *finding);

#endif
