/* Masks: random keys and ids compared by what they are, not by value. */
#include "base/buf.h"
#include "grade/evidence.h"

#include <ctype.h>

struct masked {
	struct value_text text;
	const char *name; /* ‹keys.0› */
};

struct masks {
	struct masked *items;
	size_t n, room;
	struct arena *arena;
};

/* ---- collecting ---- */

static const struct masked *find(const struct masks *masks, const char *bytes,
				 size_t len)
{
	size_t i;

	for (i = 0; i < masks->n; i++)
		if (masks->items[i].text.len == len &&
		    !memcmp(masks->items[i].text.bytes, bytes, len))
			return &masks->items[i];
	return NULL;
}

static void add(struct masks *masks, const struct value_text *text,
		const char *step, size_t *next)
{
	struct masked *items;

	if (!text->len || find(masks, text->bytes, text->len))
		return;
	if (masks->n == masks->room) {
		masks->room = masks->room ? 2 * masks->room : 16;
		items = ARENA_ARRAY(masks->arena, masks->room, struct masked);
		if (masks->n)
			memcpy(items, masks->items, masks->n * sizeof(*items));
		masks->items = items;
	}
	masks->items[masks->n++] =
		(struct masked){.text = *text,
				.name = arena_printf(masks->arena, "‹%s.%zu›",
						     step, (*next)++)};
}

static void collect(struct masks *masks, const struct value *value,
		    const char *step, size_t *next)
{
	size_t i;

	if (value->kind == VALUE_TEXT || value->kind == VALUE_BYTES)
		add(masks, &value->as.text, step, next);
	else if (value->kind == VALUE_LIST)
		for (i = 0; i < value->as.list.n; i++)
			collect(masks, value->as.list.items[i], step, next);
	else if (value->kind == VALUE_MAP)
		for (i = 0; i < value->as.map.n; i++)
			collect(masks, value->as.map.pairs[i].value, step,
				next);
	else if (value->kind == VALUE_TABLE)
		for (i = 0; i < value->as.table.rows * value->as.table.columns;
		     i++)
			collect(masks, value->as.table.cells[i], step, next);
	else if (value->kind == VALUE_TAGGED)
		collect(masks, value->as.tagged.inner, step, next);
}

const struct masks *masks_of(const struct scene *scene,
			     const struct outcome *steps, size_t n,
			     struct arena *arena)
{
	struct masks *masks = NULL;
	size_t i, next;

	for (i = 0; i < n && i < scene->nwhen; i++) {
		const struct step *step = &scene->when[i];

		if (!step->mask || !step->as)
			continue;
		if (!masks) {
			masks = ARENA_NEW(arena, struct masks);
			masks->arena = arena;
		}
		next = 0;
		if (steps[i].value)
			collect(masks, steps[i].value, step->as, &next);
		if (steps[i].results)
			collect(masks, steps[i].results, step->as, &next);
	}
	return masks;
}

/* ---- applying ---- */

static bool word_byte(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '-' ||
	       (unsigned char)c >= 0x80;
}

static bool word_at(const struct value_text *text, size_t at,
		    const struct value_text *word)
{
	return at + word->len <= text->len &&
	       !memcmp(text->bytes + at, word->bytes, word->len) &&
	       (!at || !word_byte(text->bytes[at - 1])) &&
	       (at + word->len == text->len ||
		!word_byte(text->bytes[at + word->len]));
}

static const struct value *in_text(const struct masks *masks,
				   const struct value *value,
				   struct arena *arena)
{
	AUTO(buf_release) struct buf buf = {0};
	const struct value_text *text = &value->as.text;
	size_t at = 0, i;

	buf_init(&buf, BUF_OURS);
	while (at < text->len) {
		for (i = 0; i < masks->n; i++)
			if (word_at(text, at, &masks->items[i].text))
				break;
		if (i < masks->n) {
			buf_add_str(&buf, masks->items[i].name);
			at += masks->items[i].text.len;
		} else {
			buf_add_char(&buf, text->bytes[at++]);
		}
	}
	return value_scalar(arena, value->kind, buf.data, buf.len);
}

static const struct value **in_items(const struct masks *masks,
				     const struct value *const *items, size_t n,
				     struct arena *arena)
{
	const struct value **masked =
		ARENA_ARRAY(arena, n, const struct value *);
	size_t i;

	for (i = 0; i < n; i++)
		masked[i] = masks_apply(masks, items[i], arena);
	return masked;
}

static const struct value *in_map(const struct masks *masks,
				  const struct value *value,
				  struct arena *arena)
{
	struct value_builder map;
	size_t i;

	value_builder_init(&map, arena);
	for (i = 0; i < value->as.map.n; i++) {
		const struct value_pair *pair = &value->as.map.pairs[i];
		const struct masked *masked =
			find(masks, pair->key.bytes, pair->key.len);

		value_put(&map, masked ? masked->name : pair->key.bytes,
			  masks_apply(masks, pair->value, arena));
	}
	return value_built_map(&map);
}

const struct value *masks_apply(const struct masks *masks,
				const struct value *value, struct arena *arena)
{
	const struct value_table *t = &value->as.table;

	if (!masks)
		return value;
	if (value->kind == VALUE_TEXT || value->kind == VALUE_BYTES)
		return in_text(masks, value, arena);
	if (value->kind == VALUE_LIST)
		return value_list(arena,
				  in_items(masks, value->as.list.items,
					   value->as.list.n, arena),
				  value->as.list.n);
	if (value->kind == VALUE_MAP)
		return in_map(masks, value, arena);
	if (value->kind == VALUE_TABLE)
		return value_table(
			arena, t->names, t->columns,
			in_items(masks, t->cells, t->rows * t->columns, arena),
			t->rows);
	if (value->kind == VALUE_TAGGED)
		return value_tagged(
			arena, value->as.tagged.tag.bytes,
			masks_apply(masks, value->as.tagged.inner, arena));
	return value;
}
