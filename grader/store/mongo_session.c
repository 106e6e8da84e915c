/* Sessions with a MongoDB server: opening, running, closing. */
#include "store/mongo.h"
#include "store/mongo_value.h"

struct mongo_session {
	struct session session;
	struct mongo_link *link;
	bool own; /* the link is this session's, to close */
	struct lab *lab;
};

/* How long a command of the case may run: past the lab's clock, which ends the
   server. */
static int64_t most_ms(const struct mongo_session *session)
{
	uint64_t left, most;

	lab_left_ms(session->lab, &left, &most);
	return (int64_t)most + MONGO_OWN_MS;
}

/* ---- what it says ---- */

static void refuse(const struct mongo_reply *reply, struct arena *arena,
		   struct said *said)
{
	said->how = REPLY_REFUSED;
	said->number = reply->number;
	said->state = arena_str(arena, reply->name);
	said->text = arena_str(arena, reply->text);
}

static void fall_silent(const struct mongo_session *session,
			const struct mongo_reply *reply, struct arena *arena,
			struct said *said)
{
	struct server *server = lab_running(session->lab, &mongo_server);

	refuse(reply, arena, said);
	/* A dying server takes a moment to die. */
	if (!server || !server_alive(server, 200))
		said->how = REPLY_LOST;
}

static void conclude(const struct mongo_session *session,
		     const struct mongo_reply *reply, struct arena *arena,
		     struct said *said)
{
	switch (reply->how) {
	case MONGO_DONE:
		return;
	case MONGO_REFUSED:
		refuse(reply, arena, said);
		return;
	case MONGO_SILENT:
		fall_silent(session, reply, arena, said);
		return;
	}
}

static void keep(const struct value *value, struct arena *arena,
		 struct said *said)
{
	const struct value **results =
		ARENA_ARRAY(arena, 1, const struct value *);

	results[0] = value;
	said->results = results;
	said->nresults = 1;
}

/* A reply without what is said of every command. */
static const struct value *plain_reply(const bson_t *body, struct arena *arena,
				       size_t *room)
{
	bson_t kept = BSON_INITIALIZER;
	const struct value *value;

	bson_copy_to_excluding_noinit(body, &kept, "ok", "$clusterTime",
				      "operationTime", NULL);
	value = mongo_value(&kept, arena, room);
	bson_destroy(&kept);
	return value;
}

struct taking {
	size_t *room;
	struct value_builder list;
	bool full;
};

static bool take(const bson_t *document, void *argument)
{
	struct taking *taking = argument;
	const struct value *value =
		mongo_value(document, taking->list.arena, taking->room);

	taking->full = !value;
	if (value)
		value_append(&taking->list, value);
	return value != NULL;
}

/* All documents of the cursor; NULL: not read to the end, as `reply` says, or
   for want of room. */
static const struct value *documents(const struct mongo_session *session,
				     struct mongo_reply *reply,
				     struct arena *arena, size_t *room)
{
	struct taking taking = {.room = room};

	value_builder_init(&taking.list, arena);
	mongo_rest(session->link, session->session.database, take, &taking,
		   reply);
	return reply->how == MONGO_DONE && !taking.full
		       ? value_built_list(&taking.list)
		       : NULL;
}

void mongo_command(struct session *base, const bson_t *command,
		   struct arena *arena, size_t *room, struct said *said)
{
	struct mongo_session *session = (void *)base;
	AUTO(mongo_reply_release) struct mongo_reply reply = MONGO_NO_REPLY;
	const struct value *value = NULL;

	*said = (struct said){.how = REPLY_OK, .affected = -1};
	mongo_ask(session->link, session->session.database, command,
		  bson_has_field(command, "maxTimeMS") ? 0 : most_ms(session),
		  &reply);
	if (reply.how == MONGO_DONE)
		value = bson_has_field(&reply.body, "cursor")
				? documents(session, &reply, arena, room)
				: plain_reply(&reply.body, arena, room);
	conclude(session, &reply, arena, said);
	if (value)
		keep(value, arena, said);
	else if (said->how == REPLY_OK)
		said->how = REPLY_LARGE;
}

void mongo_session_use(struct session *base, const char *database)
{
	base->database = database;
}

/* ---- opening and closing ---- */

/* A command as extended JSON. */
static void run(struct session *base, const char *text, size_t len,
		struct arena *arena, size_t *room, struct said *said)
{
	AUTO(mongo_doc_release) bson_t *command = NULL;
	bson_error_t error = {0};

	command =
		bson_new_from_json((const uint8_t *)text, (ssize_t)len, &error);
	if (command)
		mongo_command(base, command, arena, room, said);
	else
		*said = (struct said){.how = REPLY_REFUSED,
				      .state = "",
				      .text = arena_str(arena, error.message)};
}

static void end(struct session *base)
{
	struct mongo_session *session = (void *)base;

	if (session->own)
		mongo_disconnect(session->link);
	free(session);
}

static const struct session_ops operations = {.run = run, .close = end};

/* Everybody has the same rights: all but who acts at once share a link. */
bool mongo_open(struct place *place, const void *given, enum account account,
		struct session **session, struct err *err)
{
	struct mongo_notes *notes = mongo_notes(place->lab, err);
	struct mongo_session *fresh;
	struct mongo_link *link;

	if (!notes)
		return false;
	link = place->apart ? mongo_connect(notes->folder, MONGO_CASE_MS)
			    : notes->caller;
	if (!link)
		return err_set(err, ERR_INFRA,
			       "cannot connect to the mongo server");
	fresh = xmalloc(sizeof(*fresh));
	*fresh = (struct mongo_session){
		.session = {.ops = &operations,
			    .as = account,
			    .database = mongo_database(given)},
		.link = link,
		.own = place->apart,
		.lab = place->lab};
	*session = &fresh->session;
	return true;
}
