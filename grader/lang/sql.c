/*
 * SQL for MySQL and MariaDB: a hand-in is fed to a session as the command-line
 * client would feed it, one statement at a time, up to the first error.
 */
#include "lang/lang.h"
#include "lang/source.h"
#include "lang/sql_refusal.h"
#include "lang/text.h"
#include "text/sqlscript.h"

#define STATEMENTS_MOST 200000

/* Room for the answer to a question of ours. */
#define ANSWER_ROOM 65536

/* ---- looking at the bytes ---- */

static void inspect(const char *bytes, size_t len, struct arena *arena,
		    struct invalid *invalid)
{
	AUTO(sqlscript_release) struct sqlscript *script = NULL;
	struct script_piece piece;

	if (text_wrong(bytes, len, arena, invalid))
		return;
	script = sqlscript_new(bytes, len);
	sqlscript_next(script, &piece);
	if (piece.item != SCRIPT_END)
		return;
	invalid->reason = "empty";
	invalid->text = len ? "nothing but blanks and comments"
			    : "the file has no bytes";
}

static bool is_mariadb(struct session *session, struct arena *arena)
{
	static const char question[] = "SELECT VERSION()";
	const struct value *cell;
	size_t room = ANSWER_ROOM;
	struct said said;

	session->ops->run(session, question, sizeof(question) - 1, arena, &room,
			  &said);
	if (said.how != REPLY_OK || said.nresults != 1 ||
	    said.results[0]->as.table.rows != 1)
		return false;
	cell = value_cell(said.results[0], 0, 0);
	return cell->kind == VALUE_TEXT &&
	       strstr(cell->as.text.bytes, "MariaDB");
}

/* ---- running ---- */

/* One session through which a hand-in and what follows it are fed. */
struct feed {
	struct place *place;
	struct session *session;
	struct outcome *outcome;
	const char *file; /* which is read; NULL for the task's own text */
	size_t statements;
	bool plain_backslash; /* the session's NO_BACKSLASH_ESCAPES */
	struct value_builder results, warnings;
};

static void stop(struct feed *feed, enum fate fate, const char *reason,
		 const char *text, const struct script_piece *piece)
{
	struct outcome *outcome = feed->outcome;

	outcome->fate = fate;
	outcome->reason = reason;
	outcome->file = feed->file;
	outcome->line = feed->file ? refusal_line(piece, text) : 0;
	outcome->text = refusal_text(piece, text, feed->place->arena);
	if (piece->item == SCRIPT_STATEMENT)
		outcome->statement =
			refusal_excerpt(piece, text, feed->place->arena);
}

static void limit(struct feed *feed, const char *reason, int64_t allowed,
		  int64_t measured, const struct script_piece *piece)
{
	stop(feed, FATE_LIMITED, reason, NULL, piece);
	feed->outcome->allowed = allowed;
	feed->outcome->measured = measured;
}

static void refuse(struct feed *feed, const struct said *said,
		   const struct script_piece *piece)
{
	struct arena *arena = feed->place->arena;
	const char *what = refusal_only_mysql(said, piece, arena);

	feed->outcome->number = said->number;
	feed->outcome->state = said->state;
	if (refusal_is_denial(said->number)) {
		stop(feed, FATE_DENIED, "denied", said->text, piece);
	} else if (what && is_mariadb(feed->session, arena)) {
		what = arena_printf(arena, "MariaDB does not know %s: %s", what,
				    said->text);
		stop(feed, FATE_REFUSED, "needs_mysql", what, piece);
	} else {
		stop(feed, FATE_REFUSED, "sql", said->text, piece);
		if (said->number == 1064 &&
		    refusal_cut_short(piece, said->text, arena))
			feed->outcome->text = arena_printf(
				arena,
				"%s. The client sends a statement at each `;`, "
				"so it sent only half of this body: put "
				"DELIMITER // before it and // behind its END",
				feed->outcome->text);
	}
}

static void keep(struct feed *feed, const struct said *said)
{
	size_t i;

	if (said->affected > 0)
		feed->outcome->affected += said->affected;
	for (i = 0; i < said->nresults; i++)
		value_append(&feed->results, said->results[i]);
	for (i = 0; said->warnings && i < said->warnings->as.list.n; i++)
		value_append(&feed->warnings, said->warnings->as.list.items[i]);
}

/* Asks the server, and once more where only the account was refused. */
static void ask(struct feed *feed, const char *text, size_t len,
		const struct script_piece *piece, struct said *said)
{
	struct place *place = feed->place;
	const char *plain;

	feed->session->ops->run(feed->session, text, len, place->arena,
				&place->room, said);
	if (!refusal_of_account(said))
		return;
	if (refusal_harmless(piece, place->arena)) {
		said->how = REPLY_OK;
		return;
	}
	plain = said->number == 1227
			? refusal_without_definer(piece, place->arena)
			: NULL;
	if (plain)
		feed->session->ops->run(feed->session, plain, len, place->arena,
					&place->room, said);
}

/* Runs a statement; false: the outcome says why nothing follows it. */
static bool run_statement(struct feed *feed, const char *text, size_t len,
			  const struct script_piece *piece)
{
	struct place *place = feed->place;
	struct said said;

	ask(feed, text, len, piece, &said);
	feed->plain_backslash = said.no_backslash_escapes;
	keep(feed, &said);
	switch (said.how) {
	case REPLY_OK:
		return true;
	case REPLY_REFUSED:
		refuse(feed, &said, piece);
		return false;
	case REPLY_LARGE:
		limit(feed, "output", place->task->limits.output,
		      place->task->limits.output, piece);
		return false;
	case REPLY_SPENT:
		limit(feed, said.spent, said.allowed, said.allowed, piece);
		return false;
	case REPLY_LOST:
		stop(feed, FATE_LOST, NULL, said.text, piece);
		return false;
	}
	return false;
}

/* The client asks the server for a database by name, without SQL. */
static bool run_use(struct feed *feed, const struct script_piece *piece)
{
	AUTO(buf_release) struct buf text = {0};
	size_t i;

	buf_init(&text, BUF_OURS);
	buf_add_str(&text, "USE `");
	for (i = 0; i < piece->len; i++) {
		if (piece->text[i] == '`')
			buf_add_char(&text, '`');
		buf_add_char(&text, piece->text[i]);
	}
	buf_add_char(&text, '`');
	return run_statement(feed, text.data, text.len, piece);
}

static bool run_piece(struct feed *feed, const struct script_piece *piece)
{
	struct arena *arena = feed->place->arena;
	int64_t wall = feed->place->wall_ms;

	if (piece->item == SCRIPT_END)
		return false;
	if (deadline_passed(feed->place->deadline)) {
		limit(feed, "wall", wall, wall, piece);
		return false;
	}
	switch (piece->item) {
	case SCRIPT_STATEMENT:
		if (++feed->statements > STATEMENTS_MOST) {
			limit(feed, "statements", STATEMENTS_MOST,
			      (int64_t)feed->statements, piece);
			return false;
		}
		return run_statement(feed, piece->text, piece->len, piece);
	case SCRIPT_USE:
		return run_use(feed, piece);
	case SCRIPT_DENIED:
		stop(feed, FATE_DENIED, "denied",
		     arena_printf(arena,
				  "this grader does not run the client "
				  "command \"%s\"",
				  piece->text),
		     piece);
		return false;
	case SCRIPT_BROKEN:
		stop(feed, FATE_REFUSED, "parse", arena_str(arena, piece->text),
		     piece);
		return false;
	case SCRIPT_END:
		return false;
	}
	return false;
}

static void feed_text(struct feed *feed, const char *file, const char *bytes,
		      size_t len)
{
	AUTO(sqlscript_release)
	struct sqlscript *script = sqlscript_new(bytes, len);
	struct script_piece piece;

	feed->file = file;
	do {
		sqlscript_escapes(script, feed->plain_backslash);
		sqlscript_next(script, &piece);
	} while (run_piece(feed, &piece));
}

static bool run_handed(struct place *place, const struct handed *handed,
		       const struct run *run, struct outcome *outcome,
		       struct err *err)
{
	AUTO(session_close) struct session *session = NULL;
	struct feed feed = {.place = place, .outcome = outcome};
	struct arena *arena = place->arena;

	if (run->args.n || run->standard_input || run->env.n)
		return err_set(err, ERR_SPEC,
			       "\"%s\" is SQL: it takes no args, stdin or env",
			       handed->file);
	if (!place->open(place, "mysql", AS_LEARNER, &session, err))
		return false;
	feed.session = session;
	value_builder_init(&feed.results, arena);
	value_builder_init(&feed.warnings, arena);
	outcome->fate = FATE_DONE;
	feed_text(&feed, handed->file, handed->bytes, handed->len);
	if (run->more && outcome->fate == FATE_DONE)
		feed_text(&feed, NULL, run->more, strlen(run->more));
	outcome->results = value_built_list(&feed.results);
	outcome->warnings = value_built_list(&feed.warnings);
	outcome->exit = value_int(arena, outcome->fate != FATE_DONE);
	return true;
}

static const char *const suffixes[] = {".sql", NULL};

static const struct step_kind *const steps[] = {NULL};

static const struct subject_kind *const subjects[] = {&source_subject, NULL};

const struct language lang_sql = {
	.name = "sql",
	.suffixes = suffixes,
	.store = "mysql",
	.idle = "-- \n",
	.inspect = inspect,
	.run = run_handed,
	.steps = steps,
	.subjects = subjects,
};
