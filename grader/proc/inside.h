/*
 * What the two sides of a sandbox share: the worker, which watches, and the
 * init, which is forked from it. Nothing outside this folder includes it.
 */
#ifndef GRADER_PROC_INSIDE_H
#define GRADER_PROC_INSIDE_H

#include "proc/cgroup.h"
#include "proc/filter.h"
#include "proc/sandbox.h"

struct sandbox_base {
	struct filter filter;
	struct cgroup_place place;
};

/* What the init gets, besides its copy of the worker's memory. */
struct launch {
	const struct sandbox *sandbox;
	int root;	     /* of the view */
	int in, out, err;    /* what becomes the program's 0, 1 and 2 */
	int report;	     /* where it tells what follows */
	struct cgroup *leaf; /* to enter, or none */
};

/* One message of the init, or of the program before it is the program. */
struct told {
	enum {
		TOLD_FAILED, /* to `step`; number is errno */
		TOLD_PROC,   /* a descriptor of /proc comes with it */
		TOLD_ENDED,  /* number is the program's wait status */
	} what;
	int number;
	bool left;     /* ENDED: processes were left behind */
	char step[48]; /* FAILED */
};

/* The life of the init; does not return. */
void init_live(const struct launch *launch) __attribute__((noreturn));

#endif
