/* What authors write, as BSON. */
#include "store/mongo_value.h"

#include "base/num.h"
#include "text/utf8.h"
#include "value/show.h"

#include <jansson.h>
#include <string.h>

/* The server takes some 180 levels, its manual promises 100. */
#define DEPTH_MOST 150

struct writer {
	struct arena *arena;
	const char *why;
	size_t depth;
};

static bool put(struct writer *writer, bson_t *bson, const char *key,
		size_t len, const struct value *value);

static bool fault(struct writer *writer, const char *why)
{
	writer->why = why;
	return false;
}

/* "documents.0.age: what": each level puts its key in front. */
static bool fault_at(struct writer *writer, const char *key, size_t len)
{
	const char *shown = shown_text(key, len, writer->arena);
	bool inner = *writer->why == '.';

	writer->why = arena_printf(writer->arena, ".%s%s%s", shown,
				   inner ? "" : ": ", writer->why);
	return false;
}

/* ---- the types of extended JSON ---- */

/* By the first key of a map; none of them is an operator of the server's. */
static const char *const types[] = {
	"$oid",	       "$date",		"$numberInt",
	"$numberLong", "$numberDouble", "$numberDecimal",
	"$binary",     "$uuid",		"$regularExpression",
	"$timestamp",  "$minKey",	"$maxKey",
	"$undefined",  "$code",		"$symbol",
	"$dbPointer"};

static const char *type_of(const struct value *value)
{
	size_t i;

	if (value->kind != VALUE_MAP || !value->as.map.n)
		return NULL;
	for (i = 0; i < ARRAY_LEN(types); i++)
		if (!strcmp(value->as.map.pairs[0].key.bytes, types[i]))
			return types[i];
	return NULL;
}

static json_t *json_of(const struct value *value);

static json_t *object_of(const struct value_map *map)
{
	json_t *object = json_object();
	size_t i;

	for (i = 0; i < map->n; i++)
		json_object_set_new(object, map->pairs[i].key.bytes,
				    json_of(map->pairs[i].value));
	return object;
}

static json_t *array_of(const struct value_list *list)
{
	json_t *array = json_array();
	size_t i;

	for (i = 0; i < list->n; i++)
		json_array_append_new(array, json_of(list->items[i]));
	return array;
}

/* As YAML has it; a number with a point is written as it stands there. */
static json_t *json_of(const struct value *value)
{
	switch ((int)value->kind) {
	case VALUE_BOOL:
		return json_boolean(value->as.truth);
	case VALUE_INT:
		return json_integer(value->as.integer);
	case VALUE_TEXT:
	case VALUE_DECIMAL:
		return json_stringn(value->as.text.bytes, value->as.text.len);
	case VALUE_LIST:
		return array_of(&value->as.list);
	case VALUE_MAP:
		return object_of(&value->as.map);
	default:
		return json_null();
	}
}

/* {$numberLong: 5} stands for {$numberLong: "5"}. */
static json_t *typed_of(const char *type, const struct value *value)
{
	const struct value *inner = value->as.map.pairs[0].value;
	bool number = !strncmp(type, "$number", strlen("$number"));

	if (!number || inner->kind != VALUE_INT)
		return json_of(value);
	return json_pack("{s:o}", type,
			 json_sprintf("%" PRId64, inner->as.integer));
}

/* The library takes a decimal that is none for NaN. */
static bool is_right(const char *type, const struct value *value)
{
	const struct value *inner = value->as.map.pairs[0].value;
	bson_decimal128_t decimal;

	if (strcmp(type, "$numberDecimal") != 0 || inner->kind == VALUE_INT)
		return true;
	return (inner->kind == VALUE_TEXT || inner->kind == VALUE_DECIMAL) &&
	       bson_decimal128_from_string(inner->as.text.bytes, &decimal);
}

/* What the library makes of a document that has it under one key. */
static bool put_typed(struct writer *writer, bson_t *bson, const char *key,
		      size_t len, const char *type, const struct value *value)
{
	json_t *json = json_pack("{s:o}", "v", typed_of(type, value));
	char *text = json ? json_dumps(json, 0) : NULL;
	bson_error_t error = {.message = "it cannot be written as JSON"};
	bson_t *doc =
		text ? bson_new_from_json((uint8_t *)text, -1, &error) : NULL;
	bson_iter_t at;
	bool done = is_right(type, value) && doc &&
		    bson_iter_init_find(&at, doc, "v") &&
		    !BSON_ITER_HOLDS_DOCUMENT(&at) &&
		    bson_append_iter(bson, key, (int)len, &at);

	if (!done)
		fault(writer,
		      arena_printf(writer->arena, "no right %s: %s", type,
				   doc ? "it has another form"
				       : error.message));
	bson_destroy(doc);
	free(text);
	json_decref(json);
	return done;
}

/* ---- documents ---- */

static bool put_pairs(struct writer *writer, bson_t *bson,
		      const struct value_map *map)
{
	size_t i;

	for (i = 0; i < map->n; i++) {
		const struct value_text *key = &map->pairs[i].key;
		bool whole = !memchr(key->bytes, 0, key->len) &&
			     utf8_valid(key->bytes, key->len) == key->len;

		if (!whole)
			fault(writer, "a name that is no text");
		if (!whole || !put(writer, bson, key->bytes, key->len,
				   map->pairs[i].value))
			return fault_at(writer, key->bytes, key->len);
	}
	return true;
}

static bool put_items(struct writer *writer, bson_t *bson,
		      const struct value_list *list)
{
	char text[16];
	const char *key;
	size_t i, len;

	for (i = 0; i < list->n; i++) {
		len = bson_uint32_to_string((uint32_t)i, &key, text,
					    sizeof(text));
		if (!put(writer, bson, key, len, list->items[i]))
			return fault_at(writer, key, len);
	}
	return true;
}

static bool put_nested(struct writer *writer, bson_t *bson, const char *key,
		       size_t len, const struct value *value)
{
	bson_t child = BSON_INITIALIZER;
	bool list = value->kind == VALUE_LIST, done;

	if (writer->depth == DEPTH_MOST)
		return fault(writer, "it is nested too deep");
	writer->depth++;
	done = list ? put_items(writer, &child, &value->as.list)
		    : put_pairs(writer, &child, &value->as.map);
	writer->depth--;
	if (done && list)
		done = bson_append_array(bson, key, (int)len, &child) ||
		       fault(writer, "it is too large");
	else if (done)
		done = bson_append_document(bson, key, (int)len, &child) ||
		       fault(writer, "it is too large");
	bson_destroy(&child);
	return done;
}

/* ---- scalars ---- */

static bool put_int(bson_t *bson, const char *key, size_t len,
		    const struct value *value)
{
	int64_t integer = value->as.integer;

	if (integer >= INT32_MIN && integer <= INT32_MAX && !value->wide)
		return bson_append_int32(bson, key, (int)len, (int32_t)integer);
	return bson_append_int64(bson, key, (int)len, integer);
}

static bool put_real(struct writer *writer, bson_t *bson, const char *key,
		     size_t len, const struct value *value)
{
	double real = value->as.real;

	if (value->kind == VALUE_DECIMAL &&
	    !memchr(value->as.text.bytes, '.', value->as.text.len))
		return fault(writer, "64 bits do not hold it: $numberDecimal "
				     "or $numberDouble does");
	if (value->kind == VALUE_DECIMAL &&
	    !num_real(value->as.text.bytes, value->as.text.len, &real))
		return fault(writer, "no double holds it: $numberDecimal does");
	return bson_append_double(bson, key, (int)len, real);
}

static bool put_text(struct writer *writer, bson_t *bson, const char *key,
		     size_t len, const struct value_text *text)
{
	if (utf8_valid(text->bytes, text->len) != text->len)
		return fault(writer, "its text is not UTF-8");
	return bson_append_utf8(bson, key, (int)len, text->bytes,
				(int)text->len);
}

/* "2024-05-15" and "2024-05-15 10:00:00[.123456]", of a clock in UTC. */
static bool put_moment(struct writer *writer, bson_t *bson, const char *key,
		       size_t len, const struct value_text *text)
{
	struct tm tm = {0};
	const char *rest = strptime(text->bytes, "%Y-%m-%d", &tm);
	double part = 0;

	if (rest && *rest == ' ')
		rest = strptime(rest + 1, "%H:%M:%S", &tm);
	if (rest && *rest == '.' && !num_real(rest, strlen(rest), &part))
		rest = NULL;
	if (!rest)
		return fault(writer, "it is no date");
	return bson_append_date_time(bson, key, (int)len,
				     (int64_t)timegm(&tm) * 1000 +
					     (int64_t)(part * 1000));
}

static bool put_scalar(struct writer *writer, bson_t *bson, const char *key,
		       size_t len, const struct value *value)
{
	switch ((int)value->kind) {
	case VALUE_NULL:
		return bson_append_null(bson, key, (int)len);
	case VALUE_BOOL:
		return bson_append_bool(bson, key, (int)len, value->as.truth);
	case VALUE_INT:
		return put_int(bson, key, len, value);
	case VALUE_REAL:
	case VALUE_DECIMAL:
		return put_real(writer, bson, key, len, value);
	case VALUE_TEXT:
	case VALUE_TIME:
		return put_text(writer, bson, key, len, &value->as.text);
	case VALUE_BYTES:
		return bson_append_binary(bson, key, (int)len,
					  BSON_SUBTYPE_BINARY,
					  (const uint8_t *)value->as.text.bytes,
					  (uint32_t)value->as.text.len);
	case VALUE_DATE:
	case VALUE_DATETIME:
		return put_moment(writer, bson, key, len, &value->as.text);
	default:
		return fault(writer, "it is nothing that BSON has");
	}
}

static bool put(struct writer *writer, bson_t *bson, const char *key,
		size_t len, const struct value *value)
{
	const char *type = type_of(value);

	writer->why = NULL;
	if (type)
		return put_typed(writer, bson, key, len, type, value);
	if (value->kind == VALUE_MAP || value->kind == VALUE_LIST)
		return put_nested(writer, bson, key, len, value);
	if (put_scalar(writer, bson, key, len, value))
		return true;
	return writer->why ? false : fault(writer, "it is too large");
}

bool mongo_bson(const struct value *value, bson_t *bson, struct arena *arena,
		const char **why)
{
	struct writer writer = {.arena = arena};

	if (value->kind != VALUE_MAP || type_of(value)) {
		*why = "a document is wanted: a map of names and values";
		return false;
	}
	if (put_pairs(&writer, bson, &value->as.map))
		return true;
	*why = writer.why + 1; /* behind the first dot */
	return false;
}
