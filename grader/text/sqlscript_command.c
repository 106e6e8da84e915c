/* The statement so far, and what the client's own commands do with it. */
#include "text/sqlscript_inside.h"

#include <string.h>
#include <strings.h>

/* How much of a command's text the client looks at. */
#define ARGUMENT_MOST 255
#define DATABASE_MOST 512
#define HELP_MOST 101

/* Character sets that a client can speak, as SET NAMES is sent for them. */
static const char *const charsets[] = {
	"armscii8", "ascii",   "big5",	 "binary",  "cp1250",  "cp1251",
	"cp1256",   "cp1257",  "cp850",	 "cp852",   "cp866",   "cp932",
	"dec8",	    "eucjpms", "euckr",	 "gb2312",  "gbk",     "geostd8",
	"greek",    "hebrew",  "hp8",	 "keybcs2", "koi8r",   "koi8u",
	"latin1",   "latin2",  "latin5", "latin7",  "macce",   "macroman",
	"sjis",	    "swe7",    "tis620", "ujis",    "utf8mb3", "utf8mb4"};

/* ---- what is held ---- */

void script_hold(struct sqlscript *script, const char *bytes, size_t len)
{
	if (!script->held.len)
		script->since = script->line;
	if (!script->held.len || script->fresh)
		buf_add(&script->lines, &script->line, sizeof(script->line));
	buf_add(&script->held, bytes, len);
	script->fresh = len && bytes[len - 1] == '\n';
}

void script_drop(struct sqlscript *script)
{
	buf_clear(&script->held);
	buf_clear(&script->lines);
	script->fresh = false;
	script->flushed = 0;
}

/* ---- pieces ---- */

/* Gives what `said` holds. */
static void give_said(struct sqlscript *script, enum script_item item,
		      unsigned line)
{
	script->piece->item = item;
	script->piece->text = script->said.data;
	script->piece->len = script->said.len;
	script->piece->line = line;
	script->piece = NULL;
}

void script_give(struct sqlscript *script, enum script_item item,
		 const char *text, unsigned line)
{
	buf_clear(&script->said);
	buf_add_str(&script->said, text);
	give_said(script, item, line);
}

/* What the client cuts off the end of a statement. */
static bool invisible(char c)
{
	return (c >= '\0' && c <= ' ') || c == 0x7f;
}

/* Gives what is held, unless nothing of it can be seen. */
void script_send(struct sqlscript *script)
{
	struct buf *held = &script->held, swap;

	while (held->len && invisible(held->data[held->len - 1]))
		held->data[--held->len] = '\0';
	if (held->len) {
		swap = script->said;
		script->said = *held;
		*held = swap;
		swap = script->said_lines;
		script->said_lines = script->lines;
		script->lines = swap;
		script->piece->lines = (void *)script->said_lines.data;
		script->piece->nlines =
			script->said_lines.len / sizeof(unsigned);
		give_said(script, SCRIPT_STATEMENT, script->since);
	}
	script_drop(script);
}

/* ---- commands ---- */

static void set_delimiter(struct sqlscript *script, const struct typed *typed)
{
	struct sqldelimiter *delimiter = &script->delimiter;
	struct buf *argument = &script->said;
	size_t most = sizeof(delimiter->text) - 1;

	if (!sqlcommand_argument(typed->text, typed->len, ARGUMENT_MOST,
				 argument)) {
		script_give(script, SCRIPT_BROKEN,
			    "DELIMITER must be followed by a 'delimiter' "
			    "character or string",
			    typed->line);
		return;
	}
	if (memchr(argument->data, '\\', argument->len)) {
		script_give(script, SCRIPT_BROKEN,
			    "DELIMITER cannot contain a backslash character",
			    typed->line);
		return;
	}
	delimiter->len = argument->len < most ? argument->len : most;
	memcpy(delimiter->text, argument->data, delimiter->len);
}

static void use(struct sqlscript *script, const struct typed *typed)
{
	if (sqlcommand_argument(typed->text, typed->len, DATABASE_MOST,
				&script->said))
		give_said(script, SCRIPT_USE, typed->line);
	else
		script_give(script, SCRIPT_BROKEN,
			    "USE must be followed by a database name",
			    typed->line);
}

/* A name that the client does not know changes nothing. */
static void set_charset(struct sqlscript *script, const struct typed *typed)
{
	struct buf *said = &script->said;
	const char *name = NULL;
	size_t i;

	if (!sqlcommand_argument(typed->text, typed->len, ARGUMENT_MOST,
				 said)) {
		script_give(script, SCRIPT_BROKEN,
			    "CHARSET must be followed by a character set",
			    typed->line);
		return;
	}
	if (!strcasecmp(said->data, "utf8"))
		name = "utf8mb3";
	for (i = 0; i < ARRAY_LEN(charsets); i++)
		if (!strcasecmp(said->data, charsets[i]))
			name = charsets[i];
	if (!name)
		return;
	buf_clear(said);
	buf_printf(said, "SET NAMES %s", name);
	give_said(script, SCRIPT_STATEMENT, typed->line);
}

/* The client lists its commands, but asks the server about a topic. */
static void help(struct sqlscript *script, const struct typed *typed)
{
	const char *topic = memchr(typed->text, ' ', typed->len);
	const char *end = typed->text + typed->len;
	struct buf *said = &script->said;

	while (topic && topic < end && sqlcommand_space(*topic))
		topic++;
	if (!topic || topic == end)
		return;
	buf_clear(said);
	buf_add_str(said, "help ");
	if (*topic != '\'') {
		while (sqlcommand_space(end[-1]))
			end--;
		buf_add_char(said, '\'');
		buf_add(said, topic, (size_t)(end - topic));
		buf_add_char(said, '\'');
	} else {
		buf_add(said, topic, (size_t)(end - topic));
	}
	if (said->len > HELP_MOST)
		said->len = HELP_MOST;
	said->data[said->len] = '\0';
	give_said(script, SCRIPT_STATEMENT, typed->line);
}

void script_command(struct sqlscript *script, const struct sqlcommand *command,
		    const struct typed *typed)
{
	switch (command->act) {
	case SQLCOMMAND_GO:
		script_send(script);
		return;
	case SQLCOMMAND_CLEAR:
		script_drop(script);
		return;
	case SQLCOMMAND_QUIT:
		script->ended = true;
		return;
	case SQLCOMMAND_DELIMITER:
		set_delimiter(script, typed);
		return;
	case SQLCOMMAND_USE:
		use(script, typed);
		return;
	case SQLCOMMAND_CHARSET:
		set_charset(script, typed);
		return;
	case SQLCOMMAND_HELP:
		help(script, typed);
		return;
	case SQLCOMMAND_LOCAL:
		return;
	case SQLCOMMAND_HOST:
		script_give(script, SCRIPT_DENIED, command->name, typed->line);
		return;
	}
}
