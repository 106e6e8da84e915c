/* Documents in a list: which one is another one with changes. */
#include "value/differ.h"
#include "value/pairs.h"
#include "value/show.h"

#include <stdlib.h>

/* Comparing each with each takes long. */
#define LEFT_MOST 500

/* So much of what names a document is shown with each of its differences. */
#define NAME_WIDTH 44

static bool shares(const struct differ *differ, const struct value *document,
		   const struct value_pair *pair)
{
	const struct value *other = value_get_text(document, &pair->key);

	return other && value_equal(pair->value, other, &differ->rules);
}

/*
 * How much the two have in common; 0: less than half. What a document begins
 * with names it: one that begins alike is the same, whatever else it holds.
 */
static size_t common(const struct differ *differ, const struct value *expected,
		     const struct value *seen)
{
	const struct value_map *x = &expected->as.map, *y = &seen->as.map;
	size_t larger = x->n > y->n ? x->n : y->n, n = 0, i;

	for (i = 0; i < x->n; i++)
		n += shares(differ, seen, &x->pairs[i]);
	if (x->n && y->n && shares(differ, seen, &x->pairs[0]) &&
	    !pairs_compare_texts(&x->pairs[0].key, &y->pairs[0].key))
		return n + larger;
	return n * 2 >= larger ? n : 0;
}

static bool is_document(const struct value *value)
{
	return value->kind == VALUE_MAP;
}

size_t differ_nearest(const struct differ *differ, const struct value *expected,
		      const match_row *seen, size_t n, const bool *taken)
{
	size_t found = n, best = 0, i, score;

	if (!is_document(expected) || n > LEFT_MOST)
		return n;
	for (i = 0; i < n; i++) {
		if (taken[i] || !is_document(*seen[i]))
			continue;
		score = common(differ, expected, *seen[i]);
		if (score > best) {
			best = score;
			found = i;
		}
	}
	return found;
}

/* "{_id: 3}", of the first that both hold. */
static const char *name_of(const struct differ *differ,
			   const struct value *expected,
			   const struct value *seen)
{
	size_t i;

	for (i = 0; i < expected->as.map.n; i++) {
		const struct value_pair *pair = &expected->as.map.pairs[i];

		if (shares(differ, seen, pair))
			return value_shown(value_map(differ->arena, pair, 1),
					   NAME_WIDTH, differ->arena);
	}
	return "";
}

void differ_documents(struct differ *differ, const char *path,
		      const struct value *expected, const struct value *seen)
{
	size_t matching = differ->matching, total = differ->total;

	differ_any(differ,
		   differ_join(differ, path, name_of(differ, expected, seen)),
		   expected, seen);
	/* It counts as one, which the caller has counted. */
	differ->matching = matching;
	differ->total = total;
}
