/* Builds values and finds their parts. */
#include "value/value.h"

#include <string.h>

const struct value value_none = {.kind = VALUE_NONE};
const struct value value_null = {.kind = VALUE_NULL};
const struct value value_true = {.kind = VALUE_BOOL, .as.truth = true};
const struct value value_false = {.kind = VALUE_BOOL, .as.truth = false};

const char *value_kind_name(enum value_kind kind)
{
	static const char *const names[] = {
#define VALUE_KIND(name, text) text,
		VALUE_KINDS(VALUE_KIND)
#undef VALUE_KIND
	};

	return names[kind];
}

static struct value *new (struct arena *arena, enum value_kind kind)
{
	struct value *value = ARENA_NEW(arena, struct value);

	value->kind = kind;
	return value;
}

const struct value *value_bool(bool truth)
{
	return truth ? &value_true : &value_false;
}

const struct value *value_int(struct arena *arena, int64_t integer)
{
	struct value *value = new (arena, VALUE_INT);

	value->as.integer = integer;
	return value;
}

const struct value *value_long(struct arena *arena, int64_t integer)
{
	struct value *value = new (arena, VALUE_INT);

	value->as.integer = integer;
	value->wide = integer >= INT32_MIN && integer <= INT32_MAX;
	return value;
}

const struct value *value_real(struct arena *arena, double real, bool single)
{
	struct value *value = new (arena, VALUE_REAL);

	value->as.real = real;
	value->single = single;
	return value;
}

const struct value *value_scalar(struct arena *arena, enum value_kind kind,
				 const char *bytes, size_t len)
{
	struct value *value = new (arena, kind);

	value->as.text = (struct value_text){
		.bytes = arena_copy(arena, bytes, len), .len = len};
	return value;
}

const struct value *value_text(struct arena *arena, const char *bytes,
			       size_t len)
{
	return value_scalar(arena, VALUE_TEXT, bytes, len);
}

const struct value *value_str(struct arena *arena, const char *text)
{
	return value_text(arena, text, strlen(text));
}

const struct value *value_list(struct arena *arena,
			       const struct value *const *items, size_t n)
{
	struct value *value = new (arena, VALUE_LIST);

	value->as.list = (struct value_list){.items = items, .n = n};
	return value;
}

const struct value *value_map(struct arena *arena,
			      const struct value_pair *pairs, size_t n)
{
	struct value *value = new (arena, VALUE_MAP);

	value->as.map = (struct value_map){.pairs = pairs, .n = n};
	return value;
}

const struct value *value_table(struct arena *arena,
				const struct value_text *names, size_t columns,
				const struct value *const *cells, size_t rows)
{
	struct value *value = new (arena, VALUE_TABLE);

	value->as.table = (struct value_table){.names = names,
					       .columns = columns,
					       .cells = cells,
					       .rows = rows};
	return value;
}

const struct value *value_tagged(struct arena *arena, const char *tag,
				 const struct value *inner)
{
	struct value *value = new (arena, VALUE_TAGGED);

	value->as.tagged = (struct value_tagged){
		.tag = {.bytes = arena_str(arena, tag), .len = strlen(tag)},
		.inner = inner};
	return value;
}

/* ---- building ---- */

void value_builder_init(struct value_builder *builder, struct arena *arena)
{
	*builder = (struct value_builder){.arena = arena};
}

void value_append(struct value_builder *builder, const struct value *item)
{
	const struct value **items;

	if (builder->n == builder->room) {
		builder->room = builder->room ? 2 * builder->room : 8;
		items = ARENA_ARRAY(builder->arena, builder->room,
				    const struct value *);
		if (builder->n)
			memcpy(items, builder->items,
			       builder->n * sizeof(*items));
		builder->items = items;
	}
	builder->items[builder->n++] = item;
}

void value_put(struct value_builder *builder, const char *key,
	       const struct value *value)
{
	struct value_pair *pairs;

	if (builder->n == builder->room) {
		builder->room = builder->room ? 2 * builder->room : 8;
		pairs = ARENA_ARRAY(builder->arena, builder->room,
				    struct value_pair);
		if (builder->n)
			memcpy(pairs, builder->pairs,
			       builder->n * sizeof(*pairs));
		builder->pairs = pairs;
	}
	builder->pairs[builder->n++] = (struct value_pair){
		.key = {.bytes = arena_str(builder->arena, key),
			.len = strlen(key)},
		.value = value};
}

const struct value *value_built_list(const struct value_builder *builder)
{
	return value_list(builder->arena, builder->items, builder->n);
}

const struct value *value_built_map(const struct value_builder *builder)
{
	return value_map(builder->arena, builder->pairs, builder->n);
}

/* ---- errors ---- */

const struct value *value_error(struct arena *arena, int number,
				const char *state, const char *text)
{
	struct value_builder map;

	value_builder_init(&map, arena);
	value_put(&map, "number", value_int(arena, number));
	value_put(&map, "state", value_str(arena, state ? state : ""));
	value_put(&map, "text", value_str(arena, text ? text : ""));
	return value_tagged(arena, "error", value_built_map(&map));
}

bool value_is_error(const struct value *value)
{
	return value->kind == VALUE_TAGGED &&
	       value->as.tagged.tag.len == strlen("error") &&
	       !memcmp(value->as.tagged.tag.bytes, "error", strlen("error"));
}

/* ---- parts ---- */

static const struct value *get(const struct value *map, const char *key,
			       size_t len)
{
	size_t i;

	if (map->kind == VALUE_TAGGED)
		return get(map->as.tagged.inner, key, len);
	if (map->kind != VALUE_MAP)
		return NULL;
	for (i = 0; i < map->as.map.n; i++) {
		const struct value_pair *pair = &map->as.map.pairs[i];

		if (pair->key.len == len && !memcmp(pair->key.bytes, key, len))
			return pair->value;
	}
	return NULL;
}

const struct value *value_get(const struct value *map, const char *key)
{
	return get(map, key, strlen(key));
}

const struct value *value_get_text(const struct value *map,
				   const struct value_text *key)
{
	return get(map, key->bytes, key->len);
}

const struct value *value_cell(const struct value *table, size_t row,
			       size_t column)
{
	const struct value_table *t = &table->as.table;

	return t->cells[row * t->columns + column];
}

/* UTF-8 characters: bytes that do not continue one. */
static size_t characters(const struct value_text *text)
{
	size_t n = 0, i;

	for (i = 0; i < text->len; i++)
		n += ((unsigned char)text->bytes[i] & 0xc0) != 0x80;
	return n;
}

size_t value_length(const struct value *value)
{
	switch (value->kind) {
	case VALUE_LIST:
		return value->as.list.n;
	case VALUE_MAP:
		return value->as.map.n;
	case VALUE_TABLE:
		return value->as.table.rows;
	case VALUE_TEXT:
		return characters(&value->as.text);
	case VALUE_BYTES:
		return value->as.text.len;
	case VALUE_TAGGED:
		return value_is_error(value)
			       ? 0
			       : value_length(value->as.tagged.inner);
	case VALUE_NONE:
	case VALUE_NULL:
	case VALUE_BOOL:
	case VALUE_INT:
	case VALUE_REAL:
	case VALUE_DECIMAL:
	case VALUE_DATE:
	case VALUE_DATETIME:
	case VALUE_TIME:
		return 0;
	}
	return 0;
}
