/*
 * What a hand-in sends to Redis, as MONITOR tells it: all of it, byte for
 * byte, and nothing that the grader, the author or a script has sent.
 */
#include "tests/unit/redis_lab.h"

#define ROOM ((size_t)1 << 20)

/* ---- lines ---- */

static const struct {
	const char *line;
	const char *words; /* NULL: it tells of no command */
	bool outside;
} lines[] = {
	{"1700000000.000001 [0 127.0.0.1:60866] \"set\" \"a\"", "\"set\" \"a\"",
	 true},
	{"1700000000.000001 [15 [::1]:60866] \"get\" \"] \\\"\"",
	 "\"get\" \"] \\\"\"", true},
	{"1700000000.000001 [0 lua] \"set\" \"a\"", "\"set\" \"a\"", false},
	{"1700000000.000001 [0 unix:/tmp/redis/socket] \"PING\"", "\"PING\"",
	 false},
	{"1700000000.000001 [0 127.0.0.1:1] \"[0 lua] \"", "\"[0 lua] \"",
	 true},
	{"OK", NULL, false},
	{"", NULL, false},
	{"1700000000.000001 [0", NULL, false},
	{"1700000000.000001 [0 lua] ", NULL, false},
};

static void test_lines(void **state)
{
	unsigned failed = 0;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(lines); i++) {
		const char *words = NULL;
		bool outside = false;
		bool told = redis_monitored(
			lines[i].line, strlen(lines[i].line), &outside, &words);

		if (told == (lines[i].words != NULL) &&
		    (!told || (!strcmp(words, lines[i].words) &&
			       outside == lines[i].outside)))
			continue;
		failed++;
		print_error("%s: %s\n", lines[i].line, told ? words : "none");
	}
	assert_int_equal(failed, 0);
}

/* ---- a server ---- */

/* What a hand-in sends, and what is written down. */
static const struct {
	const char *line, *words; /* "": nothing */
} commands[] = {
	{"set a 1", "['SET', 'a', '1']"},
	{"GET a", "['GET', 'a']"},
	{"SET \"\\x00\\xff \\\"\\\\\" \"h\\xc3\\xa9\\r\\n\\t\\x07\\x08\"",
	 "['SET', x'00ff20225c', 'hé\\r\\n\\t\\x07\\x08']"},
	{"set '' ''", "['SET', '', '']"},
	{"MULTI", "['MULTI']"},
	{"INCR n", "['INCR', 'n']"},
	{"EXEC", "['EXEC']"},
	{"MULTI", "['MULTI']"},
	{"INCR n", ""},
	{"DISCARD", "['DISCARD']"},
	{"EVAL \"return redis.call('SET', 'b', 1)\" 0",
	 "['EVAL', 'return redis.call('SET', 'b', 1)', '0']"},
	{"LPUSH a 1", "['LPUSH', 'a', '1']"},
	{"NOSUCH", ""},
	{"CONFIG GET dir", ""},
	{"AUTH default x", ""},
	{"HELLO 2", ""},
	{"CLIENT SETINFO LIB-NAME x", ""},
	{"CLIENT SETNAME x", "['CLIENT', 'SETNAME', 'x']"},
	{"SELECT 3", "['SELECT', '3']"},
};

static const char *recorded(struct place *place)
{
	const struct value *list;
	struct err err = {0};

	if (!redis_recorded(place, &list, &err))
		return arena_str(place->arena, err.text);
	return value_shown(list, 0, place->arena);
}

/* As a list: what of `commands` is to be written down. */
static const char *wanted(struct arena *arena)
{
	const char *all = "";
	size_t i;

	for (i = 0; i < ARRAY_LEN(commands); i++)
		if (commands[i].words[0])
			all = arena_printf(arena, "%s%s%s", all,
					   all[0] ? ", " : "",
					   commands[i].words);
	return arena_printf(arena, "[%s]", all);
}

static int expect(struct place *place, const char *what)
{
	const char *got = recorded(place);

	if (!strcmp(got, what))
		return 0;
	dprintf(2, "%s\ninstead of\n%s\n", got, what);
	return 1;
}

static int send_all(struct lab *lab, struct arena *arena)
{
	redisContext *client = learner(lab);
	struct redis_link author = {0};
	size_t i;

	if (!client ||
	    !redis_connect(lab_running(lab, &redis_server), "author", &author))
		return 1;
	for (i = 0; i < ARRAY_LEN(commands); i++) {
		(void)ask(client, commands[i].line, arena);
		(void)ask(author.context, "SET author 1", arena);
	}
	redis_disconnect(&author);
	redisFree(client);
	return 0;
}

static int run_commands(struct lab *lab, void *argument)
{
	AUTO(arena_release) struct arena *arena = arena_new("commands");
	struct place place = {.lab = lab, .arena = arena, .room = ROOM};
	struct err err = {0};
	bool clean = false;
	int failed = 0;

	(void)argument;
	if (!up(lab) || lab_isolation(lab) != ISOLATION_FULL)
		return lab_isolation(lab) == ISOLATION_FULL;
	if (send_all(lab, arena) || !redis_record(&place, &err) ||
	    send_all(lab, arena))
		return 1;
	failed += expect(&place, wanted(arena));
	failed += expect(&place, "[]");
	if (!redis_record(&place, &err))
		return 1;
	failed += expect(&place, "[]");
	/* Nobody ends this one. */
	if (!redis_record(&place, &err) || !redis_reset(lab, &clean, &err))
		return 1;
	return failed + !clean;
}

/* Of a client that waits for no reply, more than the server reads at once. */
static int run_pipeline(struct lab *lab, void *argument)
{
	AUTO(arena_release) struct arena *arena = arena_new("pipeline");
	struct place place = {.lab = lab, .arena = arena, .room = ROOM};
	struct err err = {0};
	redisContext *client;
	const char *all = "['SET', '0', 'x']";
	int failed, sent = 0;
	size_t i;

	(void)argument;
	if (!up(lab) || !redis_record(&place, &err))
		return 1;
	client = learner(lab);
	if (!client)
		return lab_isolation(lab) == ISOLATION_FULL;
	for (i = 0; i < 2000; i++) {
		redisAppendCommand(client, "SET %d x", (int)i);
		if (i)
			all = arena_printf(arena, "%s, ['SET', '%zu', 'x']",
					   all, i);
	}
	while (!sent && redisBufferWrite(client, &sent) == REDIS_OK)
		;
	failed = expect(&place, arena_printf(arena, "[%s]", all));
	redisFree(client);
	return failed;
}

/* More than there is room for, and more than the server keeps. */
static int run_much(struct lab *lab, void *argument)
{
	static const char *const texts[] = {
		"EVAL 'for i = 1, 2000000 do redis.call(\"GET\", i) end' 0",
		"SET a %s"};
	AUTO(arena_release) struct arena *arena = arena_new("much");
	char *large = arena_alloc(arena, 2 * ROOM);
	struct err err = {0};
	size_t i;

	(void)argument;
	memset(large, 'x', 2 * ROOM - 1);
	large[2 * ROOM - 1] = '\0';
	for (i = 0; i < ARRAY_LEN(texts); i++) {
		struct place place = {.lab = lab, .arena = arena, .room = ROOM};
		redisContext *client;
		const struct value *list;
		AUTO(buf_release) struct buf text = {0};

		if (!up(lab) || !redis_record(&place, &err))
			return 1;
		client = learner(lab);
		if (!client)
			return lab_isolation(lab) == ISOLATION_FULL;
		buf_init(&text, BUF_OURS);
		buf_add(&text, texts[i], strcspn(texts[i], "%"));
		if (texts[i][strcspn(texts[i], "%")])
			buf_add_str(&text, large);
		(void)ask(client, text.data, arena);
		redisFree(client);
		if (redis_recorded(&place, &list, &err) || place.room ||
		    !lab_running(lab, &redis_server))
			return 2;
		place.room = ROOM;
		if (!redis_record(&place, &err) || expect(&place, "[]"))
			return 3;
	}
	return 0;
}

/* All connections are taken: the one for this was there before. */
static int run_crowd(struct lab *lab, void *argument)
{
	AUTO(arena_release) struct arena *arena = arena_new("crowd");
	struct place place = {.lab = lab, .arena = arena, .room = ROOM};
	redisContext *crowd[64];
	struct err err = {0};
	size_t n = 0;
	int failed;

	(void)argument;
	if (!up(lab) || lab_isolation(lab) != ISOLATION_FULL)
		return lab_isolation(lab) == ISOLATION_FULL;
	while (n < ARRAY_LEN(crowd) && (crowd[n] = learner(lab)) &&
	       !strcmp(ask(crowd[n], "PING", arena), "'PONG'"))
		n++;
	if (n == ARRAY_LEN(crowd) || !redis_record(&place, &err))
		return 1;
	(void)ask(crowd[0], "GET a", arena);
	failed = expect(&place, "[['GET', 'a']]");
	while (n)
		redisFree(crowd[--n]);
	return failed;
}

static void test_commands(void **state)
{
	(void)state;
	in_lab(run_commands);
}

static void test_pipeline(void **state)
{
	(void)state;
	in_lab(run_pipeline);
}

static void test_much(void **state)
{
	(void)state;
	in_lab(run_much);
}

static void test_crowd(void **state)
{
	(void)state;
	in_lab(run_crowd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines), cmocka_unit_test(test_commands),
		cmocka_unit_test(test_pipeline), cmocka_unit_test(test_much),
		cmocka_unit_test(test_crowd)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
