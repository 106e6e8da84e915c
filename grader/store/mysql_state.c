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
#include "base/log.h"
#include "store/mysql.h"

#include <poll.h>

/* Each row of each answer goes into the hash. */
static const char *const state[] = {
	"SELECT SCHEMA_NAME, DEFAULT_CHARACTER_SET_NAME, "
	"DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA "
	"ORDER BY SCHEMA_NAME",
	"SELECT Host, User, Priv FROM mysql.global_priv ORDER BY Host, User",
	"SELECT * FROM mysql.db ORDER BY Host, Db, User",
	"SELECT COUNT(*) FROM mysql.tables_priv",
	"SELECT COUNT(*) FROM mysql.columns_priv",
	"SELECT COUNT(*) FROM mysql.procs_priv",
	"SELECT COUNT(*) FROM mysql.proc",
	"SELECT COUNT(*) FROM mysql.event",
	"SELECT COUNT(*) FROM mysql.func",
	"SELECT COUNT(*) FROM mysql.plugin",
	"SELECT COUNT(*) FROM mysql.servers",
	"SELECT COUNT(*) FROM mysql.roles_mapping",
	"XA RECOVER",
	"SHOW GLOBAL VARIABLES WHERE Variable_name NOT IN "
	"('gtid_binlog_pos', 'gtid_current_pos', 'timestamp', "
	"'innodb_buffer_pool_dump_now', 'last_insert_id', 'rand_seed1')",
};

static bool add_answer(MYSQL *mysql, const char *query, struct hash *hash)
{
	MYSQL_RES *set;
	MYSQL_ROW row;
	unsigned int i;

	if (mysql_real_query(mysql, query, strlen(query)) != 0)
		return false;
	set = mysql_store_result(mysql);
	if (!set)
		return false;
	while ((row = mysql_fetch_row(set))) {
		const unsigned long *lengths = mysql_fetch_lengths(set);

		for (i = 0; i < mysql_num_fields(set); i++)
			hash_add(hash, row[i] ? row[i] : "",
				 row[i] ? lengths[i] : 0);
	}
	mysql_free_result(set);
	return true;
}

static bool state_digest(MYSQL *mysql, struct digest *digest)
{
	struct hash *hash = hash_new();
	bool whole = true;
	size_t i;

	for (i = 0; i < ARRAY_LEN(state); i++)
		whole = add_answer(mysql, state[i], hash) && whole;
	*digest = hash_end(hash);
	return whole;
}

/* How many sessions there are beside this one; -1: it does not say. */
static int others(MYSQL *mysql)
{
	static const char query[] =
		"SELECT ID FROM information_schema.PROCESSLIST "
		"WHERE ID <> CONNECTION_ID() AND USER <> 'system user'";
	MYSQL_RES *set;
	int n;

	if (mysql_query(mysql, query) != 0)
		return -1;
	set = mysql_store_result(mysql);
	if (!set)
		return -1;
	n = (int)mysql_num_rows(set);
	mysql_free_result(set);
	return n;
}

/* A session that was closed takes the server a moment to end. */
static bool alone(MYSQL *mysql)
{
	struct deadline deadline = deadline_in_ms(500);

	while (others(mysql) != 0) {
		if (deadline_passed(deadline))
			return false;
		poll(NULL, 0, 1);
	}
	return true;
}

static bool drop(MYSQL *mysql, const char *database)
{
	AUTO(arena_release) struct arena *arena = arena_new("drop");
	const char *text = arena_printf(arena, "DROP DATABASE IF EXISTS %s",
					mysql_quoted_name(arena, database));

	return mysql_run_own(mysql, text, NULL);
}

bool mysql_reset(struct lab *lab, bool *clean, struct err *err)
{
	struct server *server = lab_running(lab, &mysql_server);
	struct mysql_notes *notes = server ? server->private : NULL;
	struct digest now;

	(void)err;
	*clean = false;
	if (!notes || !notes->administrator || !notes->known)
		return true;
	if (!alone(notes->administrator) ||
	    !drop(notes->administrator, notes->granted) ||
	    !state_digest(notes->administrator, &now))
		return true;
	*clean = !memcmp(&now, &notes->untouched, sizeof(now));
	return true;
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
