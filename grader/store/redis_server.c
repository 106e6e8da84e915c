/*
 * How a private Redis server is set up, started and known to answer.
 *
 * It keeps everything in memory and writes no file: no snapshot, no log of
 * commands. Whoever runs in the lab finds it where a Redis always is, on
 * port 6379 without a password, as the user `default`: that one may do
 * everything with data and nothing with the server. The grader comes by the
 * socket, as users whose password nobody else knows. See redis.conf and
 * "ACL" in the manual of Redis.
 *
 * lua-time-limit, now busy-reply-threshold, ends no script: from then on the
 * server answers BUSY. Only killing it ends a script that has written, which
 * is what the lab's clock does.
 */
#include "base/file.h"
#include "base/hash.h"
#include "store/redis.h"

#define MEMORY ((uint64_t)512 << 20) /* of address space, buffers included */

/* What an observation depends on; a part of the cache's key. */
#define SETTINGS "layout 1: 64 MiB, 16 databases, nothing on disk"

static const char settings[] = "unixsocketperm 700\n"
			       "save \"\"\n"
			       "appendonly no\n"
			       "maxmemory 64mb\n"
			       "maxmemory-policy noeviction\n"
			       "maxclients 40\n"
			       "databases 16\n"
			       "proto-max-bulk-len 16mb\n"
			       "client-query-buffer-limit 32mb\n"
			       "client-output-buffer-limit normal 64mb 32mb 5\n"
			       "lua-time-limit 500\n"
			       "daemonize no\n";

/*
 * Without MONITOR, which would show the grader's own commands, and without
 * SCRIPT DEBUG, which stops the server for a debugger. In words that Redis
 * 6.0 knows; see `newer`. (DEBUG and MODULE are off in 7.0 unless asked for.)
 */
#define DATA                                                               \
	"+@all -@admin -@dangerous +keys +flushdb +flushall +info +sort "  \
	"+swapdb +role +acl|whoami -script +script|load +script|exists "   \
	"+script|flush +script|kill +client|list +client|info +client|id " \
	"+client|setname +client|getname"

/* Without what changes a connection for good, or makes a command have no
   reply or several. */
#define ONE_REPLY \
	" -client +client|id +client|list -subscribe -psubscribe -hello"

static const struct {
	const char *user, *rights;
} accounts[] = {
	{"grader", "~* +@all"},
	{"loader", "~* " DATA ONE_REPLY " -@blocking"},
	{"author", "~* " DATA ONE_REPLY},
	{"looker", "~* +@read +@connection +keys" ONE_REPLY},
};

/*
 * What not every version knows is set once the server answers. One that
 * refuses it has nothing to be set: channels have rights from 6.2 on, and
 * sharded ones, SORT_RO and functions came with 7.0.
 */
static const char *const newer[] = {
	"ACL SETUSER default allchannels",
	"ACL SETUSER grader allchannels",
	"ACL SETUSER author allchannels",
	"ACL SETUSER loader resetchannels",
	"ACL SETUSER looker resetchannels",
	"ACL SETUSER default +sort_ro",
	"ACL SETUSER author +sort_ro",
	"ACL SETUSER author -ssubscribe",
	"ACL SETUSER loader -ssubscribe",
	"CONFIG SET crash-memcheck-enabled no",
};

static const char *program(void)
{
	static const char *const paths[] = {
		"/usr/bin/redis-server", "/usr/sbin/redis-server",
		"/usr/local/bin/redis-server", NULL};
	size_t i;

	for (i = 0; paths[i]; i++)
		if (access(paths[i], X_OK) == 0)
			return paths[i];
	return NULL;
}

/* The settings hold the secret's digest only. */
static bool write_settings(const char *path, const char *dir,
			   const char *folder, const char *secret, bool network,
			   struct err *err)
{
	AUTO(buf_release) struct buf text = {0};
	struct digest digest = hash_of(secret, strlen(secret));
	char hex[2 * HASH_SIZE + 1];
	size_t i;

	buf_init(&text, BUF_OURS);
	buf_add_str(&text, settings);
	buf_add_str(&text,
		    network ? "port 6379\nbind 127.0.0.1\n" : "port 0\n");
	buf_printf(&text, "unixsocket %s/socket\ndir %s\n", folder, dir);
	buf_add_str(&text, "user default on nopass ~* " DATA "\n");
	hash_hex(&digest, hex);
	for (i = 0; i < ARRAY_LEN(accounts); i++)
		buf_printf(&text, "user %s on #%s %s\n", accounts[i].user, hex,
			   accounts[i].rights);
	return file_write(path, text.data, text.len, err);
}

static const char *const *serve(const char *server, const char *dir,
				const char *folder, const char *secret,
				bool network, struct arena *arena,
				struct err *err)
{
	const char *path = arena_printf(arena, "%s/settings", folder);
	const char **argv = ARENA_ARRAY(arena, 3, const char *);

	if (!write_settings(path, dir, folder, secret, network, err))
		return NULL;
	argv[0] = server;
	argv[1] = path;
	return argv;
}

const char *redis_user(enum account account)
{
	switch (account) {
	case AS_LOADER:
		return "loader";
	case AS_LEARNER:
		return "default";
	case AS_AUTHOR:
		return "author";
	case AS_LOOKER:
		return "looker";
	}
	return "looker";
}

static void forget(void *private)
{
	struct redis_notes *notes = private;
	size_t i;

	redis_disconnect(&notes->administrator);
	redis_disconnect(&notes->monitor);
	for (i = 0; i < ARRAY_LEN(notes->idle); i++)
		redis_disconnect(&notes->idle[i]);
	free(notes);
}

/* Takes the version from "redis_version:7.0.15\r\n". */
static bool read_version(struct redis_notes *notes)
{
	static const char key[] = "redis_version:";
	redisReply *info =
		redis_ask(notes->administrator.context, "INFO server");
	const char *found = info && info->str ? strstr(info->str, key) : NULL;

	if (found) {
		found += sizeof(key) - 1;
		snprintf(notes->version, sizeof(notes->version), "%.*s",
			 (int)strcspn(found, "\r\n"), found);
	}
	freeReplyObject(info);
	/* "10.0" too. */
	notes->functions = notes->version[0] >= '7' || notes->version[1] != '.';
	return found != NULL;
}

static void set_newer(redisContext *context)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(newer); i++)
		redis_tell(context, newer[i]);
	for (i = 0; i < ARRAY_LEN(newer); i++)
		freeReplyObject(redis_told(context));
}

static bool connect_all(const struct server *server, struct redis_notes *notes)
{
	int account;

	if (!redis_connect(server, "grader", &notes->administrator) ||
	    !redis_connect(server, "grader", &notes->monitor) ||
	    !read_version(notes))
		return false;
	set_newer(notes->administrator.context);
	for (account = AS_LOADER; account <= AS_LOOKER; account++)
		if (account != AS_LEARNER &&
		    !redis_connect(server, redis_user((enum account)account),
				   &notes->idle[account]))
			return false;
	return true;
}

static bool ready(const char *folder, const char *secret, void **private)
{
	struct redis_notes *notes = xmalloc(sizeof(*notes));
	struct server server = {0};
	char path[SERVER_FOLDER_MAX + 16];

	*notes = (struct redis_notes){0};
	snprintf(server.folder, sizeof(server.folder), "%s", folder);
	snprintf(server.secret, sizeof(server.secret), "%s", secret);
	if (!connect_all(&server, notes)) {
		forget(notes);
		return false;
	}
	snprintf(path, sizeof(path), "%s/settings", folder);
	unlink(path);
	*private = notes;
	return true;
}

static const char *version(void *private, struct arena *arena)
{
	return arena_printf(arena, "Redis %s",
			    ((struct redis_notes *)private)->version);
}

static const char *const memory_words[] = {"Out Of Memory", "out of memory",
					   "Cannot allocate", NULL};

const struct server_kind redis_server = {
	.name = "redis",
	.package = "redis-server",
	.program = program,
	.settings = SETTINGS,
	.serve = serve,
	.ready = ready,
	.version = version,
	.forget = forget,
	.memory = MEMORY,
	.memory_words = memory_words,
};
