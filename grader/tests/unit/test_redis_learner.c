/*
 * What a hand-in can do to Redis, by the port and as the user that it has:
 * after each the next case finds an empty server that is as good as new, and
 * has not waited long for it.
 */
#include "tests/unit/redis_lab.h"

#include "base/clock.h"

#include <poll.h>

/* A busy machine is granted much; the waits for a reply are longer. */
#define RESET_MS 1000

enum after {
	GO,   /* the client is gone at the reset */
	STAY, /* it is still there */
};

struct deed {
	const char *what;
	const char *commands[6]; /* the last ones are NULL */
	const char *last;	 /* how the last is answered; NULL: never */
	enum after after;
	bool clean;
};

#define MIB_LOOP(n)                                               \
	"EVAL \"local s = string.rep('x', 1048576) for i = 1, " n \
	" do redis.call('SET', i, s) end return 1\" 0"

static const struct deed deeds[] = {
	{"nothing", {"PING"}, "'PONG'", GO, true},
	{"keys of another database",
	 {"SELECT 5", "SET a 1", "SET b 1 EX 100"},
	 "'OK'",
	 GO,
	 true},
	{"databases that changed places",
	 {"SET a 1", "SWAPDB 0 5"},
	 "'OK'",
	 GO,
	 true},
	{"a script", {"SCRIPT LOAD 'return 1'"}, "", GO, true},
	{"an open transaction", {"MULTI", "SET a 1"}, "'QUEUED'", GO, true},
	{"an open transaction that stays",
	 {"MULTI", "SET a 1"},
	 "'QUEUED'",
	 STAY,
	 false},
	{"a watch", {"WATCH a"}, "'OK'", GO, true},
	{"a watch that stays", {"WATCH a"}, "'OK'", STAY, false},
	{"a subscriber", {"SUBSCRIBE c"}, "", GO, true},
	{"a subscriber that stays", {"SUBSCRIBE c"}, "", STAY, false},
	{"a subscriber by pattern that stays",
	 {"PSUBSCRIBE *"},
	 "",
	 STAY,
	 false},
	{"a blocked client", {"BLPOP l 0"}, NULL, GO, true},
	{"a blocked client that stays", {"BLPOP l 0"}, NULL, STAY, false},
	{"a blocked reader of a stream that stays",
	 {"XREAD BLOCK 0 STREAMS s $"},
	 NULL,
	 STAY,
	 false},
	{"one that waits for replicas",
	 {"SET a 1", "WAIT 1 0"},
	 NULL,
	 STAY,
	 false},
	{"no replies", {"CLIENT REPLY OFF"}, NULL, STAY, false},
	{"a script without an end",
	 {"EVAL 'while true do end' 0"},
	 NULL,
	 GO,
	 false},
	{"a script without an end whose client stays",
	 {"EVAL 'while true do end' 0"},
	 NULL,
	 STAY,
	 false},
	{"a script that cannot be killed",
	 {"EVAL \"redis.call('SET', 'a', 1) while true do end\" 0"},
	 NULL,
	 GO,
	 false},
	{"full memory",
	 {MIB_LOOP("70"), "SET a b"},
	 "OOM command not allowed",
	 GO,
	 false},
	{"memory that was full",
	 {MIB_LOOP("50"), "FLUSHALL"},
	 "'OK'",
	 GO,
	 false},
	{"a pause", {"CLIENT PAUSE 100000"}, "NOPERM", GO, true},
	{"a kill", {"CLIENT KILL TYPE normal SKIPME no"}, "NOPERM", GO, true},
	{"a stop", {"SHUTDOWN NOSAVE"}, "NOPERM", GO, true},
	{"a crash", {"DEBUG SEGFAULT"}, "", GO, true},
	{"a crash by script",
	 {"EVAL \"redis.call('DEBUG', 'SEGFAULT')\" 0"},
	 "ERR",
	 GO,
	 true},
	{"a stop by script",
	 {"EVAL \"redis.call('SHUTDOWN')\" 0"},
	 "ERR",
	 GO,
	 true},
	{"a setting by script",
	 {"EVAL \"redis.call('CONFIG', 'SET', 'maxmemory', 1)\" 0"},
	 "ERR",
	 GO,
	 true},
	{"an onlooker", {"MONITOR"}, "NOPERM", GO, true},
	{"a right", {"ACL SETUSER default +@all"}, "NOPERM", GO, true},
};

/* What Redis knows from 7.0 on. */
static const struct deed newer_deeds[] = {
	{"a function",
	 {"FUNCTION LOAD \"#!lua name=l\\nredis.register_function('f', "
	  "function() return 1 end)\"",
	  "FCALL f 0"},
	 "1",
	 GO,
	 true},
	{"a function without an end",
	 {"FUNCTION LOAD \"#!lua name=l\\nredis.register_function('f', "
	  "function() while true do end end)\"",
	  "FCALL f 0"},
	 NULL,
	 GO,
	 false},
	{"a subscriber to a shard that stays",
	 {"SSUBSCRIBE c"},
	 "",
	 STAY,
	 false},
};

static bool do_all(redisContext *client, const struct deed *deed,
		   struct arena *arena)
{
	const char *said = "";
	size_t i;

	for (i = 0; i < ARRAY_LEN(deed->commands) && deed->commands[i]; i++) {
		if (!deed->last && !deed->commands[i + 1]) {
			tell(client, deed->commands[i]);
			/* It is there before its client is gone. */
			poll(NULL, 0, 20);
			return true;
		}
		said = ask(client, deed->commands[i], arena);
	}
	if (strstr(said, deed->last))
		return true;
	dprintf(2, "%s: %s\n", deed->what, said);
	return false;
}

/* The reset as a worker does it; gives how long it took, milliseconds. */
static uint64_t reset(struct lab *lab, bool *clean)
{
	uint64_t began = clock_now_us();

	*clean = false;
	if (!redis_reset(lab, clean, NULL) || !*clean)
		lab_discard(lab, &redis_server);
	if (!up(lab))
		*clean = false;
	return (clock_now_us() - began) / 1000;
}

/* The next case: a client gets in, and finds nothing. */
static bool unharmed(struct lab *lab, struct arena *arena)
{
	static const char *const questions[][2] = {
		{"DBSIZE", "0"},
		{"INFO keyspace", "'# Keyspace\\r\\n'"},
		{"SCRIPT EXISTS e0e1f9fabfc9d4800c877a703b823ac0578ff8db",
		 "[0]"},
		{"PUBLISH c x", "0"},
		{"SET a 1", "'OK'"},
		{"EVAL 'return 2' 0", "2"},
		{"DEL a", "1"},
	};
	redisContext *client = learner(lab);
	bool well = client != NULL;
	size_t i;

	for (i = 0; well && i < ARRAY_LEN(questions); i++)
		well = !strcmp(ask(client, questions[i][0], arena),
			       questions[i][1]);
	if (client)
		redisFree(client);
	if (!well)
		dprintf(2, "harmed: %s\n", i ? questions[i - 1][0] : "");
	return well;
}

static int run_deed(struct lab *lab, const struct deed *deed)
{
	AUTO(arena_release) struct arena *arena = arena_new("deed");
	redisContext *client = learner(lab);
	bool done = client && do_all(client, deed, arena), clean;
	uint64_t took;

	if (!client)
		return 1;
	if (deed->after == GO)
		redisFree(client);
	took = reset(lab, &clean);
	if (deed->after == STAY)
		redisFree(client);
	if (clean != deed->clean)
		dprintf(2, "%s: said to be %s\n", deed->what,
			clean ? "clean" : "dirty");
	if (took > RESET_MS)
		dprintf(2, "%s: %" PRIu64 " ms\n", deed->what, took);
	return !done || clean != deed->clean || took > RESET_MS ||
	       !unharmed(lab, arena);
}

static int run_deeds(struct lab *lab, void *argument)
{
	struct redis_notes *notes = up(lab);
	bool functions = notes && notes->functions;
	int failed = 0;
	size_t i;

	(void)argument;
	if (!notes || lab_isolation(lab) != ISOLATION_FULL)
		return !notes;
	for (i = 0; i < ARRAY_LEN(deeds); i++)
		failed += run_deed(lab, &deeds[i]);
	for (i = 0; functions && i < ARRAY_LEN(newer_deeds); i++)
		failed += run_deed(lab, &newer_deeds[i]);
	return failed;
}

/* As many clients as there may be, and more that are turned away. */
static int run_crowd(struct lab *lab, void *argument)
{
	AUTO(arena_release) struct arena *arena = arena_new("crowd");
	redisContext *crowd[60];
	bool clean;
	size_t n, i;
	int failed;

	(void)argument;
	if (!up(lab) || lab_isolation(lab) != ISOLATION_FULL)
		return lab_isolation(lab) == ISOLATION_FULL;
	for (n = 0; n < ARRAY_LEN(crowd); n++) {
		crowd[n] = learner(lab);
		if (!crowd[n] ||
		    strcmp(ask(crowd[n], "SET a 1", arena), "'OK'") != 0)
			break;
	}
	for (i = 0; i <= n && i < ARRAY_LEN(crowd); i++)
		if (crowd[i])
			redisFree(crowd[i]);
	failed = reset(lab, &clean) > RESET_MS || !clean || n > 40 ||
		 !unharmed(lab, arena);
	if (failed)
		dprintf(2, "%zu clients, %s\n", n, clean ? "clean" : "dirty");
	return failed;
}

static void test_deeds(void **state)
{
	(void)state;
	in_lab(run_deeds);
}

static void test_crowd(void **state)
{
	(void)state;
	in_lab(run_crowd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_deeds),
					   cmocka_unit_test(test_crowd)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
