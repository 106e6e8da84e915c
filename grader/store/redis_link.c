/* Connections with a Redis server, and reading one reply within bounds. */
#include "base/clock.h"
#include "store/redis.h"

#include <errno.h>
#include <poll.h>

/* What our own questions may take: time of a loaded machine, and bytes. */
#define ASK_MS 2000
#define ASK_MOST ((size_t)4 << 20)

/* Between two questions to a server that runs somebody's script. */
#define BUSY_MS 10

void redis_reply_release(redisReply **reply)
{
	freeReplyObject(*reply);
	*reply = NULL;
}

void redis_disconnect(struct redis_link *link)
{
	if (link->context)
		redisFree(link->context);
	*link = (struct redis_link){0};
}

static bool readable(int fd, int ms)
{
	struct pollfd watch = {.fd = fd, .events = POLLIN};

	return poll(&watch, 1, ms) > 0;
}

/* Reads what has come. False: nothing will come any more. */
static bool read_more(redisContext *context, size_t *had)
{
	char piece[16384];
	ssize_t got = read(context->fd, piece, sizeof(piece));

	if (got < 0 && errno == EINTR)
		return true;
	if (got <= 0)
		return false;
	*had += (size_t)got;
	return redisReaderFeed(context->reader, piece, (size_t)got) == REDIS_OK;
}

enum redis_heard redis_hear(redisContext *context, size_t most, int ms,
			    redisReply **reply)
{
	struct deadline deadline = deadline_in_ms(ms < 0 ? 0 : (uint64_t)ms);
	void *found = NULL;
	size_t had = 0;
	int sent = 0;

	while (!sent)
		if (redisBufferWrite(context, &sent) != REDIS_OK)
			return REDIS_SILENT;
	for (;;) {
		if (redisReaderGetReply(context->reader, &found) != REDIS_OK)
			return REDIS_SILENT;
		if (found) {
			*reply = found;
			return REDIS_HEARD;
		}
		if (had > most)
			return REDIS_LONG;
		if (ms >= 0 &&
		    !readable(context->fd, deadline_left_ms(deadline)))
			return REDIS_LATE;
		if (!read_more(context, &had))
			return REDIS_SILENT;
	}
}

void redis_tell(redisContext *context, const char *text)
{
	/* Only without memory does it fail; the reply then fails to come. */
	(void)redisAppendCommand(context, text);
}

redisReply *redis_told(redisContext *context)
{
	redisReply *reply = NULL;

	if (redis_hear(context, ASK_MOST, ASK_MS, &reply) != REDIS_HEARD)
		return NULL;
	if (reply->type == REDIS_REPLY_ERROR)
		redis_reply_release(&reply);
	return reply;
}

redisReply *redis_ask(redisContext *context, const char *text)
{
	redis_tell(context, text);
	return redis_told(context);
}

redisReply *redis_insist(redisContext *context,
			 const struct redis_command *command)
{
	redisReply *reply;

	for (;;) {
		if (redisAppendCommandArgv(context, (int)command->n,
					   command->words,
					   command->lens) != REDIS_OK ||
		    redis_hear(context, ASK_MOST, -1, &reply) != REDIS_HEARD)
			return NULL;
		if (reply->type != REDIS_REPLY_ERROR ||
		    strncmp(reply->str, "BUSY ", 5) != 0)
			return reply;
		freeReplyObject(reply);
		poll(NULL, 0, BUSY_MS);
	}
}

bool redis_connect(const struct server *server, const char *user,
		   struct redis_link *link)
{
	struct timeval patience = {.tv_sec = ASK_MS / 1000};
	AUTO(redis_reply_release) redisReply *known = NULL, *id = NULL;
	char text[SERVER_FOLDER_MAX + 64];
	struct redis_link fresh;

	snprintf(text, sizeof(text), "%s/socket", server->folder);
	fresh.context = redisConnectUnixWithTimeout(text, patience);
	if (!fresh.context || fresh.context->err) {
		redis_disconnect(&fresh);
		return false;
	}
	snprintf(text, sizeof(text), "AUTH %s %s", user, server->secret);
	known = redis_ask(fresh.context, text);
	id = known ? redis_ask(fresh.context, "CLIENT ID") : NULL;
	if (!id || id->type != REDIS_REPLY_INTEGER) {
		redis_disconnect(&fresh);
		return false;
	}
	fresh.id = id->integer;
	*link = fresh;
	return true;
}
