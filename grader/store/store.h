/*
 * A store: something that holds state and can be provisioned, acted on,
 * looked at and reset. One file (or folder) each, one line in stores.def.
 */
#ifndef GRADER_STORE_STORE_H
#define GRADER_STORE_STORE_H

#include "data/generate.h"
#include "lab/lab.h"
#include "lab/place.h"

struct store {
	struct shape given;		  /* given.name is the store's name */
	const struct server_kind *server; /* NULL: it has none */

	/*
	 * Puts what the case's `given` says into the store, which reset has
	 * left empty. What the author got wrong (a fixture that is refused)
	 * is ERR_SPEC.
	 */
	bool (*provision)(struct place *place, const void *given,
			  struct err *err);

	/*
	 * The rows that provisioning generates for this `given`, numbered as
	 * place->keep counts them; none is no error. NULL: never any.
	 */
	bool (*generated)(const void *given, uint64_t seed, struct arena *arena,
			  struct generated *generated, struct err *err);

	/* Opens a session; NULL where nobody needs one. */
	bool (*open)(struct place *place, const void *given,
		     enum account account, struct session **session,
		     struct err *err);

	/*
	 * Starts the server again that a step of the task has stopped, with
	 * what such a server keeps over a stop. NULL: a task cannot stop it.
	 */
	bool (*restart)(struct place *place, struct err *err);

	/*
	 * For the subject `commands`: writes down from now on what hand-ins
	 * tell it, never what the grader or the author does; `recorded` ends
	 * that and gives it, a list of commands, each a list of its words, or
	 * an error when the hand-in has seen to it that it cannot be known.
	 * False with place->room 0: it is more than an observation holds.
	 * NULL: it writes down nothing.
	 */
	bool (*record)(struct place *place, struct err *err);
	bool (*recorded)(struct place *place, const struct value **commands,
			 struct err *err);

	/*
	 * Lets time pass: whatever expires has so much less time to live, and
	 * is gone when it has none left. NULL: nothing expires here.
	 */
	bool (*later)(struct place *place, int64_t ms, struct err *err);

	/*
	 * Empties the store after a case. *clean says whether all is as it
	 * was right after the server had started; when not, the lab throws
	 * the server away. NULL: it keeps nothing.
	 */
	bool (*reset)(struct lab *lab, bool *clean, struct err *err);

	/*
	 * Before a case that does not name it: takes away what a reset may
	 * have left for the next one that does. NULL: reset leaves nothing.
	 */
	void (*put_away)(struct lab *lab);

	/*
	 * For `--keep`: lets a person in. Gives the command to type, in which
	 * {lab} stands for where the lab's disk is seen from outside. NULL:
	 * there is nothing to look into but files.
	 */
	const char *(*visit)(struct lab *lab, const void *given,
			     struct arena *arena);

	const struct step_kind *const *steps;	    /* NULL-terminated */
	const struct subject_kind *const *subjects; /* NULL-terminated */
};

#endif
