/*
 * One error type for the whole program. An error is never the learner's:
 * what a learner did wrong is an outcome or a verdict, not an error. Every
 * error has an owner, and the owner decides the exit status.
 *
 * A function that can fail returns bool with a `struct err *` as its last
 * parameter. True means that every output is valid; false means that the
 * error is set and that no output was touched.
 */
#ifndef GRADER_BASE_ERR_H
#define GRADER_BASE_ERR_H

#include "base/attr.h"

#include <stdbool.h>

enum err_owner {
	ERR_NONE,  /* no error was set */
	ERR_USAGE, /* whoever typed the command */
	ERR_SPEC,  /* the author of the task */
	ERR_INFRA, /* this machine, or this program */
};

/*
 * The text is lower case without a full stop, the problem first, with its
 * subject in quotes. A text that is too long is cut.
 */
struct err {
	enum err_owner owner;
	char text[2048];
};

/*
 * Sets the error and returns false, so that a function can end with
 * `return err_set(err, …)`. A err of NULL is allowed and ignored.
 */
bool err_set(struct err *err, enum err_owner owner, const char *fmt, ...)
	PRINTF_LIKE(3, 4);

/* As err_set for ERR_INFRA, with ": " and the words for errno at the end. */
bool err_errno(struct err *err, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Puts "where: " in front of an error that is set. Returns false. */
bool err_at(struct err *err, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* The name of an owner in messages: "usage", "spec", "infrastructure". */
const char *err_owner_name(enum err_owner owner);

#endif
