/*
 * Letting time pass: every key with an expiry, in all databases, loses so much
 * of its time to live, and is deleted when nothing is left.
 *
 * One script does it, so that nobody sees half of it; time stands still while
 * it runs. A time to live that was set as a point in time is moved as any
 * other. The server's own clock cannot be moved: TIME, the ids of streams,
 * idle times, the times to live of a hash's fields, and how long a client has
 * been blocked stay as they are. A watched key whose expiry was moved counts
 * as changed.
 *
 * Scripts share an interpreter, in which old versions let a hand-in change what
 * ours calls (CVE-2022-24735): it is run by the loader, who may do little more
 * than the hand-in, and not by the administrator.
 */
#include "store/redis.h"

#include <poll.h>

/* Between two tries while somebody's script keeps the server busy. */
#define BUSY_MS 10

static const char script[] =
	"local ms = tonumber(ARGV[1])\n"
	"local used = 'db(%d+):keys=%d+,expires=[1-9]'\n"
	"local info = redis.call('INFO', 'keyspace')\n"
	"for db in string.gmatch(info, used) do\n"
	"  redis.call('SELECT', db)\n"
	"  for _, key in ipairs(redis.call('KEYS', '*')) do\n"
	"    local left = redis.call('PTTL', key)\n"
	"    if left > ms then\n"
	"      redis.call('PEXPIRE', key, left - ms)\n"
	"    elseif left >= 0 then\n"
	"      redis.call('DEL', key)\n"
	"    end\n"
	"  end\n"
	"end\n";

/* The lab's clock ends the server, and the waiting with it. */
static struct said insist(struct place *place, struct session *session,
			  const struct redis_command *command)
{
	struct said said;
	size_t room;

	for (;;) {
		room = BUF_OURS;
		redis_send(session, command);
		redis_answer(session, place->arena, &room, &said);
		if (said.how != REPLY_REFUSED ||
		    strcmp(said.state, "BUSY") != 0)
			return said;
		poll(NULL, 0, BUSY_MS);
	}
}

bool redis_later(struct place *place, int64_t ms, struct err *err)
{
	AUTO(session_close) struct session *session = NULL;
	struct redis_command command =
		redis_command_of(place->arena, 4, "EVAL", script, "0",
				 arena_printf(place->arena, "%" PRId64, ms));
	struct said said;

	if (!redis_open(place, NULL, AS_LOADER, &session, err))
		return false;
	said = insist(place, session, &command);
	return said.how == REPLY_OK ||
	       err_set(err, ERR_INFRA, "cannot let time pass in redis: %s",
		       said.text ? said.text : "");
}
