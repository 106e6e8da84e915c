/* Sentences and findings that several relations share. */
#ifndef GRADER_CHECK_WORDS_H
#define GRADER_CHECK_WORDS_H

#include "check/relation.h"

/* How wide a value is shown inside a sentence. */
#define WORDS_VALUE 60

/*
 * The finding of comparing two values: equal or not, how much of it, where
 * they differ. `wanted` says in words what was expected.
 */
void words_compare(const struct evidence *evidence,
		   const struct value *expected, const char *wanted,
		   struct arena *arena, struct finding *finding);

/* The value in a sentence, short. */
const char *words_value(const struct value *value, struct arena *arena);

#endif
