/* The step `mongo`: the author's commands, one after the other. */
#include "store/mongo.h"
#include "store/mongo_value.h"
#include "value/show.h"

#define SHOWN 200

struct step_body {
	const struct value *commands; /* one command, or a list of them */
	const char *database;
};

/* Runs one command. NULL: the outcome already tells how it ended. */
static const struct value *run_one(struct place *place, struct session *session,
				   const struct value *command,
				   const bson_t *bson, struct outcome *outcome)
{
	struct said said;

	mongo_command(session, bson, place->arena, &place->room, &said);
	if (said.how == REPLY_OK)
		return said.results[0];
	place_refused(place, &said, "mongo",
		      value_shown(command, SHOWN, place->arena), outcome);
	return NULL;
}

static bool take(struct place *place, struct session *session,
		 const struct value *command, const struct value **reply,
		 struct outcome *outcome, struct err *err)
{
	AUTO(mongo_doc_release) bson_t *bson = bson_new();
	const char *why;

	if (!mongo_written(command, bson, place->arena, &why))
		return err_set(err, ERR_SPEC, "\"mongo\": %s", why);
	*reply = run_one(place, session, command, bson, outcome);
	return true;
}

/* [{insert: …}, {find: …}]: the value is the list of the replies. */
static bool take_all(struct place *place, struct session *session,
		     const struct value_list *commands, struct outcome *outcome,
		     struct err *err)
{
	struct value_builder replies;
	const struct value *reply;
	size_t i;

	value_builder_init(&replies, place->arena);
	for (i = 0; i < commands->n; i++) {
		if (!take(place, session, commands->items[i], &reply, outcome,
			  err))
			return false;
		if (!reply)
			return true;
		value_append(&replies, reply);
	}
	outcome->value = value_built_list(&replies);
	return true;
}

static bool act(struct place *place, const void *body, struct outcome *outcome,
		struct err *err)
{
	const struct step_body *step = body;
	struct session *session;

	if (!place->author(place, "mongo", &session, err))
		return false;
	mongo_session_use(session, step->database ? step->database
						  : mongo_database(place_given(
							    place, "mongo")));
	outcome->fate = FATE_DONE;
	if (step->commands->kind == VALUE_LIST && step->commands->as.list.n)
		return take_all(place, session, &step->commands->as.list,
				outcome, err);
	return take(place, session, step->commands, &outcome->value, outcome,
		    err);
}

static const struct field fields[] = {
	{.key = "mongo",
	 .doc = "A command of the database's in extended JSON, or a list of "
		"commands.",
	 .type = FIELD_VALUE,
	 .offset = offsetof(struct step_body, commands),
	 .required = true},
	{.key = "database",
	 .doc = "The database; that of `given` by default.",
	 .type = FIELD_NAME,
	 .offset = offsetof(struct step_body, database)},
	{0}};

const struct step_kind mongo_step = {
	.shape = {.name = "mongo",
		  .doc = "Runs the author's commands.",
		  .fields = fields,
		  .size = sizeof(struct step_body)},
	.act = act,
};
