/*
 * Reads a script as the MySQL and MariaDB command-line clients read it from
 * standard input (`mariadb DB < FILE`), and gives the statements that the
 * client would send to the server, byte for byte, one at a time.
 *
 * The rules are those of the clients' read_and_execute() and add_line():
 * DELIMITER in all its forms, comments of the four kinds, quotes, \g and \G,
 * a last statement without terminator, CRLF, a byte order mark. The
 * differential test in tests/ feeds the same bytes to the real client and
 * compares what the server receives. Text is taken as UTF-8.
 *
 * Client commands that touch the host (system, source, tee …) are never
 * carried out: they come as SCRIPT_DENIED with their name. Commands that only
 * print or set something in the client give no piece. Reading can go on behind
 * DENIED and BROKEN, as the client does with --force.
 */
#ifndef GRADER_TEXT_SQLSCRIPT_H
#define GRADER_TEXT_SQLSCRIPT_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

enum script_item {
	SCRIPT_STATEMENT, /* `text`: what the client would send */
	SCRIPT_USE,	  /* `text`: the database that `use` names */
	SCRIPT_DENIED,	  /* `text`: the client command, "system" */
	SCRIPT_BROKEN,	  /* `text`: what the client itself complains of, as
			     "DELIMITER must be followed by a …" */
	SCRIPT_END,
};

struct script_piece {
	enum script_item item;
	const char *text; /* until the next call; may hold any byte */
	size_t len;
	unsigned line; /* where its first byte that is no blank or comment is,
			  from 1 */
	/*
	 * STATEMENT: the line of the script that each line of the text is
	 * from; comments between them are not sent, so they need not follow
	 * each other. Until the next call. 0 lines for a statement that the
	 * reader itself made (SET NAMES, help).
	 */
	const unsigned *lines;
	size_t nlines;
};

struct sqlscript; /* a script that is being read */

/*
 * Starts reading; the bytes are borrowed until sqlscript_free. With
 * no_backslash_escapes a backslash in quotes is an ordinary byte; the caller
 * sets it anew when the session's sql_mode changes (the client follows the
 * server's status flag).
 */
struct sqlscript *sqlscript_new(const char *bytes, size_t len);
void sqlscript_escapes(struct sqlscript *script, bool no_backslash_escapes);
void sqlscript_next(struct sqlscript *script, struct script_piece *piece);
void sqlscript_free(struct sqlscript *script);

/* For AUTO(). */
void sqlscript_release(struct sqlscript **script);

#endif
