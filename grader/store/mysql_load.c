/* Provisioning: the case's database, its fixtures, its generated rows. */
#include "base/log.h"
#include "store/mysql.h"
#include "store/rows.h"
#include "text/sqlscript.h"

/* Bytes of one INSERT: far below max_allowed_packet, well above the cost of
   a round trip. */
#define INSERT_BYTES ((size_t)512 * 1024)

bool mysql_run_own(MYSQL *mysql, const char *text, struct err *err)
{
	MYSQL_RES *set;

	if (mysql_real_query(mysql, text, strlen(text)) != 0)
		return err_set(err, ERR_INFRA, "mysql error %u: %s",
			       mysql_errno(mysql), mysql_error(mysql));
	set = mysql_store_result(mysql);
	if (set)
		mysql_free_result(set);
	return true;
}

MYSQL *mysql_administrator(struct server *server, struct err *err)
{
	struct mysql_notes *notes = server->private;

	if (notes && notes->administrator)
		return notes->administrator;
	err_set(err, ERR_INFRA, "the mysql server is gone");
	return NULL;
}

/* ---- .sql ---- */

static bool load_sql(struct session *session, const struct spec_file *file,
		     struct arena *arena, struct err *err)
{
	AUTO(sqlscript_release)
	struct sqlscript *script = sqlscript_new(file->bytes, file->len);
	struct script_piece piece;
	size_t room = BUF_OURS;
	struct said said;

	for (;;) {
		sqlscript_next(script, &piece);
		if (piece.item == SCRIPT_END)
			return true;
		if (piece.item != SCRIPT_STATEMENT)
			return err_set(err, ERR_SPEC,
				       "%s:%u: a fixture holds statements only",
				       file->name, piece.line);
		session->ops->run(session, piece.text, piece.len, arena, &room,
				  &said);
		if (said.how == REPLY_LOST)
			return err_set(err, ERR_INFRA, "%s:%u: %s", file->name,
				       piece.line, said.text);
		if (said.how != REPLY_OK)
			return err_set(err, ERR_SPEC, "%s:%u: error %d: %s",
				       file->name, piece.line, said.number,
				       said.text);
		sqlscript_escapes(script, said.no_backslash_escapes);
	}
}

/* ---- rows ---- */

static void add_value(struct buf *text, const struct value *value)
{
	switch (value->kind) {
	case VALUE_NONE:
	case VALUE_NULL:
		buf_add_str(text, "NULL");
		return;
	case VALUE_BOOL:
		buf_add_str(text, value->as.truth ? "1" : "0");
		return;
	case VALUE_INT:
		buf_printf(text, "%" PRId64, value->as.integer);
		return;
	case VALUE_REAL:
		buf_printf(text, "%.17g", value->as.real);
		return;
	case VALUE_DECIMAL:
		buf_add(text, value->as.text.bytes, value->as.text.len);
		return;
	case VALUE_TEXT:
	case VALUE_BYTES:
	case VALUE_DATE:
	case VALUE_DATETIME:
	case VALUE_TIME: {
		size_t len = value->as.text.len;
		char *escaped = xmalloc(2 * len + 1);

		len = mysql_escape_string(escaped, value->as.text.bytes, len);
		buf_add_char(text, '\'');
		buf_add(text, escaped, len);
		buf_add_char(text, '\'');
		free(escaped);
		return;
	}
	case VALUE_LIST:
	case VALUE_MAP:
	case VALUE_TABLE:
	case VALUE_TAGGED:
		buf_add_str(text, "NULL"); /* no cell is one of these */
		return;
	}
}

static void begin_insert(struct buf *text, const char *name,
			 const struct value_table *table, struct arena *arena)
{
	size_t i;

	buf_clear(text);
	buf_printf(text, "INSERT INTO %s (", mysql_quoted_name(arena, name));
	for (i = 0; i < table->columns; i++)
		buf_printf(text, "%s%s", i ? "," : "",
			   mysql_quoted_name(arena, table->names[i].bytes));
	buf_add_str(text, ") VALUES ");
}

static bool run_text(struct session *session, const char *what,
		     const struct buf *text, struct arena *arena,
		     struct err *err)
{
	size_t room = BUF_OURS;
	struct said said;

	session->ops->run(session, text->data, text->len, arena, &room, &said);
	if (said.how == REPLY_OK)
		return true;
	return err_set(err, said.how == REPLY_LOST ? ERR_INFRA : ERR_SPEC,
		       "%s: error %d: %s", what, said.number, said.text);
}

static void add_row(struct buf *text, const struct value *value, size_t row)
{
	size_t column;

	for (column = 0; column < value->as.table.columns; column++) {
		if (column)
			buf_add_char(text, ',');
		add_value(text, value_cell(value, row, column));
	}
	buf_add_char(text, ')');
}

static bool insert_rows(struct session *session, const char *name,
			const struct value *value, struct rows *rows,
			struct arena *arena, struct err *err)
{
	const struct value_table *table = &value->as.table;
	AUTO(buf_release) struct buf text = {0};
	size_t row, in = 0;

	buf_init(&text, BUF_OURS);
	begin_insert(&text, name, table, arena);
	while (rows_next(rows, &row)) {
		buf_add_str(&text, in++ ? ",(" : "(");
		add_row(&text, value, row);
		if (text.len < INSERT_BYTES)
			continue;
		if (!run_text(session, name, &text, arena, err))
			return false;
		begin_insert(&text, name, table, arena);
		in = 0;
	}
	return !in || run_text(session, name, &text, arena, err);
}

bool mysql_generated(const void *body, uint64_t seed, struct arena *arena,
		     struct generated *generated, struct err *err)
{
	const struct mysql_given *given = body;

	return data_generate_all(&given->generate, seed + (uint64_t)given->seed,
				 given->rows, arena, generated, err);
}

/* The statement that makes a table is the description's. */
static bool make_table(struct session *session,
		       const struct generated_table *table, struct arena *arena,
		       struct err *err)
{
	AUTO(buf_release) struct buf text = {0};

	if (!table->create)
		return err_set(err, ERR_SPEC,
			       "the description of \"%s\" does not say how to "
			       "`create` it",
			       table->name);
	buf_init(&text, BUF_OURS);
	buf_add_str(&text, table->create);
	return run_text(session, table->name, &text, arena, err);
}

static bool load_generated(struct place *place, struct session *session,
			   const struct mysql_given *given, struct err *err)
{
	AUTO(arena_release) struct arena *arena = arena_new("generated");
	struct generated generated;
	struct rows rows;
	size_t i;

	if (!mysql_generated(given, place->seed, arena, &generated, err))
		return false;
	for (i = 0; i < generated.n; i++) {
		const struct generated_table *table = &generated.tables[i];

		rows_of(&rows, table, place);
		if (!make_table(session, table, arena, err) ||
		    !insert_rows(session, table->name, table->rows, &rows,
				 arena, err))
			return false;
	}
	return true;
}

/* "fixtures/people.csv" fills the table people, which exists already. */
static bool load_csv(struct session *session, const struct spec_file *file,
		     struct err *err)
{
	AUTO(arena_release) struct arena *arena = arena_new("csv");
	const struct value *table;
	size_t len = strlen(file->name) - strlen(".csv");
	struct rows all;

	if (!data_csv(file->name, file->bytes, file->len, arena, &table, err))
		return false;
	rows_init(&all, table);
	return insert_rows(session, arena_copy(arena, file->name, len), table,
			   &all, arena, err) ||
	       err_at(err, "%s", file->name);
}

static bool ends_with(const char *name, const char *ending)
{
	size_t len = strlen(name), tail = strlen(ending);

	return len > tail && !strcmp(name + len - tail, ending);
}

/* Whether all is scripts that the server reads as the client does. */
static bool plain(const struct mysql_given *given)
{
	size_t i;

	for (i = 0; i < given->load.n; i++) {
		const struct spec_file *file = &given->load.items[i];

		if (!ends_with(file->name, ".sql") ||
		    file->len > INSERT_BYTES ||
		    strcasestr(file->bytes, "delimiter") ||
		    memchr(file->bytes, '\\', file->len))
			return false;
	}
	return !given->generate.n;
}

/* Each script in one call; false: one of them is refused. */
static bool load_at_once(struct session *session,
			 const struct mysql_given *given, struct arena *arena)
{
	size_t room = BUF_OURS, i;
	struct said said = {.how = REPLY_OK};

	for (i = 0; said.how == REPLY_OK && i < given->load.n; i++)
		session->ops->run(session, given->load.items[i].bytes,
				  given->load.items[i].len, arena, &room,
				  &said);
	return said.how == REPLY_OK;
}

static bool load_file(struct place *place, struct session *session,
		      const struct spec_file *file, struct err *err)
{
	if (ends_with(file->name, ".sql"))
		return load_sql(session, file, place->arena, err);
	if (ends_with(file->name, ".csv"))
		return load_csv(session, file, err);
	return err_set(err, ERR_SPEC,
		       "\"%s\": a mysql fixture ends in .sql or .csv",
		       file->name);
}

static bool empty(struct place *place, struct session *session,
		  const struct mysql_given *given, struct err *err)
{
	const char *name =
		mysql_quoted_name(place->arena, mysql_database(given));

	return mysql_run_own(
		       mysql_of(session),
		       arena_printf(place->arena, "DROP DATABASE %s", name),
		       err) &&
	       mysql_run_own(
		       mysql_of(session),
		       arena_printf(place->arena, "CREATE DATABASE %s", name),
		       err) &&
	       mysql_run_own(mysql_of(session),
			     arena_printf(place->arena, "USE %s", name), err);
}

static bool load_all(struct place *place, const struct mysql_given *given,
		     struct err *err)
{
	AUTO(session_close) struct session *session = NULL;
	MYSQL *mysql;
	size_t i;

	if (!given->load.n && !given->generate.n)
		return true;
	if (!mysql_open(place, given, AS_LOADER, &session, err))
		return false;
	mysql = mysql_of(session);
	/* Worth it for many rows only. */
	if (given->generate.n &&
	    !mysql_run_own(mysql, "SET unique_checks = 0, autocommit = 0", err))
		return false;
	if (plain(given)) {
		if (load_at_once(session, given, place->arena))
			return true;
		/* One statement after the other, so that the error has its
		   line. */
		if (!empty(place, session, given, err))
			return false;
	}
	for (i = 0; i < given->load.n; i++)
		if (!load_file(place, session, &given->load.items[i], err))
			return false;
	return !given->generate.n ||
	       (load_generated(place, session, given, err) &&
		mysql_run_own(mysql, "COMMIT", err));
}

bool mysql_provision(struct place *place, const void *body, struct err *err)
{
	const struct mysql_given *given = body;
	const char *database = mysql_database(given);
	struct server *server;
	MYSQL *mysql;

	if (!lab_server(place->lab, &mysql_server, &server, err))
		return false;
	mysql = mysql_administrator(server, err);
	return mysql && mysql_grant(server, database, err) &&
	       mysql_run_own(
		       mysql,
		       arena_printf(place->arena, "CREATE DATABASE %s",
				    mysql_quoted_name(place->arena, database)),
		       err) &&
	       load_all(place, given, err);
}
