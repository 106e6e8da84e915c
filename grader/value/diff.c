/* How two values differ. */
#include "value/diff.h"

#include "value/differ.h"
#include "value/note.h"
#include "value/pairs.h"

#include <string.h>

void differ_add(struct differ *differ, struct diff_entry entry)
{
	if (differ->n < DIFF_MOST)
		differ->entries[differ->n++] = entry;
	else
		differ->more++;
}

const char *differ_join(struct differ *differ, const char *path,
			const char *part)
{
	return *path ? arena_printf(differ->arena, "%s.%s", path, part) : part;
}

/* ---- scalars, and values of two kinds ---- */

static void differ_values(struct differ *differ, const char *path,
			  const struct value *expected,
			  const struct value *seen)
{
	differ->total++;
	differ_add(differ, (struct diff_entry){.kind = DIFF_VALUE,
					       .path = path,
					       .expected = expected,
					       .seen = seen,
					       .note = note_of(expected, seen,
							       differ->arena)});
}

/* ---- maps ---- */

static void differ_key(struct differ *differ, enum diff_kind kind,
		       const char *path, const struct value_pair *pair)
{
	struct diff_entry entry = {
		.kind = kind,
		.path = differ_join(differ, path, pair->key.bytes)};

	if (kind == DIFF_KEY_MISSING)
		entry.expected = pair->value;
	else
		entry.seen = pair->value;
	differ->total++;
	differ_add(differ, entry);
}

static void differ_maps(struct differ *differ, const char *path,
			const struct value *expected, const struct value *seen)
{
	const struct value_map *x = &expected->as.map, *y = &seen->as.map;
	const struct value_pair **p = pairs_sorted(x->pairs, x->n), *other;
	const struct value_pair **q = pairs_sorted(y->pairs, y->n);
	size_t i;

	for (i = 0; i < x->n; i++) {
		const struct value_pair *pair = &x->pairs[i];

		other = pairs_find(q, y->n, &pair->key);
		if (other)
			differ_any(differ,
				   differ_join(differ, path, pair->key.bytes),
				   pair->value, other->value);
		else
			differ_key(differ, DIFF_KEY_MISSING, path, pair);
	}
	for (i = 0; i < y->n; i++)
		if (!pairs_find(p, x->n, &y->pairs[i].key))
			differ_key(differ, DIFF_KEY_EXTRA, path, &y->pairs[i]);
	free(p);
	free(q);
}

/* ---- any ---- */

void differ_any(struct differ *differ, const char *path,
		const struct value *expected, const struct value *seen)
{
	enum value_order order = differ->rules.order;

	if (value_equal(expected, seen, &differ->rules)) {
		differ->total++;
		differ->matching++;
		return;
	}
	differ->rules.order = *path ? ORDER_DEFAULT : order;
	if (expected->kind != seen->kind)
		differ_values(differ, path, expected, seen);
	else if (expected->kind == VALUE_MAP)
		differ_maps(differ, path, expected, seen);
	else if (expected->kind == VALUE_LIST)
		differ_lists(differ, path, expected, seen);
	else if (expected->kind == VALUE_TABLE)
		differ_tables(differ, path, expected, seen);
	else
		differ_values(differ, path, expected, seen);
	differ->rules.order = order;
}

const struct diff *value_diff(const struct value *expected,
			      const struct value *seen,
			      const struct value_rules *rules,
			      struct arena *arena)
{
	struct differ differ = {.arena = arena};
	struct diff *diff = ARENA_NEW(arena, struct diff);
	size_t before;

	if (rules)
		differ.rules = *rules;
	differ.entries = ARENA_ARRAY(arena, DIFF_MOST, struct diff_entry);
	differ_any(&differ, "", expected, seen);
	before = differ.n;
	/* Maps with keys that occur twice and the like: unequal, though each
	   part has its equal. */
	if (!before && !value_equal(expected, seen, rules))
		differ_values(&differ, "", expected, seen);
	*diff = (struct diff){.entries = differ.entries,
			      .n = differ.n,
			      .more = differ.more,
			      .matching = differ.matching,
			      .total = differ.total};
	return diff;
}
