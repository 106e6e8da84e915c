/* Recognises client commands the way the MySQL and MariaDB clients do. */
#include "text/sqlcommand.h"

#include <string.h>
#include <strings.h>

static const char delimiter_name[] = "delimiter";

static const struct sqlcommand commands[] = {
	{"?", '?', SQLCOMMAND_HELP, true},
	{"charset", 'C', SQLCOMMAND_CHARSET, true},
	{"clear", 'c', SQLCOMMAND_CLEAR, false},
	{"connect", 'r', SQLCOMMAND_HOST, true},
	{delimiter_name, 'd', SQLCOMMAND_DELIMITER, true},
	{"edit", 'e', SQLCOMMAND_HOST, false},
	{"ego", 'G', SQLCOMMAND_GO, false},
	{"exit", 'q', SQLCOMMAND_QUIT, false},
	{"go", 'g', SQLCOMMAND_GO, false},
	{"help", 'h', SQLCOMMAND_HELP, true},
	{"nopager", 'n', SQLCOMMAND_LOCAL, false},
	{"notee", 't', SQLCOMMAND_LOCAL, false},
	{"nowarning", 'w', SQLCOMMAND_LOCAL, false},
	{"pager", 'P', SQLCOMMAND_HOST, true},
	{"print", 'p', SQLCOMMAND_LOCAL, false},
	{"prompt", 'R', SQLCOMMAND_LOCAL, true},
	{"quit", 'q', SQLCOMMAND_QUIT, false},
	{"rehash", '#', SQLCOMMAND_LOCAL, false},
	{"sandbox", '-', SQLCOMMAND_LOCAL, false},
	{"source", '.', SQLCOMMAND_HOST, true},
	{"status", 's', SQLCOMMAND_LOCAL, false},
	{"system", '!', SQLCOMMAND_HOST, true},
	{"tee", 'T', SQLCOMMAND_HOST, true},
	{"use", 'u', SQLCOMMAND_USE, true},
	{"warnings", 'W', SQLCOMMAND_LOCAL, false},
};

bool sqlcommand_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

bool sqlcommand_is_delimiter(const char *text, size_t len)
{
	size_t name = sizeof(delimiter_name) - 1;

	return len >= name && !strncasecmp(text, delimiter_name, name);
}

const struct sqlcommand *sqlcommand_short(char letter)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(commands); i++)
		if (commands[i].letter == letter)
			return &commands[i];
	return NULL;
}

static const struct sqlcommand *by_name(const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(commands); i++)
		if (strlen(commands[i].name) == len &&
		    !strncasecmp(commands[i].name, name, len))
			return &commands[i];
	return NULL;
}

static size_t skip_spaces(const char *text, size_t len, size_t at)
{
	while (at < len && sqlcommand_space(text[at]))
		at++;
	return at;
}

/* ---- arguments ---- */

/* Where the argument starts, behind the name of the command. */
static size_t behind_name(const char *text, size_t len, bool *letter)
{
	size_t at = skip_spaces(text, len, 0);

	*letter = at < len && text[at] == '\\';
	if (*letter)
		return at + 2 < len ? at + 2 : len;
	while (at < len && !sqlcommand_space(text[at]))
		at++;
	return at;
}

static bool starts_quote(char c)
{
	return c == '\'' || c == '"' || c == '`';
}

bool sqlcommand_argument(const char *text, size_t len, size_t most,
			 struct buf *argument)
{
	bool letter, escapes, closed = false;
	size_t at;
	char quote = 0;

	buf_clear(argument);
	len = len < most ? len : most;
	at = behind_name(text, len, &letter);
	at = skip_spaces(text, len, at);
	if (at < len && starts_quote(text[at]))
		quote = text[at++];
	escapes = letter || quote != '`';
	for (; at < len && !closed; at++) {
		if (text[at] == '\\' && at + 1 < len && escapes)
			buf_add_char(argument, text[++at]);
		else if (!letter && quote && text[at] == quote &&
			 at + 1 < len && text[at + 1] == quote)
			buf_add_char(argument, text[++at]);
		else if (text[at] == (quote ? quote : ' '))
			closed = true;
		else
			buf_add_char(argument, text[at]);
	}
	return argument->len && (!quote || closed);
}

/* ---- whole lines ---- */

static bool holds(const char *text, size_t len, const char *part, size_t size)
{
	return memmem(text, len, part, size) != NULL;
}

static size_t name_length(const char *text, size_t len)
{
	size_t at = 0;

	while (at < len && text[at] != ' ' && text[at] != '\t')
		at++;
	return at;
}

const struct sqlcommand *sqlcommand_long(const char *text, size_t len,
					 const struct sqldelimiter *delimiter)
{
	size_t skipped = skip_spaces(text, len, 0), name;
	const struct sqlcommand *command;
	AUTO(buf_release) struct buf argument = {0};

	text += skipped;
	len -= skipped;
	name = name_length(text, len);
	command = by_name(text, name);
	if (!command || holds(text, len, "\\g", 2))
		return NULL;
	if (holds(text, len, delimiter->text, delimiter->len) &&
	    !sqlcommand_is_delimiter(text, len))
		return NULL;
	if (skip_spaces(text, len, name) == len)
		return command;
	buf_init(&argument, BUF_OURS);
	if (command->argument && sqlcommand_argument(text, len, len, &argument))
		return command;
	return NULL;
}
