/*
 * What the files that read scripts share: a script that is being read, and
 * what can be done with the statement so far. Nothing else includes it.
 */
#ifndef GRADER_TEXT_SQLSCRIPT_INSIDE_H
#define GRADER_TEXT_SQLSCRIPT_INSIDE_H

#include "text/sqlcommand.h"
#include "text/sqlscript.h"

struct sqlscript {
	const char *bytes;
	size_t len, next; /* where the next line starts */
	unsigned line;	  /* the number of the line that is being read */

	const char *row; /* that line, without its end */
	size_t row_len, at;
	bool in_row;

	struct buf held;  /* the statement so far */
	struct buf lines; /* for each of its lines, where it is from */
	bool fresh;	  /* what is held next begins a line of it */
	size_t flushed;	  /* where the bytes of this row start in it */
	unsigned since;	  /* the line of its first byte */
	char quote;	  /* the open quote, or 0 */
	bool comment;	  /* in a comment that is dropped */
	bool version;	  /* in a comment that the server reads; for one row */
	bool gap;	  /* a comment ended: its place needs a blank */

	struct sqldelimiter delimiter;
	bool plain_backslash; /* NO_BACKSLASH_ESCAPES */
	bool ended;	      /* nothing more is read */
	struct buf said;      /* what the last piece points to */
	struct buf said_lines;
	struct script_piece *piece; /* to fill; NULL when it is filled */
};

/* A client command as it stands in the script. */
struct typed {
	const char *text;
	size_t len;
	unsigned line;
};

/* Adds bytes to the statement so far. */
void script_hold(struct sqlscript *script, const char *bytes, size_t len);

/* Forgets the statement so far. */
void script_drop(struct sqlscript *script);

/* Gives a piece with this text. */
void script_give(struct sqlscript *script, enum script_item item,
		 const char *text, unsigned line);

/* Gives the statement so far, unless nothing of it can be seen. */
void script_send(struct sqlscript *script);

/* Does what a client command does; at most one piece comes of it. */
void script_command(struct sqlscript *script, const struct sqlcommand *command,
		    const struct typed *typed);

#endif
