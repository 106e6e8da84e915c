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
 */
#include "store/redis.h"

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

bool redis_later(struct place *place, int64_t ms, struct err *err)
{
	struct server *server = lab_running(place->lab, &redis_server);
	struct redis_notes *notes = server ? server->private : NULL;
	AUTO(redis_reply_release) redisReply *reply = NULL;
	struct redis_command command =
		redis_command_of(place->arena, 4, "EVAL", script, "0",
				 arena_printf(place->arena, "%" PRId64, ms));

	if (notes)
		reply = redis_insist(notes->administrator.context, &command);
	if (!reply)
		return err_set(err, ERR_INFRA, "the redis server is gone");
	if (reply->type == REDIS_REPLY_ERROR)
		return err_set(err, ERR_INFRA,
			       "cannot move what expires in redis: %s",
			       reply->str);
	return true;
}
