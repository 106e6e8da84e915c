/*
 * A warm program: an interpreter that is started once, loads what takes time,
 * and is then forked into a fresh sandbox for each run.
 *
 * Theory of operation. The worker starts the interpreter with a library of
 * this program's own in LD_PRELOAD (warm_inside.h), outside of any sandbox
 * and with the worker's capabilities; nothing of a learner's is ever run in
 * it. For a run, the worker sends what sandbox_start has set up. The
 * interpreter clones the sandbox's init from itself with CLONE_PARENT, so
 * that it is the worker's own child, to be watched and reaped as any other;
 * the init forks the program from itself, and the program takes the same
 * steps as one that is executed (init.c), but for exec.
 */
#ifndef GRADER_PROC_WARM_H
#define GRADER_PROC_WARM_H

#include "proc/page.h"
#include "proc/sandbox.h"

#include <stddef.h>

struct warm;

#define WARM_ABOUT 256

struct warm_options {
	const struct sandbox_base *base; /* borrowed as long as it lives */
	const char *const *argv;	 /* of the interpreter */
	const char *const *env;		 /* what its programs will have too */
	const char *load;		 /* what warm_begin gives, or NULL */
	const void *library;		 /* the bytes of the library */
	size_t len;
};

/*
 * Starts it, without waiting: what it loads takes time in which others can be
 * started.
 */
MUST_CHECK bool warm_start(const struct warm_options *options,
			   struct warm **warm, struct err *err);

/*
 * Waits until it has loaded all, and lives. False: it has ended, or is ended
 * now; the error holds the last line that it printed.
 */
MUST_CHECK bool warm_await(struct warm *warm, struct err *err);

/* NULL is allowed. */
void warm_free(struct warm *warm);

/* Whether it still runs. */
bool warm_alive(const struct warm *warm);

/* What it has said of itself: "Python 3.11.2 (…)"; "" before it was awaited. */
const char *warm_about(const struct warm *warm);

/* argv[0]. */
const char *warm_name(const struct warm *warm);

/* ---- for sandbox.c ---- */

struct launch;
struct sandbox_run;

/* Has the init of a run cloned: its pid and pidfd, and its page. */
MUST_CHECK bool warm_clone(const struct warm *warm, const struct launch *launch,
			   struct sandbox_run *run, struct err *err);

#endif
