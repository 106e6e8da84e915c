/* SQL hand-ins: what is invalid, and what becomes of a session's answers. */
#include "base/buf.h"
#include "lang/lang.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define NULSTR(text) text, sizeof(text) - 1
#define LIMIT_OUTPUT 1000
#define LIMIT_WALL 5000

extern const struct language lang_sql;

/* ---- a session that answers from a table ---- */

static const struct answer {
	const char *statement; /* whole, or up to its '%' */
	struct said said;
} answers[] = {
	{"BAD%",
	 {.how = REPLY_REFUSED,
	  .number = 1064,
	  .state = "42000",
	  .text = "near 'BAD'"}},
	{"DENIED",
	 {.how = REPLY_REFUSED,
	  .number = 1142,
	  .state = "42000",
	  .text = "SELECT command denied"}},
	{"LARGE", {.how = REPLY_LARGE}},
	{"LOST", {.how = REPLY_LOST, .text = "gone"}},
	{"ESCAPES", {.how = REPLY_OK, .no_backslash_escapes = true}},
	{"DO '\\'", {.how = REPLY_OK, .no_backslash_escapes = true}},
	{"SELECT ANY_VALUE(1)",
	 {.how = REPLY_REFUSED,
	  .number = 1305,
	  .state = "42000",
	  .text = "FUNCTION d.ANY_VALUE does not exist"}},
	{"CREATE INDEX i ON t ((LEFT(n,1)))",
	 {.how = REPLY_REFUSED,
	  .number = 1064,
	  .state = "42000",
	  .text = "near '(LEFT(n,1)))' at line 1"}},
	{"CREATE TABLE t ((id INT PRIMARY KEY))",
	 {.how = REPLY_REFUSED,
	  .number = 1064,
	  .state = "42000",
	  .text = "near '(id INT PRIMARY KEY))' at line 1"}},
	{"SET GLOBAL %",
	 {.how = REPLY_REFUSED,
	  .number = 1227,
	  .state = "42000",
	  .text = "Access denied"}},
	{"CREATE DEFINER%",
	 {.how = REPLY_REFUSED,
	  .number = 1227,
	  .state = "42000",
	  .text = "Access denied"}},
	{"FULL", {.how = REPLY_SPENT, .spent = "disk", .allowed = 7}},
	{"CREATE PROCEDURE p()\nBEGIN\n\n  SELECT 1",
	 {.how = REPLY_REFUSED,
	  .number = 1064,
	  .state = "42000",
	  .text = "near '' at line 4"}},
	{"SELECT 1,\n\n\n  3 FRM",
	 {.how = REPLY_REFUSED,
	  .number = 1064,
	  .state = "42000",
	  .text = "near 'FRM' at line 4"}},
	{"EXPLAIN ANALYZE SELECT 1",
	 {.how = REPLY_REFUSED,
	  .number = 1064,
	  .state = "42000",
	  .text = "near 'ANALYZE SELECT 1' at line 1"}},
};

struct fake {
	struct session session;
	const char *version;
	struct buf ran;
	bool closed;
};

static bool is(const char *statement, const char *text, size_t len)
{
	size_t size = strlen(statement);

	if (size && statement[size - 1] == '%')
		return len >= size - 1 && !memcmp(text, statement, size - 1);
	return len == size && !memcmp(text, statement, len);
}

static const struct value *one_cell(const char *text, struct arena *arena)
{
	const struct value **cells =
		ARENA_ARRAY(arena, 1, const struct value *);
	struct value_text *name = ARENA_NEW(arena, struct value_text);

	*name = (struct value_text){.bytes = "x", .len = 1};
	cells[0] = value_str(arena, text);
	return value_table(arena, name, 1, cells, 1);
}

static const struct value *one_warning(struct arena *arena)
{
	struct value_builder list;

	value_builder_init(&list, arena);
	value_append(&list, value_str(arena, "careful"));
	return value_built_list(&list);
}

static void fake_run(struct session *session, const char *text, size_t len,
		     struct arena *arena, size_t *room, struct said *said)
{
	struct fake *fake = (struct fake *)(void *)session;
	const struct value **sets = ARENA_ARRAY(arena, 1, const struct value *);
	const char *cell = arena_copy(arena, text, len);
	size_t i;

	*said = (struct said){.how = REPLY_OK};
	*room -= *room ? 1 : 0;
	if (is("SELECT VERSION()", text, len)) {
		cell = fake->version;
	} else {
		buf_add(&fake->ran, text, len);
		buf_add_char(&fake->ran, '|');
	}
	for (i = 0; i < ARRAY_LEN(answers); i++)
		if (is(answers[i].statement, text, len)) {
			*said = answers[i].said;
			return;
		}
	sets[0] = one_cell(cell, arena);
	said->results = sets;
	said->nresults = len > 6 && !memcmp(text, "SELECT", 6);
	said->warnings = one_warning(arena);
}

static void fake_close(struct session *session)
{
	((struct fake *)(void *)session)->closed = true;
}

static const struct session_ops fake_ops = {.run = fake_run,
					    .close = fake_close};

/* ---- a place with that session ---- */

struct fixture {
	struct place place;
	struct task task;
	struct handed handed;
	struct run run;
	struct fake fake;
	struct outcome outcome;
	struct err err;
	bool done;
};

static bool fake_open(struct place *place, const char *store,
		      enum account account, struct session **session,
		      struct err *err)
{
	struct fixture *fixture = (struct fixture *)(void *)place;

	(void)err;
	assert_string_equal(store, "mysql");
	assert_int_equal(account, AS_LEARNER);
	*session = &fixture->fake.session;
	return true;
}

/* Runs a hand-in; `late` says that its time is up before it starts. */
static void run_text(struct fixture *fixture, const char *text,
		     const char *more, const char *version, bool late)
{
	*fixture = (struct fixture){
		.handed = {.file = "4-store.sql",
			   .language = "sql",
			   .bytes = text,
			   .len = strlen(text)},
		.run = {.file = "4-store.sql", .more = more},
		.task.limits.output = LIMIT_OUTPUT,
		.fake = {.session.ops = &fake_ops, .version = version},
	};
	fixture->place = (struct place){
		.task = &fixture->task,
		.handed = &fixture->handed,
		.arena = arena_new("test"),
		.room = LIMIT_OUTPUT,
		.deadline = deadline_in_ms(late ? 0 : 60000),
		.wall_ms = LIMIT_WALL,
		.open = fake_open,
	};
	buf_init(&fixture->fake.ran, BUF_OURS);
	fixture->done =
		lang_sql.run(&fixture->place, &fixture->handed, &fixture->run,
			     &fixture->outcome, &fixture->err);
}

static void end_run(struct fixture *fixture)
{
	buf_release(&fixture->fake.ran);
	arena_free(fixture->place.arena);
}

static const char *or_dash(const char *text)
{
	return text ? text : "-";
}

static const char mariadb[] = "10.11.6-MariaDB", mysql[] = "8.0.36";

/* The outcome as "fate reason number line statement text", then what ran. */
static const struct {
	const char *name, *script, *more, *version, *outcome, *ran;
} runs[] = {
	{"all well", "SELECT 1;\nSELECT 2;", NULL, mariadb, "1 - 0 0 - -",
	 "SELECT 1|SELECT 2|"},
	{"stops at an error", "DO 1;\n\nBAD 2;\nDO 3;", NULL, mariadb,
	 "2 sql 1064 3 BAD 2 near 'BAD'", "DO 1|BAD 2|"},
	{"denied", "DENIED;", NULL, mariadb,
	 "3 denied 1142 1 DENIED SELECT command denied", "DENIED|"},
	{"large", "LARGE;DO 1", NULL, mariadb, "4 output 0 1 LARGE -",
	 "LARGE|"},
	{"lost", "DO 1;\nLOST;DO 2", NULL, mariadb, "5 - 0 2 LOST gone",
	 "DO 1|LOST|"},
	{"use", "use `d``b`;", NULL, mariadb, "1 - 0 0 - -", "USE `d``b`|"},
	{"the host", "DO 1;\nsystem id\nDO 2;", NULL, mariadb,
	 "3 denied 0 2 - this grader does not run the client command "
	 "\"system\"",
	 "DO 1|"},
	{"broken", "DO 1;\nDELIMITER \\\nDO 2;", NULL, mariadb,
	 "2 parse 0 2 - DELIMITER cannot contain a backslash character",
	 "DO 1|"},
	{"more", "DELIMITER //\nDO 1//", "DO 2;DO 3;", mariadb, "1 - 0 0 - -",
	 "DO 1|DO 2|DO 3|"},
	{"no more after an error", "BAD;", "DO 2;", mariadb,
	 "2 sql 1064 1 BAD near 'BAD'", "BAD|"},
	{"an error in more", "DO 1;", "\nBAD;", mariadb,
	 "2 sql 1064 0 BAD near 'BAD'", "DO 1|BAD|"},
	{"follows the session", "ESCAPES;DO '\\';DO 2;", "DO '\\';DO 2;",
	 mariadb, "1 - 0 0 - -", "ESCAPES|DO '\\'|DO 2|DO '\\';DO 2;|"},
	{"a function of the other server", "SELECT ANY_VALUE(1);", NULL,
	 mariadb,
	 "2 needs_mysql 1305 1 SELECT ANY_VALUE(1) MariaDB does not know "
	 "ANY_VALUE(): FUNCTION d.ANY_VALUE does not exist",
	 "SELECT ANY_VALUE(1)|"},
	{"a function that is not there", "SELECT ANY_VALUE(1);", NULL, mysql,
	 "2 sql 1305 1 SELECT ANY_VALUE(1) FUNCTION d.ANY_VALUE does not exist",
	 "SELECT ANY_VALUE(1)|"},
	{"an index on an expression", "CREATE INDEX i ON t ((LEFT(n,1)));",
	 NULL, mariadb,
	 "2 needs_mysql 1064 1 CREATE INDEX i ON t ((LEFT(n,1))) MariaDB does "
	 "not know an index on an expression: near '(LEFT(n,1)))'",
	 "CREATE INDEX i ON t ((LEFT(n,1)))|"},
	{"two parentheses of a table", "CREATE TABLE t ((id INT PRIMARY KEY));",
	 NULL, mariadb,
	 "2 sql 1064 1 CREATE TABLE t ((id INT PRIMARY KEY)) near '(id INT "
	 "PRIMARY KEY))'",
	 "CREATE TABLE t ((id INT PRIMARY KEY))|"},
	{"what a course's account may set",
	 "SET GLOBAL log_bin_trust_function_creators = 1; DO 1;", NULL, mariadb,
	 "1 - 0 0 - -", "SET GLOBAL log_bin_trust_function_creators = 1|DO 1|"},
	{"what it may not", "SET GLOBAL max_connections = 1; DO 1;", NULL,
	 mariadb,
	 "3 denied 1227 1 SET GLOBAL max_connections = 1 Access denied",
	 "SET GLOBAL max_connections = 1|"},
	{"a dump's account",
	 "CREATE DEFINER=`ro``ot`@'%' VIEW v AS SELECT 1; DO 1;", NULL, mariadb,
	 "1 - 0 0 - -",
	 "CREATE DEFINER=`ro``ot`@'%' VIEW v AS SELECT 1|"
	 "CREATE                      VIEW v AS SELECT 1|DO 1|"},
	{"the disk is full", "FULL;DO 1", NULL, mariadb, "4 disk 0 1 FULL -",
	 "FULL|"},
	{"a body without DELIMITER",
	 "-- a\nCREATE PROCEDURE p()\nBEGIN\n\n  SELECT 1;\nEND;", NULL,
	 mariadb,
	 "2 sql 1064 5   SELECT 1 near ''. The client sends a statement at "
	 "each `;`, so it sent only half of this body: put DELIMITER // before "
	 "it and // behind its END",
	 "CREATE PROCEDURE p()\nBEGIN\n\n  SELECT 1|"},
	{"the line that the server names",
	 "-- a\nSELECT 1,\n/* b\n c */\n-- d\n  3 FRM;", NULL, mariadb,
	 "2 sql 1064 6   3 FRM near 'FRM'", "SELECT 1,\n\n\n  3 FRM|"},
	{"syntax of the other server", "-- x\nEXPLAIN ANALYZE SELECT 1;", NULL,
	 mariadb,
	 "2 needs_mysql 1064 2 EXPLAIN ANALYZE SELECT 1 MariaDB does not know "
	 "EXPLAIN ANALYZE: near 'ANALYZE SELECT 1'",
	 "EXPLAIN ANALYZE SELECT 1|"},
};

static void runs_as_the_client(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(runs); i++) {
		AUTO(buf_release) struct buf got = {0};
		struct fixture fixture;
		const struct outcome *outcome = &fixture.outcome;

		run_text(&fixture, runs[i].script, runs[i].more,
			 runs[i].version, false);
		buf_init(&got, BUF_OURS);
		buf_printf(&got, "%d %s %d %d %s %s", (int)outcome->fate,
			   or_dash(outcome->reason), outcome->number,
			   (int)outcome->line, or_dash(outcome->statement),
			   or_dash(outcome->text));
		if (!fixture.done || strcmp(got.data, runs[i].outcome) ||
		    strcmp(fixture.fake.ran.data, runs[i].ran))
			fail_msg("%s: %s\nexpected %s, ran %s\ngot      %s, "
				 "ran %s",
				 runs[i].name, runs[i].script, runs[i].outcome,
				 runs[i].ran, got.data, fixture.fake.ran.data);
		assert_true(fixture.fake.closed);
		assert_int_equal(outcome->exit->as.integer,
				 outcome->fate != FATE_DONE);
		end_run(&fixture);
	}
}

static void keeps_what_was_said(void **state)
{
	struct fixture fixture;
	const struct value *results;

	(void)state;
	run_text(&fixture, "SELECT 1;DO 1;SELECT 2;", "SELECT 3", mariadb,
		 false);
	results = fixture.outcome.results;
	assert_int_equal(results->as.list.n, 3);
	assert_string_equal(
		value_cell(results->as.list.items[2], 0, 0)->as.text.bytes,
		"SELECT 3");
	assert_int_equal(fixture.outcome.warnings->as.list.n, 4);
	assert_int_equal(fixture.place.room, LIMIT_OUTPUT - 4);
	end_run(&fixture);
}

static void says_where(void **state)
{
	struct fixture fixture;

	(void)state;
	run_text(&fixture, "DO 1;\nBAD;", NULL, mariadb, false);
	assert_string_equal(fixture.outcome.file, "4-store.sql");
	assert_string_equal(fixture.outcome.state, "42000");
	end_run(&fixture);
	run_text(&fixture, "DO 1;", "BAD;", mariadb, false);
	assert_null(fixture.outcome.file);
	end_run(&fixture);
}

static void cuts_a_long_statement(void **state)
{
	AUTO(buf_release) struct buf text = {0};
	struct fixture fixture;

	(void)state;
	buf_init(&text, BUF_OURS);
	buf_add_str(&text, "BAD");
	buf_fill(&text, 'x', 196);
	buf_add_str(&text, "\xc3\xa9yyy");
	run_text(&fixture, text.data, NULL, mariadb, false);
	assert_int_equal(strlen(fixture.outcome.statement), 199);
	end_run(&fixture);
}

static void keeps_to_limits(void **state)
{
	AUTO(buf_release) struct buf text = {0};
	struct fixture fixture;
	size_t i;

	(void)state;
	run_text(&fixture, "DO 1;", NULL, mariadb, true);
	assert_int_equal(fixture.outcome.fate, FATE_LIMITED);
	assert_string_equal(fixture.outcome.reason, "wall");
	assert_int_equal(fixture.outcome.allowed, LIMIT_WALL);
	assert_int_equal(fixture.fake.ran.len, 0);
	end_run(&fixture);

	buf_init(&text, BUF_OURS);
	for (i = 0; i < 200001; i++)
		buf_add_str(&text, "D;");
	run_text(&fixture, text.data, NULL, mariadb, false);
	assert_string_equal(fixture.outcome.reason, "statements");
	assert_int_equal(fixture.outcome.allowed, 200000);
	assert_int_equal(fixture.outcome.measured, 200001);
	assert_int_equal(fixture.outcome.line, 1);
	end_run(&fixture);

	run_text(&fixture, "LARGE;", NULL, mariadb, false);
	assert_int_equal(fixture.outcome.allowed, LIMIT_OUTPUT);
	assert_true(fixture.outcome.measured >= LIMIT_OUTPUT);
	end_run(&fixture);
}

static void takes_no_arguments(void **state)
{
	static const char *const args[] = {"x"};
	struct outcome outcome = {0};
	struct err err = {0};
	struct run run = {.args = {args, 1}};
	struct handed handed = {.file = "a.sql", .bytes = ""};
	struct place place = {0};

	(void)state;
	assert_false(lang_sql.run(&place, &handed, &run, &outcome, &err));
	assert_int_equal(err.owner, ERR_SPEC);
	assert_string_equal(err.text,
			    "\"a.sql\" is SQL: it takes no args, stdin or env");
}

/* ---- bytes ---- */

static const struct {
	const char *name, *bytes;
	size_t len;
	const char *reason, *text;
} inspected[] = {
	{"a statement", NULSTR("-- x\nSELECT 1"), NULL, NULL},
	{"a command", NULSTR("system id"), NULL, NULL},
	{"a mark and returns", NULSTR("\xef\xbb\xbfSELECT '\xc3\xa9';\r\n"),
	 NULL, NULL},
	{"no bytes", NULSTR(""), "empty", "the file has no bytes"},
	{"a mark alone", NULSTR("\xef\xbb\xbf"), "empty",
	 "nothing but blanks and comments"},
	{"comments", NULSTR("-- x\n# y\n/* z\n; */ ;\n"), "empty",
	 "nothing but blanks and comments"},
	{"NUL", NULSTR("SELECT 1;\n\0DO 2;"), "encoding",
	 "byte 11 (line 2) is NUL"},
	{"latin1", NULSTR("-- x\n-- caf\xe9\nSELECT 1;"), "encoding",
	 "byte 12 (line 2) is 0xe9, which is not UTF-8: save the file as "
	 "UTF-8"},
	{"UTF-16", NULSTR("\xff\xfeS\0"), "encoding",
	 "byte 1 (line 1) is 0xff, which is not UTF-8: save the file as UTF-8"},
	{"overlong", NULSTR("\xc0\xaf"), "encoding",
	 "byte 1 (line 1) is 0xc0, which is not UTF-8: save the file as UTF-8"},
	{"surrogate", NULSTR("x\xed\xa0\x80"), "encoding",
	 "byte 2 (line 1) is 0xed, which is not UTF-8: save the file as UTF-8"},
	{"cut short", NULSTR("x\xf0\x9f\x90"), "encoding",
	 "byte 2 (line 1) is 0xf0, which is not UTF-8: save the file as UTF-8"},
};

static void inspects(void **state)
{
	AUTO(arena_release) struct arena *arena = arena_new("test");
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(inspected); i++) {
		struct invalid got = {0};

		lang_sql.inspect(inspected[i].bytes, inspected[i].len, arena,
				 &got);
		if (strcmp(or_dash(got.reason), or_dash(inspected[i].reason)) ||
		    strcmp(or_dash(got.text), or_dash(inspected[i].text)))
			fail_msg("%s: \"%s\"\nexpected %s %s\ngot      %s %s",
				 inspected[i].name, inspected[i].bytes,
				 or_dash(inspected[i].reason),
				 or_dash(inspected[i].text),
				 or_dash(got.reason), or_dash(got.text));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(runs_as_the_client),
		cmocka_unit_test(keeps_what_was_said),
		cmocka_unit_test(says_where),
		cmocka_unit_test(cuts_a_long_statement),
		cmocka_unit_test(keeps_to_limits),
		cmocka_unit_test(takes_no_arguments),
		cmocka_unit_test(inspects),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
