/*
 * A large fixture stays for the next case that has the same, when a case has
 * only read; whatever else a case does, line by line, makes it be dropped. And
 * nobody finds one that is not theirs.
 */
#include "tests/unit/mongo_lab.h"

#define MANY 2500
#define FEW 1000

static const struct scene no_scene;

/* A file with so many documents, one a line. */
static struct spec_file lines_of(struct arena *arena, size_t n)
{
	AUTO(buf_release) struct buf text = {0};
	size_t i;

	buf_init(&text, BUF_OURS);
	for (i = 0; i < n; i++)
		buf_printf(&text, "{\"n\": %zu, \"text\": \"some text\"}\n", i);
	return (struct spec_file){
		.name = "school.json",
		.bytes = arena_copy(arena, text.data, text.len),
		.len = text.len};
}

static bool provision(struct lab *lab, const struct mongo_given *given,
		      struct arena *arena)
{
	struct place place = {.lab = lab, .arena = arena, .scene = &no_scene};
	struct err err = {0};

	if (mongo_provision(&place, given, &err))
		return true;
	dprintf(2, "%s\n", err.text);
	return false;
}

static struct mongo_notes *notes_of(struct lab *lab)
{
	struct err err = {0};

	return mongo_notes(lab, &err);
}

static int64_t count(struct lab *lab, const char *database)
{
	AUTO(mongo_reply_release) struct mongo_reply reply = MONGO_NO_REPLY;
	bson_t *command = BCON_NEW("count", BCON_UTF8("school"));
	int64_t n = -1;

	mongo_ask(notes_of(lab)->caller, database, command, 1000, &reply);
	bson_destroy(command);
	(void)mongo_int_of(&reply.body, "n", &n);
	return n;
}

/* ---- what a case does ---- */

static const struct {
	const char *what;
	const char *commands[4]; /* on the database my_db */
	bool stays;
} lines[] = {
	{"nothing", {NULL}, true},
	{"reading",
	 {"{\"count\": \"school\"}",
	  "{\"distinct\": \"school\", \"key\": "
	  "\"n\"}",
	  "{\"find\": \"school\", \"filter\": {\"n\": 5}}",
	  "{\"aggregate\": \"school\", \"cursor\": {}, \"pipeline\": "
	  "[{\"$group\": {\"_id\": 1, \"s\": {\"$sum\": \"$n\"}}}]}"},
	 true},
	{"an index that is gone again",
	 {"{\"createIndexes\": \"school\", \"indexes\": [{\"key\": {\"n\": "
	  "1}, \"name\": \"n\"}]}",
	  "{\"dropIndexes\": \"school\", \"index\": \"n\"}"},
	 true},
	{"a filter of plans",
	 {"{\"planCacheSetFilter\": \"school\", \"query\": {\"n\": 1}, "
	  "\"indexes\": [{\"_id\": 1}]}"},
	 true},
	{"a document more",
	 {"{\"insert\": \"school\", \"documents\": [{\"n\": 1}]}"},
	 false},
	{"one less",
	 {"{\"delete\": \"school\", \"deletes\": [{\"q\": {\"n\": 7}, "
	  "\"limit\": 1}]}"},
	 false},
	{"a field",
	 {"{\"update\": \"school\", \"updates\": [{\"q\": {\"n\": 7}, \"u\": "
	  "{\"$set\": {\"n\": -7}}}]}"},
	 false},
	{"the type of a number",
	 {"{\"update\": \"school\", \"updates\": [{\"q\": {\"n\": 7}, \"u\": "
	  "{\"$set\": {\"n\": {\"$numberLong\": \"7\"}}}}]}"},
	 false},
	{"the order of fields",
	 {"{\"update\": \"school\", \"updates\": [{\"q\": {\"n\": 7}, \"u\": "
	  "{\"text\": \"some text\", \"n\": 7}}]}"},
	 false},
	{"the order of documents",
	 {"{\"delete\": \"school\", \"deletes\": [{\"q\": {\"n\": 0}, "
	  "\"limit\": 1}]}",
	  "{\"insert\": \"school\", \"documents\": [{\"_id\": {\"$oid\": "
	  "\"6643fb000000000000000000\"}, \"n\": 0, \"text\": \"some "
	  "text\"}]}"},
	 false},
	{"an index",
	 {"{\"createIndexes\": \"school\", \"indexes\": [{\"key\": {\"n\": "
	  "1}, \"name\": \"n\"}]}"},
	 false},
	{"a validator",
	 {"{\"collMod\": \"school\", \"validator\": {\"n\": {\"$gte\": 0}}}"},
	 false},
	{"a view",
	 {"{\"create\": \"v\", \"viewOn\": \"school\", \"pipeline\": []}"},
	 false},
	{"an empty collection", {"{\"create\": \"x\"}"}, false},
	{"another name",
	 {"{\"aggregate\": \"school\", \"cursor\": {}, \"pipeline\": "
	  "[{\"$out\": \"other\"}]}",
	  "{\"drop\": \"school\"}"},
	 false},
	{"a copy in its place",
	 {"{\"aggregate\": \"school\", \"cursor\": {}, \"pipeline\": "
	  "[{\"$out\": \"school\"}]}"},
	 false},
	{"a stored function",
	 {"{\"insert\": \"system.js\", \"documents\": [{\"_id\": \"f\", "
	  "\"value\": 1}]}"},
	 false},
	{"profiling", {"{\"profile\": 1}"}, false},
	{"another database",
	 {"{\"aggregate\": \"school\", \"cursor\": {}, \"pipeline\": "
	  "[{\"$limit\": 1}, {\"$out\": {\"db\": \"zoo\", \"coll\": "
	  "\"a\"}}]}"},
	 false},
	{"all of it", {"{\"dropDatabase\": 1}"}, false},
};

static int run_line(struct lab *lab, size_t i, const struct mongo_given *given,
		    struct arena *arena)
{
	struct mongo_notes *notes;
	bool clean = false, stays;
	size_t j;

	if (!provision(lab, given, arena))
		return 1;
	notes = notes_of(lab);
	for (j = 0; j < 4 && lines[i].commands[j]; j++)
		if (!tell(notes->caller, "my_db", lines[i].commands[j]))
			return 1;
	if (!mongo_reset(lab, &clean, NULL))
		return 1;
	stays = notes->fixture.there;
	if (clean && stays == lines[i].stays &&
	    count(lab, "my_db") == (stays ? MANY : 0))
		return 0;
	dprintf(2, "%s: %s, it %s\n", lines[i].what, clean ? "clean" : "dirty",
		stays ? "stays" : "is dropped");
	return 1;
}

static int run_lines(struct lab *lab, void *argument)
{
	AUTO(arena_release) struct arena *arena = arena_new("lines");
	struct spec_file file = lines_of(arena, MANY);
	struct mongo_given given = {.database = "my_db",
				    .load = {.items = &file, .n = 1}};
	int failed = 0;
	size_t i;

	(void)argument;
	for (i = 0; i < ARRAY_LEN(lines); i++)
		failed += run_line(lab, i, &given, arena);
	return failed;
}

/* What outlives a case is noticed beside a fixture that stays. */
static int run_dirt(struct lab *lab, void *argument)
{
	AUTO(arena_release) struct arena *arena = arena_new("dirt");
	struct spec_file file = lines_of(arena, MANY);
	struct mongo_given given = {.database = "my_db",
				    .load = {.items = &file, .n = 1}};
	bool clean = true;

	(void)argument;
	return !provision(lab, &given, arena) ||
	       !tell(notes_of(lab)->caller, "admin",
		     "{\"setParameter\": 1, \"notablescan\": true}") ||
	       !mongo_reset(lab, &clean, NULL) || clean;
}

/* ---- who finds it ---- */

/* A case that has only read it, and then one with another `given`. */
static int run_other(struct lab *lab, const struct mongo_given *first,
		     const struct mongo_given *second, const char *what,
		     int64_t in_first, int64_t in_second)
{
	AUTO(arena_release) struct arena *arena = arena_new("other");
	bool clean = false;

	if (!provision(lab, first, arena) || !mongo_reset(lab, &clean, NULL) ||
	    !clean || !notes_of(lab)->fixture.there ||
	    !provision(lab, second, arena))
		return 1;
	if (count(lab, "my_db") != in_first || count(lab, "zoo") != in_second) {
		dprintf(2, "%s: %d and %d\n", what, (int)count(lab, "my_db"),
			(int)count(lab, "zoo"));
		return 1;
	}
	if (!mongo_reset(lab, &clean, NULL) || !clean)
		return 1;
	mongo_put_away(lab);
	return count(lab, "my_db") || count(lab, "zoo");
}

static int run_others(struct lab *lab, void *argument)
{
	AUTO(arena_release) struct arena *arena = arena_new("others");
	struct spec_file file = lines_of(arena, MANY);
	struct spec_file more = lines_of(arena, MANY + 1);
	struct spec_file few = lines_of(arena, FEW);
	struct mongo_given given = {.database = "my_db",
				    .load = {.items = &file, .n = 1}};
	struct mongo_given none = {.database = "my_db"}, zoo = given,
			   larger = given, small = given, seeded = given;

	(void)argument;
	zoo.database = "zoo";
	larger.load.items = &more;
	small.load.items = &few;
	seeded.seed = 1;
	return run_other(lab, &given, &given, "the same", MANY, 0) +
	       run_other(lab, &given, &none, "none", 0, 0) +
	       run_other(lab, &given, &zoo, "another database", 0, MANY) +
	       run_other(lab, &given, &larger, "one more", MANY + 1, 0) +
	       run_other(lab, &given, &small, "fewer", FEW, 0) +
	       run_other(lab, &given, &seeded, "another seed", MANY, 0);
}

/* It is not loaded again, and a small one is. */
static int run_again(struct lab *lab, void *argument)
{
	AUTO(arena_release) struct arena *arena = arena_new("again");
	struct spec_file file = lines_of(arena, FEW);
	struct mongo_given given = {.database = "my_db",
				    .load = {.items = &file, .n = 1}};
	bool clean = false;

	(void)argument;
	return !provision(lab, &given, arena) ||
	       !mongo_reset(lab, &clean, NULL) || !clean ||
	       notes_of(lab)->fixture.there || count(lab, "my_db") != 0;
}

static void test_lines(void **state)
{
	(void)state;
	in_lab(run_lines);
}

static void test_dirt(void **state)
{
	(void)state;
	in_lab(run_dirt);
}

static void test_others(void **state)
{
	(void)state;
	in_lab(run_others);
}

static void test_again(void **state)
{
	(void)state;
	in_lab(run_again);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines), cmocka_unit_test(test_dirt),
		cmocka_unit_test(test_others), cmocka_unit_test(test_again)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
