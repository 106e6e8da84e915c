/* Finds out who ended a server, and what was used up. */
#include "grade/attribute.h"

#include "grade/outcome.h"
#include "grade/registry.h"

#include <signal.h>

/* A dying server breaks its connections a moment before it has ended. */
#define DYING_MS 200

static bool ends(struct lab *lab, const struct server_kind *kind, int ms)
{
	struct server *server = lab_running(lab, kind);

	return !server || !server_alive(server, ms);
}

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

/* A server of the case that has ended although neither we nor the task ended
   it. */
static const struct server_kind *fallen(struct place *place,
					const struct observation *observation)
{
	int ms = went_wrong(observation) ? DYING_MS : 0;
	size_t i;

	for (i = 0; i < place->scene->ngiven; i++) {
		const struct store *store =
			store_of(place->scene->given[i].shape->name);

		if (store->server && !lab_stopped(place->lab, store->server) &&
		    ends(place->lab, store->server, ms))
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

static void refused(struct outcome *ended, const char *reason, const char *text)
{
	ended->fate = FATE_REFUSED;
	ended->reason = reason;
	ended->number = 0;
	ended->state = NULL;
	ended->text = text;
}

/* By an error of its own: others end it by other signals. */
static bool crashed(const struct ended *ended)
{
	static const int errors[] = {SIGABRT, SIGBUS,  SIGFPE, SIGILL,
				     SIGSEGV, SIGTRAP, SIGSYS};
	size_t i;

	for (i = 0; !ended->exited && i < ARRAY_LEN(errors); i++)
		if (ended->status == errors[i])
			return true;
	return ended->exited && ended->status != 0;
}

static const char *manner(const struct ended *ended, struct arena *arena)
{
	return arena_printf(arena, "%s %d", ended->exited ? "status" : "signal",
			    ended->status);
}

/* Nobody's fault yet: what is told of the step is for when a fresh server
   crashes as well. */
static void fell(struct place *place, const struct server_kind *kind,
		 const struct ended *ended, const struct outcome *last,
		 struct observation *observation)
{
	struct arena *arena = place->arena;
	const char *how = manner(ended, arena);

	observation->died = true;
	observation->trouble = ERR_INFRA;
	observation->text = arena_printf(
		arena, "the %s server ended by itself (%s)", kind->name, how);
	if (!last || !crashed(ended))
		return;
	observation->ended = *last;
	refused(&observation->ended, "server_crashed",
		arena_printf(arena, "it crashes the %s server (%s)", kind->name,
			     how));
}

/* Throws a server away that has ended although neither we nor the task ended
   it, and says why. */
static void bury(struct place *place, const struct server_kind *kind,
		 struct observation *observation)
{
	const struct outcome *last = last_step(observation);
	bool told = lab_told_to_end(place->lab, kind);
	struct ended ended = {0};
	int64_t allowed;
	const char *what = lab_exhausted(place->lab, kind, &allowed);

	lab_discard(place->lab, kind);
	if (!lab_obituary(place->lab, kind, &ended))
		return;
	if (!last || !(told || what)) {
		fell(place, kind, &ended, last, observation);
		return;
	}
	observation->trouble = ERR_NONE;
	observation->ended = *last;
	if (told)
		refused(&observation->ended, "server_stopped",
			arena_printf(place->arena, "it ends the %s server",
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
