/*
 * Grading: a submission's hand-ins in, finished results out. And the same
 * for a task's own solutions: verify.
 */
#ifndef GRADER_GRADE_GRADE_H
#define GRADER_GRADE_GRADE_H

#include "grade/result.h"
#include "grade/submission.h"
#include "grade/trial.h"

struct grade_options {
	size_t workers; /* at least 1 */
	uint64_t seed;
	int64_t wall_ms;   /* of each case; 0: what its task says */
	const char *cache; /* folder, or NULL */
	bool keep;   /* stop at the first case that does not pass, and leave
			its lab */
	bool shrink; /* look for the smallest counterexample */
	void (*progress)(void *who, size_t done, size_t all);
	void *who;
	/*
	 * With keep: called while the lab of the last case still lives.
	 * `visit` are the commands to look into it (see observe.h).
	 */
	void (*kept)(void *who, pid_t worker, enum isolation isolation,
		     const char *visit);
};

/*
 * Grades what submission_find found. Everything in the results lives in the
 * arena. False only when nothing could be graded at all (no worker can be
 * had): a single case that could not be run is INFRA in the results.
 */
MUST_CHECK bool grade_submission(const struct grade_options *options,
				 const char *path, const struct finds *finds,
				 struct arena *arena, struct results *results,
				 struct err *err);

/* One thing that `verify` found wrong with a task. */
struct flaw {
	const struct task *task;
	const char *text;
};

struct flaws {
	struct flaw *items;
	size_t n, room;
	size_t runs; /* how many cases were run to find out */
};

/*
 * Proves tasks: the reference passes; the starter and the idle hand-in do
 * not, and the idle one fails every case; each right solution passes, with
 * this seed and another, with rows inserted in another order, and on another
 * day; each wrong one fails exactly what its `fails` names.
 */
MUST_CHECK bool grade_verify(const struct grade_options *options,
			     const struct task *const *tasks, size_t ntasks,
			     struct arena *arena, struct flaws *flaws,
			     struct err *err);

/*
 * What this machine runs in place of the server that `needs` of the task
 * names: "mariadb"; NULL when the task can be run.
 */
const char *grade_unmet(const struct task *task);

/*
 * What a case of the task needs and a lab of this machine does not have: "a
 * network of its own", "a sandbox"; NULL when it lacks nothing.
 */
const char *grade_refused(const struct task *task);

/* What installs that which the tasks need and is not there: a command, with
   what it brings, or "". */
const char *grade_missing(const struct task *const *tasks, size_t ntasks,
			  struct arena *arena);

#endif
