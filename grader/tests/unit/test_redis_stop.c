/*
 * A server that a task stops and starts: clients lose it, nobody is looked for
 * who ended it, and it comes back empty, as one that saves nothing.
 */
#include "tests/unit/redis_lab.h"

/* Whether a client that is still connected is told that it is over. */
static bool cut_off(redisContext *context)
{
	AUTO(redis_reply_release) redisReply *reply = NULL;

	return redis_hear(context, 1024, 2000, &reply) == REDIS_SILENT;
}

static int run_stop(struct lab *lab, void *argument)
{
	AUTO(arena_release) struct arena *arena = arena_new("stop");
	struct place place = {.lab = lab, .arena = arena};
	redisContext *before, *after;
	struct err err = {0};
	struct ended ended;
	bool clean = false;
	int failed;

	(void)argument;
	if (!up(lab) || lab_stopped(lab, &redis_server))
		return 1;
	if (lab_isolation(lab) != ISOLATION_FULL)
		return 0;
	before = learner(lab);
	if (!before || strcmp(ask(before, "SET a 1", arena), "'OK'") != 0)
		return 2;
	lab_stop(lab, &redis_server);
	failed = !lab_stopped(lab, &redis_server) ||
		 lab_running(lab, &redis_server) ||
		 lab_obituary(lab, &redis_server, &ended) || !cut_off(before) ||
		 learner(lab);
	redisFree(before);
	if (failed || !redis_restart(&place, &err) ||
	    lab_stopped(lab, &redis_server))
		return 3;
	after = learner(lab);
	if (!after || strcmp(ask(after, "DBSIZE", arena), "0") != 0)
		return 4;
	(void)ask(after, "SET b 1", arena);
	redisFree(after);
	return !redis_reset(lab, &clean, &err) || !clean ? 5 : 0;
}

/* One that nobody starts again is a fresh one for the next case. */
static int run_left(struct lab *lab, void *argument)
{
	struct err err = {0};
	bool clean = true;

	(void)argument;
	if (!up(lab))
		return 1;
	lab_stop(lab, &redis_server);
	if (!redis_reset(lab, &clean, &err) || clean)
		return 2;
	lab_discard(lab, &redis_server);
	return lab_stopped(lab, &redis_server) || !up(lab) ? 3 : 0;
}

static void test_stop(void **state)
{
	(void)state;
	in_lab(run_stop);
}

static void test_left(void **state)
{
	(void)state;
	in_lab(run_left);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_stop),
					   cmocka_unit_test(test_left)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
