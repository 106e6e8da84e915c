/* The cases of a task: given, when, then. */
#ifndef GRADER_SPEC_CASES_H
#define GRADER_SPEC_CASES_H

#include "spec/grammar.h"

struct binder;

/* The checks of project.yaml that a task gets, in its first case. */
struct common {
	const struct node *checks; /* a list, or NULL */
	const char *file;	   /* the hand-in that '*' stands for */
	int64_t points;		   /* of a check that says none */
};

/*
 * Binds all cases of a task into task->scene. Problems are added; what has
 * some is left half bound.
 */
void cases_bind(struct binder *binder, const struct task_keys *keys,
		const struct common *common, size_t ncommon, struct task *task);

#endif
