/*
 * Putting the server back, and proving it.
 *
 * FLUSHALL takes the keys of all 16 databases with their times to live,
 * FUNCTION FLUSH the functions, SCRIPT FLUSH the scripts and what they left
 * in their interpreter. What else can outlive a case is written down here,
 * and a hash over all of it says whether the server is as it was right after
 * it started: users and rights, settings, modules, replication, channels.
 * Connections count one by one: a client that lives on can block, pause,
 * watch or write later. A server that does not answer in time is paused or
 * busy with a script. When in doubt the answer is "not clean", and the lab
 * starts a fresh server.
 *
 * Statistics (INFO, SLOWLOG, LATENCY, ACL LOG) change with every command,
 * also with ours: they are reset and not compared.
 */
#include "base/hash.h"
#include "base/num.h"
#include "store/redis.h"

#include <poll.h>

/* Of what the server may hold: what leaves its memory in pieces, and what
   cannot be left of an empty one. */
#define PEAK_MOST (REDIS_MEMORY / 2)
#define LEFT_MOST (REDIS_MEMORY / 8)

/* How long a server that is paused or runs a script is waited for, and clients
   that have gone: starting a fresh one takes less. */
#define SOON_MS 100
#define LIST_MOST ((size_t)1 << 20)

static const char *const flushing[] = {"FLUSHALL",	"SCRIPT FLUSH",
				       "SLOWLOG RESET", "LATENCY RESET",
				       "ACL LOG RESET", "CONFIG RESETSTAT"};

static const char *const state[] = {
	"INFO keyspace", "ACL LIST",	    "CONFIG GET *", "MODULE LIST",
	"ROLE",		 "PUBSUB CHANNELS", "PUBSUB NUMPAT"};

/* Where there are functions: the first flushes them, the second tells. */
static const char *const functions[] = {"FUNCTION FLUSH SYNC", "FUNCTION LIST"};

static void add_reply(struct hash *hash, const redisReply *reply)
{
	size_t i;

	hash_add_int(hash, reply->type);
	if (reply->str)
		hash_add(hash, reply->str, (size_t)reply->len);
	if (reply->type == REDIS_REPLY_INTEGER)
		hash_add_int(hash, reply->integer);
	if (reply->type != REDIS_REPLY_ARRAY)
		return;
	hash_add_int(hash, (int64_t)reply->elements);
	for (i = 0; i < reply->elements; i++)
		add_reply(hash, reply->element[i]);
}

/*
 * Sends all and adds the replies to the hash, unless it is NULL. False: one
 * did not come; the connection is then of no use.
 */
static bool ask_all(redisContext *context, const char *const *texts, size_t n,
		    struct hash *hash)
{
	size_t i;

	for (i = 0; i < n; i++)
		redis_tell(context, texts[i]);
	for (i = 0; i < n; i++) {
		AUTO(redis_reply_release)
		redisReply *reply = redis_told(context);

		if (!reply)
			return false;
		if (hash)
			add_reply(hash, reply);
	}
	return true;
}

static bool flush(const struct redis_notes *notes)
{
	redisContext *context = notes->administrator.context;

	return ask_all(context, flushing, ARRAY_LEN(flushing), NULL) &&
	       (!notes->functions || ask_all(context, functions, 1, NULL));
}

static bool state_digest(const struct redis_notes *notes, struct digest *digest)
{
	redisContext *context = notes->administrator.context;
	struct hash *hash = hash_new();
	bool whole =
		ask_all(context, state, ARRAY_LEN(state), hash) &&
		(!notes->functions || ask_all(context, functions + 1, 1, hash));

	*digest = hash_end(hash);
	return whole;
}

bool redis_remember(struct redis_notes *notes, struct err *err)
{
	if (notes->known)
		return true;
	notes->known = state_digest(notes, &notes->untouched);
	return notes->known ||
	       err_set(err, ERR_INFRA, "cannot read the redis server's state");
}

/* ---- connections ---- */

static bool ours(const struct redis_notes *notes, int64_t id)
{
	size_t i;

	if (notes->administrator.id == id ||
	    (notes->monitor.context && notes->monitor.id == id))
		return true;
	for (i = 0; i < ARRAY_LEN(notes->idle); i++)
		if (notes->idle[i].context && notes->idle[i].id == id)
			return true;
	return false;
}

/* The list of clients; NULL: a server that is well would have answered. */
static redisReply *clients(redisContext *context)
{
	redisReply *list = NULL;

	redis_tell(context, "CLIENT LIST");
	if (redis_hear(context, LIST_MOST, SOON_MS, &list) == REDIS_HEARD &&
	    list->type != REDIS_REPLY_STRING)
		redis_reply_release(&list);
	return list;
}

/* "id=7 addr=… name=…", a line each. False: some line is not ours. */
static bool all_ours(const struct redis_notes *notes, const char *line)
{
	int64_t id;

	for (; *line; line += strcspn(line, "\n"), line += *line == '\n')
		if (strncmp(line, "id=", 3) != 0 ||
		    !num_int(line + 3, strcspn(line + 3, " "), &id) ||
		    !ours(notes, id))
			return false;
	return true;
}

/* A connection that was closed takes the server a moment to notice. */
static bool alone(const struct redis_notes *notes)
{
	struct deadline deadline = deadline_in_ms(SOON_MS);

	for (;;) {
		AUTO(redis_reply_release)
		redisReply *list = clients(notes->administrator.context);

		if (!list)
			return false;
		if (all_ours(notes, list->str))
			return true;
		if (deadline_passed(deadline))
			return false;
		poll(NULL, 0, 1);
	}
}

/* ---- memory ---- */

/* A number of INFO, by its name with the ":"; -1: there is none. */
static int64_t figure(const char *info, const char *name)
{
	const char *found = strstr(info, name);
	int64_t number;

	if (!found)
		return -1;
	found += strlen(name);
	return num_int(found, strcspn(found, "\r\n"), &number) ? number : -1;
}

/* Whether memory is as good as new. */
static bool roomy(redisContext *context)
{
	AUTO(redis_reply_release)
	redisReply *info = redis_ask(context, "INFO memory");
	int64_t used, peak;

	if (!info || !info->str)
		return false;
	used = figure(info->str, "used_memory:");
	peak = figure(info->str, "used_memory_peak:");
	return used >= 0 && used < LEFT_MOST && peak >= 0 && peak < PEAK_MOST;
}

/* ---- the whole ---- */

bool redis_reset(struct lab *lab, bool *clean, struct err *err)
{
	struct server *server = lab_running(lab, &redis_server);
	struct redis_notes *notes = server ? server->private : NULL;
	redisContext *context = notes ? notes->administrator.context : NULL;
	struct digest now;

	(void)err;
	if (notes)
		redis_record_drop(notes);
	*clean = notes && notes->known && alone(notes) && flush(notes) &&
		 roomy(context) && state_digest(notes, &now) &&
		 !memcmp(&now, &notes->untouched, sizeof(now));
	return true;
}

/* A visitor needs no password: whoever can open the socket is the operator. */
const char *redis_visit(struct lab *lab, const void *given, struct arena *arena)
{
	(void)given;
	if (!lab_running(lab, &redis_server))
		return NULL;
	return arena_printf(arena, "redis-cli -s %s/redis/socket",
			    lab_outside(lab));
}
