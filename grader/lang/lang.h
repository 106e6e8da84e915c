/*
 * A language: what a hand-in is written in. One file each, one line in
 * langs.def.
 */
#ifndef GRADER_LANG_LANG_H
#define GRADER_LANG_LANG_H

#include "lab/place.h"

/* Why a hand-in is INVALID before anything runs. */
struct invalid {
	const char *reason; /* "empty", "encoding"; NULL: it is valid */
	const char *text;   /* "byte 12 (line 2) is NUL"; in the arena */
};

/* Options of the step `run`, the same for every language. */
struct run {
	const char *file; /* a hand-in of the task */
	struct texts args;
	const char *standard_input; /* stdin: */
	struct spec_strings env;
	const char *more; /* typed after the file in the same shell, or NULL */
	bool any_exit;	  /* exit: any */
};

/* A file that must be there (without a "/" in front: one that was fetched, see
   proc/fetched.h), and the package to install for it. */
struct need {
	const char *path, *package;
};

struct language {
	const char *name;
	const char *const *suffixes; /* ".sql", ends with NULL; may be empty */
	const char *store; /* the store it needs a session of, or NULL */
	const char *idle;  /* the bytes of the empty hand-in: its obligatory
			      first line */
	bool exit_matters; /* a status other than 0 ends the case */
	bool programs;	   /* it runs programs, which a lab has to shut in */
	const struct need *needs; /* what else of the system it runs with; the
				     last one has no path; NULL: nothing */

	/* "Python 3.11.2 (redis 4.3.4)": what runs in the lab, or "". NULL: it
	   has nothing of its own. */
	const char *(*version)(struct lab *lab, struct arena *arena);

	/*
	 * Gets ready what programs of the case need: begins with that before
	 * the stores are filled, and with `wait` returns when it is done. NULL:
	 * there is nothing that takes time.
	 */
	bool (*prepare)(struct place *place, bool wait, struct err *err);

	/* How many cases take as long as that does; 0: a few. */
	size_t start_cases;

	/* Looks at the bytes as handed in; pure. */
	void (*inspect)(const char *bytes, size_t len, struct arena *arena,
			struct invalid *invalid);

	/* Runs the hand-in; whatever it did is in the outcome. */
	bool (*run)(struct place *place, const struct handed *handed,
		    const struct run *run, struct outcome *outcome,
		    struct err *err);

	/*
	 * Lets so many milliseconds pass for the programs of the case. NULL:
	 * they have no clock.
	 */
	bool (*later)(struct place *place, int64_t ms, struct err *err);

	/*
	 * Ends what the case has running, and proves it gone, before anything
	 * is looked at. NULL: nothing runs on behind a step.
	 */
	void (*end)(struct place *place);

	const struct step_kind *const *steps;	    /* NULL-terminated */
	const struct subject_kind *const *subjects; /* NULL-terminated */
};

#endif
