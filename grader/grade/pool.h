/*
 * Workers: child processes with one lab each, which run cases one at a time.
 * A worker never learns what is expected: it gets a case's files and number
 * and sends an observation. When it crashes, its job is given to a fresh
 * worker once more and is then INFRA.
 */
#ifndef GRADER_GRADE_POOL_H
#define GRADER_GRADE_POOL_H

#include "grade/observe.h"

struct pool;

/* Kinds of servers that a pool's labs can hold. */
#define POOL_TEMPLATES_MOST 8

struct pool_options {
	size_t workers;
	struct lab_options lab;
	const struct task *const *tasks; /* what jobs may name, by pointer */
	size_t ntasks;
	bool keep; /* leave the lab as the last case left it */
};

/* One run of one case that is wanted. */
struct job {
	struct order order; /* its pointers live until the job is done */
	void *owner;	    /* the caller's */
	uint64_t needs;	    /* set by pool_add: see needs.h */
	unsigned attempts;
	bool alone; /* nothing else is to run beside it */
};

/* Forks no worker yet. Copies the templates and closes them at the end. */
struct pool *pool_new(const struct pool_options *options);

/*
 * Forks all workers; what this process comes to know afterwards they cannot
 * know. One that ends is forked again when there is work for it.
 */
MUST_CHECK bool pool_start(struct pool *pool, struct err *err);

/* Ends all workers and their labs, and forgets what is waiting. */
void pool_free(struct pool *pool);

/* Adds a job to those that wait; copies it. */
void pool_add(struct pool *pool, const struct job *job);

/* How many jobs wait or run. */
size_t pool_waiting(const struct pool *pool);

/*
 * Waits for the next job to be done: true with the job and its observation,
 * in the arena. False when none is left, or with an error when no worker can
 * be had.
 */
MUST_CHECK bool pool_next(struct pool *pool, struct job *job,
			  struct arena *arena, struct observation *observation,
			  struct err *err);

/*
 * For `--keep`: the process id of the worker whose lab holds the last case,
 * or 0. Its disk is /proc/PID/root/tmp for a full lab.
 */
pid_t pool_kept(const struct pool *pool);

#endif
