/* The solutions in a task's folder: solution/, starter/, right/, wrong/. */
#ifndef GRADER_SPEC_SOLUTION_H
#define GRADER_SPEC_SOLUTION_H

#include "spec/grammar.h"
#include "spec/with.h"

/* What reading the files of one task needs. */
struct solutions {
	struct binder *binder;
	const struct pack *pack;
	const struct with *with;
	const struct task *task; /* dir, handin and scene are set */
	bool whole; /* the scenes have no problems: `fails` can be checked */
};

/*
 * Reads the hand-ins in a folder; what is missing is a problem at `at`, that
 * calls the folder `shown`.
 */
struct solution solution_read(const struct solutions *solutions,
			      const char *folder, const char *shown,
			      struct mark at);

/* Reads right/ and wrong/ into the task, with what `wrong` says of them. */
void solutions_read(const struct solutions *solutions,
		    const struct task_keys *keys, struct mark at,
		    struct task *task);

/*
 * Whether a name in `fails` is a case, or exactly one check, of the task;
 * adds a problem at the node if it is not.
 */
bool fails_known(struct binder *binder, const struct task *task,
		 const struct node *node);

#endif
