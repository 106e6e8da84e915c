/* Opening sessions: connecting, and what each session is told first. */
#include "store/mysql.h"

static const char *user_of(enum account account)
{
	switch (account) {
	case AS_LOADER:
		return "loader";
	case AS_LEARNER:
		return "learner";
	case AS_AUTHOR:
		return "author";
	case AS_LOOKER:
		return "looker";
	}
	return "looker";
}

MYSQL *mysql_connect_as(const struct server *server, const char *user,
			const char *database, unsigned long flags,
			struct err *err)
{
	unsigned int off = 0, protocol = MYSQL_PROTOCOL_SOCKET;
	char socket[SERVER_FOLDER_MAX + 16];
	MYSQL *mysql = mysql_init(NULL);

	if (!mysql) {
		err_set(err, ERR_INFRA, "out of memory");
		return NULL;
	}
	snprintf(socket, sizeof(socket), "%s/socket", server->folder);
	/* A server may ask for a file of its client at any statement. */
	mysql_options(mysql, MYSQL_OPT_LOCAL_INFILE, &off);
	mysql_options(mysql, MYSQL_OPT_PROTOCOL, &protocol);
	mysql_options(mysql, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	if (mysql_real_connect(mysql, NULL, user, server->secret, database, 0,
			       socket, flags))
		return mysql;
	err_set(err, ERR_INFRA, "cannot connect to the mysql server: %s",
		mysql_error(mysql));
	mysql_close(mysql);
	return NULL;
}

/* A date alone is noon of that day, whatever the hour where people are. */
static const char *set_clock(const struct place *place,
			     const struct mysql_given *given)
{
	const char *hour;

	if (!given->now)
		return arena_printf(place->arena,
				    "SET SESSION timestamp = UNIX_TIMESTAMP() "
				    "+ 86400 * %" PRId64,
				    place->variation.days);
	hour = strlen(given->now) > 10 ? "" : " 12:00:00";
	return arena_printf(place->arena,
			    "SET SESSION timestamp = UNIX_TIMESTAMP(%s) + "
			    "86400 * %" PRId64,
			    mysql_quoted_text(place->arena,
					      arena_printf(place->arena, "%s%s",
							   given->now, hour)),
			    place->variation.days);
}

/*
 * What every session of the case is told before anything else, in one call.
 * USE comes last: a hand-in may have dropped its database.
 */
static const char *opening(const struct place *place,
			   const struct mysql_given *given,
			   enum account account, size_t *statements)
{
	struct arena *arena = place->arena;
	const char *text = "";

	*statements = 1;
	if (given->sql_mode) {
		text = arena_printf(arena, "SET SESSION sql_mode = %s;",
				    mysql_quoted_text(arena, given->sql_mode));
		++*statements;
	}
	if (given->now || place->variation.days) {
		text = arena_printf(arena, "%s%s;", text,
				    set_clock(place, given));
		++*statements;
	}
	if (account == AS_LOOKER) {
		text = arena_printf(arena, "%sSTART TRANSACTION READ ONLY;",
				    text);
		++*statements;
	}
	return arena_printf(arena, "%sUSE %s", text,
			    mysql_quoted_name(arena, mysql_database(given)));
}

/* Runs the statements and says how many of them went well. */
static size_t run_several(MYSQL *mysql, const char *text)
{
	size_t done = 0;
	int more = mysql_real_query(mysql, text, strlen(text));

	while (more == 0) {
		MYSQL_RES *set = mysql_store_result(mysql);

		if (set)
			mysql_free_result(set);
		done++;
		more = mysql_next_result(mysql);
	}
	return done;
}

static bool settle(const struct place *place, const struct mysql_given *given,
		   enum account account, MYSQL *mysql, struct err *err)
{
	size_t statements;
	const char *text = opening(place, given, account, &statements);

	if (run_several(mysql, text) + 1 >= statements &&
	    !mysql_lost(mysql_errno(mysql)))
		return true;
	/* Of these the author has a say in the mode only. */
	return err_set(err,
		       given->sql_mode && !mysql_lost(mysql_errno(mysql))
			       ? ERR_SPEC
			       : ERR_INFRA,
		       "cannot open a session: %s", mysql_error(mysql));
}

static MYSQL *connection(const struct server *server, enum account account,
			 bool fresh, unsigned long flags, struct err *err)
{
	struct mysql_notes *notes = server->private;
	MYSQL *mysql = fresh ? NULL : TAKE(notes->idle[account]);

	return mysql ? mysql
		     : mysql_connect_as(server, user_of(account), NULL, flags,
					err);
}

bool mysql_open(struct place *place, const void *body, enum account account,
		struct session **session, struct err *err)
{
	/* As the real client: CALL may give several sets, and a text between
	   two delimiters may hold several statements. */
	unsigned long flags = CLIENT_MULTI_RESULTS | CLIENT_MULTI_STATEMENTS;
	struct server *server = lab_running(place->lab, &mysql_server);
	MYSQL *mysql;

	if (!server)
		return err_set(err, ERR_INFRA, "the mysql server is gone");
	mysql = connection(server, account, place->apart, flags, err);
	if (!mysql)
		return false;
	if (!settle(place, body, account, mysql, err)) {
		mysql_close(mysql);
		return false;
	}
	*session = mysql_session_new(mysql, account, place->lab);
	return true;
}
