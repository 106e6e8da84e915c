/* What the tests of the Redis store share: a lab of their own, and clients. */
#ifndef GRADER_TESTS_REDIS_LAB_H
#define GRADER_TESTS_REDIS_LAB_H

#include "store/redis.h"
#include "tests/unit/in_lab.h"
#include "value/show.h"

/* Fails the test unless `work` ends with 0 in a lab of its own. */
static void in_lab(int (*work)(struct lab *lab, void *argument))
{
	struct lab_options options = best_lab(64);

	assert_non_null(redis_server.program());
	run_in_lab(&options, work, NULL);
}

/* The server's notes, once it runs and its state is known; or NULL. */
static struct redis_notes *up(struct lab *lab)
{
	struct server *server;
	struct err err = {0};

	if (lab_server(lab, &redis_server, &server, &err) &&
	    redis_remember(server->private, &err))
		return server->private;
	dprintf(2, "%s\n", err.text);
	return NULL;
}

/* A connection as hand-ins have it; NULL: the loopback is not the lab's. */
static inline redisContext *learner(struct lab *lab)
{
	redisContext *context;

	if (lab_isolation(lab) != ISOLATION_FULL)
		return NULL;
	context = redisConnect("127.0.0.1", 6379);
	if (context && !context->err)
		return context;
	redisFree(context);
	return NULL;
}

/* Sends a command, a line as redis-cli reads it. */
static void tell(redisContext *context, const char *text)
{
	AUTO(arena_release) struct arena *arena = arena_new("tell");
	struct redis_command command;
	const char *why = "";
	int sent = 0;

	if (!redis_line(text, strlen(text), arena, &command, &why))
		dprintf(2, "%s: %s\n", text, why);
	else
		redisAppendCommandArgv(context, (int)command.n, command.words,
				       command.lens);
	while (!sent && redisBufferWrite(context, &sent) == REDIS_OK)
		;
}

/* The same, and its reply as people read it, in the arena. */
static const char *ask(redisContext *context, const char *text,
		       struct arena *arena)
{
	AUTO(redis_reply_release) redisReply *reply = NULL;
	size_t room = BUF_OURS;

	tell(context, text);
	if (redis_hear(context, BUF_OURS, 5000, &reply) != REDIS_HEARD)
		return "nothing";
	if (reply->type == REDIS_REPLY_ERROR)
		return arena_str(arena, reply->str);
	return value_shown(redis_value(reply, arena, &room), 0, arena);
}

#endif
