/*
 * Time that passes in a Redis server without anybody sleeping: what expires,
 * in whatever database and however its end was said, and nothing else.
 */
#include "tests/unit/redis_lab.h"

#include <poll.h>
#include <signal.h>

#define MANY "50000"

static const struct {
	const char *make; /* in database `db` */
	const char *db;
	const char *name;
	int64_t least, most; /* PTTL after 10 s */
} keys[] = {
	{"SET a 1 EX 30", "0", "a", 19000, 20000},
	{"SET b 1 PX 10500", "0", "b", 1, 500},
	{"SET c 1 EX 10", "0", "c", -2, -2},
	{"SET d 1 PX 9000", "0", "d", -2, -2},
	{"SET e 1", "0", "e", -1, -1},
	{"EVAL \"redis.call('SET', 'f', 1) redis.call('EXPIREAT', 'f', "
	 "redis.call('TIME')[1] + 100)\" 0",
	 "0", "f", 88000, 90000},
	{"EVAL \"redis.call('HSET', 'g', 'h', 1) redis.call('PEXPIREAT', "
	 "'g', redis.call('TIME')[1] * 1000 + 4000)\" 0",
	 "5", "g", -2, -2},
	{"SET \"\\x00 \\xff\" 1 EX 60", "15", "\"\\x00 \\xff\"", 49000, 50000},
	{"SET i 1 EX 10000000000", "7", "i", 9999999989000, 9999999990000},
};

static int expect(redisContext *context, size_t i)
{
	AUTO(arena_release) struct arena *arena = arena_new("key");
	AUTO(redis_reply_release) redisReply *reply = NULL;

	(void)ask(context, arena_printf(arena, "SELECT %s", keys[i].db), arena);
	tell(context, arena_printf(arena, "PTTL %s", keys[i].name));
	if (redis_hear(context, 1024, 5000, &reply) != REDIS_HEARD)
		return 1;
	if (reply->integer >= keys[i].least && reply->integer <= keys[i].most)
		return 0;
	dprintf(2, "%s: %lld\n", keys[i].make, reply->integer);
	return 1;
}

static int run_keys(struct lab *lab, void *argument)
{
	AUTO(arena_release) struct arena *arena = arena_new("keys");
	struct place place = {.lab = lab, .arena = arena};
	struct redis_link link = {0};
	struct err err = {0};
	int failed = 0;
	size_t i;

	(void)argument;
	if (!up(lab) ||
	    !redis_connect(lab_running(lab, &redis_server), "author", &link))
		return 1;
	for (i = 0; i < ARRAY_LEN(keys); i++) {
		(void)ask(link.context,
			  arena_printf(arena, "SELECT %s", keys[i].db), arena);
		(void)ask(link.context, keys[i].make, arena);
	}
	if (!redis_later(&place, 10000, &err)) {
		dprintf(2, "%s\n", err.text);
		return 1;
	}
	for (i = 0; i < ARRAY_LEN(keys); i++)
		failed += expect(link.context, i);
	redis_disconnect(&link);
	return failed;
}

/* Many keys in one go, and the administrator is back in database 0. */
static int run_many(struct lab *lab, void *argument)
{
	AUTO(arena_release) struct arena *arena = arena_new("many");
	struct place place = {.lab = lab, .arena = arena};
	struct redis_notes *notes = up(lab);
	redisContext *context = notes ? notes->administrator.context : NULL;
	struct err err = {0};
	bool clean = false;

	(void)argument;
	if (!context)
		return 1;
	(void)ask(context,
		  "EVAL \"redis.call('SELECT', 3) for i = 1, " MANY
		  " do redis.call('SET', i, 1, 'EX', i) end\" 0",
		  arena);
	if (!redis_later(&place, 20000000, &err) ||
	    strcmp(ask(context, "DBSIZE", arena), "0") != 0)
		return 2;
	(void)ask(context, "SELECT 3", arena);
	if (strcmp(ask(context, "DBSIZE", arena), "30000") != 0)
		return 3;
	(void)ask(context, "SELECT 0", arena);
	return !redis_reset(lab, &clean, &err) || !clean ? 4 : 0;
}

/* A script that somebody else runs is waited for. */
static int run_busy(struct lab *lab, void *argument)
{
	AUTO(arena_release) struct arena *arena = arena_new("busy");
	struct place place = {.lab = lab, .arena = arena};
	struct redis_link link = {0};
	struct err err = {0};
	const char *left;

	(void)argument;
	if (!up(lab) ||
	    !redis_connect(lab_running(lab, &redis_server), "author", &link))
		return 1;
	(void)ask(link.context, "SET a 1 EX 5", arena);
	tell(link.context, "EVAL 'for i = 1, 400000000 do end' 0");
	poll(NULL, 0, 50);
	if (!redis_later(&place, 10000, &err)) {
		dprintf(2, "%s\n", err.text);
		return 1;
	}
	redis_disconnect(&link);
	left = ask(
		((struct redis_notes *)lab_running(lab, &redis_server)->private)
			->administrator.context,
		"EXISTS a", arena);
	return strcmp(left, "0") != 0;
}

/* Without a server it is nobody's fault yet. */
static int run_gone(struct lab *lab, void *argument)
{
	AUTO(arena_release) struct arena *arena = arena_new("gone");
	struct place place = {.lab = lab, .arena = arena};
	struct err err = {0};

	(void)argument;
	if (!up(lab))
		return 1;
	kill(lab_running(lab, &redis_server)->child.pid, SIGKILL);
	return redis_later(&place, 10000, &err) || err.owner != ERR_INFRA;
}

static void test_keys(void **state)
{
	(void)state;
	in_lab(run_keys);
}

static void test_many(void **state)
{
	(void)state;
	in_lab(run_many);
}

static void test_busy(void **state)
{
	(void)state;
	in_lab(run_busy);
}

static void test_gone(void **state)
{
	(void)state;
	in_lab(run_gone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys), cmocka_unit_test(test_many),
		cmocka_unit_test(test_busy), cmocka_unit_test(test_gone)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
