/*
 * Sessions with a Redis server: what they answer, how they end, and that the
 * next one on the same connection knows nothing of the last. The server is a
 * private one, in a lab of the test's own.
 */
#include "store/redis.h"
#include "tests/unit/in_lab.h"
#include "value/show.h"

#include <signal.h>

#define ROOM ((size_t)1 << 20)

/* One line through a session, and how it has to be answered. */
static const struct line {
	const char *text;
	enum reply how;
	const char *shown; /* the value, or the words of the refusal */
} lines[] = {
	{"PING", REPLY_OK, "'PONG'"},
	{"# nothing", REPLY_OK, ""},
	{"SET a \"\\x00\\xff\"", REPLY_OK, "'OK'"},
	{"GET a", REPLY_OK, "x'00ff'"},
	{"STRLEN a", REPLY_OK, "2"},
	{"GET nowhere", REPLY_OK, "NULL"},
	{"INCR a", REPLY_REFUSED,
	 "ERR value is not an integer or out of range"},
	{"LPUSH a b", REPLY_REFUSED,
	 "WRONGTYPE Operation against a key holding the wrong kind of value"},
	{"GET 'a", REPLY_REFUSED, "a single quote is not closed"},
	{"CONFIG GET dir", REPLY_REFUSED,
	 NULL /* the words follow the version */},
	{"EVAL 'return {1, {2, false}}' 0", REPLY_OK, "[1, [2, NULL]]"},
	{"EVAL 'return {err = \"MINE all mine\"}' 0", REPLY_REFUSED,
	 "MINE all mine"},
	/* what the next session must not see */
	{"SELECT 3", REPLY_OK, "'OK'"},
	{"WATCH a", REPLY_OK, "'OK'"},
	{"MULTI", REPLY_OK, "'OK'"},
	{"SET b 1", REPLY_OK, "'QUEUED'"},
};

static bool up(struct lab *lab)
{
	struct server *server;
	struct err err = {0};

	if (lab_server(lab, &redis_server, &server, &err) &&
	    redis_remember(server->private, &err))
		return true;
	dprintf(2, "%s\n", err.text);
	return false;
}

static struct session *author(struct lab *lab)
{
	struct place place = {.lab = lab};
	struct session *session = NULL;
	struct err err = {0};

	if (!redis_open(&place, NULL, AS_AUTHOR, &session, &err))
		dprintf(2, "%s\n", err.text);
	return session;
}

static struct said say(struct session *session, const char *text, size_t room,
		       struct arena *arena)
{
	struct said said = {.how = REPLY_LOST};

	session->ops->run(session, text, strlen(text), arena, &room, &said);
	return said;
}

static int expect(struct session *session, const struct line *line)
{
	AUTO(arena_release) struct arena *arena = arena_new("line");
	struct said said = say(session, line->text, ROOM, arena);
	const char *got = said.nresults ? value_shown(said.results[0], 0, arena)
			  : said.text	? said.text
					: "";

	if (said.how == line->how &&
	    (!line->shown || !strcmp(got, line->shown)))
		return 0;
	dprintf(2, "%s: %d, %s\n", line->text, (int)said.how, got);
	return 1;
}

static int run_lines(struct lab *lab)
{
	static const struct line after[] = {
		{"GET b", REPLY_OK, "NULL"},
		{"GET a", REPLY_OK, "x'00ff'"},
		{"EXEC", REPLY_REFUSED, "ERR EXEC without MULTI"},
		{"ACL WHOAMI", REPLY_OK, "'author'"}};
	struct session *session = up(lab) ? author(lab) : NULL;
	int failed = 0;
	size_t i;

	if (!session)
		return 1;
	for (i = 0; i < ARRAY_LEN(lines); i++)
		failed += expect(session, &lines[i]);
	session_close(&session);
	session = author(lab);
	for (i = 0; session && i < ARRAY_LEN(after); i++)
		failed += expect(session, &after[i]);
	session_close(&session);
	return failed;
}

/* More than there is room for: the server is thrown away. */
static int run_large(struct lab *lab)
{
	static const char *const texts[] = {
		"EVAL \"return string.rep('x', 2000000)\" 0",
		"EVAL \"local t = {} for i = 1, 7000 do t[i] = i end return t\""
		" 0"};
	AUTO(arena_release) struct arena *arena = arena_new("large");
	int failed = 0;
	size_t i;

	for (i = 0; i < ARRAY_LEN(texts); i++) {
		struct session *session = up(lab) ? author(lab) : NULL;
		struct said said;

		if (!session)
			return 1;
		said = say(session, texts[i], 1 << 18, arena);
		failed += said.how != REPLY_LARGE ||
			  lab_running(lab, &redis_server);
		session_close(&session);
	}
	return failed;
}

static int run_full(struct lab *lab)
{
	static const char fill[] =
		"EVAL \"local s = string.rep('x', 1000000) for i = 1, 70 do "
		"redis.call('SET', i, s) end return 1\" 0";
	AUTO(arena_release) struct arena *arena = arena_new("full");
	struct session *session = up(lab) ? author(lab) : NULL;
	struct said first, second;

	if (!session)
		return 1;
	first = say(session, fill, ROOM, arena);
	second = say(session, "SET a b", ROOM, arena);
	session_close(&session);
	return first.how != REPLY_OK || second.how != REPLY_SPENT ||
	       strcmp(second.spent, "memory") != 0 ||
	       second.allowed != REDIS_MEMORY ||
	       lab_running(lab, &redis_server);
}

/* The connection goes: with its server, and without. */
static int run_lost(struct lab *lab)
{
	AUTO(arena_release) struct arena *arena = arena_new("lost");
	struct session *session = up(lab) ? author(lab) : NULL;
	struct server *server = lab_running(lab, &redis_server);
	struct redis_notes *notes = server ? server->private : NULL;
	redisReply *reply;
	struct said said;
	int failed;

	if (!session || !notes)
		return 1;
	reply = redis_ask(notes->administrator.context,
			  "CLIENT KILL USER author");
	freeReplyObject(reply);
	said = say(session, "PING", ROOM, arena);
	failed = !reply || said.how != REPLY_REFUSED ||
		 strcmp(said.text, "the server has closed the connection") != 0;
	session_close(&session);
	session = author(lab);
	if (!session)
		return 1;
	kill(server->child.pid, SIGKILL);
	said = say(session, "PING", ROOM, arena);
	failed += said.how != REPLY_LOST;
	session_close(&session);
	return failed;
}

static int work(struct lab *lab, void *argument)
{
	(void)argument;
	return run_lines(lab) | run_large(lab) << 1 | run_full(lab) << 2 |
	       run_lost(lab) << 3;
}

static void test_sessions(void **state)
{
	struct lab_options options = best_lab(64);

	(void)state;
	assert_non_null(redis_server.program());
	run_in_lab(&options, work, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_sessions)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
