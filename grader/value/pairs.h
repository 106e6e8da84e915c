/*
 * Pairs of a map by their keys: a map may have as many as a learner likes, so
 * nothing looks through all of them for each. For the files of value/.
 */
#ifndef GRADER_VALUE_PAIRS_H
#define GRADER_VALUE_PAIRS_H

#include "value/value.h"

/* Byte by byte; <0, 0, >0. */
int pairs_compare_texts(const struct value_text *a, const struct value_text *b);

/*
 * Pointers to the pairs sorted by key, those of one key as they stand. The
 * caller frees them.
 */
const struct value_pair **pairs_sorted(const struct value_pair *pairs,
				       size_t n);

/* The first of the sorted pairs with the key; NULL: there is none. */
const struct value_pair *pairs_find(const struct value_pair *const *sorted,
				    size_t n, const struct value_text *key);

#endif
