/* Finds out who ended a server, and what was used up. */
#include "grade/attribute.h"

#include "grade/outcome.h"
#include "grade/registry.h"

/* A dying server breaks its connections a moment before it has ended. */
#define DYING_MS 200

static bool speaks_of_connections(const char *text)
{
	return text && strcasestr(text, "connect");
}

/* Whether something went wrong that a dying server may be the cause of: a
   program has only its own words for that. */
static bool went_wrong(const struct observation *observation)
{
	size_t i;

	for (i = 0; i < observation->nsteps; i++) {
		const struct outcome *step = &observation->steps[i];

		if (step->fate == FATE_LOST ||
		    (step->fate == FATE_REFUSED &&
		     (speaks_of_connections(step->text) ||
		      speaks_of_connections(step->state))))
			return true;
	}
	return observation->trouble != ERR_NONE;
}

/* A server that has ended although neither we nor the task ended it. */
static const struct server_kind *fallen(struct place *place,
					const struct observation *observation)
{
	int ms = went_wrong(observation) ? DYING_MS : 0;
	size_t i;

	for (i = 0; registry_stores[i]; i++) {
		const struct store *store = registry_stores[i];

		if (store->server &&
		    lab_fallen(place->lab, store->server,
			       place_given(place, store->given.name) ? ms : 0))
			return store->server;
	}
	return NULL;
}

/* Memory is used up; the cases before may have taken some of it. */
static bool used_up(const struct observation *observation)
{
	const struct outcome *limit = observation_limit(observation);

	return limit && limit->reason && !strcmp(limit->reason, "memory");
}

/* The last step that was begun; NULL: the fixture was not even loaded. */
static const struct outcome *last_step(const struct observation *observation)
{
	size_t i = observation->nsteps;

	while (i && observation->steps[i - 1].fate == FATE_NOT_RUN)
		i--;
	return i ? &observation->steps[i - 1] : NULL;
}

/* What ended the case is told as of its last step. */
static void refused(struct outcome *ended, const char *reason, const char *text)
{
	ended->fate = FATE_REFUSED;
	ended->reason = reason;
	ended->number = 0;
	ended->state = NULL;
	ended->text = text;
}

/* Throws a server away that has ended although neither we nor the task ended
   it, and says why. */
static void bury(struct place *place, const struct server_kind *kind,
		 struct observation *observation)
{
	const struct outcome *last = last_step(observation);
	bool told = lab_told_to_stop(place->lab, kind);
	struct ended ended = {0};
	int64_t allowed;
	const char *what = lab_exhausted(place->lab, kind, &allowed);

	lab_discard(place->lab, kind);
	if (!lab_obituary(place->lab, kind, &ended))
		return;
	if (!last || !(told || what)) {
		observation->died = true;
		observation->trouble = ERR_INFRA;
		observation->text = arena_printf(
			place->arena, "the %s server ended by itself (%s %d)",
			kind->name, ended.exited ? "status" : "signal",
			ended.status);
		return;
	}
	observation->trouble = ERR_NONE;
	observation->ended = *last;
	if (told)
		refused(&observation->ended, "server_stopped",
			arena_printf(place->arena,
				     "the %s server was told to shut down",
				     kind->name));
	else
		outcome_limited(&observation->ended, what, allowed, allowed);
}

/* A program has only its own words for a disk that is full; the server that
   said so lives on. */
static void look_for_disk(struct place *place, struct observation *observation)
{
	const struct outcome *last = last_step(observation);
	const char *what;
	int64_t allowed;
	size_t i;

	for (i = 0; i < place->scene->ngiven; i++) {
		const struct store *store =
			store_of(place->scene->given[i].shape->name);

		what = store->server ? lab_exhausted(place->lab, store->server,
						     &allowed)
				     : NULL;
		if (!what || strcmp(what, "disk") != 0)
			continue;
		observation->trouble = ERR_NONE;
		observation->ended = *last;
		outcome_limited(&observation->ended, what, allowed, allowed);
		return;
	}
}

static bool was_refused(const struct observation *observation)
{
	size_t i;

	for (i = 0; i < observation->nsteps; i++)
		if (observation->steps[i].fate == FATE_REFUSED)
			return true;
	return false;
}

static void find_out(struct place *place, struct observation *observation)
{
	const struct server_kind *kind;

	/* A server that fell shows in whatever way the hand-in takes it, as an
	   exception, say: what the steps gave tells nothing then. */
	if (observation_limit(observation) || observation->trouble == ERR_SPEC)
		return;
	kind = fallen(place, observation);
	if (kind)
		bury(place, kind, observation);
	else if (was_refused(observation))
		look_for_disk(place, observation);
}

void attribute(struct place *place, struct observation *observation)
{
	find_out(place, observation);
	/* Nobody knows who has killed a program: the next time tells. */
	observation->spent = used_up(observation) || place->killed;
}
