/*
 * Reads a script as the MySQL and MariaDB command-line clients read it.
 *
 * Theory of operation. The client takes a script line by line. At the start
 * of a line, while nothing is held, the line may be a client command.
 * Otherwise its bytes are looked at one after the other: comments are
 * dropped, a backslash and a letter are a command, and a delimiter sends
 * what is held, unless that is itself a command (`use shop;`). What is left
 * when the script ends is sent as well. The oddities below are the client's:
 * a learner's file must mean here what it means there.
 */
#include "text/sqlscript_inside.h"

#include "base/arena.h"
#include "text/utf8.h"

#include <string.h>

/* The byte `ahead` of the current one; NUL behind the end of the row. */
static char peek(const struct sqlscript *script, size_t ahead)
{
	size_t at = script->at + ahead;

	return at < script->row_len ? script->row[at] : '\0';
}

/* What is held so far came before this place in the row. */
static void flush(struct sqlscript *script)
{
	script->flushed = script->held.len;
}

/* ---- the bytes of a row ---- */

static bool at_delimiter(const struct sqlscript *script, size_t at)
{
	const struct sqldelimiter *delimiter = &script->delimiter;

	return script->row_len - at >= delimiter->len &&
	       !memcmp(script->row + at, delimiter->text, delimiter->len);
}

/*
 * Passes the argument of a command in the middle of a row: up to and with
 * the next delimiter, or up to the end of a comment that the server reads.
 */
static void skip_argument(struct sqlscript *script)
{
	while (script->at < script->row_len) {
		if (script->version && peek(script, 0) == '*' &&
		    peek(script, 1) == '/')
			return;
		if (!script->version && at_delimiter(script, script->at)) {
			script->at += script->delimiter.len;
			return;
		}
		script->at++;
	}
}

static void take_command(struct sqlscript *script,
			 const struct sqlcommand *command)
{
	struct typed typed = {.text = script->row + script->at,
			      .len = script->row_len - script->at,
			      .line = script->line};

	flush(script);
	script_command(script, command, &typed);
	script->at += 2;
	if (command->argument)
		skip_argument(script);
}

static void take_backslash(struct sqlscript *script)
{
	char letter = peek(script, 1);
	const struct sqlcommand *command = sqlcommand_short(letter);

	if (!letter) {
		script->at = script->row_len;
		return;
	}
	if (command && !script->quote) {
		take_command(script, command);
		return;
	}
	if (!script->quote && letter != 'N') {
		char text[] = "unknown command '\\?'";

		text[sizeof(text) - 3] = letter;
		script_give(script, SCRIPT_BROKEN, text, script->line);
	}
	script_hold(script, script->row + script->at, 2);
	script->at += 2;
}

static void take_delimiter(struct sqlscript *script)
{
	const struct buf *held = &script->held;
	struct typed typed = {
		.text = held->data, .len = held->len, .line = script->since};
	const struct sqlcommand *command =
		sqlcommand_long(held->data, held->len, &script->delimiter);

	script->at += script->delimiter.len;
	if (command)
		script_command(script, command, &typed);
	else
		script_send(script);
	if (!script->ended)
		script_drop(script);
}

static void take_byte(struct sqlscript *script, char c)
{
	bool open = script->quote != 0;

	if (!open && c == '/' && peek(script, 1) == '*' &&
	    peek(script, 2) == '!')
		script->version = true;
	else if (!open && c == '*' && peek(script, 1) == '/')
		script->version = false;
	if (open && c == script->quote)
		script->quote = 0;
	else if (!open && !script->comment &&
		 (c == '\'' || c == '"' || c == '`'))
		script->quote = c;
	script->at++;
	if (script->comment)
		return;
	if (script->gap && !sqlcommand_space(c))
		script_hold(script, " ", 1);
	script->gap = false;
	script_hold(script, &c, 1);
}

/* A comment up to the end of the row; "--" at its start needs no blank. */
static bool at_line_comment(const struct sqlscript *script)
{
	char third = peek(script, 2);

	if (peek(script, 0) == '#')
		return true;
	return peek(script, 0) == '-' && peek(script, 1) == '-' &&
	       (!third || sqlcommand_space(third) || !script->held.len);
}

static bool at_comment(const struct sqlscript *script)
{
	char third = peek(script, 2);

	return peek(script, 0) == '/' && peek(script, 1) == '*' &&
	       third != '!' && !(third == 'M' && peek(script, 3) == '!');
}

/* One byte, or as many as belong together. */
static void take(struct sqlscript *script)
{
	char c = peek(script, 0);
	bool free = !script->comment && !script->quote;
	size_t wide = utf8_length(script->row + script->at,
				  script->row_len - script->at);

	if (sqlcommand_space(c) && !script->held.len) {
		script->at++;
	} else if (wide > 1) {
		/* No gap is filled before these, but before what follows. */
		if (!script->comment)
			script_hold(script, script->row + script->at, wide);
		script->at += wide;
	} else if (c == '\\' && !script->comment && script->quote != '`' &&
		   !(script->quote && script->plain_backslash)) {
		take_backslash(script);
	} else if (free && at_delimiter(script, script->at)) {
		take_delimiter(script);
	} else if (free && at_line_comment(script)) {
		flush(script);
		script->at = script->row_len;
	} else if (!script->quote && at_comment(script)) {
		script->comment = true;
		flush(script);
		script->at += 2;
	} else if (script->comment && !script->version && c == '*' &&
		   peek(script, 1) == '/') {
		script->comment = false;
		script->gap = true;
		flush(script);
		script->at += 2;
	} else {
		take_byte(script, c);
	}
}

/* ---- rows ---- */

/* A row that ends in the word "delimiter…" gets no line feed. */
static void end_row(struct sqlscript *script)
{
	const struct buf *held = &script->held;

	script->in_row = false;
	if (!held->len || script->comment)
		return;
	if (script->quote ||
	    !sqlcommand_is_delimiter(held->data + script->flushed,
				     held->len - script->flushed))
		script_hold(script, "\n", 1);
}

/* Finds the next row; false at the end of the script. */
static bool find_row(struct sqlscript *script)
{
	const char *row = script->bytes + script->next, *end;
	size_t left = script->len - script->next;

	if (!left)
		return false;
	end = memchr(row, '\n', left);
	script->next += end ? (size_t)(end - row) + 1 : left;
	script->row = row;
	script->row_len = end ? (size_t)(end - row) : left;
	if (end && script->row_len && end[-1] == '\r')
		script->row_len--;
	if (!script->line && left >= 3 && !memcmp(row, "\xef\xbb\xbf", 3)) {
		script->row += 3;
		script->row_len -= 3;
	}
	script->line++;
	return true;
}

/* Starts the next row, which may be a command as a whole. */
static void start_row(struct sqlscript *script)
{
	const struct sqlcommand *command = NULL;
	struct typed typed;

	if (!find_row(script)) {
		script->ended = true;
		return;
	}
	if (memchr(script->row, '\0', script->row_len)) {
		script_drop(script);
		script->ended = true;
		script_give(script, SCRIPT_BROKEN, "a NUL byte in a statement",
			    script->line);
		return;
	}
	typed = (struct typed){script->row, script->row_len, script->line};
	if (!script->held.len && !script->comment && !script->quote)
		command = sqlcommand_long(typed.text, typed.len,
					  &script->delimiter);
	if (command) {
		script_command(script, command, &typed);
		return;
	}
	script->in_row = true;
	script->at = 0;
	script->version = script->gap = false;
	flush(script);
}

/* ---- scripts ---- */

struct sqlscript *sqlscript_new(const char *bytes, size_t len)
{
	struct sqlscript *script = xmalloc(sizeof(*script));

	*script = (struct sqlscript){.bytes = bytes,
				     .len = len,
				     .delimiter = {.text = ";", .len = 1}};
	buf_init(&script->held, BUF_OURS);
	buf_init(&script->lines, BUF_OURS);
	buf_init(&script->said_lines, BUF_OURS);
	buf_init(&script->said, BUF_OURS);
	return script;
}

void sqlscript_escapes(struct sqlscript *script, bool no_backslash_escapes)
{
	script->plain_backslash = no_backslash_escapes;
}

void sqlscript_next(struct sqlscript *script, struct script_piece *piece)
{
	*piece = (struct script_piece){0};
	script->piece = piece;
	while (script->piece && !script->ended) {
		if (!script->in_row)
			start_row(script);
		else if (script->at < script->row_len)
			take(script);
		else
			end_row(script);
	}
	if (script->piece)
		script_send(script);
	if (script->piece)
		script_give(script, SCRIPT_END, "", script->line);
}

void sqlscript_free(struct sqlscript *script)
{
	if (!script)
		return;
	buf_release(&script->held);
	buf_release(&script->lines);
	buf_release(&script->said_lines);
	buf_release(&script->said);
	free(script);
}

void sqlscript_release(struct sqlscript **script)
{
	sqlscript_free(*script);
	*script = NULL;
}
