/*
 * What a case could leave on the server, line by line: each makes the reset
 * say "not clean", and what goes with its database does not. The server is a
 * private one, in a lab of the test's own.
 */
#include "base/file.h"
#include "store/mysql.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <sys/wait.h>

#include <cmocka.h>

#define DATABASE "holberton"

static const struct line {
	const char *what;
	const char *statements[6]; /* the last ones are NULL */
	bool clean;
} lines[] = {
	{"nothing", {NULL}, true},
	{"tables, counters and views",
	 {"CREATE TABLE t (a INT AUTO_INCREMENT PRIMARY KEY)",
	  "INSERT INTO t VALUES (DEFAULT), (DEFAULT)",
	  "CREATE VIEW v AS SELECT * FROM t"},
	 true},
	{"triggers and routines",
	 {"CREATE TABLE t (a INT)",
	  "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1",
	  "CREATE PROCEDURE p() SELECT 1",
	  "CREATE FUNCTION f() RETURNS INT RETURN 1"},
	 true},
	{"an event", {"CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DO 1"}, true},
	{"the database's own character set",
	 {"ALTER DATABASE " DATABASE " CHARACTER SET latin1"},
	 true},
	{"the database is gone", {"DROP DATABASE " DATABASE}, true},
	{"session variables", {"SET SESSION sql_select_limit = 1"}, true},
	{"another database", {"CREATE DATABASE other"}, false},
	{"a user", {"CREATE USER x@localhost"}, false},
	{"a password",
	 {"SET PASSWORD FOR learner@localhost = PASSWORD('x')"},
	 false},
	{"a limit of a user",
	 {"ALTER USER learner@localhost WITH MAX_QUERIES_PER_HOUR 1"},
	 false},
	{"a global right", {"GRANT FILE ON *.* TO learner@localhost"}, false},
	{"a right on a database",
	 {"GRANT SELECT ON mysql.* TO learner@localhost"},
	 false},
	{"a right on a table",
	 {"CREATE TABLE t (a INT)",
	  "GRANT SELECT ON " DATABASE ".t TO looker@localhost"},
	 false},
	{"a right on a column",
	 {"CREATE TABLE t (a INT)",
	  "GRANT UPDATE (a) ON " DATABASE ".t TO looker@localhost"},
	 false},
	{"a right on a routine",
	 {"CREATE PROCEDURE mysql.p() SELECT 1",
	  "GRANT EXECUTE ON PROCEDURE mysql.p TO looker@localhost",
	  "DROP PROCEDURE mysql.p",
	  "INSERT INTO mysql.procs_priv (Host, Db, User, Routine_name, "
	  "Routine_type, Grantor) VALUES ('localhost', 'd', 'looker', 'p', "
	  "'PROCEDURE', 'x')"},
	 false},
	{"a role", {"CREATE ROLE r", "GRANT r TO learner@localhost"}, false},
	{"a member of a role",
	 {"INSERT INTO mysql.roles_mapping (Host, User, Role) VALUES "
	  "('localhost', 'learner', 'r')"},
	 false},
	{"a routine elsewhere", {"CREATE PROCEDURE mysql.p() SELECT 1"}, false},
	{"an event elsewhere",
	 {"CREATE EVENT mysql.e ON SCHEDULE EVERY 1 DAY DO DO 1"},
	 false},
	{"a loadable function",
	 {"INSERT INTO mysql.func VALUES ('f', 0, 'x.so', 'function')"},
	 false},
	{"a plugin", {"INSERT INTO mysql.plugin VALUES ('p', 'x.so')"}, false},
	{"another server",
	 {"CREATE SERVER s FOREIGN DATA WRAPPER mysql OPTIONS (HOST 'x')"},
	 false},
	{"a global variable", {"SET GLOBAL max_connections = 33"}, false},
	{"the global mode", {"SET GLOBAL sql_mode = ''"}, false},
	{"a global variable that was NULL",
	 {"SET GLOBAL init_connect = 'DO 1'"},
	 false},
	{"the event scheduler", {"SET GLOBAL event_scheduler = ON"}, false},
	{"a prepared transaction",
	 {"CREATE TABLE t (a INT)", "XA START 'x'", "INSERT INTO t VALUES (1)",
	  "XA END 'x'", "XA PREPARE 'x'"},
	 false},
};

/* Puts the line on the server. False: the test itself is wrong. */
static bool dirty(const struct server *server, const struct line *line)
{
	struct err err;
	MYSQL *mysql = mysql_connect_as(server, "grader", DATABASE, 0, &err);
	bool done = mysql != NULL;
	size_t i;

	for (i = 0; done && line->statements[i]; i++)
		done = mysql_run_own(mysql, line->statements[i], &err);
	if (!done)
		dprintf(2, "%s: %s\n", line->what, err.text);
	if (mysql)
		mysql_close(mysql);
	return done;
}

static bool prepare(struct lab *lab, struct server **server)
{
	struct err err;
	bool up = lab_server(lab, &mysql_server, server, &err) &&
		  mysql_grant(*server, DATABASE, &err) &&
		  mysql_run_own(mysql_administrator(*server, &err),
				"CREATE DATABASE " DATABASE, &err);

	if (!up)
		dprintf(2, "%s\n", err.text);
	return up;
}

static int run_line(struct lab *lab, const struct line *line)
{
	struct server *server;
	bool clean = !line->clean;

	if (!prepare(lab, &server) || !dirty(server, line) ||
	    !mysql_reset(lab, &clean, NULL))
		return 1;
	if (clean != line->clean)
		dprintf(2, "%s: said to be %s\n", line->what,
			clean ? "clean" : "dirty");
	if (!clean)
		lab_discard(lab, &mysql_server);
	return clean != line->clean;
}

/* A session that nobody closed. */
static int run_session(struct lab *lab)
{
	struct server *server;
	bool clean = true;
	MYSQL *mysql;

	if (!prepare(lab, &server))
		return 1;
	mysql = mysql_connect_as(server, "learner", NULL, 0, NULL);
	if (!mysql || !mysql_reset(lab, &clean, NULL))
		return 1;
	mysql_close(mysql);
	if (clean)
		dprintf(2, "a session that lives on: said to be clean\n");
	return clean;
}

static int run_all(struct lab *lab, void *argument)
{
	int failed = 0;
	size_t i;

	(void)argument;
	for (i = 0; i < ARRAY_LEN(lines); i++)
		failed += run_line(lab, &lines[i]);
	return failed + run_session(lab);
}

static void test_each_line(void **state)
{
	char why[256];
	struct template template = {.kind = &mysql_server, .dirfd = -1};
	struct lab_options options = {.isolation = lab_probe(why, sizeof(why)),
				      .disk = (uint64_t)512 << 20,
				      .templates = &template,
				      .ntemplates = 1};
	char cache[] = "/tmp/grader-reset-XXXXXX";
	struct err err = {0};
	int status = -1;
	pid_t pid;

	(void)state;
	assert_non_null(mysql_server.program());
	assert_non_null(mkdtemp(cache));
	assert_true(template_open(&mysql_server, cache, options.isolation,
				  &template, &err));
	assert_true(lab_fork(&options, -1, run_all, NULL, &pid, &err));
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	assert_true(file_remove_tree(cache, &err));
	assert_int_equal(status, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_each_line)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
