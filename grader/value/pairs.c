/* Pairs of a map by their keys. */
#include "value/pairs.h"

#include <string.h>

int pairs_compare_texts(const struct value_text *a, const struct value_text *b)
{
	size_t n = a->len < b->len ? a->len : b->len;
	int order = n ? memcmp(a->bytes, b->bytes, n) : 0;

	if (order)
		return order < 0 ? -1 : 1;
	return (a->len > b->len) - (a->len < b->len);
}

static int by_key_and_place(const void *a, const void *b)
{
	const struct value_pair *x = *(const struct value_pair *const *)a;
	const struct value_pair *y = *(const struct value_pair *const *)b;
	int order = pairs_compare_texts(&x->key, &y->key);

	return order ? order : (x > y) - (x < y);
}

const struct value_pair **pairs_sorted(const struct value_pair *pairs, size_t n)
{
	const struct value_pair **sorted = xmalloc((n + 1) * sizeof(*sorted));
	size_t i;

	for (i = 0; i < n; i++)
		sorted[i] = &pairs[i];
	qsort(sorted, n, sizeof(*sorted), by_key_and_place);
	return sorted;
}

const struct value_pair *pairs_find(const struct value_pair *const *sorted,
				    size_t n, const struct value_text *key)
{
	size_t low = 0, high = n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (pairs_compare_texts(&sorted[middle]->key, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < n && !pairs_compare_texts(&sorted[low]->key, key)
		       ? sorted[low]
		       : NULL;
}
