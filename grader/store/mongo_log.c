/*
 * Lines of MongoDB's log as commands. Each is JSON; what a client sent is part
 * of it, as the server writes it, and may hold anything. See "Log Messages" in
 * MongoDB's manual.
 */
#include "store/mongo.h"

#include <jansson.h>

/* How an operation's line begins, behind the time and the severity. */
#define SLOW "\"id\":51803,"
#define SLOW_WITHIN 200

/* Bytes that one value costs in an observation beside its text. */
#define VALUE_COST (sizeof(struct value) + sizeof(void *) + 16)

/* ---- whose it is ---- */

static bool is_among(const char *const *names, const char *name)
{
	for (; *names; names++)
		if (!strcasecmp(*names, name))
			return true;
	return false;
}

/*
 * What drivers and the shell send by themselves. The shell lists databases and
 * collections whenever it is told to `use` one, while it goes on.
 */
static bool is_chatter(const char *name, const char *ns, const char *program)
{
	static const char *const names[] = {
		"hello",	"isMaster",	    "buildInfo",
		"endSessions",	"killCursors",	    "saslStart",
		"saslContinue", "getParameter",	    "getCmdLineOpts",
		"hostInfo",	"connectionStatus", "getLog",
		"atlasVersion", "unrecognized",	    NULL};
	static const char *const of_shell[] = {"listDatabases",
					       "listCollections", NULL};
	bool shell = !strncmp(program, "mongosh", 7);

	return is_among(names, name) ||
	       (shell &&
		(is_among(of_shell, name) || !strcmp(ns, "admin.atlascli")));
}

/* What the server asks itself, for somebody: it has no session. */
static bool is_inner(const json_t *command, const char *ns)
{
	return strstr(ns, ".system.") && !json_object_get(command, "lsid");
}

/* ---- words ---- */

struct telling {
	const char *database; /* of the case */
	const char *ns;	      /* "database.collection", "database.$cmd" */
	struct value_builder words;
	size_t *room;
	bool full; /* there is no room for it */
};

static void add_word(struct telling *telling, const char *text)
{
	size_t need = VALUE_COST + strlen(text);

	telling->full |= *telling->room < need;
	if (telling->full)
		return;
	*telling->room -= need;
	value_append(&telling->words, value_str(telling->words.arena, text));
}

/* A collection by its name; in another database than the case's with that in
   front. */
static void add_target(struct telling *telling, const char *collection)
{
	struct arena *arena = telling->words.arena;
	size_t len = strcspn(telling->ns, ".");
	bool own = len == strlen(telling->database) &&
		   !memcmp(telling->ns, telling->database, len);

	if (!own && collection)
		collection = arena_printf(arena, "%.*s.%s", (int)len,
					  telling->ns, collection);
	else if (!own && strncmp(telling->ns, "admin.", 6) != 0)
		collection = arena_copy(arena, telling->ns, len);
	if (collection)
		add_word(telling, collection);
}

static const char *first_of(const json_t *object, const json_t **value)
{
	void *first = json_object_iter((json_t *)(uintptr_t)object);

	*value = first ? json_object_iter_value(first) : NULL;
	return first ? json_object_iter_key(first) : NULL;
}

/*
 * {find: "school", …} as find, school; {explain: {find: "school"}} as explain,
 * find, school; {getMore: 1, collection: "school"} as getMore, school.
 */
static void add_command(struct telling *telling, const json_t *command)
{
	const json_t *value;
	const char *name = first_of(command, &value);

	if (!name)
		return;
	if (!strcmp(name, "getMore"))
		value = json_object_get(command, "collection");
	add_word(telling, name);
	if (json_is_object(value) && telling->words.n == 1)
		add_command(telling, value);
	else if (!strcmp(name, "renameCollection") && json_is_string(value))
		add_word(telling, json_string_value(value));
	else
		add_target(telling, json_string_value(value));
}

/* ---- lines ---- */

static const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

/* What is told of an operation: {type, ns, remote, appName, command}. */
static enum mongo_told take(const json_t *told, struct telling *telling)
{
	const json_t *command = json_object_get(told, "command"), *value;
	const char *name = first_of(command, &value);

	if (!name || strcmp(text_of(told, "type"), "command") != 0 ||
	    strncmp(text_of(told, "remote"), "127.", 4) != 0)
		return MONGO_TOLD_NOTHING;
	if (!strcasecmp(name, "profile"))
		return MONGO_TOLD_MEDDLING;
	telling->ns = text_of(told, "ns");
	if (is_chatter(name, telling->ns, text_of(told, "appName")) ||
	    is_inner(command, telling->ns))
		return MONGO_TOLD_NOTHING;
	add_command(telling, command);
	return telling->full ? MONGO_TOLD_TOO_MUCH : MONGO_TOLD_COMMAND;
}

enum mongo_told mongo_line(const char *text, size_t len, const char *database,
			   struct arena *arena, size_t *room,
			   const struct value **words)
{
	struct telling telling = {.database = database, .room = room};
	enum mongo_told told = MONGO_TOLD_NOTHING;
	json_t *line;

	if (!memmem(text, len < SLOW_WITHIN ? len : SLOW_WITHIN, SLOW,
		    sizeof(SLOW) - 1))
		return told;
	line = json_loadb(text, len, JSON_DECODE_INT_AS_REAL | JSON_ALLOW_NUL,
			  NULL);
	if (!line)
		return MONGO_TOLD_MEDDLING;
	value_builder_init(&telling.words, arena);
	told = take(json_object_get(line, "attr"), &telling);
	*words = value_built_list(&telling.words);
	json_decref(line);
	return told;
}
