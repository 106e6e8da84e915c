/*
 * What a case could leave on a Redis server, line by line: keys of whatever
 * kind go with the reset, all else makes it say "not clean". And what the
 * limited users may do: nothing of the latter. The server is a private one,
 * in a lab of the test's own.
 */
#include "base/file.h"
#include "store/redis.h"
#include "tests/unit/in_lab.h"

/* What happens to the connection that ran a line before the reset. */
enum after {
	CLOSE,
	STAY,  /* it is still there */
	LEAVE, /* closed without its last command having been answered */
};

struct line {
	const char *what;
	const char *commands[7]; /* the last ones are NULL */
	enum after after;
	bool clean;
};

static const struct line lines[] = {
	{"nothing", {NULL}, CLOSE, true},
	{"keys of each type",
	 {"SET a 1", "HSET h f v", "RPUSH l 1 2", "SADD s 1", "ZADD z 1 a",
	  "XADD x * f v"},
	 CLOSE,
	 true},
	{"times to live", {"SETEX a 1000 b", "SET c d PX 1"}, CLOSE, true},
	{"keys of other databases",
	 {"SELECT 1", "SET a 1", "SELECT 15", "SET b 1"},
	 CLOSE,
	 true},
	{"databases that changed places",
	 {"SET a 1", "SWAPDB 0 7"},
	 CLOSE,
	 true},
	{"groups of a stream", {"XGROUP CREATE x g 0 MKSTREAM"}, CLOSE, true},
	{"a script",
	 {"SCRIPT LOAD 'return 1'", "EVAL 'return 2' 0"},
	 CLOSE,
	 true},
	{"an open transaction", {"WATCH a", "MULTI", "SET a 1"}, CLOSE, true},
	{"a subscriber that went", {"SUBSCRIBE c"}, CLOSE, true},
	{"a waiting client that went", {"BLPOP l 0"}, LEAVE, true},
	{"statistics", {"CONFIG RESETSTAT", "SLOWLOG GET"}, CLOSE, true},
	{"a client", {"PING"}, STAY, false},
	{"a client with a name", {"CLIENT SETNAME grader"}, STAY, false},
	{"a subscriber", {"SUBSCRIBE c"}, STAY, false},
	{"a subscriber by pattern", {"PSUBSCRIBE *"}, STAY, false},
	{"a waiting client", {"BLPOP l 0", NULL}, STAY, false},
	{"an onlooker", {"MONITOR"}, STAY, false},
	{"a pause", {"CLIENT PAUSE 100000"}, CLOSE, false},
	{"a user", {"ACL SETUSER x on nopass +@all"}, CLOSE, false},
	{"a user that is gone", {"ACL DELUSER looker"}, CLOSE, false},
	{"a password", {"ACL SETUSER default >x"}, CLOSE, false},
	{"a right", {"ACL SETUSER default +config"}, CLOSE, false},
	{"a user that is off", {"ACL SETUSER default off"}, CLOSE, false},
	{"a setting", {"CONFIG SET maxmemory 1"}, CLOSE, false},
	{"a setting of events",
	 {"CONFIG SET notify-keyspace-events KEA"},
	 CLOSE,
	 false},
	{"a limit", {"CONFIG SET maxclients 41"}, CLOSE, false},
	{"a master", {"REPLICAOF 127.0.0.1 1"}, CLOSE, false},
	{"memory that was full",
	 {"EVAL \"local s = string.rep('x', 1000000) for i = 1, 50 do "
	  "redis.call('SET', i, s) end\" 0"},
	 CLOSE,
	 false},
	{"a script without an end",
	 {"EVAL 'while true do end' 0"},
	 LEAVE,
	 false},
	{"one that cannot be killed",
	 {"EVAL \"redis.call('SET', 'a', 1) while true do end\" 0"},
	 LEAVE,
	 false},
	{"a server that was stopped", {"SHUTDOWN NOSAVE"}, LEAVE, false},
};

/* What Redis knows from 7.0 on. */
static const struct line newer_lines[] = {
	{"a function",
	 {"FUNCTION LOAD \"#!lua name=l\\n"
	  "redis.register_function('f', function() return 1 end)\""},
	 CLOSE,
	 true},
	{"a pause of writing", {"CLIENT PAUSE 100000 WRITE"}, CLOSE, false},
	{"a function without an end",
	 {"FUNCTION LOAD \"#!lua name=l\\nredis.register_function('f', "
	  "function() while true do end end)\"",
	  "FCALL f 0"},
	 LEAVE,
	 false},
};

/* Whether a command is one whose reply does not come. */
static bool hangs(const struct line *line, size_t i)
{
	return (!line->commands[i + 1] && line->after == LEAVE) ||
	       !strncmp(line->commands[i], "BLPOP", 5);
}

/* Runs a command. False: it was refused. */
static bool say(redisContext *context, const char *text, bool wait)
{
	AUTO(arena_release) struct arena *arena = arena_new("say");
	AUTO(redis_reply_release) redisReply *reply = NULL;
	struct redis_command command;
	const char *why = "";
	int sent = 0;

	if (!redis_line(text, strlen(text), arena, &command, &why)) {
		dprintf(2, "%s: %s\n", text, why);
		return false;
	}
	redisAppendCommandArgv(context, (int)command.n, command.words,
			       command.lens);
	while (!wait && !sent)
		if (redisBufferWrite(context, &sent) != REDIS_OK)
			return false;
	return !wait ||
	       (redis_hear(context, 1 << 20, 5000, &reply) == REDIS_HEARD &&
		reply->type != REDIS_REPLY_ERROR);
}

static bool prepare(struct lab *lab, struct server **server)
{
	struct err err = {0};
	bool up = lab_server(lab, &redis_server, server, &err) &&
		  redis_remember((*server)->private, &err);

	if (!up)
		dprintf(2, "%s\n", err.text);
	return up;
}

static bool has_functions(struct lab *lab)
{
	struct server *server;

	return prepare(lab, &server) &&
	       ((struct redis_notes *)server->private)->functions;
}

static int run_line(struct lab *lab, const struct line *line)
{
	struct redis_link link = {0};
	struct server *server;
	bool clean = !line->clean;
	size_t i;

	if (!prepare(lab, &server) || !redis_connect(server, "grader", &link))
		return 1;
	for (i = 0; i < ARRAY_LEN(line->commands) && line->commands[i]; i++)
		if (!say(link.context, line->commands[i], !hangs(line, i)))
			dprintf(2, "%s: %s\n", line->what, line->commands[i]);
	if (line->after != STAY)
		redis_disconnect(&link);
	if (!redis_reset(lab, &clean, NULL))
		return 1;
	redis_disconnect(&link);
	if (clean != line->clean)
		dprintf(2, "%s: said to be %s\n", line->what,
			clean ? "clean" : "dirty");
	if (!clean)
		lab_discard(lab, &redis_server);
	return clean != line->clean;
}

static int run_lines(struct lab *lab, void *argument)
{
	int failed = 0;
	size_t i;

	(void)argument;
	for (i = 0; i < ARRAY_LEN(lines); i++)
		failed += run_line(lab, &lines[i]);
	for (i = 0; i < ARRAY_LEN(newer_lines) && has_functions(lab); i++)
		failed += run_line(lab, &newer_lines[i]);
	return failed;
}

/* ---- rights ---- */

struct right {
	const char *user, *command;
	bool allowed;
};

static const struct right rights[] = {
	{"default", "PING", true},
	{"default", "SET a 1", true},
	{"default", "KEYS *", true},
	{"default", "FLUSHDB", true},
	{"default", "FLUSHALL", true},
	{"default", "INFO", true},
	{"default", "CLIENT LIST", true},
	{"default", "CLIENT ID", true},
	{"default", "CLIENT SETNAME x", true},
	{"default", "PUBLISH c m", true},
	{"default", "SUBSCRIBE c", true},
	{"default", "SORT l", true},
	{"default", "SCRIPT LOAD 'return 1'", true},
	{"default", "SCRIPT FLUSH", true},
	{"default", "EVAL 'return 1' 0", true},
	{"default", "CONFIG SET dir /tmp", false},
	{"default", "CONFIG GET dir", false},
	{"default", "SAVE", false},
	{"default", "BGSAVE", false},
	{"default", "BGREWRITEAOF", false},
	{"default", "SHUTDOWN NOSAVE", false},
	{"default", "DEBUG SEGFAULT", false},
	{"default", "MODULE LOAD /tmp/x.so", false},
	{"default", "SLAVEOF 127.0.0.1 1", false},
	{"default", "REPLICAOF 127.0.0.1 1", false},
	{"default", "MIGRATE 127.0.0.1 1 a 0 1", false},
	{"default", "ACL SETUSER default off", false},
	{"default", "ACL LIST", false},
	{"default", "CLIENT KILL TYPE normal", false},
	{"default", "CLIENT PAUSE 1000", false},
	{"default", "CLIENT NO-EVICT on", false},
	{"default", "MONITOR", false},
	{"default", "SCRIPT DEBUG yes", false},
	{"default", "LATENCY DOCTOR", false},
	{"default", "SLOWLOG GET", false},
	{"author", "SET a 1", true},
	{"author", "PUBLISH c m", true},
	{"author", "SUBSCRIBE c", false},
	{"author", "HELLO 3", false},
	{"author", "CLIENT REPLY OFF", false},
	{"author", "CONFIG SET maxmemory 0", false},
	{"author", "SHUTDOWN", false},
	{"loader", "SET a 1", true},
	{"loader", "BLPOP l 0", false},
	{"loader", "CONFIG SET maxmemory 0", false},
	{"looker", "GET a", true},
	{"looker", "KEYS *", true},
	{"looker", "SET a 1", false},
	{"looker", "FLUSHALL", false},
	{"looker", "EVAL 'return 1' 0", false},
	{"grader", "CONFIG GET dir", true},
	{"grader", "MODULE LOAD /tmp/x.so", false},
};

/* What holds from 7.0 on. */
static const struct right newer_rights[] = {
	{"default", "SORT_RO l", true},
	{"grader", "CONFIG SET dir /tmp", false},
	{"grader", "DEBUG SLEEP 0", false},
};

static int run_right(const struct server *server, const struct right *right)
{
	struct redis_link link = {0};
	bool allowed;

	if (!redis_connect(server, right->user, &link))
		return 1;
	allowed = say(link.context, right->command, true);
	redis_disconnect(&link);
	if (allowed != right->allowed)
		dprintf(2, "%s: %s: %s\n", right->user, right->command,
			allowed ? "allowed" : "refused");
	return allowed != right->allowed;
}

static int run_rights(struct lab *lab, void *argument)
{
	struct server *server;
	int failed = 0;
	size_t i;

	(void)argument;
	if (!prepare(lab, &server))
		return 1;
	for (i = 0; i < ARRAY_LEN(rights); i++)
		failed += run_right(server, &rights[i]);
	for (i = 0; i < ARRAY_LEN(newer_rights) && has_functions(lab); i++)
		failed += run_right(server, &newer_rights[i]);
	return failed;
}

/* ---- connections ---- */

/* The grader still gets in when somebody else holds all that are left. */
static int run_crowd(struct lab *lab, void *argument)
{
	struct redis_link crowd[64] = {0};
	struct place place = {.lab = lab};
	struct session *session = NULL;
	struct server *server;
	bool clean = true, in;
	size_t n = 0, i;

	(void)argument;
	if (!prepare(lab, &server))
		return 1;
	while (n < ARRAY_LEN(crowd) &&
	       redis_connect(server, "default", &crowd[n]))
		n++;
	in = redis_open(&place, NULL, AS_LOOKER, &session, NULL);
	session_close(&session);
	in = in && redis_open(&place, NULL, AS_AUTHOR, &session, NULL);
	session_close(&session);
	if (!redis_reset(lab, &clean, NULL))
		return 1;
	for (i = 0; i < n; i++)
		redis_disconnect(&crowd[i]);
	if (!in || clean || n == ARRAY_LEN(crowd))
		dprintf(2, "%zu others: %s, %s\n", n, in ? "in" : "out",
			clean ? "clean" : "dirty");
	return !in || clean || n == ARRAY_LEN(crowd);
}

/* On the port when the loopback is the lab's own, and only then. */
static int run_port(struct lab *lab, void *argument)
{
	bool own = lab_isolation(lab) == ISOLATION_FULL;
	AUTO(redis_reply_release) redisReply *port = NULL, *pong = NULL;
	struct redis_notes *notes;
	struct server *server;
	redisContext *context;

	(void)argument;
	if (!prepare(lab, &server))
		return 1;
	notes = server->private;
	port = redis_ask(notes->administrator.context, "CONFIG GET port");
	if (!port || strcmp(port->element[1]->str, own ? "6379" : "0") != 0)
		return 1;
	if (!own)
		return 0;
	context = redisConnect("127.0.0.1", 6379);
	pong = context->err ? NULL : redis_ask(context, "PING");
	redisFree(context);
	return pong == NULL;
}

/* ---- running them ---- */

static void in_lab(enum isolation isolation, int (*work)(struct lab *, void *))
{
	struct template template;
	struct err err = {0};
	struct lab_options options = {.isolation = isolation,
				      .disk = (uint64_t)64 << 20,
				      .templates = &template,
				      .ntemplates = 1};

	assert_non_null(redis_server.program());
	assert_true(template_open(&redis_server, "/nowhere", isolation,
				  &template, &err));
	assert_int_equal(template.dirfd, -1);
	run_in_lab(&options, work, NULL);
}

static enum isolation best(void)
{
	return best_lab(0).isolation;
}

static void test_each_line(void **state)
{
	(void)state;
	in_lab(best(), run_lines);
}

static void test_rights(void **state)
{
	(void)state;
	in_lab(best(), run_rights);
}

static void test_crowd(void **state)
{
	(void)state;
	in_lab(best(), run_crowd);
}

static void test_port(void **state)
{
	(void)state;
	in_lab(best(), run_port);
	in_lab(ISOLATION_FOLDER, run_port);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_line), cmocka_unit_test(test_rights),
		cmocka_unit_test(test_crowd), cmocka_unit_test(test_port)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
