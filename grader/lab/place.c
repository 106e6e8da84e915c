/* Finding one's way in a place. */
#include "lab/place.h"

#include <string.h>

const void *place_given(const struct place *place, const char *store)
{
	size_t i;

	for (i = 0; i < place->scene->ngiven; i++)
		if (!strcmp(place->scene->given[i].shape->name, store))
			return place->scene->given[i].body;
	return NULL;
}

const struct handed *place_handed(const struct place *place, const char *file)
{
	size_t i;

	for (i = 0; i < place->task->nhandin; i++)
		if (!strcmp(place->handed[i].file, file))
			return &place->handed[i];
	return NULL;
}

void session_close(struct session **session)
{
	if (*session)
		(*session)->ops->close(*session);
	*session = NULL;
}
