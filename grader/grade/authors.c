/* The author's sessions of one case. */
#include "grade/authors.h"

#include <string.h>

bool authors_session(struct place *place, const char *store,
		     struct session **session, struct err *err)
{
	struct authors *authors = place->sessions;
	size_t i;

	for (i = 0; i < authors->n; i++)
		if (!strcmp(authors->store[i], store)) {
			*session = authors->session[i];
			return true;
		}
	if (authors->n == AUTHORS_MOST)
		return err_set(err, ERR_SPEC, "too many stores in one case");
	if (!place->open(place, store, AS_AUTHOR, session, err))
		return false;
	authors->store[authors->n] = store;
	authors->session[authors->n++] = *session;
	return true;
}

void authors_close(struct place *place, const char *store)
{
	struct authors *authors = place->sessions;
	size_t i = authors->n;

	while (i--) {
		if (store && strcmp(authors->store[i], store) != 0)
			continue;
		session_close(&authors->session[i]);
		authors->n--;
		authors->store[i] = authors->store[authors->n];
		authors->session[i] = authors->session[authors->n];
	}
}
