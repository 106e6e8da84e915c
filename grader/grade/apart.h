/*
 * One of several steps that start at once, in the process that takes it, and
 * its answer to the worker. See together.h.
 */
#ifndef GRADER_GRADE_APART_H
#define GRADER_GRADE_APART_H

#include "lab/place.h"

/* What the process tells beside the outcome. */
struct answer {
	size_t room;	    /* that is left of the place's */
	bool starved;	    /* a time limit speaks of the machine */
	struct err trouble; /* its owner is ERR_NONE when there is none */
};

/*
 * The life of the process, forked from `worker`: it opens what the step needs,
 * writes a byte to `says`, waits until `waits` has no writer any more, takes
 * the step, writes the answer and ends.
 */
void apart_live(struct place *place, const struct step *step, pid_t worker,
		int waits, int says) __attribute__((noreturn));

/* The answer and the outcome that the bytes are; both lie in the arena. */
MUST_CHECK bool answer_read(const char *bytes, const char *end,
			    struct arena *arena, struct answer *answer,
			    struct outcome *outcome);

#endif
