/* Looking at a Redis server: one key, keys by pattern, times to live. */
#include "store/redis.h"

/* By type: the command that gives a key's content. */
static const struct {
	const char *type, *command, *words[3]; /* words: behind the key */
} contents[] = {
	{"string", "GET", {NULL}},
	{"list", "LRANGE", {"0", "-1", NULL}},
	{"hash", "HGETALL", {NULL}},
	{"set", "SMEMBERS", {NULL}},
	{"zset", "ZRANGE", {"0", "-1", "WITHSCORES"}},
	{"stream", "XRANGE", {"-", "+", NULL}},
};

/* ---- asking ---- */

/* `command` with the name of a key, which may hold any bytes, and more. */
static struct redis_command about(struct arena *arena, const char *command,
				  const struct value_text *key,
				  const char *const words[3])
{
	struct redis_command whole = {
		.words = ARENA_ARRAY(arena, 5, const char *),
		.lens = ARENA_ARRAY(arena, 5, size_t),
		.n = 2};
	size_t i;

	whole.words[0] = command;
	whole.lens[0] = strlen(command);
	whole.words[1] = key->bytes;
	whole.lens[1] = key->len;
	for (i = 0; i < 3 && words && words[i]; i++) {
		whole.words[whole.n] = words[i];
		whole.lens[whole.n++] = strlen(words[i]);
	}
	return whole;
}

/*
 * The reply to one command, or the error that the server answered, as a
 * value. False: the server is gone, or too much came; the case is then over.
 */
static bool ask(struct place *place, struct session *session,
		struct redis_command command, const struct value **value,
		struct err *err)
{
	struct said said;

	redis_send(session, &command);
	redis_answer(session, place->arena, &place->room, &said);
	if (!place_answered(place, "redis", &said, err))
		return false;
	*value = said.how == REPLY_REFUSED
			 ? redis_error(said.text, place->arena)
			 : said.results[0];
	return true;
}

/* ---- one key ---- */

/* NONE: it is not there, or it went while we looked. */
static bool content_of(struct place *place, struct session *session,
		       const struct value_text *key, const char *type,
		       const struct value **value, struct err *err)
{
	const struct value *reply;
	size_t i;

	*value = &value_none;
	for (i = 0; i < ARRAY_LEN(contents); i++) {
		if (strcmp(contents[i].type, type) != 0)
			continue;
		if (!ask(place, session,
			 about(place->arena, contents[i].command, key,
			       contents[i].words),
			 &reply, err))
			return false;
		if (reply->kind != VALUE_NULL)
			*value = redis_content(type, reply, place->arena);
	}
	return true;
}

/* {type, value} of a key. */
static bool key_of(struct place *place, struct session *session,
		   const struct value_text *key, const struct value **value,
		   struct err *err)
{
	const struct value *type, *content;
	struct value_builder map;

	if (!ask(place, session, about(place->arena, "TYPE", key, NULL), &type,
		 err))
		return false;
	*value = type;
	if (type->kind != VALUE_TEXT)
		return true;
	if (!content_of(place, session, key, type->as.text.bytes, &content,
			err))
		return false;
	*value = content;
	if (content->kind == VALUE_NONE || value_is_error(content))
		return true;
	value_builder_init(&map, place->arena);
	value_put(&map, "type", type);
	value_put(&map, "value", content);
	*value = value_built_map(&map);
	return true;
}

/*
 * Seconds to live, rounded up, so that a key that got 10 s less than a second
 * ago has 10; "never"; NONE: it is not there.
 */
static bool ttl_of(struct place *place, struct session *session,
		   const struct value_text *key, const struct value **value,
		   struct err *err)
{
	const struct value *left;

	if (!ask(place, session, about(place->arena, "PTTL", key, NULL), &left,
		 err))
		return false;
	*value = left;
	if (left->kind != VALUE_INT)
		return true;
	if (left->as.integer == -1)
		*value = value_str(place->arena, "never");
	else if (left->as.integer < 0)
		*value = &value_none;
	else
		*value = value_int(place->arena,
				   left->as.integer / 1000 +
					   !!(left->as.integer % 1000));
	return true;
}

struct key_body {
	const char *name;
};

static struct value_text name_of(const void *body)
{
	const char *name = ((const struct key_body *)body)->name;

	return (struct value_text){.bytes = name, .len = strlen(name)};
}

static bool look_key(struct place *place, const void *body,
		     const struct value **value, struct err *err)
{
	struct value_text name = name_of(body);
	AUTO(session_close) struct session *session = NULL;
	const struct value *key, *ttl;
	struct value_builder map;

	if (!place->open(place, "redis", AS_LOOKER, &session, err) ||
	    !key_of(place, session, &name, &key, err) ||
	    !ttl_of(place, session, &name, &ttl, err))
		return false;
	*value = key;
	if (key->kind != VALUE_MAP)
		return true;
	*value = ttl;
	if (ttl->kind == VALUE_NONE || value_is_error(ttl))
		return true;
	value_builder_init(&map, place->arena);
	value_put(&map, "type", value_get(key, "type"));
	value_put(&map, "value", value_get(key, "value"));
	value_put(&map, "ttl", ttl);
	*value = value_built_map(&map);
	return true;
}

/* ---- many keys ---- */

/* What is told about each key that fits a pattern. */
typedef bool tell(struct place *place, struct session *session,
		  const struct value_text *key, const struct value **value,
		  struct err *err);

static bool is_text(const struct value *value)
{
	return value->kind == VALUE_TEXT || value->kind == VALUE_BYTES;
}

/* The names that fit, sorted; or the server's error. */
static bool names_of(struct place *place, struct session *session,
		     const struct value_text *pattern,
		     const struct value **names, struct err *err)
{
	const struct value *reply;

	if (!ask(place, session, about(place->arena, "KEYS", pattern, NULL),
		 &reply, err))
		return false;
	*names = redis_content("set", reply, place->arena);
	return true;
}

static bool tell_each(struct place *place, const void *body, tell *what,
		      const struct value **value, struct err *err)
{
	struct value_text pattern = name_of(body);
	AUTO(session_close) struct session *session = NULL;
	const struct value *names;
	struct value_pair *pairs;
	size_t i, n = 0;

	if (!place->open(place, "redis", AS_LOOKER, &session, err) ||
	    !names_of(place, session, &pattern, &names, err))
		return false;
	*value = names;
	if (names->kind != VALUE_LIST)
		return true;
	pairs = ARENA_ARRAY(place->arena, names->as.list.n, struct value_pair);
	for (i = 0; i < names->as.list.n; i++) {
		if (!is_text(names->as.list.items[i]))
			continue;
		pairs[n].key = names->as.list.items[i]->as.text;
		if (!what(place, session, &pairs[n].key, &pairs[n].value, err))
			return false;
		/* A key may go while we look at the others. */
		n += pairs[n].value->kind != VALUE_NONE;
	}
	*value = value_map(place->arena, pairs, n);
	return true;
}

static bool look_keys(struct place *place, const void *body,
		      const struct value **value, struct err *err)
{
	return tell_each(place, body, key_of, value, err);
}

static bool look_ttl(struct place *place, const void *body,
		     const struct value **value, struct err *err)
{
	return tell_each(place, body, ttl_of, value, err);
}

/* ---- the subjects ---- */

#define SUBJECT(word, text, argument, ...)                  \
	static const struct field word##_fields[] = {       \
		{.key = #word,                              \
		 .doc = argument,                           \
		 .type = FIELD_TEXT,                        \
		 .offset = offsetof(struct key_body, name), \
		 .required = true},                         \
		{0}};                                       \
	const struct subject_kind redis_subject_##word = {  \
		.shape = {.name = #word,                    \
			  .doc = text,                      \
			  .fields = word##_fields,          \
			  .size = sizeof(struct key_body)}, \
		.look = look_##word,                        \
		__VA_ARGS__}

SUBJECT(key, "One key: its type, value and ttl.",
	"The name of a key of database 0.", .nothing = "there is no such key");
SUBJECT(keys, "The keys that fit, each with its type and value.",
	"A pattern of names, as KEYS takes it.", .nothing = NULL);
SUBJECT(ttl, "Seconds to live, or never, of the keys that fit.",
	"A pattern of names, as KEYS takes it.", .nothing = NULL);
