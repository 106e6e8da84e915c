/*
 * Looking at a MongoDB server: documents. Nothing of it is the learner's but
 * data and views: a view that runs long meets the lab's clock, one that gives
 * much the place's room.
 */
#include "store/mongo.h"
#include "store/mongo_value.h"

/* ---- asking ---- */

bool mongo_is_command(const struct value *value, const char *const *names)
{
	if (value->kind != VALUE_MAP || !value->as.map.n)
		return false;
	for (; *names; names++)
		if (!strcmp(value->as.map.pairs[0].key.bytes, *names))
			return true;
	return false;
}

/* The server's refusal as a value. */
static const struct value *refusal(const struct said *said, struct arena *arena)
{
	return value_error(arena, said->number, said->state, said->text);
}

bool mongo_look(struct place *place, struct session *session,
		const bson_t *command, const struct value **value,
		struct err *err)
{
	struct said said;

	mongo_command(session, command, place->arena, &place->room, &said);
	if (!place_answered(place, "mongo", &said, err))
		return false;
	*value = said.how == REPLY_REFUSED ? refusal(&said, place->arena)
					   : said.results[0];
	return true;
}

bool mongo_written(const struct value *command, bson_t *bson,
		   struct arena *arena, const char **why)
{
	static const char *const aggregate[] = {"aggregate", NULL};
	bson_t empty = BSON_INITIALIZER;

	*why = "a command is a map like {find: school}";
	if (command->kind != VALUE_MAP || !command->as.map.n ||
	    !mongo_bson(command, bson, arena, why))
		return false;
	if (mongo_is_command(command, aggregate) &&
	    !bson_has_field(bson, "cursor"))
		BSON_APPEND_DOCUMENT(bson, "cursor", &empty);
	return true;
}

/* ---- documents ---- */

struct documents_body {
	const struct value *command;
	const char *database;
};

/* Whether a stage of the pipeline writes what it is given. */
static bool writes(const struct value *command)
{
	static const char *const writing[] = {"$out", "$merge", NULL};
	const struct value *stages = value_get(command, "pipeline");
	size_t i;

	if (!stages || stages->kind != VALUE_LIST)
		return false;
	for (i = 0; i < stages->as.list.n; i++)
		if (mongo_is_command(stages->as.list.items[i], writing))
			return true;
	return false;
}

static bool look_documents(struct place *place, const void *body,
			   const struct value **value, struct err *err)
{
	const struct documents_body *documents = body;
	static const char *const finding[] = {"find", "aggregate", NULL};
	const struct value *command = documents->command;
	AUTO(session_close) struct session *session = NULL;
	AUTO(mongo_doc_release) bson_t *bson = bson_new();
	const char *why;

	if (!mongo_is_command(command, finding) || writes(command))
		return err_set(err, ERR_SPEC,
			       "\"documents\" takes a command like {find: "
			       "school} or {aggregate: school, pipeline: […]} "
			       "that writes nothing");
	if (!mongo_written(command, bson, place->arena, &why))
		return err_set(err, ERR_SPEC, "\"documents\": %s", why);
	if (!place->open(place, "mongo", AS_LOOKER, &session, err))
		return false;
	if (documents->database)
		mongo_session_use(session, documents->database);
	return mongo_look(place, session, bson, value, err);
}

static const struct field documents_fields[] = {
	{.key = "documents",
	 .doc = "A command that gives documents: find or aggregate.",
	 .type = FIELD_VALUE,
	 .offset = offsetof(struct documents_body, command),
	 .required = true},
	{.key = "database",
	 .doc = "The database; that of `given` by default.",
	 .type = FIELD_NAME,
	 .offset = offsetof(struct documents_body, database)},
	{0}};

const struct subject_kind mongo_subject_documents = {
	.shape = {.name = "documents",
		  .doc = "Documents that a command finds.",
		  .fields = documents_fields,
		  .size = sizeof(struct documents_body)},
	.bag = true,
	.truths_apart = true,
	.look = look_documents,
};

/* ---- a collection ---- */

struct collection_body {
	const char *name, *database;
};

/* What holds for the whole collection is not told by a view of it. */
static bool is_view(struct place *place, struct session *session,
		    const char *name, bool *view, struct err *err)
{
	bson_t *command = BCON_NEW("listCollections", BCON_INT32(1), "nameOnly",
				   BCON_BOOL(true), "filter", "{", "name",
				   BCON_UTF8(name), "type", "view", "}");
	const struct value *found = NULL;
	bool asked = mongo_look(place, session, command, &found, err);

	bson_destroy(command);
	*view = asked && found->kind == VALUE_LIST && found->as.list.n;
	return asked;
}

static bool look_collection(struct place *place, const void *body,
			    const struct value **value, struct err *err)
{
	const struct collection_body *collection = body;
	const char *name = collection->name;
	AUTO(session_close) struct session *session = NULL;
	AUTO(mongo_doc_release)
	bson_t *command = BCON_NEW("find", BCON_UTF8(name));
	bool view;

	if (!place->open(place, "mongo", AS_LOOKER, &session, err))
		return false;
	if (collection->database)
		mongo_session_use(session, collection->database);
	if (!is_view(place, session, name, &view, err))
		return false;
	if (!view)
		return mongo_look(place, session, command, value, err);
	*value = value_error(place->arena, 166, "CommandNotSupportedOnView",
			     arena_printf(place->arena,
					  "%s is a view, no collection", name));
	return true;
}

static const struct field collection_fields[] = {
	{.key = "collection",
	 .doc = "The name of a collection.",
	 .type = FIELD_LINE,
	 .offset = offsetof(struct collection_body, name),
	 .required = true},
	{.key = "database",
	 .doc = "The database; that of `given` by default.",
	 .type = FIELD_NAME,
	 .offset = offsetof(struct collection_body, database)},
	{0}};

const struct subject_kind mongo_subject_collection = {
	.shape = {.name = "collection",
		  .doc = "All documents of a collection.",
		  .fields = collection_fields,
		  .size = sizeof(struct collection_body)},
	.nothing = "the collection is empty, or there is none",
	.bag = true,
	.truths_apart = true,
	.look = look_collection,
};
