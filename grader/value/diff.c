/* How two values differ. */
#include "value/diff.h"

#include "value/differ.h"
#include "value/note.h"

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

static const struct value *value_of(const struct value_map *map,
				    const struct value_text *key)
{
	size_t i;

	for (i = 0; i < map->n; i++)
		if (map->pairs[i].key.len == key->len &&
		    !memcmp(map->pairs[i].key.bytes, key->bytes, key->len))
			return map->pairs[i].value;
	return NULL;
}

static void differ_maps(struct differ *differ, const char *path,
			const struct value *expected, const struct value *seen)
{
	const struct value_map *x = &expected->as.map, *y = &seen->as.map;
	size_t i;

	for (i = 0; i < x->n; i++) {
		const char *at =
			differ_join(differ, path, x->pairs[i].key.bytes);
		const struct value *other = value_of(y, &x->pairs[i].key);

		if (other) {
			differ_any(differ, at, x->pairs[i].value, other);
			continue;
		}
		differ->total++;
		differ_add(differ,
			   (struct diff_entry){.kind = DIFF_KEY_MISSING,
					       .path = at,
					       .expected = x->pairs[i].value});
	}
	for (i = 0; i < y->n; i++) {
		if (value_of(x, &y->pairs[i].key))
			continue;
		differ->total++;
		differ_add(differ,
			   (struct diff_entry){
				   .kind = DIFF_KEY_EXTRA,
				   .path = differ_join(differ, path,
						       y->pairs[i].key.bytes),
				   .seen = y->pairs[i].value});
	}
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
