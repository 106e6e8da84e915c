/*
 * Attempts to escape, from the inside: what level.h has tried in a lab. Each
 * is harmless where it succeeds, and bounded.
 *
 * The program that attempts is this one: orders come on its standard input, a
 * line each, a word of escapes.def with what it needs:
 *
 *	file DIGEST PATH      read the file with that SHA-256
 *	port NUMBER           connect to it on 127.0.0.1
 *	socket NAME           connect to that abstract name
 *	signal PID            SIGUSR1 to that process
 *	call                  netlink, io_uring
 *	child                 leave one in a session of its own, which locks
 *	                      the file ESCAPE_LOCK of the working directory
 *	processes NUMBER      so many at once
 *	memory MIB MS         so much at once, and for so long
 *
 * What became of it goes to standard output as "WORD NUMBER": 0 when it seemed
 * to work, else the errno of the refusal. No line: it did not come that far.
 * `memory` writes a '.' for each MiB that it has, before its line.
 */
#ifndef GRADER_LAB_ESCAPE_H
#define GRADER_LAB_ESCAPE_H

enum escape {
#define ESCAPE(NAME, word, doc) ESCAPE_##NAME,
#include "lab/escapes.def"
#undef ESCAPE
	ESCAPES /* how many there are */
};

/* "file", and "read a private file of yours". */
const char *escape_word(enum escape escape);
const char *escape_doc(enum escape escape);

/* This program's name in a sandbox: main() then calls escape_main. */
#define ESCAPE_NAME "escape"
#define ESCAPE_PATH "/work/" ESCAPE_NAME

#define ESCAPE_LOCK "held"

/* Carries out the orders; the exit status. */
int escape_main(void);

#endif
