/* Values as JSON, by jansson. */
#include "value/json.h"

#include "value/show.h"

#include <math.h>

/* Text that is UTF-8 as it is, else as show_text makes it. */
static json_t *text_json(const struct value_text *text)
{
	json_t *json = json_stringn(text->bytes, text->len);
	AUTO(arena_release) struct arena *arena = NULL;

	if (json)
		return json;
	arena = arena_new("json");
	return json_string(shown_text(text->bytes, text->len, arena));
}

static json_t *tagged(const char *tag, json_t *inner)
{
	json_t *object = json_object();

	json_object_set_new_nocheck(object, tag, inner);
	return object;
}

static json_t *bytes_json(const struct value_text *text)
{
	AUTO(buf_release) struct buf hex = {0};
	size_t i;

	buf_init(&hex, BUF_OURS);
	for (i = 0; i < text->len; i++)
		buf_printf(&hex, "%02x", (unsigned char)text->bytes[i]);
	return tagged("$bytes", json_string(hex.data));
}

static json_t *int_json(const struct value *value)
{
	if (!value->wide)
		return json_integer(value->as.integer);
	return tagged("$numberLong",
		      json_sprintf("%" PRId64, value->as.integer));
}

static json_t *real_json(double real)
{
	if (isfinite(real))
		return json_real(real);
	return tagged("$real", json_string(isnan(real) ? "nan"
					   : real < 0  ? "-inf"
						       : "inf"));
}

static json_t *list_json(const struct value *const *items, size_t n)
{
	json_t *array = json_array();
	size_t i;

	for (i = 0; i < n; i++)
		json_array_append_new(array, value_json(items[i]));
	return array;
}

static json_t *map_json(const struct value_map *map)
{
	AUTO(arena_release) struct arena *arena = arena_new("json");
	json_t *object = json_object();
	size_t i;

	for (i = 0; i < map->n; i++) {
		const struct value_text *key = &map->pairs[i].key;

		json_object_set_new(object,
				    shown_text(key->bytes, key->len, arena),
				    value_json(map->pairs[i].value));
	}
	return object;
}

static json_t *table_json(const struct value_table *table)
{
	json_t *object = json_object(), *columns = json_array();
	json_t *rows = json_array();
	size_t i;

	for (i = 0; i < table->columns; i++)
		json_array_append_new(columns, text_json(&table->names[i]));
	for (i = 0; i < table->rows; i++)
		json_array_append_new(
			rows, list_json(table->cells + i * table->columns,
					table->columns));
	json_object_set_new(object, "columns", columns);
	json_object_set_new(object, "rows", rows);
	return object;
}

static json_t *tagged_json(const struct value *value)
{
	AUTO(arena_release) struct arena *arena = arena_new("json");
	const struct value_text *tag = &value->as.tagged.tag;

	return tagged(arena_printf(arena, "$%s",
				   shown_text(tag->bytes, tag->len, arena)),
		      value_json(value->as.tagged.inner));
}

json_t *value_json(const struct value *value)
{
	switch (value->kind) {
	case VALUE_NONE:
		return tagged("$none", json_true());
	case VALUE_NULL:
		return json_null();
	case VALUE_BOOL:
		return json_boolean(value->as.truth);
	case VALUE_INT:
		return int_json(value);
	case VALUE_REAL:
		return real_json(value->as.real);
	case VALUE_DECIMAL:
		return tagged("$decimal", text_json(&value->as.text));
	case VALUE_TEXT:
		return text_json(&value->as.text);
	case VALUE_BYTES:
		return bytes_json(&value->as.text);
	case VALUE_DATE:
		return tagged("$date", text_json(&value->as.text));
	case VALUE_DATETIME:
		return tagged("$datetime", text_json(&value->as.text));
	case VALUE_TIME:
		return tagged("$time", text_json(&value->as.text));
	case VALUE_LIST:
		return list_json(value->as.list.items, value->as.list.n);
	case VALUE_MAP:
		return map_json(&value->as.map);
	case VALUE_TABLE:
		return table_json(&value->as.table);
	case VALUE_TAGGED:
		return tagged_json(value);
	}
	return json_null();
}
