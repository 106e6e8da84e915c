/*
 * The packs that this program finds, and the tasks that a command is about.
 */
#ifndef GRADER_CLI_PACKS_H
#define GRADER_CLI_PACKS_H

#include "cli/options.h"
#include "spec/load.h"

/* All projects that were found, without the tasks that have problems. */
struct packs {
	const struct project **projects;
	size_t nprojects;
	const char **names; /* of all that there are, wanted or not */
	size_t nnames;
	struct problems problems;
	const char *places[LIST_MOST]; /* folders that were looked in */
	size_t nplaces;
};

/*
 * Loads the projects of all packs: those of --packs and GRADER_PACKS, then
 * those of the checkout that the program lies in, else the installed ones. A
 * project that is found twice is the first one. --project chooses one;
 * --task and the task arguments are for packs_tasks.
 */
MUST_CHECK bool packs_load(const struct invocation *options,
			   struct packs *packs, struct err *err);

/* A list of tasks. */
struct task_list {
	const struct task **items;
	size_t n;
};

/*
 * The tasks that the names mean: "4-store", "store", "4",
 * "4-store.sql", or "0x00-MySQL_Advanced/4-store". None at all means every
 * task. A name that is none is ERR_USAGE and tells the nearest.
 */
MUST_CHECK bool packs_tasks(const struct packs *packs, const char *const *names,
			    size_t n, struct arena *arena,
			    struct task_list *tasks, struct err *err);

/* The tasks that the arguments and the options -t name together. */
MUST_CHECK bool packs_wanted(const struct packs *packs,
			     const struct invocation *options,
			     struct task_list *tasks, struct err *err);

/* Projects with only the tasks of the list in them. */
void packs_keep(struct packs *packs, const struct task_list *tasks,
		struct arena *arena);

/* Prints the problems on standard error; how many there are. */
size_t packs_complain(const struct packs *packs, struct arena *arena);

#endif
