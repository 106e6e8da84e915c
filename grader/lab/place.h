/*
 * Where a case happens: what a step, a subject or a language may touch. One
 * place lives as long as one run of one case in one worker.
 *
 * Three answers everywhere: false with an error is ours; an outcome is
 * theirs, the learner's or the author's (the outcome of the same step of the
 * reference tells which); a lost connection is nobody's until the lab has
 * said who ended the server.
 */
#ifndef GRADER_LAB_PLACE_H
#define GRADER_LAB_PLACE_H

#include "base/clock.h"
#include "base/err.h"
#include "lab/session.h"
#include "spec/task.h"

enum fate {
	FATE_NOT_RUN, /* an earlier step ended the case */
	FATE_DONE,
	FATE_REFUSED, /* a store or a program said no: reason "sql" … */
	FATE_DENIED,  /* what this grader does not allow: reason "denied" */
	FATE_LIMITED, /* stopped at a limit: reason "wall", "output", … */
	FATE_LOST,    /* the server is gone; the lab finds out why */
};

/*
 * What one step gave. Values that it has none of are NULL. Everything lies
 * in the place's arena.
 */
struct outcome {
	enum fate fate;
	const char *reason;	  /* "sql", "denied", "wall", … or NULL */
	int number;		  /* of the store's error */
	const char *state, *text; /* of the error */
	const char *file;      /* the hand-in in which it happened, or NULL */
	int64_t line;	       /* in that file, from 1; 0: none */
	const char *statement; /* the start of what was refused, or NULL */
	int64_t allowed, measured;     /* FATE_LIMITED; milliseconds or bytes */
	const struct value *value;     /* of a driver's last expression */
	const struct value *results;   /* a list of tables */
	const struct value *out, *err; /* texts */
	const struct value *exit;     /* what the real client would exit with */
	const struct value *warnings; /* a list */
	const struct value *commands; /* a list of lists of words */
	int64_t affected;	      /* rows that its statements changed */
	int64_t memory; /* the most a program had at once, bytes; 0: none ran */
	bool left;	/* processes were left, and ended */
	int64_t spent_us; /* wall time of the step */
};

struct lab;

/*
 * A subset of generated rows, for the smallest counterexample: the row with
 * number i (from 0, in the order of generating) is loaded when it is among
 * `rows`, which are sorted.
 */
struct keep {
	const uint32_t *rows;
	size_t n;
};

/*
 * What must not matter to a right solution, and is varied to prove it: the
 * order in which generated rows are inserted, and the date.
 */
struct variation {
	bool permuted;
	int64_t days; /* added to `now` */
};

/* One hand-in file of the role that is run. */
struct handed {
	const char *file, *language, *bytes;
	size_t len;
	bool executable; /* known in the parent only */
};

struct place {
	struct lab *lab;
	const struct task *task;
	const struct scene *scene;
	const struct handed *handed; /* as many as task->nhandin */
	struct arena *arena;	     /* lives as long as the observation */
	const char *spent; /* what a look has used up, "memory"; or NULL */
	int64_t allowed;   /* how much there was of it */
	size_t room;	   /* bytes the observation may still take */
	uint64_t began_us; /* when the case began, or 0 */
	struct deadline deadline; /* of the whole case, at the latest */
	int64_t wall_ms;	  /* the limit that it is there for */
	bool killed;  /* a program was killed, by itself or from outside */
	bool starved; /* the limit that struck a program speaks of what else
			 runs on the machine */
	uint64_t seed;
	const struct keep *keep; /* which generated rows to load; NULL: all */
	struct variation variation;
	void *sessions; /* grade's: author sessions that last for the case */
	bool apart;	/* in a process of its own, beside others that act at
			   the same time: what the worker keeps open is not to
			   be used */

	/*
	 * A session with a store of the case; `given` of the case says which
	 * database it opens on. The caller closes it. False: ours.
	 */
	bool (*open)(struct place *place, const char *store,
		     enum account account, struct session **session,
		     struct err *err);

	/* The author's session with a store: opened once, lasts for the case.
	 */
	bool (*author)(struct place *place, const char *store,
		       struct session **session, struct err *err);
};

/* How long the case has been running, milliseconds. */
int64_t place_running_ms(const struct place *place);

/* The body of the case's `given` for a store, or NULL when it names none. */
const void *place_given(const struct place *place, const char *store);

/* The hand-in of that name, or NULL. */
const struct handed *place_handed(const struct place *place, const char *file);

/*
 * Whether a look got an answer, if only a refusal. False: more came than
 * fits, something is used up, or the server is gone; the place says which.
 */
MUST_CHECK bool place_answered(struct place *place, const char *store,
			       const struct said *said, struct err *err);

/*
 * Tells in the outcome of an author's step how it ended, when a store did
 * anything but answer: refused for the reason that is given (the kind of
 * step), lost, or over a limit, which is then the reason. `statement` is what
 * was asked, and lies in the place's arena.
 */
void place_refused(const struct place *place, const struct said *said,
		   const char *reason, const char *statement,
		   struct outcome *outcome);

/*
 * A kind of step. `act` carries it out; whatever the learner or the author
 * did is in the outcome.
 */
struct step_kind {
	struct shape shape;
	bool (*act)(struct place *place, const void *body,
		    struct outcome *outcome, struct err *err);
};

/*
 * A kind of subject. Either `look` looks at the case's stores, in the worker
 * and after the last step; or `of` takes it from the outcome of the step
 * that the body begins with (a size_t), in the parent; or `bytes` takes it
 * from the files as handed in, in the parent. One of the three is not NULL.
 */
struct subject_kind {
	struct shape shape;
	const char *nothing; /* what it means that there is none, as a reason;
				NULL: "there is nothing" */
	bool told;	     /* what a hand-in says, not what it left behind */
	bool ordered;	     /* lists and tables are ORDER_EXACT by default */
	bool bag;	     /* lists are ORDER_ANY by default */
	bool exact_types;    /* numbers of other types differ */
	bool truths_apart;   /* true is not 1: see value/equal.h */
	bool (*look)(struct place *place, const void *body,
		     const struct value **value, struct err *err);
	const struct value *(*of)(const struct outcome *outcome,
				  const void *body, struct arena *arena);
	const struct value *(*bytes)(const struct handed *handed, size_t n,
				     const void *body, struct arena *arena);
};

#endif
