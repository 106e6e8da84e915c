/* BSON as typed values. */
#include "store/mongo_value.h"

#include "text/utf8.h"
#include "value/document.h"
#include "value/wire.h"

#include <string.h>

/* Bytes that one value costs in an observation beside its text. */
#define VALUE_COST (sizeof(struct value) + sizeof(void *) + 16)

/* What holds a document in an observation has some levels of its own. */
#define DEPTH_MOST (VALUE_DEPTH - 40)

struct reader {
	struct arena *arena;
	size_t *room;
	size_t depth; /* of values, which is more than that of documents */
};

static bool take(struct reader *reader, size_t need)
{
	if (need > *reader->room)
		return false;
	*reader->room -= need;
	return true;
}

/* ---- scalars ---- */

static const struct value *text_of(struct reader *reader, const char *bytes,
				   size_t len)
{
	bool text = utf8_valid(bytes, len) == len;

	return value_scalar(reader->arena, text ? VALUE_TEXT : VALUE_BYTES,
			    bytes, len);
}

static const struct value *decimal_of(struct reader *reader,
				      const bson_iter_t *at)
{
	char text[BSON_DECIMAL128_STRING];
	bson_decimal128_t decimal;

	bson_iter_decimal128(at, &decimal);
	bson_decimal128_to_string(&decimal, text);
	return value_decimal(reader->arena, text, strlen(text));
}

static const struct value *number_of(struct reader *reader,
				     const bson_iter_t *at)
{
	if (BSON_ITER_HOLDS_INT32(at))
		return value_int(reader->arena, bson_iter_int32(at));
	if (BSON_ITER_HOLDS_INT64(at))
		return value_long(reader->arena, bson_iter_int64(at));
	if (BSON_ITER_HOLDS_DECIMAL128(at))
		return decimal_of(reader, at);
	return value_real(reader->arena, bson_iter_double(at), false);
}

static const struct value *binary_of(struct reader *reader,
				     const bson_iter_t *at)
{
	bson_subtype_t subtype;
	const uint8_t *bytes;
	uint32_t len;

	bson_iter_binary(at, &subtype, &len, &bytes);
	if (!take(reader, len))
		return NULL;
	return value_binary(reader->arena, (unsigned)subtype,
			    (const char *)bytes, len);
}

static const struct value *regex_of(struct reader *reader,
				    const bson_iter_t *at)
{
	struct value_text pattern, options;

	pattern.bytes = bson_iter_regex(at, &options.bytes);
	pattern.len = strlen(pattern.bytes);
	options.len = strlen(options.bytes);
	if (!take(reader, pattern.len + options.len))
		return NULL;
	return value_regex(reader->arena, &pattern, &options);
}

/* A string, or a code or symbol, which look the same. */
static const struct value *string_of(struct reader *reader,
				     const bson_iter_t *at)
{
	const char *bytes;
	uint32_t len;

	if (BSON_ITER_HOLDS_CODE(at))
		bytes = bson_iter_code(at, &len);
	else if (BSON_ITER_HOLDS_SYMBOL(at))
		bytes = bson_iter_symbol(at, &len);
	else
		bytes = bson_iter_utf8(at, &len);
	return take(reader, len) ? text_of(reader, bytes, len) : NULL;
}

static const struct value *pointer_of(struct reader *reader,
				      const bson_iter_t *at)
{
	struct value_builder map;
	const bson_oid_t *oid;
	const char *ref;
	uint32_t len;

	bson_iter_dbpointer(at, &len, &ref, &oid);
	if (!take(reader, len + 2 * VALUE_COST))
		return NULL;
	value_builder_init(&map, reader->arena);
	value_put(&map, "ref", text_of(reader, ref, len));
	value_put(&map, "id", value_object_id(reader->arena, oid->bytes));
	return value_built_map(&map);
}

/* ---- documents ---- */

static const struct value *element(struct reader *reader,
				   const bson_iter_t *at);

/* What one document or array holds, its values yet to be filled in. */
struct level {
	struct value_pair *pairs;
	size_t n;
	bool broken; /* what follows is no BSON */
	bool twice;  /* a key repeats */
};

/* False: there is no room. */
static bool survey(struct reader *reader, bson_iter_t at, bool list,
		   struct level *level)
{
	struct value_builder map;

	value_builder_init(&map, reader->arena);
	while (bson_iter_next(&at)) {
		if (!take(reader,
			  sizeof(struct value_pair) + bson_iter_key_len(&at)))
			return false;
		value_put(&map, bson_iter_key(&at), &value_null);
	}
	*level = (struct level){.pairs = map.pairs,
				.n = map.n,
				.broken = at.err_off != 0,
				.twice = !list &&
					 value_keys_repeat(map.pairs, map.n)};
	return true;
}

static const struct value *list_from(struct reader *reader,
				     const struct level *level)
{
	const struct value **items =
		ARENA_ARRAY(reader->arena, level->n, const struct value *);
	size_t i;

	for (i = 0; i < level->n; i++)
		items[i] = level->pairs[i].value;
	return value_list(reader->arena, items, level->n);
}

static const struct value *fill(struct reader *reader, bson_iter_t *at,
				bool list, const struct level *level)
{
	const struct value *value;
	size_t i;

	for (i = 0; i < level->n && bson_iter_next(at); i++) {
		level->pairs[i].value = element(reader, at);
		if (!level->pairs[i].value)
			return NULL;
	}
	if (list)
		value = list_from(reader, level);
	else if (level->twice)
		value = value_repeated(reader->arena, level->pairs, level->n);
	else
		value = value_map(reader->arena, level->pairs, level->n);
	return level->broken
		       ? value_tagged(reader->arena, "invalid BSON", value)
		       : value;
}

static const struct value *inside(struct reader *reader, bson_iter_t *at,
				  bool list)
{
	const struct value *value;
	size_t before = reader->depth;
	struct level level;

	if (!survey(reader, *at, list, &level))
		return NULL;
	reader->depth += 1 + level.broken + 3 * (size_t)level.twice;
	value = reader->depth > DEPTH_MOST
			? value_tagged(reader->arena, "too deep", &value_none)
			: fill(reader, at, list, &level);
	reader->depth = before;
	return value;
}

static const struct value *nested_of(struct reader *reader,
				     const bson_iter_t *at)
{
	bson_iter_t child;

	if (!bson_iter_recurse(at, &child))
		return value_tagged(reader->arena, "invalid BSON", &value_none);
	return inside(reader, &child, BSON_ITER_HOLDS_ARRAY(at));
}

static const struct value *scoped_of(struct reader *reader,
				     const bson_iter_t *at)
{
	const struct value *scope = &value_none;
	uint32_t len, scope_len;
	struct value_builder map;
	const uint8_t *bytes;
	bson_iter_t child;
	const char *text;

	text = bson_iter_codewscope(at, &len, &scope_len, &bytes);
	if (!take(reader, len + VALUE_COST))
		return NULL;
	reader->depth += 2;
	if (bson_iter_init_from_data(&child, bytes, scope_len))
		scope = inside(reader, &child, false);
	reader->depth -= 2;
	if (!scope)
		return NULL;
	value_builder_init(&map, reader->arena);
	value_put(&map, "code", text_of(reader, text, len));
	value_put(&map, "scope", scope);
	return value_built_map(&map);
}

/* ---- elements ---- */

static const struct value *timestamp_of(struct reader *reader,
					const bson_iter_t *at)
{
	uint32_t seconds, number;

	bson_iter_timestamp(at, &seconds, &number);
	return value_timestamp(reader->arena, seconds, number);
}

/* Types that are a tagged value of what `inner` gives. */
static const struct value *tagged_of(struct reader *reader,
				     const bson_iter_t *at)
{
	static const struct {
		bson_type_t type;
		const char *tag;
		const struct value *(*inner)(struct reader *,
					     const bson_iter_t *);
	} types[] = {
		{BSON_TYPE_UNDEFINED, "undefined", NULL},
		{BSON_TYPE_MINKEY, "MinKey", NULL},
		{BSON_TYPE_MAXKEY, "MaxKey", NULL},
		{BSON_TYPE_CODE, "Code", string_of},
		{BSON_TYPE_CODEWSCOPE, "Code", scoped_of},
		{BSON_TYPE_SYMBOL, "Symbol", string_of},
		{BSON_TYPE_DBPOINTER, "DBPointer", pointer_of},
	};
	const struct value *inner = &value_null;
	size_t i = 0;

	while (i < ARRAY_LEN(types) && types[i].type != bson_iter_type(at))
		i++;
	if (i == ARRAY_LEN(types))
		return value_tagged(reader->arena, "invalid BSON", &value_none);
	if (types[i].inner)
		inner = types[i].inner(reader, at);
	return inner ? value_tagged(reader->arena, types[i].tag, inner) : NULL;
}

static const struct value *element(struct reader *reader, const bson_iter_t *at)
{
	if (!take(reader, VALUE_COST))
		return NULL;
	switch ((int)bson_iter_type(at)) {
	case BSON_TYPE_NULL:
		return &value_null;
	case BSON_TYPE_BOOL:
		return value_bool(bson_iter_bool(at));
	case BSON_TYPE_INT32:
	case BSON_TYPE_INT64:
	case BSON_TYPE_DOUBLE:
	case BSON_TYPE_DECIMAL128:
		return number_of(reader, at);
	case BSON_TYPE_UTF8:
		return string_of(reader, at);
	case BSON_TYPE_DATE_TIME:
		return value_moment(reader->arena, bson_iter_date_time(at));
	case BSON_TYPE_OID:
		return value_object_id(reader->arena, bson_iter_oid(at)->bytes);
	case BSON_TYPE_BINARY:
		return binary_of(reader, at);
	case BSON_TYPE_REGEX:
		return regex_of(reader, at);
	case BSON_TYPE_TIMESTAMP:
		return timestamp_of(reader, at);
	case BSON_TYPE_DOCUMENT:
	case BSON_TYPE_ARRAY:
		return nested_of(reader, at);
	default:
		return tagged_of(reader, at);
	}
}

const struct value *mongo_element(const bson_iter_t *at, struct arena *arena,
				  size_t *room)
{
	struct reader reader = {.arena = arena, .room = room};

	return element(&reader, at);
}

const struct value *mongo_value(const bson_t *doc, struct arena *arena,
				size_t *room)
{
	struct reader reader = {.arena = arena, .room = room};
	bson_iter_t at;

	if (!take(&reader, VALUE_COST))
		return NULL;
	if (!bson_iter_init(&at, doc))
		return value_tagged(arena, "invalid BSON", &value_none);
	return inside(&reader, &at, false);
}
