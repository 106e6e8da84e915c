/* Replies of Redis as typed values. */
#include "base/num.h"
#include "store/redis.h"
#include "text/utf8.h"
#include "value/equal.h"

#include <math.h>

/* Bytes that one value costs in an observation beside its text. */
#define VALUE_COST (sizeof(struct value) + sizeof(void *) + 16)

const struct value *redis_text(const char *bytes, size_t len,
			       struct arena *arena)
{
	bool text = utf8_valid(bytes, len) == len && !memchr(bytes, 0, len);

	return value_scalar(arena, text ? VALUE_TEXT : VALUE_BYTES, bytes, len);
}

const struct value *redis_error(const char *text, struct arena *arena)
{
	size_t len = strcspn(text, " ");

	return value_error(arena, 0, arena_copy(arena, text, len), text);
}

static bool take(size_t *room, size_t need)
{
	if (need > *room)
		return false;
	*room -= need;
	return true;
}

static const struct value *list_of(const redisReply *reply, struct arena *arena,
				   size_t *room)
{
	size_t n = reply->elements, i;
	const struct value **items =
		ARENA_ARRAY(arena, n, const struct value *);

	for (i = 0; i < n; i++) {
		items[i] = redis_value(reply->element[i], arena, room);
		if (!items[i])
			return NULL;
	}
	return value_list(arena, items, n);
}

const struct value *redis_value(const redisReply *reply, struct arena *arena,
				size_t *room)
{
	size_t len = reply->str ? (size_t)reply->len : 0;

	if (!take(room, VALUE_COST + len))
		return NULL;
	switch (reply->type) {
	case REDIS_REPLY_STRING:
	case REDIS_REPLY_STATUS:
		return redis_text(reply->str, len, arena);
	case REDIS_REPLY_INTEGER:
		return value_int(arena, reply->integer);
	case REDIS_REPLY_ARRAY:
		return list_of(reply, arena, room);
	case REDIS_REPLY_ERROR:
		return redis_error(reply->str, arena);
	default: /* an int: NIL, and what RESP2 does not have */
		return &value_null;
	}
}

const struct value *redis_words(const struct redis_command *command,
				struct arena *arena, size_t *room)
{
	size_t n = command->n, i;
	const struct value **items =
		ARENA_ARRAY(arena, n, const struct value *);

	if (!take(room, VALUE_COST))
		return NULL;
	for (i = 0; i < n; i++) {
		if (!take(room, VALUE_COST + command->lens[i]))
			return NULL;
		items[i] =
			redis_text(command->words[i], command->lens[i], arena);
	}
	return value_list(arena, items, n);
}

/* ---- by type ---- */

static int by_key(const void *a, const void *b)
{
	const struct value_text *one = &((const struct value_pair *)a)->key;
	const struct value_text *two = &((const struct value_pair *)b)->key;
	size_t least = one->len < two->len ? one->len : two->len;
	int order = memcmp(one->bytes, two->bytes, least);

	return order ? order : (one->len > two->len) - (one->len < two->len);
}

static int by_value(const void *a, const void *b)
{
	return value_compare(*(const struct value *const *)a,
			     *(const struct value *const *)b);
}

/* A list of fields and values by turns as a map, sorted by field. */
static const struct value *map_of(const struct value_list *list,
				  struct arena *arena)
{
	size_t n = list->n / 2, i;
	struct value_pair *pairs = ARENA_ARRAY(arena, n, struct value_pair);

	for (i = 0; i < n; i++) {
		pairs[i].key = list->items[2 * i]->as.text;
		pairs[i].value = list->items[2 * i + 1];
	}
	qsort(pairs, n, sizeof(*pairs), by_key);
	return value_map(arena, pairs, n);
}

static const struct value *set_of(const struct value_list *list,
				  struct arena *arena)
{
	const struct value **items =
		ARENA_ARRAY(arena, list->n, const struct value *);

	if (list->n)
		memcpy(items, list->items, list->n * sizeof(*items));
	qsort(items, list->n, sizeof(*items), by_value);
	return value_list(arena, items, list->n);
}

static const struct value *pair_of(const struct value *one,
				   const struct value *two, struct arena *arena)
{
	const struct value **items =
		ARENA_ARRAY(arena, 2, const struct value *);

	items[0] = one;
	items[1] = two;
	return value_list(arena, items, 2);
}

static const struct value *score_of(const struct value *text,
				    struct arena *arena)
{
	double score;

	if (!strcmp(text->as.text.bytes, "inf"))
		return value_real(arena, INFINITY, false);
	if (!strcmp(text->as.text.bytes, "-inf"))
		return value_real(arena, -INFINITY, false);
	if (num_real(text->as.text.bytes, text->as.text.len, &score))
		return value_real(arena, score, false);
	return text;
}

static const struct value *sorted_set_of(const struct value_list *list,
					 struct arena *arena)
{
	size_t n = list->n / 2, i;
	const struct value **items =
		ARENA_ARRAY(arena, n, const struct value *);

	for (i = 0; i < n; i++)
		items[i] =
			pair_of(list->items[2 * i],
				score_of(list->items[2 * i + 1], arena), arena);
	return value_list(arena, items, n);
}

static bool repeats(const struct value_map *sorted)
{
	size_t i;

	for (i = 1; i < sorted->n; i++)
		if (!by_key(&sorted->pairs[i - 1], &sorted->pairs[i]))
			return true;
	return false;
}

/* The fields of an entry: a map, or pairs in order when one is repeated. */
static const struct value *fields_of(const struct value_list *list,
				     struct arena *arena)
{
	const struct value *map = map_of(list, arena);
	size_t n = list->n / 2, i;
	const struct value **items;

	if (!repeats(&map->as.map))
		return map;
	items = ARENA_ARRAY(arena, n, const struct value *);
	for (i = 0; i < n; i++)
		items[i] = pair_of(list->items[2 * i], list->items[2 * i + 1],
				   arena);
	return value_list(arena, items, n);
}

/* Whether each element is a text or bytes. */
static bool all_texts(const struct value_list *list)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		if (list->items[i]->kind != VALUE_TEXT &&
		    list->items[i]->kind != VALUE_BYTES)
			return false;
	return true;
}

/* [id, [field, value, …]], which is what a stream holds. */
static bool is_entry(const struct value *value)
{
	const struct value_list *list = &value->as.list;

	return value->kind == VALUE_LIST && list->n == 2 &&
	       list->items[1]->kind == VALUE_LIST &&
	       all_texts(&list->items[1]->as.list);
}

static const struct value *entry_of(const struct value_list *entry,
				    struct arena *arena)
{
	return pair_of(entry->items[0],
		       fields_of(&entry->items[1]->as.list, arena), arena);
}

static const struct value *stream_of(const struct value_list *list,
				     struct arena *arena)
{
	const struct value **items =
		ARENA_ARRAY(arena, list->n, const struct value *);
	size_t i;

	for (i = 0; i < list->n; i++)
		items[i] = is_entry(list->items[i])
				   ? entry_of(&list->items[i]->as.list, arena)
				   : list->items[i];
	return value_list(arena, items, list->n);
}

const struct value *redis_content(const char *type, const struct value *reply,
				  struct arena *arena)
{
	static const struct {
		const char *type;
		const struct value *(*of)(const struct value_list *,
					  struct arena *);
	} shapes[] = {
		{"hash", map_of}, {"set", set_of}, {"zset", sorted_set_of}};
	size_t i;

	if (reply->kind != VALUE_LIST)
		return reply;
	if (!strcmp(type, "stream"))
		return stream_of(&reply->as.list, arena);
	for (i = 0; i < ARRAY_LEN(shapes); i++)
		if (!strcmp(type, shapes[i].type) && all_texts(&reply->as.list))
			return shapes[i].of(&reply->as.list, arena);
	return reply;
}
