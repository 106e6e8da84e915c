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
	uid_t uid;
	int system; /* the namespace of system.h */
	int proc;   /* the lab's /proc, writable */
	struct filter filter;
	struct cgroup_place place;
};

/* How many of the lab's sockets a sandbox may show. */
#define MOST_SOCKETS 8

/* What the init gets, besides its copy of the worker's memory. */
struct launch {
	const struct sandbox *sandbox;
	int root;	    /* of the disk */
	int in, out, err;   /* what becomes the program's 0, 1 and 2 */
	int report;	    /* where it tells what happens */
	const int *sockets; /* copies of their mounts */
	size_t nsockets;
	const struct cgroup *leaf; /* to enter, or NULL */
};

/* The life of the init; does not return. */
void init_live(const struct launch *launch) __attribute__((noreturn));

#endif
