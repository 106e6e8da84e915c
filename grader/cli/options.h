/*
 * What was typed: options in groups, of which each command takes some, and
 * what it was typed at.
 */
#ifndef GRADER_CLI_OPTIONS_H
#define GRADER_CLI_OPTIONS_H

#include "base/arena.h"
#include "base/err.h"
#include "lab/level.h"

#include <stdint.h>

/* Groups of options. */
enum {
	OPTIONS_RUN = 1,     /* --seed --jobs --timeout */
	OPTIONS_REPORT = 2,  /* --report --keep */
	OPTIONS_PROJECT = 4, /* --project */
	OPTIONS_TASK = 8,    /* --task */
};

#define LIST_MOST 64

/* A format and where its report goes; file NULL: standard output. */
struct report_option {
	const char *format, *file;
};

struct invocation {
	const char *arguments[LIST_MOST];
	size_t narguments;
	const char *packs[LIST_MOST];
	size_t npacks;
	const char *tasks[LIST_MOST];
	size_t ntasks;
	struct report_option reports[LIST_MOST];
	size_t nreports;
	const char *project; /* or NULL */
	int64_t seed;
	int64_t jobs;
	int64_t timeout_ms; /* 0: what each task says */
	bool keep, verbose;
	enum level least;  /* --isolation: refuse to run with less */
	const char *cache; /* folder, or NULL when there is no place for one */
	struct arena *arena; /* lives as long as the command */
};

struct command;

/* Parses the words after the command; ends the program on usage errors. */
void options_parse(const struct command *command, int argc, char **argv,
		   struct invocation *options);

#endif
