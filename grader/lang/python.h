/*
 * What the files of the language Python share. Nothing outside lang/ includes
 * it.
 *
 * Every worker has one warm python3 (proc/warm.h), with the libraries loaded
 * that its hand-ins name; python/bootstrap.py is what runs in it. A program is
 * told what to be by a map: `file` and `args` of a script, or no file for the
 * driver of a case; `env`, pairs; `later`, by how many milliseconds its clock
 * is ahead. Each step says `code` and `later` to the driver, and is answered
 * by a map of `value`, of `error` {class, text, frames, syntax}, or of
 * `large`.
 */
#ifndef GRADER_LANG_PYTHON_H
#define GRADER_LANG_PYTHON_H

#include "lab/lab.h"
#include "lang/lang.h"
#include "lang/program.h"
#include "proc/sandbox.h"

#define PYTHON_PROGRAM "/usr/bin/python3"

/* What a lab keeps of it. */
struct python {
	struct warm *warm;	    /* NULL: not started yet */
	unsigned libraries;	    /* that it has loaded, as bits */
	struct sandbox sandbox;	    /* the driver's */
	struct sandbox_run *driver; /* of the case that runs, or NULL */
	bool gone;		    /* it has ended before the case */
	size_t out, err;	    /* bytes of its streams already told */
	int64_t later_ms;	    /* how much the case has let pass */
};

extern const char python_library[], python_library_end[];
extern const char python_style[]; /* the text of python/style.py */

/* What every program has in its environment, beside the usual. */
extern const char *const python_env[];

struct python *python_of(struct lab *lab);

/* See lang.h. */
MUST_CHECK bool python_prepare(struct place *place, bool wait, struct err *err);

/* The sandbox of a program of this case; the warm python3 is started if need
   be, but in a place apart, which has none. What it points to lies in the
   place's arena. */
MUST_CHECK bool python_sandbox(struct place *place, struct sandbox *sandbox,
			       struct err *err);

/*
 * Makes it the sandbox of a python3 that is executed to run the script: a warm
 * one makes its programs children of the worker, for which nobody else can
 * wait. The clock of such a program cannot be moved; that time has passed is
 * therefore an error of the author's.
 */
MUST_CHECK bool python_execute(const struct place *place, const struct run *run,
			       struct sandbox *sandbox, struct err *err);

/* Of it and of its libraries; "" before it was started. */
const char *python_version(struct lab *lab, struct arena *arena);

/* Writes the map that a program is told: `run` of a script, or `code` of a
   step of the driver; the other is NULL. */
void python_tell(struct buf *said, const struct place *place,
		 const struct run *run, const char *code);

/* ---- how a program went (python_outcome.c) ---- */

/* What a script's traceback on stderr says, for people: the exit status has
   decided already. */
void python_traceback(const struct place *place, struct outcome *outcome);

/* The fate of a step whose driver has answered `error`. */
void python_raised(const struct place *place, const struct value *error,
		   struct outcome *outcome);

/* ---- kinds ---- */

extern const struct subject_kind python_subject_style;
extern const struct step_kind python_step;

/* The code of such a step. */
const char *python_code(const void *body);

/* Ends the driver of a case, if there is one, and forgets the case. */
void python_end(struct place *place);

#endif
