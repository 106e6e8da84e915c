/* Sessions with a Redis server: opening, running, closing. */
#include "store/redis.h"

/* Bytes of a reply beside those of its values: lengths and ends of lines. */
#define REPLY_EXTRA ((size_t)64 << 10)

struct redis_session {
	struct session session;
	struct redis_link link;
	struct lab *lab;
	struct redis_notes *notes; /* of the server it is connected to */
	size_t waiting;		   /* replies that are still to come */
	bool broken;		   /* nobody can use the connection again */
};

/* What the server has run out of, by the words of its refusal. */
static bool out_of_memory(const char *text)
{
	return !strncmp(text, "OOM ", 4) || strstr(text, "not enough memory");
}

static void refuse(struct redis_session *session, const char *text,
		   struct arena *arena, struct said *said)
{
	said->how = REPLY_REFUSED;
	said->text = arena_str(arena, text);
	said->state = arena_copy(arena, text, strcspn(text, " "));
	if (!out_of_memory(text))
		return;
	said->how = REPLY_SPENT;
	said->spent = "memory";
	said->allowed = REDIS_MEMORY;
	/* What is left of it is not what a fresh one has. */
	lab_discard(session->lab, &redis_server);
}

/* More came than fits; the rest is never read. */
static void overflow(struct redis_session *session, struct said *said)
{
	session->broken = true;
	said->how = REPLY_LARGE;
	lab_discard(session->lab, &redis_server);
}

static void fall_silent(struct redis_session *session, struct arena *arena,
			struct said *said)
{
	const redisReader *reader = session->link.context->reader;
	struct server *server = lab_running(session->lab, &redis_server);

	session->broken = true;
	refuse(session,
	       reader->err ? reader->errstr
			   : "the server has closed the connection",
	       arena, said);
	said->state = "";
	/* A dying server takes a moment to die. */
	if (!server || !server_alive(server, 200))
		said->how = REPLY_LOST;
}

void redis_send(struct session *base, const struct redis_command *command)
{
	struct redis_session *session = (void *)base;

	session->waiting++;
	if (redisAppendCommandArgv(session->link.context, (int)command->n,
				   command->words, command->lens) != REDIS_OK)
		session->broken = true;
}

static void keep_reply(struct redis_session *session, const redisReply *reply,
		       struct arena *arena, size_t *room, struct said *said)
{
	const struct value **results =
		ARENA_ARRAY(arena, 1, const struct value *);

	if (reply->type == REDIS_REPLY_ERROR) {
		refuse(session, reply->str, arena, said);
		return;
	}
	results[0] = redis_value(reply, arena, room);
	if (!results[0]) {
		overflow(session, said);
		return;
	}
	said->results = results;
	said->nresults = 1;
}

void redis_answer(struct session *base, struct arena *arena, size_t *room,
		  struct said *said)
{
	struct redis_session *session = (void *)base;
	AUTO(redis_reply_release) redisReply *reply = NULL;

	*said = (struct said){.how = REPLY_OK, .affected = -1};
	session->waiting--;
	switch (redis_hear(session->link.context, *room + REPLY_EXTRA, -1,
			   &reply)) {
	case REDIS_HEARD:
		keep_reply(session, reply, arena, room, said);
		return;
	case REDIS_LONG:
		overflow(session, said);
		return;
	case REDIS_LATE:
	case REDIS_SILENT:
		fall_silent(session, arena, said);
		return;
	}
}

static void run(struct session *base, const char *text, size_t len,
		struct arena *arena, size_t *room, struct said *said)
{
	struct redis_command command;
	const char *why;

	if (!redis_line(text, len, arena, &command, &why)) {
		*said = (struct said){
			.how = REPLY_REFUSED, .state = "", .text = why};
		return;
	}
	if (!command.n) {
		*said = (struct said){.how = REPLY_OK};
		return;
	}
	redis_send(base, &command);
	redis_answer(base, arena, room, said);
}

/* ---- opening and closing ---- */

static bool told(redisContext *context)
{
	AUTO(redis_reply_release) redisReply *reply = redis_told(context);

	return reply != NULL;
}

/*
 * Makes the connection as new: an open transaction, watches, the choice of a
 * database and the name of the user are all that our accounts may change.
 * (RESET does it from 6.2 on.)
 */
static bool as_new(struct redis_session *session, const struct server *server)
{
	redisContext *context = session->link.context;
	char text[96];

	snprintf(text, sizeof(text), "AUTH %s %s",
		 redis_user(session->session.as), server->secret);
	redis_tell(context, "DISCARD");
	redis_tell(context, text);
	redis_tell(context, "UNWATCH");
	redis_tell(context, "SELECT 0");
	(void)told(context); /* refused when there is no transaction */
	return told(context) && told(context) && told(context);
}

static bool may_stay(struct redis_session *session, const struct server *server)
{
	return server && server->private == session->notes &&
	       session->session.as != AS_LEARNER && !session->broken &&
	       !session->waiting &&
	       !session->notes->idle[session->session.as].context &&
	       as_new(session, server);
}

static void end(struct session *base)
{
	struct redis_session *session = (void *)base;

	if (may_stay(session, lab_running(session->lab, &redis_server)))
		session->notes->idle[base->as] = session->link;
	else
		redis_disconnect(&session->link);
	free(session);
}

static const struct session_ops operations = {.run = run, .close = end};

bool redis_open(struct place *place, const void *given, enum account account,
		struct session **session, struct err *err)
{
	struct server *server = lab_running(place->lab, &redis_server);
	struct redis_notes *notes = server ? server->private : NULL;
	struct redis_session *fresh;
	struct redis_link link = {0};

	(void)given;
	if (!notes)
		return err_set(err, ERR_INFRA, "the redis server is gone");
	if (!place->apart)
		link = TAKE(notes->idle[account]);
	if (!link.context && !redis_connect(server, redis_user(account), &link))
		return err_set(err, ERR_INFRA,
			       "cannot connect to the redis server");
	fresh = xmalloc(sizeof(*fresh));
	*fresh = (struct redis_session){
		.session = {.ops = &operations, .as = account},
		.link = link,
		.lab = place->lab,
		.notes = notes};
	*session = &fresh->session;
	return true;
}
