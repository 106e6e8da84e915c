/* The author's sessions of one case: opened once for each store, they last. */
#ifndef GRADER_GRADE_AUTHORS_H
#define GRADER_GRADE_AUTHORS_H

#include "lab/place.h"

#define AUTHORS_MOST 8

/* What place->sessions is; begins zeroed. */
struct authors {
	const char *store[AUTHORS_MOST];
	struct session *session[AUTHORS_MOST];
	size_t n;
};

/* This is place->author. */
bool authors_session(struct place *place, const char *store,
		     struct session **session, struct err *err);

/* Closes the session with a store, if there is one; NULL: with each. */
void authors_close(struct place *place, const char *store);

#endif
