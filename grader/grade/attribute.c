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

/*
 * Somebody in the case has told it to stop: what was asked for is not there to
 * be looked at, whatever the hand-in made of that.
 */
static void stopped(const struct server_kind *kind, struct arena *arena,
		    struct observation *observation)
{
	observation->trouble = ERR_NONE;
	observation->ended = (struct outcome){
		.fate = FATE_REFUSED,
		.reason = "server_stopped",
		.text = arena_printf(arena,
				     "the %s server was told to shut down",
				     kind->name)};
}

static void find_out(struct place *place, struct observation *observation)
{
	const struct outcome *last = last_step(observation);
	const struct server_kind *kind;
	struct ended ended = {0};
	const char *what;
	int64_t allowed;
	bool told;

	/* A server that fell shows in whatever way the hand-in takes it, as an
	   exception, say: what the steps gave tells nothing then. */
	if (observation_limit(observation) || observation->trouble == ERR_SPEC)
		return;
	kind = fallen(place, observation);
	if (!kind)
		return;
	what = lab_exhausted(place->lab, kind, &allowed);
	told = lab_told_to_stop(place->lab, kind);
	lab_discard(place->lab, kind);
	if (!lab_obituary(place->lab, kind, &ended))
		return;
	if (what && last) {
		observation->trouble = ERR_NONE;
		observation->ended = *last;
		outcome_limited(&observation->ended, what, allowed, allowed);
		return;
	}
	if (last && told && ended.exited && !ended.status) {
		stopped(kind, place->arena, observation);
		return;
	}
	observation->died = true;
	observation->trouble = ERR_INFRA;
	observation->text = arena_printf(
		place->arena, "the %s server ended by itself (%s %d)",
		kind->name, ended.exited ? "status" : "signal", ended.status);
}

void attribute(struct place *place, struct observation *observation)
{
	find_out(place, observation);
	/* Nobody knows who has killed a program: the next time tells. */
	observation->spent = used_up(observation) || place->killed;
}
