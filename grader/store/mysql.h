/*
 * What the files of the MySQL store share: its `given`, its server and its
 * connections. Nothing outside store/ includes it.
 *
 * Only what the client libraries of MySQL and MariaDB have in common is
 * used: no my_bool, no non-blocking calls.
 */
#ifndef GRADER_STORE_MYSQL_H
#define GRADER_STORE_MYSQL_H

#include "store/store.h"

#include <mysql.h>

struct mysql_given {
	const char *database;
	struct spec_files load, generate;
	int64_t rows, seed;
	const char *sql_mode, *now;
};

extern const struct server_kind mysql_server;

/* The name of the case's database. */
const char *mysql_database(const struct mysql_given *given);

/*
 * The account that only empties, grants and looks into the server's own
 * tables: it never touches what a learner has made but to drop it. NULL when
 * the server does not answer; the error is then set.
 */
MYSQL *mysql_administrator(struct server *server, struct err *err);

/* Runs a statement of ours whose result is not wanted. */
MUST_CHECK bool mysql_run_own(MYSQL *mysql, const char *text, struct err *err);

/* A connection as an account; NULL with the error set when there is none. */
MYSQL *mysql_connect_as(const struct server *server, const char *user,
			const char *database, unsigned long flags,
			struct err *err);

/* Opens a session on the case's database. See session.h. */
bool mysql_open(struct place *place, const void *given, enum account account,
		struct session **session, struct err *err);

/* A session on a connection, which it takes; session_close ends it. */
struct session *mysql_session_new(MYSQL *mysql, enum account account,
				  struct lab *lab);

/* Whether an error number says that the connection is gone. */
bool mysql_lost(unsigned int number);

/* The connection of a session that mysql_open gave. */
MYSQL *mysql_of(struct session *session);

/*
 * A cell as the typed value that its column says; NULL bytes are NULL. What is
 * too large for an int64 is a decimal.
 */
const struct value *mysql_cell(const MYSQL_FIELD *field, const char *bytes,
			       size_t len, struct arena *arena);
const struct value *mysql_integer(const char *bytes, size_t len,
				  struct arena *arena);

bool mysql_provision(struct place *place, const void *given, struct err *err);
bool mysql_generated(const void *given, uint64_t seed, struct arena *arena,
		     struct generated *generated, struct err *err);
bool mysql_reset(struct lab *lab, bool *clean, struct err *err);
const char *mysql_visit(struct lab *lab, const void *given,
			struct arena *arena);

/*
 * Gives the accounts their rights on this database, and takes those on the
 * one before. Nothing happens when it is the same.
 */
MUST_CHECK bool mysql_grant(struct server *server, const char *database,
			    struct err *err);

/* What is kept about one running server, in server->private. */
struct mysql_notes {
	MYSQL *administrator;
	/* By account: a connection that nobody uses, to be used again after
	   a reset. The learner's is never: each run gets its own. */
	MYSQL *idle[AS_LOOKER + 1];
	char granted[65];	 /* the database of mysql_grant; "" at first */
	struct digest untouched; /* of the state right after granting */
	bool known;		 /* untouched is set */
};

extern const struct step_kind mysql_step_sql;
extern const struct subject_kind mysql_subject_rows, mysql_subject_schema,
	mysql_subject_objects, mysql_subject_plan;

/*
 * Runs a query of ours through a session and gives its only result set, or
 * the error that the store answered, as a value. False: the connection or
 * the server is gone, or too much came; the place's case is then over.
 */
bool mysql_query_value(struct place *place, struct session *session,
		       const char *text, size_t len, const struct value **value,
		       struct err *err);

/* `name` in backticks, doubled inside; in the arena. */
const char *mysql_quoted_name(struct arena *arena, const char *name);

/* 'text' in single quotes, escaped; in the arena. */
const char *mysql_quoted_text(struct arena *arena, const char *text);

#endif
