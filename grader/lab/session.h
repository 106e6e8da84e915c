/*
 * A session with a store, opened under one of the lab's accounts: what a
 * language needs of a store. A store fills in the operations, a language or
 * a step calls them.
 */
#ifndef GRADER_LAB_SESSION_H
#define GRADER_LAB_SESSION_H

#include "base/arena.h"
#include "value/value.h"

/* None of these is the server's administrator. */
enum account {
	AS_LOADER,  /* fixtures */
	AS_LEARNER, /* the hand-in */
	AS_AUTHOR,  /* the steps that a task's author wrote */
	AS_LOOKER,  /* the looks of `then`: reads only */
};

enum reply {
	REPLY_OK,
	REPLY_REFUSED, /* number, state and text say why */
	REPLY_LARGE,   /* more came than an observation may hold */
	REPLY_SPENT,   /* the server has used up what it may take */
	REPLY_LOST,    /* the connection is gone; nobody's fault until the
			  lab has said who ended the server */
};

struct said {
	enum reply how;
	int number;	   /* REFUSED: the store's number, 1064 */
	const char *state; /* REFUSED: SQLSTATE, "42000" */
	const char *text;  /* REFUSED and LOST: the store's words */
	const char *spent; /* SPENT: "memory" or "disk" */
	int64_t allowed;   /* SPENT: bytes */
	const struct value *const *results; /* result sets of the one text */
	size_t nresults;
	int64_t affected;	      /* rows; -1: does not say */
	const struct value *warnings; /* a list of {level, number, text} */
	bool no_backslash_escapes;    /* the session's state after it (SQL) */
};

struct session;

struct session_ops {
	/*
	 * Runs one statement or command. All that it says lies in the arena;
	 * `room` bytes may still be taken and are counted down.
	 */
	void (*run)(struct session *session, const char *text, size_t len,
		    struct arena *arena, size_t *room, struct said *said);
	void (*close)(struct session *session);
};

/* The first member of each store's own struct. */
struct session {
	const struct session_ops *ops;
	enum account as;
	const char *database; /* the name of what it is opened on, where a
				 language has to know it; it lives as long as
				 the session */
};

/* For AUTO(): closes *session unless it is NULL. */
void session_close(struct session **session);

#endif
