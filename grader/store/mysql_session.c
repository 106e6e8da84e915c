/* Sessions with a MySQL server: running statements, reading typed rows. */
#include "store/mysql.h"

#include <errmsg.h>

/* Bytes that one value costs in an observation beside its text. */
#define VALUE_COST (sizeof(struct value) + sizeof(void *) + 16)

#define WARNINGS_MOST 20

struct mysql_session {
	struct session session;
	MYSQL *mysql;
	struct lab *lab;
	struct mysql_notes *notes; /* of the server it is connected to */
};

MYSQL *mysql_of(struct session *session)
{
	return ((struct mysql_session *)(void *)session)->mysql;
}

/* ---- result sets ---- */

struct cells {
	const struct value **items;
	size_t n, room;
};

static void add_cell(struct cells *cells, const struct value *value)
{
	if (cells->n == cells->room) {
		cells->room = cells->room ? 2 * cells->room : 64;
		cells->items =
			xrealloc(cells->items, cells->room * sizeof(value));
	}
	cells->items[cells->n++] = value;
}

static bool take(size_t *room, size_t need)
{
	if (need > *room)
		return false;
	*room -= need;
	return true;
}

static bool read_row(MYSQL_RES *set, MYSQL_ROW row, struct arena *arena,
		     size_t *room, struct cells *cells)
{
	const MYSQL_FIELD *fields = mysql_fetch_fields(set);
	const unsigned long *lengths = mysql_fetch_lengths(set);
	unsigned int i;

	for (i = 0; i < mysql_num_fields(set); i++) {
		if (!take(room, VALUE_COST + (row[i] ? lengths[i] : 0)))
			return false;
		add_cell(cells,
			 mysql_cell(&fields[i], row[i], lengths[i], arena));
	}
	return true;
}

static const struct value *table_of(MYSQL_RES *set, const struct cells *cells,
				    struct arena *arena)
{
	const MYSQL_FIELD *fields = mysql_fetch_fields(set);
	size_t columns = mysql_num_fields(set), i;
	struct value_text *names =
		ARENA_ARRAY(arena, columns, struct value_text);
	const struct value **items =
		ARENA_ARRAY(arena, cells->n, const struct value *);

	for (i = 0; i < columns; i++) {
		size_t len = strlen(fields[i].name);

		names[i] = (struct value_text){
			.bytes = arena_copy(arena, fields[i].name, len),
			.len = len};
	}
	if (cells->n)
		memcpy(items, cells->items, cells->n * sizeof(*items));
	return value_table(arena, names, columns, items,
			   columns ? cells->n / columns : 0);
}

/* Reads one result set; NULL when it holds more than there is room for. */
static const struct value *read_set(MYSQL_RES *set, struct arena *arena,
				    size_t *room)
{
	struct cells cells = {0};
	const struct value *table = NULL;
	bool fits = take(room, VALUE_COST * (mysql_num_fields(set) + 1));
	MYSQL_ROW row;

	while (fits && (row = mysql_fetch_row(set)))
		fits = read_row(set, row, arena, room, &cells);
	if (fits)
		table = table_of(set, &cells, arena);
	free(cells.items);
	return table;
}

/* ---- running ---- */

bool mysql_lost(unsigned int number)
{
	return number == CR_SERVER_GONE_ERROR || number == CR_SERVER_LOST;
}

/*
 * Errors that say what the server has run out of: EE_OUTOFMEMORY,
 * ER_OUTOFMEMORY and ER_OUT_OF_RESOURCES; and, if nothing of the disk is
 * left, EE_WRITE, EE_DISK_FULL, ER_CANT_CREATE_TABLE, ER_DISK_FULL,
 * ER_ERROR_ON_WRITE, ER_GET_ERRNO and ER_RECORD_FILE_FULL. See the MySQL
 * manual, "Server Error Message Reference" and "Global Error …".
 */
static const char *spent(struct lab *lab, unsigned int number)
{
	static const unsigned int memory[] = {5, 1037, 1041};
	static const unsigned int disk[] = {3,	  20,	1005, 1021,
					    1026, 1030, 1114};
	const char *what = NULL;
	int64_t allowed;
	size_t i;

	for (i = 0; i < ARRAY_LEN(memory); i++)
		if (number == memory[i])
			return "memory";
	/* What it could not write is given back: the log tells, too. */
	for (i = 0; i < ARRAY_LEN(disk); i++)
		if (number == disk[i])
			what = lab_exhausted(lab, &mysql_server, &allowed);
	return what && !strcmp(what, "disk") ? what : NULL;
}

static void refuse(struct mysql_session *session, struct arena *arena,
		   struct said *said)
{
	unsigned int number = mysql_errno(session->mysql);
	struct server *server = lab_running(session->lab, &mysql_server);

	said->number = (int)number;
	said->state = arena_str(arena, mysql_sqlstate(session->mysql));
	said->text = arena_str(arena, mysql_error(session->mysql));
	said->spent = spent(session->lab, number);
	if (said->spent) {
		said->how = REPLY_SPENT;
		said->allowed = !strcmp(said->spent, "disk")
					? lab_disk(session->lab)
					: (int64_t)mysql_server.memory;
		/* What is left of it is not what a fresh one has. */
		lab_discard(session->lab, &mysql_server);
		return;
	}
	said->how = REPLY_REFUSED;
	/* A connection that breaks while the server lives was ended by the
	   statement itself (KILL); a dying server takes a moment to die. */
	if (mysql_lost(number) && (!server || !server_alive(server, 200)))
		said->how = REPLY_LOST;
}

/*
 * More came than fits. The rest is never read: the server is thrown away,
 * which a limit costs anyway.
 */
static void overflow(struct mysql_session *session, MYSQL_RES *set,
		     struct said *said)
{
	said->how = REPLY_LARGE;
	lab_discard(session->lab, &mysql_server);
	if (set)
		mysql_free_result(set);
}

static const struct value *read_warnings(MYSQL *mysql, struct arena *arena,
					 size_t *room)
{
	static const char *const keys[] = {"level", "number", "text"};
	struct value_builder list, one;
	MYSQL_RES *set;
	MYSQL_ROW row;
	size_t n = 0, i;

	value_builder_init(&list, arena);
	if (!mysql_warning_count(mysql) || mysql_query(mysql, "SHOW WARNINGS"))
		return value_built_list(&list);
	set = mysql_store_result(mysql);
	while (set && n++ < WARNINGS_MOST && (row = mysql_fetch_row(set))) {
		value_builder_init(&one, arena);
		for (i = 0; i < ARRAY_LEN(keys); i++)
			value_put(&one, keys[i],
				  i == 1 ? mysql_integer(row[i], strlen(row[i]),
							 arena)
					 : value_str(arena, row[i]));
		value_append(&list, value_built_map(&one));
		if (!take(room, 4 * VALUE_COST + strlen(row[2])))
			break;
	}
	if (set)
		mysql_free_result(set);
	return value_built_list(&list);
}

/* Reads all that one text gave. False: `said` already tells how it ended. */
static bool read_all(struct mysql_session *session, struct arena *arena,
		     size_t *room, struct value_builder *sets,
		     struct said *said)
{
	MYSQL *mysql = session->mysql;
	const struct value *table;
	MYSQL_RES *set;
	int more;

	do {
		set = mysql_use_result(mysql);
		if (!set && mysql_errno(mysql)) {
			refuse(session, arena, said);
			return false;
		}
		if (!set) {
			said->affected += (int64_t)mysql_affected_rows(mysql);
		} else {
			table = read_set(set, arena, room);
			if (!table) {
				overflow(session, set, said);
				return false;
			}
			if (mysql_errno(mysql)) {
				refuse(session, arena, said);
				mysql_free_result(set);
				return false;
			}
			mysql_free_result(set);
			value_append(sets, table);
		}
		more = mysql_next_result(mysql);
	} while (more == 0);
	if (more > 0)
		refuse(session, arena, said);
	return more < 0;
}

static void run(struct session *base, const char *text, size_t len,
		struct arena *arena, size_t *room, struct said *said)
{
	struct mysql_session *session = (void *)base;
	struct value_builder sets;

	*said = (struct said){.how = REPLY_OK};
	value_builder_init(&sets, arena);
	if (mysql_real_query(session->mysql, text, len))
		refuse(session, arena, said);
	else if (read_all(session, arena, room, &sets, said))
		said->warnings = read_warnings(session->mysql, arena, room);
	said->results = sets.items;
	said->nresults = sets.n;
	said->no_backslash_escapes = session->mysql->server_status &
				     SERVER_STATUS_NO_BACKSLASH_ESCAPES;
}

/*
 * Whether the connection is kept for the next session of the account. It is
 * as new then: variables, temporary tables, locks and the open transaction
 * are gone (COM_RESET_CONNECTION in the MySQL and MariaDB manuals), in a
 * fifth of the time that connecting takes. A learner's is never kept.
 */
static bool may_stay(const struct mysql_session *session)
{
	enum account account = session->session.as;

	return account != AS_LEARNER && !session->notes->idle[account] &&
	       mysql_reset_connection(session->mysql) == 0;
}

static void end(struct session *base)
{
	struct mysql_session *session = (void *)base;
	struct server *server = lab_running(session->lab, &mysql_server);
	struct mysql_notes *notes = server ? server->private : NULL;

	if (notes && notes == session->notes && may_stay(session))
		notes->idle[base->as] = session->mysql;
	else
		mysql_close(session->mysql);
	free(session);
}

static const struct session_ops operations = {.run = run, .close = end};

struct session *mysql_session_new(MYSQL *mysql, enum account account,
				  struct lab *lab)
{
	struct server *server = lab_running(lab, &mysql_server);
	struct mysql_session *session = xmalloc(sizeof(*session));

	*session = (struct mysql_session){
		.session = {.ops = &operations, .as = account},
		.mysql = mysql,
		.lab = lab,
		.notes = server ? server->private : NULL};
	return &session->session;
}

/* ---- texts of ours ---- */

const char *mysql_quoted_name(struct arena *arena, const char *name)
{
	size_t len = strlen(name), n = 0, i;
	char *quoted = arena_alloc(arena, 2 * len + 3);

	quoted[n++] = '`';
	for (i = 0; i < len; i++) {
		if (name[i] == '`')
			quoted[n++] = '`';
		quoted[n++] = name[i];
	}
	quoted[n] = '`';
	return quoted;
}

const char *mysql_quoted_text(struct arena *arena, const char *text)
{
	size_t len = strlen(text);
	char *quoted = arena_alloc(arena, 2 * len + 3);
	size_t n;

	quoted[0] = '\'';
	n = mysql_escape_string(quoted + 1, text, len);
	quoted[n + 1] = '\'';
	return quoted;
}
