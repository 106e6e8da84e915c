/* Finding one's way in a place. */
#include "lab/place.h"

#include <string.h>

int64_t place_running_ms(const struct place *place)
{
	return (int64_t)((clock_now_us() - place->began_us) / 1000);
}

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

bool place_answered(struct place *place, const char *store,
		    const struct said *said, struct err *err)
{
	switch (said->how) {
	case REPLY_OK:
	case REPLY_REFUSED:
		return true;
	case REPLY_LARGE:
		place->room = 0;
		return err_set(err, ERR_INFRA,
			       "more than an observation holds");
	case REPLY_SPENT:
		place->spent = said->spent;
		place->allowed = said->allowed;
		return err_set(err, ERR_INFRA, "no %s is left", said->spent);
	case REPLY_LOST:
		return err_set(err, ERR_INFRA, "the %s server is gone: %s",
			       store, said->text);
	}
	return false;
}

void place_refused(const struct place *place, const struct said *said,
		   const char *reason, const char *statement,
		   struct outcome *outcome)
{
	outcome->fate = FATE_REFUSED;
	outcome->reason = reason;
	outcome->number = said->number;
	outcome->state = said->state;
	outcome->text = said->text;
	outcome->statement = statement;
	if (said->how == REPLY_LOST)
		outcome->fate = FATE_LOST;
	if (said->how != REPLY_LARGE && said->how != REPLY_SPENT)
		return;
	outcome->fate = FATE_LIMITED;
	outcome->reason = said->spent ? said->spent : "output";
	outcome->allowed =
		said->spent ? said->allowed : place->task->limits.output;
	outcome->measured = outcome->allowed;
}

void session_close(struct session **session)
{
	if (*session)
		(*session)->ops->close(*session);
	*session = NULL;
}
