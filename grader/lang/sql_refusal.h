/*
 * What it means that a server refuses a statement of a hand-in. Pure, but for
 * the arena. For the files of SQL only.
 */
#ifndef GRADER_LANG_SQL_REFUSAL_H
#define GRADER_LANG_SQL_REFUSAL_H

#include "lab/session.h"
#include "text/sqlscript.h"

/* An error that only an account with few rights hears. */
bool refusal_is_denial(int number);

/*
 * What of MySQL's the statement asks for that MariaDB does not know, from
 * sql_dialect.def: "ANY_VALUE()"; NULL: nothing known.
 */
const char *refusal_only_mysql(const struct said *said,
			       const struct script_piece *piece,
			       struct arena *arena);

/* Whether the account of a course's server could have been allowed it. */
bool refusal_of_account(const struct said *said);

/*
 * Whether the statement sets or flushes what has no effect on a hand-in: it
 * is then taken as done.
 */
bool refusal_harmless(const struct script_piece *piece, struct arena *arena);

/*
 * The statement without its DEFINER clause, of the same length; NULL when it
 * has none.
 */
const char *refusal_without_definer(const struct script_piece *piece,
				    struct arena *arena);

/* The line of the script at which the statement is refused. */
unsigned refusal_line(const struct script_piece *piece, const char *text);

/* The server's words without its own count of lines. */
const char *refusal_text(const struct script_piece *piece, const char *text,
			 struct arena *arena);

/*
 * What to show of the statement: the line that the server names, else its
 * first lines; without blank lines, in whole characters.
 */
const char *refusal_excerpt(const struct script_piece *piece, const char *text,
			    struct arena *arena);

/* Whether a body with BEGIN was sent at its first semicolon. */
bool refusal_cut_short(const struct script_piece *piece, const char *text,
		       struct arena *arena);

#endif
