/*
 * What a hand-in sends to MongoDB, as the server's log tells it: all of it,
 * and nothing that the grader, the author, a driver or the server itself has
 * sent.
 */
#include "tests/unit/mongo_lab.h"
#include "value/show.h"

#define ROOM ((size_t)1 << 20)

/* ---- lines ---- */

#define LINE(rest)                                                           \
	"{\"t\":{\"$date\":\"2026-11-27T06:20:20.162+00:00\"},\"s\":\"I\", " \
	" \"c\":\"COMMAND\",  \"id\":51803,   \"ctx\":\"conn2\",\"msg\":"    \
	"\"Slow query\",\"attr\":{" rest "}}"
#define OURS(command, ns)                                                  \
	LINE("\"type\":\"command\",\"ns\":\"" ns "\",\"command\":" command \
	     ",\"remote\":\"127.0.0.1:52790\"")

static const struct {
	const char *line;
	enum mongo_told told;
	const char *words;
} lines[] = {
	{OURS("{\"find\":\"school\",\"filter\":{\"a\":1}}", "my_db.school"),
	 MONGO_TOLD_COMMAND, "['find', 'school']"},
	{OURS("{\"find\":\"school\",\"find\":\"x\"}", "my_db.school"),
	 MONGO_TOLD_COMMAND, "['find', 'x']"},
	{OURS("{\"find\":\"a\",\"filter\":{\"x\":{\"$oid\":5}}}", "zoo.a"),
	 MONGO_TOLD_COMMAND, "['find', 'zoo.a']"},
	{OURS("{\"getMore\":4840304585054517347,\"collection\":\"a\"}",
	      "my_db.a"),
	 MONGO_TOLD_COMMAND, "['getMore', 'a']"},
	{OURS("{\"aggregate\":1,\"pipeline\":[]}", "my_db.$cmd.aggregate"),
	 MONGO_TOLD_COMMAND, "['aggregate']"},
	{OURS("{\"dropDatabase\":1}", "zoo"), MONGO_TOLD_COMMAND,
	 "['dropDatabase', 'zoo']"},
	{OURS("{\"dropDatabase\":1}", "my_db"), MONGO_TOLD_COMMAND,
	 "['dropDatabase']"},
	{OURS("{\"listDatabases\":1}", "admin.$cmd"), MONGO_TOLD_COMMAND,
	 "['listDatabases']"},
	{OURS("{\"explain\":{\"find\":\"a\"}}", "my_db.a"), MONGO_TOLD_COMMAND,
	 "['explain', 'find', 'a']"},
	{OURS("{\"explain\":{\"explain\":{\"find\":\"a\"}}}", "my_db.a"),
	 MONGO_TOLD_COMMAND, "['explain', 'explain']"},
	{OURS("{\"renameCollection\":\"my_db.a\",\"to\":\"b.c\"}", "my_db.a"),
	 MONGO_TOLD_COMMAND, "['renameCollection', 'my_db.a']"},
	{OURS("{\"find\":\"a\\u0000b\\\"\\u202e\"}", "my_db.x"),
	 MONGO_TOLD_COMMAND, "['find', 'a']"},
	{OURS("{\"find\":\"system.js\"}", "my_db.system.js"),
	 MONGO_TOLD_NOTHING, ""},
	{OURS("{\"find\":\"system.js\",\"lsid\":{}}", "my_db.system.js"),
	 MONGO_TOLD_COMMAND, "['find', 'system.js']"},
	{OURS("{\"ismaster\":1}", "admin.$cmd"), MONGO_TOLD_NOTHING, ""},
	{OURS("{\"endSessions\":[]}", "admin.$cmd"), MONGO_TOLD_NOTHING, ""},
	{OURS("{\"profile\":0}", "my_db.$cmd"), MONGO_TOLD_MEDDLING, ""},
	{OURS("{}", "my_db.$cmd"), MONGO_TOLD_NOTHING, ""},
	{OURS("\"unrecognized\"", "my_db.$cmd"), MONGO_TOLD_NOTHING, ""},
	{LINE("\"type\":\"command\",\"ns\":\"my_db.a\",\"command\":{\"find\":"
	      "\"a\"},\"remote\":\"anonymous unix socket:27017\""),
	 MONGO_TOLD_NOTHING, ""},
	{LINE("\"type\":\"update\",\"ns\":\"my_db.a\",\"command\":{\"q\":{}},"
	      "\"remote\":\"127.0.0.1:1\""),
	 MONGO_TOLD_NOTHING, ""},
	{LINE("\"type\":\"command\",\"ns\":\"admin.$cmd\",\"appName\":"
	      "\"mongosh 2.5.10\",\"command\":{\"listDatabases\":1},"
	      "\"remote\":\"127.0.0.1:1\""),
	 MONGO_TOLD_NOTHING, ""},
	{LINE("\"type\":1,\"command\":[],\"remote\":{}"), MONGO_TOLD_NOTHING,
	 ""},
	{LINE("\"type\":\"command\",\"command\":{\"find\":"),
	 MONGO_TOLD_MEDDLING, ""},
	{"{\"id\":51803,}", MONGO_TOLD_MEDDLING, ""},
	{"{\"id\":51803,\"attr\":5}", MONGO_TOLD_NOTHING, ""},
	{"{\"id\":51800,\"msg\":\"client metadata\"}", MONGO_TOLD_NOTHING, ""},
	{"out of memory", MONGO_TOLD_NOTHING, ""},
	{"", MONGO_TOLD_NOTHING, ""},
};

static void test_lines(void **state)
{
	unsigned failed = 0;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(lines); i++) {
		AUTO(arena_release) struct arena *arena = arena_new("line");
		const struct value *words = NULL;
		size_t room = ROOM;
		enum mongo_told told =
			mongo_line(lines[i].line, strlen(lines[i].line),
				   "my_db", arena, &room, &words);
		const char *shown = told == MONGO_TOLD_COMMAND
					    ? value_shown(words, 0, arena)
					    : "";

		if (told == lines[i].told && !strcmp(shown, lines[i].words))
			continue;
		failed++;
		print_error("%s: %d %s\n", lines[i].line, told, shown);
	}
	assert_int_equal(failed, 0);
}

static void test_room(void **state)
{
	AUTO(arena_release) struct arena *arena = arena_new("room");
	const struct value *words;
	size_t room = 100;

	(void)state;
	assert_int_equal(mongo_line(lines[0].line, strlen(lines[0].line),
				    "my_db", arena, &room, &words),
			 MONGO_TOLD_TOO_MUCH);
}

/* ---- a server ---- */

static const struct scene no_scene;

static const char *recorded(struct place *place)
{
	const struct value *list;
	struct err err = {0};

	if (!mongo_recorded(place, &list, &err))
		return arena_str(place->arena, err.text);
	return value_shown(list, 0, place->arena);
}

static int expect(struct place *place, const char *what)
{
	const char *got = recorded(place);

	if (!strcmp(got, what))
		return 0;
	dprintf(2, "%s\ninstead of\n%s\n", got, what);
	return 1;
}

static const char meddling[] =
	"error 0: the hand-in has changed what the server writes down of "
	"commands (profiling)";

/* What a hand-in sends to the database test, between two of the grader's. */
static const struct {
	const char *commands[3];
	const char *told;
} recordings[] = {
	{{NULL}, "[]"},
	{{"{\"insert\": \"a\", \"documents\": [{\"x\": 1}, {\"x\": 2}]}",
	  "{\"find\": \"a\"}", "{\"count\": \"a\"}"},
	 "[['insert', 'a'], ['find', 'a'], ['count', 'a']]"},
	{{"{\"update\": \"a\", \"updates\": [{\"q\": {}, \"u\": {\"$set\": "
	  "{\"y\": 1}}}, {\"q\": {\"x\": 1}, \"u\": {\"$set\": {\"y\": 1}}}]}",
	  "{\"delete\": \"a\", \"deletes\": [{\"q\": {}, \"limit\": 0}]}"},
	 "[['update', 'a'], ['delete', 'a']]"},
	{{"{\"find\": \"a\", \"filter\": {\"$bad\": 1}}", "{\"nosuch\": 1}",
	  "{\"ping\": 1}"},
	 "[['find', 'a'], ['ping']]"},
	{{"{\"find\": \"a\", \"filter\": {\"$where\": \"true\"}}"},
	 "[['find', 'a']]"},
	{{"{\"profile\": 0, \"slowms\": 100}", "{\"find\": \"a\"}"}, meddling},
	{{"{\"profile\": 0, \"slowms\": 100}", "{\"find\": \"a\"}",
	  "{\"profile\": 0, \"slowms\": -1}"},
	 meddling},
	{{"{\"profile\": 0, \"sampleRate\": 0.0}"}, meddling},
	{{"{\"profile\": 2}"}, meddling},
};

static int run_recording(struct lab *lab, size_t i)
{
	AUTO(arena_release) struct arena *arena = arena_new("recording");
	struct place place = {
		.lab = lab, .arena = arena, .room = ROOM, .scene = &no_scene};
	struct mongo_notes *notes = up(lab);
	mongoc_client_t *client = learner();
	struct err err = {0};
	size_t j;

	if (!notes || !mongo_record(&place, &err))
		return 1;
	for (j = 0; j < 3 && recordings[i].commands[j]; j++) {
		(void)say_to(client, "test", recordings[i].commands[j]);
		if (!tell(notes->caller, "test", "{\"count\": \"author\"}"))
			return 1;
	}
	j = (size_t)expect(&place, recordings[i].told);
	mongoc_client_destroy(client);
	lab_discard(lab, &mongo_server);
	return (int)j;
}

static int run_recordings(struct lab *lab, void *argument)
{
	int failed = 0;
	size_t i;

	(void)argument;
	for (i = 0; i < ARRAY_LEN(recordings); i++)
		failed += run_recording(lab, i);
	return failed;
}

/* As many as ever are sent; and behind it the server is as it was. */
static int run_many(struct lab *lab, void *argument)
{
	AUTO(arena_release) struct arena *arena = arena_new("many");
	struct place place = {
		.lab = lab, .arena = arena, .room = ROOM, .scene = &no_scene};
	struct mongo_notes *notes = up(lab);
	mongoc_client_t *client = learner();
	const struct value *list = NULL;
	struct err err = {0};
	bool clean = false;
	int i;

	(void)argument;
	if (!notes || !mongo_record(&place, &err))
		return 1;
	for (i = 0; i < 3000; i++)
		(void)say_to(client, "test", "{\"find\": \"a\"}");
	mongoc_client_destroy(client);
	if (!mongo_recorded(&place, &list, &err) || list->as.list.n != 3000) {
		dprintf(2, "%s\n", err.text);
		return 1;
	}
	return !mongo_reset(lab, &clean, &err) || !clean;
}

/* One that nobody ends, and one of more than there is room for. */
static int run_left(struct lab *lab, void *argument)
{
	AUTO(arena_release) struct arena *arena = arena_new("left");
	struct place place = {
		.lab = lab, .arena = arena, .room = 500, .scene = &no_scene};
	struct mongo_notes *notes = up(lab);
	mongoc_client_t *client = learner();
	const struct value *list;
	struct err err = {0};
	bool clean = false;
	int i;

	(void)argument;
	if (!notes || !mongo_record(&place, &err) ||
	    !mongo_reset(lab, &clean, &err) || !clean ||
	    !mongo_record(&place, &err))
		return 1;
	for (i = 0; i < 10; i++)
		(void)say_to(client, "test", "{\"find\": \"a\"}");
	mongoc_client_destroy(client);
	return mongo_recorded(&place, &list, &err) || place.room;
}

static void test_recordings(void **state)
{
	(void)state;
	in_lab(run_recordings);
}

static void test_many(void **state)
{
	(void)state;
	in_lab(run_many);
}

static void test_left(void **state)
{
	(void)state;
	in_lab(run_left);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines), cmocka_unit_test(test_room),
		cmocka_unit_test(test_recordings), cmocka_unit_test(test_many),
		cmocka_unit_test(test_left)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
