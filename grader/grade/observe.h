/*
 * One run of one case: given, when, look. The only function that runs a
 * case, for the learner, the reference, the idle hand-in, right and wrong
 * solutions alike; only the files differ.
 */
#ifndef GRADER_GRADE_OBSERVE_H
#define GRADER_GRADE_OBSERVE_H

#include "base/buf.h"
#include "lab/lab.h"
#include "lab/place.h"

/* What to run. */
struct order {
	const struct task *task;
	size_t scene;		     /* which case of it */
	const struct handed *handed; /* as many as task->nhandin */
	uint64_t seed;
	struct keep keep; /* rows to load when `subset` */
	bool subset;
	struct variation variation;
	int64_t wall_ms; /* 0: what the task says */
	bool patient;	 /* give it more than that: the machine was busy */
	bool dogged;	 /* go on behind a step that is refused: for the idle
			    hand-in, whose looks tell which checks are guards */
};

/* How long its case may run at the most, once its `given` is there. */
int64_t order_most_ms(const struct order *order);

/* What came of it. */
struct observation {
	const struct outcome *steps; /* one for each step of the case */
	size_t nsteps;
	const struct value *const *seen;   /* one for each check; NULL: not
					      looked at */
	const struct value *const *before; /* right after `given`, for the
					      checks that want it */
	size_t nchecks;
	struct outcome ended;	/* LIMITED when a limit struck at looking;
				   REFUSED when a server was told to stop */
	enum err_owner trouble; /* ERR_NONE, or whose fault it is that there
				   is nothing to judge */
	const char *text;	/* of the trouble */
	bool died;    /* the trouble is a server that ended by itself: worth
			 another try on a fresh one */
	bool starved; /* a time limit struck while the machine had no
			 processor for the case: worth another try, alone */
	bool spent; /* a server has used up its memory, or a program was killed:
		       worth another try on fresh ones, which no other case
		       has used */
	const char *server; /* "MariaDB 10.11.19\n", a line each */
	const char *visit;  /* with --keep: the commands to look into the lab,
			       a line each; see store.h */
	int64_t spent_us;   /* with the reset, where there is one */
	int64_t server_us;  /* processor time of the servers in it */
};

/* Runs the case in the lab and resets the lab. Never fails: see trouble. */
void scene_observe(struct lab *lab, const struct order *order,
		   struct arena *arena, struct observation *observation);

/* The same for `--keep`: it leaves the lab as it is then. */
void scene_observe_keep(struct lab *lab, const struct order *order,
			struct arena *arena, struct observation *observation);

/* Lets a person into the lab as the case has left it: observation->visit. */
void scene_visit(struct lab *lab, const struct order *order,
		 struct arena *arena, struct observation *observation);

/* The limit that the case ran into, in a step or at looking; NULL: none. */
const struct outcome *observation_limit(const struct observation *observation);

void observation_write(struct buf *buf, const struct observation *observation,
		       struct arena *arena);
MUST_CHECK bool observation_read(const char *bytes, size_t len,
				 struct arena *arena,
				 struct observation *observation,
				 struct err *err);

#endif
