/*
 * Putting the server back, and proving it.
 *
 * A case works in one database. Dropping that database takes its tables,
 * views, triggers, routines, events and AUTO_INCREMENT counters with it
 * (a rollback would keep the counters). What can outlive it is written down
 * here, and a hash over all of it says whether the server is as it was right
 * after it started: other databases, accounts and rights, routines and
 * events, servers, functions and plugins, global variables, prepared XA
 * transactions, and sessions that still run. When in doubt the answer is
 * "not clean", and the lab starts a fresh server.
 */
#include "base/buf.h"
#include "store/mysql.h"

#include <poll.h>

#define EACH(row, columns, from) \
	"(SELECT GROUP_CONCAT(" columns " ORDER BY " row ") FROM " from ")"
#define COUNT(from) "(SELECT COUNT(*) FROM " from ")"

static const char *const state[] = {
	EACH("SCHEMA_NAME",
	     "CONCAT_WS('/', SCHEMA_NAME, DEFAULT_CHARACTER_SET_NAME, "
	     "DEFAULT_COLLATION_NAME)",
	     "information_schema.SCHEMATA"),
	"(SELECT CONCAT(COUNT(*), '/', "
	"SUM(CRC32(CONCAT_WS('/', Host, User, Priv)))) "
	"FROM mysql.global_priv)",
	COUNT("mysql.tables_priv"),
	COUNT("mysql.columns_priv"),
	COUNT("mysql.procs_priv"),
	COUNT("mysql.proc"),
	COUNT("mysql.event"),
	COUNT("mysql.func"),
	COUNT("mysql.plugin"),
	COUNT("mysql.servers"),
	COUNT("mysql.roles_mapping"),
};

/* Columns of mysql.db, and global variables but for what changes by itself. */
static const char rights_columns[] =
	"SELECT COLUMN_NAME FROM information_schema.COLUMNS WHERE "
	"TABLE_SCHEMA = 'mysql' AND TABLE_NAME = 'db' ORDER BY 1";
static const char variables[] =
	"SHOW GLOBAL VARIABLES WHERE Variable_name NOT IN "
	"('gtid_binlog_pos', 'gtid_current_pos', "
	"'innodb_buffer_pool_dump_now')";

/* Runs a query of ours; NULL when it is refused. The caller frees it. */
static MYSQL_RES *answer(MYSQL *mysql, const char *query)
{
	if (mysql_real_query(mysql, query, strlen(query)) != 0)
		return NULL;
	return mysql_store_result(mysql);
}

/* Adds `before`, name, `after` for each name that the query gives. */
static bool add_names(MYSQL *mysql, struct buf *text, const char *query,
		      const char *before, const char *after)
{
	MYSQL_RES *set = answer(mysql, query);
	MYSQL_ROW row;

	while (set && (row = mysql_fetch_row(set)))
		buf_printf(text, ", %s`%s`%s", before, row[0], after);
	if (set)
		mysql_free_result(set);
	return set != NULL;
}

/*
 * One statement over all of it, prepared once per server: reading 650
 * variables by SHOW takes five times as long as running it.
 */
static bool prepare_state(MYSQL *mysql, struct err *err)
{
	AUTO(buf_release) struct buf text = {0};
	AUTO(arena_release) struct arena *arena = arena_new("state");
	size_t i;

	buf_init(&text, BUF_OURS);
	buf_add_str(&text, "SELECT MD5(CONCAT_WS('|'");
	for (i = 0; i < ARRAY_LEN(state); i++)
		buf_printf(&text, ", IFNULL(%s, '')", state[i]);
	buf_add_str(&text, ", (SELECT CONCAT(COUNT(*), '/', "
			   "IFNULL(SUM(CRC32(CONCAT_WS('/'");
	if (!add_names(mysql, &text, rights_columns, "", ""))
		return err_set(err, ERR_INFRA, "cannot read the rights");
	buf_add_str(&text, "))), 0)) FROM mysql.db)");
	if (!add_names(mysql, &text, variables, "IFNULL(@@global.", ", '~')"))
		return err_set(err, ERR_INFRA, "cannot read the variables");
	buf_add_str(&text, "))");
	return mysql_run_own(mysql, "SET group_concat_max_len = 16777216",
			     err) &&
	       mysql_run_own(mysql,
			     arena_printf(arena, "PREPARE state FROM %s",
					  mysql_quoted_text(arena, text.data)),
			     err);
}

static bool take_digest(MYSQL_RES *set, struct digest *digest)
{
	MYSQL_ROW row = mysql_fetch_row(set);

	if (!row || !row[0])
		return false;
	*digest = hash_of(row[0], strlen(row[0]));
	return true;
}

static bool state_digest(MYSQL *mysql, struct digest *digest)
{
	MYSQL_RES *set = answer(mysql, "EXECUTE state");
	bool whole = set && take_digest(set, digest);

	if (set)
		mysql_free_result(set);
	return whole;
}

/* A prepared XA transaction has no session, and holds its locks. */
static bool no_transaction(MYSQL *mysql)
{
	MYSQL_RES *set = answer(mysql, "XA RECOVER");
	bool none = set && mysql_num_rows(set) == 0;

	if (set)
		mysql_free_result(set);
	return none;
}

/* Whether the session is this one, or one that is kept for the next look. */
static bool ours(const struct mysql_notes *notes, const char *id)
{
	char own[24];
	size_t i;

	snprintf(own, sizeof(own), "%lu",
		 mysql_thread_id(notes->administrator));
	if (!strcmp(id, own))
		return true;
	for (i = 0; i < ARRAY_LEN(notes->idle); i++) {
		if (!notes->idle[i])
			continue;
		snprintf(own, sizeof(own), "%lu",
			 mysql_thread_id(notes->idle[i]));
		if (!strcmp(id, own))
			return true;
	}
	return false;
}

/* Columns Id and User: how many sessions there are beside ours. */
static int count_others(const struct mysql_notes *notes, MYSQL_RES *set)
{
	MYSQL_ROW row;
	int n = 0;

	while ((row = mysql_fetch_row(set)))
		n += !ours(notes, row[0]) && strcmp(row[1], "system user") != 0;
	return n;
}

/* The same now; -1: the server does not say. */
static int others(const struct mysql_notes *notes)
{
	/* Half as long as the table of the same name. */
	MYSQL_RES *set = answer(notes->administrator, "SHOW PROCESSLIST");
	int n = set ? count_others(notes, set) : -1;

	if (set)
		mysql_free_result(set);
	return n;
}

/* A session that was closed takes the server a moment to end. */
static bool alone(const struct mysql_notes *notes)
{
	struct deadline deadline = deadline_in_ms(500);

	while (others(notes) != 0) {
		if (deadline_passed(deadline))
			return false;
		poll(NULL, 0, 1);
	}
	return true;
}

/*
 * Drops the database, and asks in the same call who is connected and what
 * the state is then: `*n` others, and the digest. False: something failed.
 */
static bool drop_and_ask(const struct mysql_notes *notes, int *n,
			 struct digest *digest)
{
	AUTO(arena_release) struct arena *arena = arena_new("drop");
	MYSQL *mysql = notes->administrator;
	const char *text = arena_printf(
		arena,
		"DROP DATABASE IF EXISTS %s; SHOW PROCESSLIST; EXECUTE state",
		mysql_quoted_name(arena, notes->granted));
	MYSQL_RES *set;
	bool whole = false;

	*n = -1;
	if (mysql_real_query(mysql, text, strlen(text)) != 0)
		return false;
	do {
		set = mysql_store_result(mysql);
		if (set && *n < 0)
			*n = count_others(notes, set);
		else if (set)
			whole = take_digest(set, digest);
		if (set)
			mysql_free_result(set);
	} while (mysql_next_result(mysql) == 0);
	return whole && !mysql_errno(mysql);
}

bool mysql_reset(struct lab *lab, bool *clean, struct err *err)
{
	struct server *server = lab_running(lab, &mysql_server);
	struct mysql_notes *notes = server ? server->private : NULL;
	struct digest now;
	int n;

	(void)err;
	*clean = false;
	if (!notes || !notes->administrator || !notes->known)
		return true;
	/* Dropping takes long enough for closed sessions to end. One that
	   lives on and makes the database anew shows in the digest. */
	if (!no_transaction(notes->administrator) ||
	    !drop_and_ask(notes, &n, &now))
		return true;
	if (n != 0 &&
	    (!alone(notes) || !state_digest(notes->administrator, &now)))
		return true;
	*clean = !memcmp(&now, &notes->untouched, sizeof(now));
	return true;
}

/*
 * A visitor needs no password: whoever can open the socket is the operator.
 */
const char *mysql_visit(struct lab *lab, const void *given, struct arena *arena)
{
	struct server *server = lab_running(lab, &mysql_server);
	MYSQL *mysql = server ? mysql_administrator(server, NULL) : NULL;
	const char *database = mysql_database(given);
	const char *grant =
		arena_printf(arena, "GRANT ALL ON %s.* TO visitor@localhost",
			     mysql_quoted_name(arena, database));

	if (!mysql ||
	    !mysql_run_own(mysql, "CREATE USER IF NOT EXISTS visitor@localhost",
			   NULL) ||
	    !mysql_run_own(mysql, grant, NULL))
		return NULL;
	return arena_printf(arena,
			    "mariadb --no-defaults "
			    "--socket=%s/mysql/socket -u visitor %s",
			    lab_outside(lab), database);
}

/* ---- rights ---- */

/* `_` and `%` are wildcards in the name of a GRANT. */
static const char *pattern_of(struct arena *arena, const char *database)
{
	size_t len = strlen(database), n = 0, i;
	char *pattern = arena_alloc(arena, 2 * len + 1);

	for (i = 0; i < len; i++) {
		if (database[i] == '_' || database[i] == '%')
			pattern[n++] = '\\';
		pattern[n++] = database[i];
	}
	return mysql_quoted_name(arena, pattern);
}

static const struct {
	const char *user, *rights;
} grants[] = {
	{"loader", "ALL PRIVILEGES"},
	{"learner",
	 "SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, "
	 "REFERENCES, CREATE TEMPORARY TABLES, LOCK TABLES, CREATE VIEW, "
	 "SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, EXECUTE, TRIGGER"},
	{"author",
	 "SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, "
	 "REFERENCES, CREATE TEMPORARY TABLES, LOCK TABLES, CREATE VIEW, "
	 "SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, EXECUTE, TRIGGER"},
	{"looker",
	 "SELECT, EXECUTE, SHOW VIEW, TRIGGER, CREATE TEMPORARY TABLES"},
};

static bool change_rights(MYSQL *mysql, const char *verb, const char *to,
			  const char *database, struct err *err)
{
	AUTO(arena_release) struct arena *arena = arena_new("grant");
	size_t i;

	for (i = 0; i < ARRAY_LEN(grants); i++)
		if (!mysql_run_own(mysql,
				   arena_printf(arena,
						"%s %s ON %s.* %s %s@localhost",
						verb, grants[i].rights,
						pattern_of(arena, database), to,
						grants[i].user),
				   err))
			return false;
	return true;
}

bool mysql_grant(struct server *server, const char *database, struct err *err)
{
	struct mysql_notes *notes = server->private;
	MYSQL *mysql = notes->administrator;

	if (!strcmp(notes->granted, database))
		return true;
	if (!notes->granted[0] && !prepare_state(mysql, err))
		return false;
	notes->known = false;
	if (notes->granted[0] &&
	    !change_rights(mysql, "REVOKE", "FROM", notes->granted, err))
		return false;
	if (!change_rights(mysql, "GRANT", "TO", database, err))
		return false;
	snprintf(notes->granted, sizeof(notes->granted), "%s", database);
	if (!state_digest(mysql, &notes->untouched))
		return err_set(err, ERR_INFRA,
			       "cannot read the server's state");
	notes->known = true;
	return true;
}
