/*
 * A relation: how a check judges a value. Pure: it gets values and gives a
 * finding, and touches nothing else. One file each, one line in
 * relations.def.
 */
#ifndef GRADER_CHECK_RELATION_H
#define GRADER_CHECK_RELATION_H

#include "spec/task.h"
#include "value/diff.h"

enum want {
	WANT_EXPECTED = 1, /* the reference's value in the same case */
	WANT_BEFORE = 2,   /* the learner's value right after `given` */
};

/* The values have been masked, read and picked; see grade/evidence.h. */
struct evidence {
	const struct value *seen;
	const struct value *expected; /* with WANT_EXPECTED */
	const struct value *before;   /* with WANT_BEFORE */
	struct value_rules rules;
};

struct finding {
	bool holds;
	double share;	    /* how much of it holds, 0 to 1 */
	const char *wanted; /* in words: "at most 400", "the same rows as …" */
	const char *why;    /* when it does not hold, one line: "it is 2,000" */
	const struct value *expected; /* what to show, or NULL */
	const struct value *seen;     /* what to show */
	const struct diff *diff;      /* or NULL */
};

struct relation {
	struct shape shape; /* fields[0] binds the argument */
	unsigned wants;	    /* of enum want */

	/*
	 * Which kinds of value it can judge, a bit for each enum value_kind;
	 * 0: all. For another kind the grader itself gives the finding that
	 * it does not hold, "… is a list, and only numbers can be at most".
	 */
	uint32_t takes;

	void (*judge)(const struct evidence *evidence, const void *body,
		      struct arena *arena, struct finding *finding);
};

/* A bit of `takes`. */
#define TAKES(kind) (UINT32_C(1) << (kind))
#define TAKES_NUMBERS \
	(TAKES(VALUE_INT) | TAKES(VALUE_REAL) | TAKES(VALUE_DECIMAL))

#endif
