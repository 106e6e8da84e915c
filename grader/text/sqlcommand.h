/*
 * The commands that the MySQL and MariaDB command-line clients carry out
 * themselves: how a text names one, and how its argument is written.
 */
#ifndef GRADER_TEXT_SQLCOMMAND_H
#define GRADER_TEXT_SQLCOMMAND_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* What a command does, as far as a reader of scripts is concerned. */
enum sqlcommand_act {
	SQLCOMMAND_GO,	      /* sends what was typed so far */
	SQLCOMMAND_CLEAR,     /* forgets what was typed so far */
	SQLCOMMAND_QUIT,      /* sends what was typed so far and ends */
	SQLCOMMAND_DELIMITER, /* sets what ends a statement */
	SQLCOMMAND_USE,	      /* selects a database */
	SQLCOMMAND_CHARSET,   /* sends SET NAMES */
	SQLCOMMAND_HELP,      /* asks the server when it has an argument */
	SQLCOMMAND_LOCAL,     /* changes or prints something of the client */
	SQLCOMMAND_HOST,      /* touches the host, or another server */
};

struct sqlcommand {
	const char *name; /* "delimiter" */
	char letter;	  /* 'd', as in \d */
	enum sqlcommand_act act;
	bool argument; /* it takes one */
};

/* What ends a statement. */
struct sqldelimiter {
	char text[16];
	size_t len;
};

/* The command of a backslash and this letter, or NULL. */
const struct sqlcommand *sqlcommand_short(char letter);

/*
 * The command that a line, or a statement up to its delimiter, consists of;
 * NULL when it is none or when the line holds a delimiter or \g, which are
 * looked at byte by byte.
 */
const struct sqlcommand *sqlcommand_long(const char *text, size_t len,
					 const struct sqldelimiter *delimiter);

/*
 * Puts the first argument of a command into `argument`, which is emptied
 * first: a quoted text or all up to a space, backslashes taken out (but not
 * of a name in backticks, unless the command is a letter). Only the first
 * `most` bytes of the text count. False: there is none, or its quote is left
 * open.
 */
bool sqlcommand_argument(const char *text, size_t len, size_t most,
			 struct buf *argument);

/* Whether the text begins with the word `delimiter`, whatever follows it. */
bool sqlcommand_is_delimiter(const char *text, size_t len);

/* A blank, tab, line feed, vertical tab, form feed or carriage return. */
bool sqlcommand_space(char c);

#endif
