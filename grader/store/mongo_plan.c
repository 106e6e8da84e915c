/*
 * Looking at what makes queries fast: the indexes of a collection, and how the
 * server carries a command out.
 *
 * What is told is the same on every machine and for every version of the
 * server: the names of a plan's stages are not, nor are times.
 */
#include "store/mongo.h"
#include "store/mongo_value.h"
#include "value/equal.h"

/* Nested plans; the server's own are not that deep. */
#define DEPTH_MOST 64

/* ---- indexes ---- */

struct indexes_body {
	const char *name, *database;
	bool names;
};

/* Options that change what an index does or allows; false is as good as
   none. */
static const char *const options[] = {"unique",
				      "sparse",
				      "hidden",
				      "expireAfterSeconds",
				      "partialFilterExpression",
				      "collation",
				      "weights",
				      "default_language",
				      "language_override",
				      "wildcardProjection",
				      "clustered",
				      NULL};

/* {a: 1, b: -1} as [[a, 1], [b, -1]]: the order counts, and that of a map
   would not. */
static const struct value *ordered(const struct value *keys,
				   struct arena *arena)
{
	struct value_builder list, pair;
	size_t i;

	value_builder_init(&list, arena);
	for (i = 0; keys->kind == VALUE_MAP && i < keys->as.map.n; i++) {
		value_builder_init(&pair, arena);
		value_append(&pair,
			     value_str(arena, keys->as.map.pairs[i].key.bytes));
		value_append(&pair, keys->as.map.pairs[i].value);
		value_append(&list, value_built_list(&pair));
	}
	return value_built_list(&list);
}

static const struct value *index_of(const struct value *told, bool names,
				    struct arena *arena)
{
	const struct value *keys = value_get(told, "key"), *option;
	struct value_builder map;
	size_t i;

	value_builder_init(&map, arena);
	value_put(&map, "keys", ordered(keys ? keys : &value_null, arena));
	for (i = 0; options[i]; i++) {
		option = value_get(told, options[i]);
		if (option &&
		    !(option->kind == VALUE_BOOL && !option->as.truth))
			value_put(&map, options[i], option);
	}
	if (names && value_get(told, "name"))
		value_put(&map, "name", value_get(told, "name"));
	return value_built_map(&map);
}

static int by_value(const void *a, const void *b)
{
	return value_compare(*(const struct value *const *)a,
			     *(const struct value *const *)b);
}

/* The one that every collection has tells nothing. */
static bool is_of_ids(const struct value *told)
{
	const struct value *name = value_get(told, "name");

	return name && name->kind == VALUE_TEXT &&
	       !strcmp(name->as.text.bytes, "_id_");
}

static const struct value *indexes_of(const struct value *list, bool names,
				      struct arena *arena)
{
	struct value_builder all;
	size_t i;

	value_builder_init(&all, arena);
	for (i = 0; i < list->as.list.n; i++)
		if (!is_of_ids(list->as.list.items[i]))
			value_append(&all, index_of(list->as.list.items[i],
						    names, arena));
	if (all.n)
		qsort(all.items, all.n, sizeof(*all.items), by_value);
	return value_built_list(&all);
}

static bool look_indexes(struct place *place, const void *body,
			 const struct value **value, struct err *err)
{
	const struct indexes_body *indexes = body;
	AUTO(session_close) struct session *session = NULL;
	AUTO(mongo_doc_release)
	bson_t *command = BCON_NEW("listIndexes", BCON_UTF8(indexes->name));
	const struct value *told;

	if (!place->open(place, "mongo", AS_LOOKER, &session, err))
		return false;
	if (indexes->database)
		mongo_session_use(session, indexes->database);
	if (!mongo_look(place, session, command, &told, err))
		return false;
	*value = told->kind == VALUE_LIST
			 ? indexes_of(told, indexes->names, place->arena)
			 : told;
	return true;
}

static const struct field indexes_fields[] = {
	{.key = "indexes",
	 .doc = "The name of a collection.",
	 .type = FIELD_LINE,
	 .offset = offsetof(struct indexes_body, name),
	 .required = true},
	{.key = "names",
	 .doc = "true: the names of indexes count, too.",
	 .type = FIELD_BOOL,
	 .offset = offsetof(struct indexes_body, names)},
	{.key = "database",
	 .doc = "The database; that of `given` by default.",
	 .type = FIELD_NAME,
	 .offset = offsetof(struct indexes_body, database)},
	{0}};

const struct subject_kind mongo_subject_indexes = {
	.shape = {.name = "indexes",
		  .doc = "The indexes of a collection, but that of _id.",
		  .fields = indexes_fields,
		  .size = sizeof(struct indexes_body)},
	.bag = true,
	.truths_apart = true,
	.look = look_indexes,
};

/* ---- explain ---- */

struct explain_body {
	const struct value *command;
	const char *database;
};

/* None of them is carried out for good. */
static const char *const explained[] = {"find",		 "aggregate", "count",
					"distinct",	 "update",    "delete",
					"findAndModify", NULL};

/* What is summed up over the parts of a plan that was carried out. */
struct effort {
	int64_t documents, keys, returned;
	bool known;    /* some part said so */
	bool scans;    /* some stage reads a whole collection */
	bool looks_up; /* some stage uses an index */
};

static int64_t int_in(const struct value *map, const char *key)
{
	const struct value *number = value_get(map, key);

	return number && number->kind == VALUE_INT ? number->as.integer : 0;
}

/* Parts that were not carried out, the command itself, which may say anything,
   and what stages say that executionStats has summed up. */
static bool is_left_out(const char *key)
{
	static const char *const keys[] = {"rejectedPlans",
					   "command",
					   "parsedQuery",
					   "serverInfo",
					   "executionStages",
					   "allPlansExecution",
					   NULL};
	size_t i;

	for (i = 0; keys[i]; i++)
		if (!strcmp(keys[i], key))
			return true;
	return false;
}

/* Names of stages, or what they contain, in whatever version. */
static void add_stage(const char *name, struct effort *effort)
{
	static const char *const indexed[] = {
		"IXSCAN", "IDHACK",	"EXPRESS",  "DISTINCT_SCAN",
		"TEXT",	  "COUNT_SCAN", "GEO_NEAR", NULL};
	size_t i;

	effort->scans |= !strcmp(name, "COLLSCAN");
	for (i = 0; indexed[i]; i++)
		effort->looks_up |= strstr(name, indexed[i]) != NULL;
}

/* What a map of the plan says of itself; of its $lookup, too. */
static void add_map(const struct value *map, struct effort *effort)
{
	const struct value *stage = value_get(map, "stage");
	const struct value *used = value_get(map, "indexesUsed");

	if (stage && stage->kind == VALUE_TEXT)
		add_stage(stage->as.text.bytes, effort);
	effort->scans |= int_in(map, "collectionScans") > 0;
	effort->looks_up |= used && used->kind == VALUE_LIST && used->as.list.n;
	effort->documents += int_in(map, "totalDocsExamined");
	effort->keys += int_in(map, "totalKeysExamined");
	effort->known |= value_get(map, "totalDocsExamined") != NULL;
	/* The last one is what the command gives. */
	if (value_get(map, "nReturned"))
		effort->returned = int_in(map, "nReturned");
}

static void walk(const struct value *plan, unsigned depth,
		 struct effort *effort)
{
	size_t i;

	if (depth == DEPTH_MOST)
		return;
	if (plan->kind == VALUE_MAP) {
		add_map(plan, effort);
		for (i = 0; i < plan->as.map.n; i++)
			if (!is_left_out(plan->as.map.pairs[i].key.bytes))
				walk(plan->as.map.pairs[i].value, depth + 1,
				     effort);
	}
	for (i = 0; plan->kind == VALUE_LIST && i < plan->as.list.n; i++)
		walk(plan->as.list.items[i], depth + 1, effort);
}

/* {examined: {documents, keys}, returned, access} */
static const struct value *told(const struct effort *effort,
				struct arena *arena)
{
	struct value_builder map, examined;

	value_builder_init(&examined, arena);
	value_put(&examined, "documents", value_int(arena, effort->documents));
	value_put(&examined, "keys", value_int(arena, effort->keys));
	value_builder_init(&map, arena);
	value_put(&map, "examined", value_built_map(&examined));
	value_put(&map, "returned", value_int(arena, effort->returned));
	value_put(&map, "access",
		  value_str(arena, effort->scans      ? "scan"
				   : effort->looks_up ? "index"
						      : "none"));
	return value_built_map(&map);
}

static bool look_explain(struct place *place, const void *body,
			 const struct value **value, struct err *err)
{
	const struct explain_body *explain = body;
	AUTO(session_close) struct session *session = NULL;
	AUTO(mongo_doc_release) bson_t *inner = bson_new();
	AUTO(mongo_doc_release) bson_t *command = bson_new();
	struct effort effort = {0};
	const char *why = "it takes a command that finds, counts or changes "
			  "documents";
	const struct value *plan;

	if (!mongo_is_command(explain->command, explained) ||
	    !mongo_written(explain->command, inner, place->arena, &why))
		return err_set(err, ERR_SPEC, "\"explain\": %s", why);
	BSON_APPEND_DOCUMENT(command, "explain", inner);
	BSON_APPEND_UTF8(command, "verbosity", "executionStats");
	if (!place->open(place, "mongo", AS_LOOKER, &session, err))
		return false;
	if (explain->database)
		mongo_session_use(session, explain->database);
	if (!mongo_look(place, session, command, &plan, err))
		return false;
	walk(plan, 0, &effort);
	if (value_is_error(plan))
		*value = plan;
	else if (effort.known)
		*value = told(&effort, place->arena);
	else
		*value = value_error(place->arena, 0, "",
				     "the server does not say what it read");
	return true;
}

static const struct field explain_fields[] = {
	{.key = "explain",
	 .doc = "A command that reads; the value has examined (documents and "
		"keys that carrying it out read), returned and access.",
	 .type = FIELD_VALUE,
	 .offset = offsetof(struct explain_body, command),
	 .required = true},
	{.key = "database",
	 .doc = "The database; that of `given` by default.",
	 .type = FIELD_NAME,
	 .offset = offsetof(struct explain_body, database)},
	{0}};

const struct subject_kind mongo_subject_explain = {
	.shape = {.name = "explain",
		  .doc = "How the server carries a command out.",
		  .fields = explain_fields,
		  .size = sizeof(struct explain_body)},
	.look = look_explain,
};
