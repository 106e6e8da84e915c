/*
 * Trials: runs of cases that somebody wants to see the observation of. Plan
 * any number, run them all at once on the workers, plan more. Trials of the
 * pack's own solutions come from the cache when they are there.
 */
#ifndef GRADER_GRADE_TRIAL_H
#define GRADER_GRADE_TRIAL_H

#include "grade/pool.h"

struct trial {
	struct order order;
	bool own; /* of the pack's: may come from and go to the cache */
	bool done;
	struct observation seen; /* when done */
};

/* How trials are run. */
struct trials_options {
	struct pool_options pool;
	const char *cache;   /* or NULL: neither read nor written */
	struct arena *arena; /* private; for trials and observations */
	void (*progress)(void *who, size_t done, size_t all);
	void *who;
};

struct trials;

/* Starts the workers, which thus know nothing of what is run later. */
struct trials *trials_new(const struct trials_options *options,
			  struct err *err);
void trials_free(struct trials *trials);

/* Plans one. It and its observation live as long as the arena. */
struct trial *trial_plan(struct trials *trials, const struct order *order,
			 bool own);

/* Runs all that are planned and not done. */
MUST_CHECK bool trials_run(struct trials *trials, struct err *err);

/* "MariaDB 10.11.19, Redis 7.0.15", once something was run; else NULL. */
const char *trials_server(const struct trials *trials);

pid_t trials_kept(const struct trials *trials);

/* The memory of observations. */
struct arena *trials_arena(const struct trials *trials);

/* The files of a solution of the pack as hand-ins. */
const struct handed *handed_of_solution(const struct task *task,
					const struct solution *solution,
					struct arena *arena);

/* The idle hand-in: only the obligatory first line of each file. */
const struct handed *handed_idle(const struct task *task, struct arena *arena);

#endif
