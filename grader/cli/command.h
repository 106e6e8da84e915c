/*
 * Commands of the program: one file each, one line in commands.def. Only
 * this folder prints, and only here is the exit status decided.
 */
#ifndef GRADER_CLI_COMMAND_H
#define GRADER_CLI_COMMAND_H

#include "cli/options.h"

struct command {
	const char *name;
	const char *arguments; /* "[PATH]" */
	const char *doc;       /* one line for --help */
	const char *more;      /* further text of its --help, or NULL */
	unsigned options;      /* groups of options that it takes */
	size_t most_arguments; /* beyond which it is a usage error */

	/* Gives the exit status: 0 to 5. */
	int (*run)(const struct invocation *options);
};

/* Exit statuses; see docs/grader.1. */
enum status {
	STATUS_PASS = 0,
	STATUS_FAIL = 1,
	STATUS_USAGE = 2,
	STATUS_SPEC = 3,
	STATUS_INFRA = 4,
	STATUS_ISOLATION = 5,
};

/*
 * Whether this machine gives the isolation that was asked for; says so on
 * standard error when not.
 */
bool isolated(const struct invocation *options);

/* Says the error on standard error; the status that its owner asks for. */
int complain(const struct err *err);

#endif
