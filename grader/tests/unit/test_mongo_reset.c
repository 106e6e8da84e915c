/*
 * What a case could leave on a MongoDB server, line by line: what a database
 * holds goes with the reset, all else makes it say "not clean". The server is a
 * private one, in a lab of the test's own.
 */
#include "tests/unit/mongo_lab.h"

#include <netinet/in.h>
#include <sys/socket.h>

/* What becomes of the connection that ran a line before the reset. */
enum after {
	CLOSE,
	STAY,  /* it is still there */
	LEAVE, /* closed without its last command having been answered */
};

struct line {
	const char *what;
	const char *commands[5]; /* each "database {command}" */
	enum after after;
	bool clean;
};

static const struct line lines[] = {
	{"nothing", {NULL}, CLOSE, true},
	{"a document",
	 {"my_db {\"insert\": \"school\", \"documents\": [{\"a\": 1}]}"},
	 CLOSE,
	 true},
	{"documents of several databases",
	 {"a {\"insert\": \"x\", \"documents\": [{\"a\": 1}]}",
	  "b {\"insert\": \"x\", \"documents\": [{\"a\": 1}]}",
	  "test {\"insert\": \"x\", \"documents\": [{\"a\": 1}]}"},
	 CLOSE,
	 true},
	{"an empty collection", {"a {\"create\": \"x\"}"}, CLOSE, true},
	{"indexes",
	 {"a {\"createIndexes\": \"x\", \"indexes\": [{\"key\": {\"a\": 1}, "
	  "\"name\": \"a\", \"unique\": true}]}"},
	 CLOSE,
	 true},
	{"a view",
	 {"a {\"create\": \"v\", \"viewOn\": \"x\", \"pipeline\": []}"},
	 CLOSE,
	 true},
	{"a validator",
	 {"a {\"create\": \"x\", \"validator\": {\"a\": 1}}"},
	 CLOSE,
	 true},
	{"a stored function",
	 {"a {\"insert\": \"system.js\", \"documents\": [{\"_id\": \"f\", "
	  "\"value\": {\"$code\": \"function() { return 1 }\"}}]}"},
	 CLOSE,
	 true},
	{"profiling of a database", {"a {\"profile\": 2}"}, CLOSE, true},
	{"a cursor that is read",
	 {"a {\"insert\": \"x\", \"documents\": [{\"a\": 1}, {\"a\": 2}]}",
	  "a {\"find\": \"x\"}"},
	 CLOSE,
	 true},
	{"an open cursor",
	 {"a {\"insert\": \"x\", \"documents\": [{\"a\": 1}, {\"a\": 2}]}",
	  "a {\"find\": \"x\", \"batchSize\": 1}"},
	 CLOSE,
	 false},
	{"a connection", {NULL}, STAY, false},
	{"an operation without an end",
	 {"a {\"insert\": \"x\", \"documents\": [{\"a\": 1}]}",
	  "a {\"find\": \"x\", \"filter\": {\"$where\": \"while (true) {}\"}}"},
	 LEAVE,
	 false},
	{"a script",
	 {"a {\"insert\": \"x\", \"documents\": [{\"a\": 1}]}",
	  "a {\"find\": \"x\", \"filter\": {\"$where\": "
	  "\"Array.prototype.x = 1\"}}"},
	 CLOSE,
	 false},
	{"a script that is not counted, and whose traces are wiped away",
	 {"a {\"insert\": \"x\", \"documents\": [{\"a\": 1}]}",
	  "a {\"count\": \"x\", \"query\": {\"$where\": \"true\"}}",
	  "a {\"insert\": \"system.js\", \"documents\": [{\"_id\": \"f\", "
	  "\"value\": 1}]}",
	  "a {\"dropDatabase\": 1}"},
	 CLOSE,
	 false},
	{"a script in an aggregation",
	 {"a {\"insert\": \"x\", \"documents\": [{\"a\": 1}]}",
	  "a {\"aggregate\": \"x\", \"cursor\": {}, \"pipeline\": "
	  "[{\"$project\": {\"v\": {\"$function\": {\"body\": \"function() "
	  "{ return 1 }\", \"args\": [], \"lang\": \"js\"}}}}]}"},
	 CLOSE,
	 true},
	{"a script that accumulates",
	 {"a {\"insert\": \"x\", \"documents\": [{\"a\": 1}]}",
	  "a {\"aggregate\": \"x\", \"cursor\": {}, \"pipeline\": "
	  "[{\"$group\": {\"_id\": 1, \"v\": {\"$accumulator\": {\"init\": "
	  "\"function() { return 1 }\", \"accumulate\": \"function(s) { return "
	  "s }\", \"accumulateArgs\": [], \"merge\": \"function(a, b) { return "
	  "a }\", \"lang\": \"js\"}}}}]}"},
	 CLOSE,
	 true},
	{"a mapReduce",
	 {"a {\"insert\": \"x\", \"documents\": [{\"a\": 1}]}",
	  "a {\"mapReduce\": \"x\", \"map\": {\"$code\": \"function() { "
	  "emit(1, 1) }\"}, \"reduce\": {\"$code\": \"function(k, v) { return "
	  "1 }\"}, \"out\": {\"inline\": 1}}"},
	 CLOSE,
	 true},
	{"a user",
	 {"a {\"createUser\": \"x\", \"pwd\": \"x\", \"roles\": []}"},
	 CLOSE,
	 false},
	{"a user that is gone",
	 {"a {\"createUser\": \"x\", \"pwd\": \"x\", \"roles\": []}",
	  "a {\"dropUser\": \"x\"}"},
	 CLOSE,
	 false},
	{"a role",
	 {"a {\"createRole\": \"x\", \"privileges\": [], \"roles\": []}"},
	 CLOSE,
	 false},
	{"a parameter",
	 {"admin {\"setParameter\": 1, \"notablescan\": true}"},
	 CLOSE,
	 false},
	{"a level of logging",
	 {"admin {\"setParameter\": 1, \"logLevel\": 1}"},
	 CLOSE,
	 false},
	{"the version of features",
	 {"admin {\"setFeatureCompatibilityVersion\": \"5.0\"}"},
	 CLOSE,
	 false},
	{"a threshold of profiling",
	 {"a {\"profile\": 0, \"slowms\": 7}"},
	 CLOSE,
	 false},
	{"a share of profiling",
	 {"a {\"profile\": 0, \"sampleRate\": {\"$numberDouble\": \"0.5\"}}"},
	 CLOSE,
	 false},
	{"profiling of admin", {"admin {\"profile\": 1}"}, CLOSE, false},
	{"a lock", {"admin {\"fsync\": 1, \"lock\": true}"}, CLOSE, false},
	{"a document in admin",
	 {"admin {\"insert\": \"x\", \"documents\": [{\"a\": 1}]}"},
	 CLOSE,
	 false},
	{"a document in config",
	 {"config {\"insert\": \"x\", \"documents\": [{\"a\": 1}]}"},
	 CLOSE,
	 false},
	{"a document in local",
	 {"local {\"insert\": \"x\", \"documents\": [{\"a\": 1}]}"},
	 CLOSE,
	 false},
	{"a document where the server has one",
	 {"local {\"insert\": \"startup_log\", \"documents\": [{\"_id\": 1}]}"},
	 CLOSE,
	 false},
	{"a view in admin",
	 {"admin {\"create\": \"v\", \"viewOn\": \"x\", \"pipeline\": []}"},
	 CLOSE,
	 false},
	{"an index in admin",
	 {"admin {\"createIndexes\": \"x\", \"indexes\": [{\"key\": {\"a\": "
	  "1}, \"name\": \"a\"}]}"},
	 CLOSE,
	 false},
	{"a local that is gone", {"local {\"dropDatabase\": 1}"}, CLOSE, false},
	{"a server that was stopped",
	 {"admin {\"shutdown\": 1, \"force\": true}"},
	 LEAVE,
	 false},
};

/* "database {command}" */
static bool say_line(struct mongo_link *link, const char *text)
{
	AUTO(arena_release) struct arena *arena = arena_new("say");
	size_t len = strcspn(text, " ");

	return tell(link, arena_copy(arena, text, len), text + len + 1);
}

/* The same, whose reply does not come. */
static void send_off(struct mongo_link *link, const char *text)
{
	AUTO(arena_release) struct arena *arena = arena_new("send");
	AUTO(mongo_reply_release) struct mongo_reply reply = MONGO_NO_REPLY;
	size_t len = strcspn(text, " ");
	bson_t *command =
		bson_new_from_json((const uint8_t *)text + len + 1, -1, NULL);

	mongo_ask(link, arena_copy(arena, text, len), command, 0, &reply);
	bson_destroy(command);
}

/* Whether a command is one whose reply does not come. */
static bool hangs(const struct line *line, size_t i)
{
	return line->after == LEAVE && !line->commands[i + 1];
}

static int run_line(struct lab *lab, const struct line *line)
{
	struct mongo_notes *notes = up(lab);
	struct server *server = lab_running(lab, &mongo_server);
	struct mongo_link *link =
		notes ? mongo_connect(server->folder, 5000) : NULL;
	struct mongo_link *hasty =
		notes ? mongo_connect(server->folder, 100) : NULL;
	bool clean = !line->clean;
	size_t i;

	if (!link || !hasty)
		return 1;
	for (i = 0; i < ARRAY_LEN(line->commands) && line->commands[i]; i++)
		if (hangs(line, i))
			send_off(hasty, line->commands[i]);
		else if (!say_line(link, line->commands[i]))
			dprintf(2, "%s: %s\n", line->what, line->commands[i]);
	mongo_disconnect(hasty);
	if (line->after != STAY)
		mongo_disconnect(link);
	if (!mongo_reset(lab, &clean, NULL))
		return 1;
	if (line->after == STAY)
		mongo_disconnect(link);
	if (clean != line->clean)
		dprintf(2, "%s: said to be %s\n", line->what,
			clean ? "clean" : "dirty");
	if (!clean)
		lab_discard(lab, &mongo_server);
	return clean != line->clean;
}

static int run_lines(struct lab *lab, void *argument)
{
	int failed = 0;
	size_t i;

	(void)argument;
	for (i = 0; i < ARRAY_LEN(lines); i++)
		failed += run_line(lab, &lines[i]);
	return failed;
}

/* ---- how long it takes ---- */

#define TIMES 50

/* The fastest: others may use this machine, too. */
static int run_time(struct lab *lab, void *argument)
{
	uint64_t least = UINT64_MAX, began;
	bool clean = true;
	int i;

	(void)argument;
	if (!up(lab))
		return 1;
	for (i = 0; clean && i < TIMES; i++) {
		began = clock_now_us();
		if (!mongo_reset(lab, &clean, NULL))
			return 1;
		if (clock_now_us() - began < least)
			least = clock_now_us() - began;
	}
	if (!clean || least > 20000)
		dprintf(2, "a reset takes %.1f ms, %s\n", (double)least / 1000,
			clean ? "clean" : "dirty");
	return !clean || least > 20000;
}

/* ---- where it is found ---- */

static bool connects(uint16_t port)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
				      .sin_port = htons(port),
				      .sin_addr.s_addr =
					      htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool there =
		connect(fd, (struct sockaddr *)&address, sizeof(address)) == 0;

	close(fd);
	return there;
}

/* It finds itself in /proc. */
static int run_port(struct lab *lab, void *argument)
{
	bool before = connects(27017), clean = false;
	struct mongo_notes *notes = up(lab);

	(void)argument;
	return before || !notes || !connects(27017) ||
	       !tell(notes->administrator, "admin", "{\"serverStatus\": 1}") ||
	       !mongo_reset(lab, &clean, NULL) || !clean;
}

/* Its port is somebody's where the loopback is not the lab's own. */
static int run_folder(struct lab *lab, void *argument)
{
	struct server *server;
	struct err err = {0};

	(void)argument;
	return lab_server(lab, &mongo_server, &server, &err) ||
	       !strstr(err.text, "a network of its own");
}

static void test_time(void **state)
{
	(void)state;
	in_lab(run_time);
}

static void test_port(void **state)
{
	struct lab_options folder = {.isolation = ISOLATION_FOLDER,
				     .disk = (uint64_t)192 << 20};

	(void)state;
	in_lab(run_port);
	run_in_lab(&folder, run_folder, NULL);
}

static void test_each_line(void **state)
{
	(void)state;
	in_lab(run_lines);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_each_line),
					   cmocka_unit_test(test_time),
					   cmocka_unit_test(test_port)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
