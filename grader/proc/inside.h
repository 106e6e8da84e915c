/*
 * What the two sides of a sandbox share: the worker, which watches, and the
 * init, which is forked from it. Nothing outside this folder includes it.
 */
#ifndef GRADER_PROC_INSIDE_H
#define GRADER_PROC_INSIDE_H

#include "proc/cgroup.h"
#include "proc/filter.h"
#include "proc/output.h"
#include "proc/sandbox.h"
#include "proc/told.h"

#include <sched.h>

#ifdef GRADER_WITHOUT_PIDNS
#define SANDBOX_NAMESPACES (CLONE_NEWIPC | CLONE_NEWUTS)
#else
#define SANDBOX_NAMESPACES (CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS)
#endif

struct sandbox_base {
	uid_t uid;
	int system; /* the namespace of system.h */
	int proc;   /* the lab's /proc, writable */
	struct filter filter;
	struct cgroup_place place;
};

/* How many of the lab's sockets a sandbox may show. */
#define MOST_SOCKETS 8

/* What the init gets, besides its copy of the memory it is forked from. */
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

/*
 * The same, but that the program is a fork of the init: it returns there,
 * as the user of the sandbox and without any of its descriptors above 2.
 */
void init_fork(const struct launch *launch);

/* One run, from the worker's side. Zero is not empty: see NO_RUN. */
struct sandbox_run {
	const struct sandbox *sandbox;
	uint64_t started_us;
	pid_t init;
	int pidfd, timer, report, root, in, proc;
	int sockets[MOST_SOCKETS];
	size_t nsockets;
	struct output out, err;
	struct cgroup leaf;
	struct told told; /* the last word of the init */
	bool ended, failed, stopped, reaped, starved;
	enum sandbox_limit limit;
	uint64_t allowed, used;
	uint64_t cpu_us, rss, wall_us;
	uint64_t waited_us;	/* for a processor */
	uint64_t own_waited_us; /* the worker's, at the start */
	struct page *page;	/* NULL unless the program is warm */
};

#define NO_RUN                                  \
	((struct sandbox_run){.pidfd = -1,      \
			      .timer = -1,      \
			      .report = -1,     \
			      .root = -1,       \
			      .in = -1,         \
			      .proc = -1,       \
			      .out = NO_OUTPUT, \
			      .err = NO_OUTPUT, \
			      .leaf = {.dir = -1}})

/*
 * Watches a run until it has ended and was reaped, or, with a page, until
 * the program has given it back: true.
 */
bool watch_run(struct sandbox_run *run);

/* Ends a run that was not waited to its end. */
void watch_stop(struct sandbox_run *run);

/* What struck without being seen while it ran. */
void watch_look_back(struct sandbox_run *run);

#endif
