/* Runs one case in a lab. */
#include "grade/observe.h"

#include "base/log.h"
#include "grade/attribute.h"
#include "grade/authors.h"
#include "grade/commands.h"
#include "grade/outcome.h"
#include "grade/registry.h"
#include "grade/reset.h"
#include "grade/step.h"
#include "grade/together.h"

#include <signal.h>

/* Ours to do, and slow only on a loaded machine. */
#define PROVISION_MS 120000

static bool open_session(struct place *place, const char *name,
			 enum account account, struct session **session,
			 struct err *err)
{
	const struct store *store = store_of(name);
	const void *given = place_given(place, name);

	if (!store || !store->open || !given)
		return err_set(err, ERR_SPEC, "the case needs `given: {%s: …}`",
			       name);
	if (store->server && lab_stopped(place->lab, store->server))
		return err_set(err, ERR_SPEC,
			       "\"%s\" is stopped: it can neither be told "
			       "nor looked at before `start: %s`",
			       name, name);
	return store->open(place, given, account, session, err);
}

/* ---- given ---- */

static void trouble(struct observation *observation, const struct err *err,
		    struct arena *arena)
{
	observation->trouble = err->owner ? err->owner : ERR_INFRA;
	observation->text = arena_str(arena, err->text);
}

/* The names and versions of the servers that the case runs on, and of what
   else runs in the lab: a line each. */
static const char *servers(const struct place *place)
{
	struct arena *arena = place->arena;
	const char *text = "";
	size_t i;

	for (i = 0; i < place->scene->ngiven; i++) {
		const struct server_kind *kind =
			store_of(place->scene->given[i].shape->name)->server;
		struct server *server =
			kind ? lab_running(place->lab, kind) : NULL;

		if (server && kind->version)
			text = arena_printf(
				arena, "%s%s\n", text,
				kind->version(server->private, arena));
	}
	for (i = 0; registry_languages[i]; i++)
		if (registry_languages[i]->version)
			text = arena_printf(arena, "%s%s\n", text,
					    registry_languages[i]->version(
						    place->lab, arena));
	return text;
}

static bool fill_stores(struct place *place, struct err *err)
{
	size_t i;

	for (i = 0; i < place->scene->ngiven; i++) {
		const struct clause *given = &place->scene->given[i];
		const struct store *store = store_of(given->shape->name);

		if (store->provision &&
		    !store->provision(place, given->body, err))
			return false;
	}
	return true;
}

static bool prepare_languages(struct place *place, bool wait, struct err *err)
{
	size_t i;

	for (i = 0; registry_languages[i]; i++) {
		const struct language *language = registry_languages[i];

		if (language->prepare && task_runs(place->task, language) &&
		    !language->prepare(place, wait, err))
			return false;
	}
	return true;
}

/*
 * Whatever has ended servers between two cases, this one has not; and what
 * stayed for others is not for it.
 */
static void clear_away(const struct place *place)
{
	size_t i;

	for (i = 0; registry_stores[i]; i++) {
		const struct store *store = registry_stores[i];

		if (store->server && lab_fallen(place->lab, store->server, 0))
			lab_discard(place->lab, store->server);
		if (store->put_away && !place_given(place, store->given.name))
			store->put_away(place->lab);
	}
}

static bool provision(struct place *place, struct observation *observation)
{
	struct err err = {0};
	struct deadline deadline = deadline_in_ms(PROVISION_MS);
	bool done;

	clear_away(place);
	lab_watch(place->lab,
		  &(struct watch){.deadline = deadline, .latest = deadline});
	done = prepare_languages(place, false, &err) &&
	       fill_stores(place, &err) && prepare_languages(place, true, &err);
	if (lab_unwatch(place->lab))
		err_set(&err, ERR_INFRA, "loading the fixture takes too long");
	if (!done)
		trouble(observation, &err, place->arena);
	return done;
}

/* ---- looking ---- */

static bool wants_before(const struct check *check)
{
	return relation_of(check)->wants & WANT_BEFORE;
}

/* Looks at one subject; what is no look in the worker is left out. */
static bool look(struct place *place, const struct check *check,
		 const struct value **value, struct err *err)
{
	const struct subject_kind *kind = subject_kind_of(&check->subject);

	return !kind->look ||
	       kind->look(place, check->subject.body, value, err);
}

static bool look_before(struct place *place, const struct value **before,
			struct observation *observation)
{
	struct err err = {0};
	size_t i;

	for (i = 0; i < place->scene->nthen; i++) {
		const struct check *check = &place->scene->then[i];

		if (wants_before(check) &&
		    !look(place, check, &before[i], &err)) {
			trouble(observation, &err, place->arena);
			return false;
		}
	}
	return true;
}

static void look_all(struct place *place, const struct value **seen,
		     struct observation *observation)
{
	struct err err = {0};
	size_t i;

	for (i = 0; i < place->scene->nthen; i++) {
		if (look(place, &place->scene->then[i], &seen[i], &err))
			continue;
		seen[i] = NULL;
		if (lab_struck(place->lab))
			outcome_limited(&observation->ended, "wall",
					place->wall_ms,
					place_running_ms(place));
		else if (place->spent)
			outcome_limited(&observation->ended, place->spent,
					place->allowed, place->allowed);
		else if (!place->room)
			outcome_limited(&observation->ended, "output",
					place->task->limits.output,
					place->task->limits.output);
		else
			trouble(observation, &err, place->arena);
		return;
	}
}

/* ---- when ---- */

/* Ends what the hand-ins have running, in every language. */
static void end_programs(struct place *place)
{
	size_t i;

	for (i = 0; registry_languages[i]; i++)
		if (registry_languages[i]->end)
			registry_languages[i]->end(place);
}

/* Takes a step, or several that start at once. */
static bool take(struct place *place, const struct step *steps, size_t n,
		 struct outcome *outcomes, struct err *err)
{
	return steps->together ? together_take(place, steps, n, outcomes, err)
			       : step_take(place, steps, outcomes, err);
}

static bool commands_asked(const struct place *place, const struct step *steps,
			   size_t n)
{
	size_t first = (size_t)(steps - place->scene->when), i;

	for (i = 0; i < n; i++)
		if (commands_wanted(place->scene, first + i))
			return true;
	return false;
}

/* Whether the servers may be gone. */
static bool cut_short(const struct outcome *outcomes, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (outcomes[i].fate == FATE_LIMITED ||
		    outcomes[i].fate == FATE_LOST)
			return true;
	return false;
}

/* The same; what hand-ins send meanwhile is written down when wanted. */
static bool take_heard(struct place *place, const struct step *steps, size_t n,
		       struct outcome *outcomes, struct err *err)
{
	bool asked = commands_asked(place, steps, n);
	size_t i;

	if ((asked && !commands_begin(place, err)) ||
	    !take(place, steps, n, outcomes, err))
		return false;
	if (!asked || cut_short(outcomes, n))
		return true;
	if (!commands_end(place, outcomes, err))
		return false;
	for (i = 1; i < n; i++)
		outcomes[i].commands = outcomes[0].commands;
	return true;
}

/* Whether the case goes on behind the steps. */
static bool act(struct place *place, const struct step *steps, size_t n,
		bool dogged, struct outcome *outcomes,
		struct observation *observation)
{
	struct err err = {0};
	bool done = take_heard(place, steps, n, outcomes, &err), goes_on;
	size_t i;

	if (!step_settled(place, done, &outcomes[n - 1]))
		trouble(observation, &err, place->arena);
	goes_on = !observation->trouble;
	for (i = 0; i < n; i++)
		goes_on = goes_on && !step_ends_case(place, &steps[i], dogged,
						     &outcomes[i]);
	return goes_on;
}

/* How many steps start at once from this one on. */
static size_t at_once(const struct scene *scene, size_t from)
{
	size_t together = scene->when[from].together, n = 1;

	while (together && from + n < scene->nwhen &&
	       scene->when[from + n].together == together)
		n++;
	return n;
}

/* True when every step was taken: there is something to look at. */
static bool act_all(struct place *place, const struct order *order,
		    struct outcome *outcomes, struct observation *observation)
{
	const struct scene *scene = place->scene;
	size_t i, n;

	for (i = 0; i < scene->nwhen; i += n) {
		n = at_once(scene, i);
		if (!act(place, &scene->when[i], n, order->dogged, &outcomes[i],
			 observation))
			return false;
	}
	return true;
}

/* ---- the whole ---- */

/*
 * How much more time a case gets that had to wait for a processor; and at the
 * most, while it waits on. In that time it gets what it may take in all from
 * a machine that has many times more to do than processors.
 */
#define PATIENCE 3
#define PATIENCE_MOST 20

static int64_t wall_of(const struct order *order)
{
	return order->wall_ms ? order->wall_ms : order->task->limits.wall_ms;
}

int64_t order_most_ms(const struct order *order)
{
	return wall_of(order) * (order->patient ? PATIENCE_MOST : 1);
}

/*
 * A limit that strikes while the servers are starved says nothing about the
 * hand-in, unless it has used up as much processor time as it may take in all.
 */
static void watch(struct place *place, const struct order *order)
{
	uint64_t wall_us = (uint64_t)wall_of(order) * 1000;
	uint64_t patience = order->patient ? PATIENCE : 1;
	struct watch watch = {.enough_us = wall_us};

	place->began_us = clock_now_us();
	watch.deadline.at_us = place->began_us + patience * wall_us;
	watch.latest.at_us =
		place->began_us + (uint64_t)order_most_ms(order) * 1000;
	place->deadline = watch.latest;
	lab_watch(place->lab, &watch);
}

/* Milliseconds since the mark, which is set anew. */
static double passed_ms(uint64_t *mark)
{
	uint64_t before = *mark;

	*mark = clock_now_us();
	return (double)(*mark - before) / 1000;
}

static void run(struct place *place, const struct order *order,
		struct observation *observation)
{
	uint64_t mark = clock_now_us();
	double filled, acted;
	struct outcome *outcomes =
		ARENA_ARRAY(place->arena, place->scene->nwhen, struct outcome);
	const struct value **seen = ARENA_ARRAY(
		place->arena, place->scene->nthen, const struct value *);
	const struct value **before = ARENA_ARRAY(
		place->arena, place->scene->nthen, const struct value *);
	bool whole;

	observation->steps = outcomes;
	observation->nsteps = place->scene->nwhen;
	observation->seen = seen;
	observation->before = before;
	observation->nchecks = place->scene->nthen;
	observation->ended.fate = FATE_DONE;
	if (!provision(place, observation) ||
	    !look_before(place, before, observation))
		return;
	filled = passed_ms(&mark);
	watch(place, order);
	whole = act_all(place, order, outcomes, observation);
	end_programs(place);
	authors_close(place, NULL);
	acted = passed_ms(&mark);
	if (whole)
		look_all(place, seen, observation);
	log_debug("case: %s/%s: filled in %.1f ms, run in %.1f ms, seen in "
		  "%.1f ms",
		  place->task->id, place->scene->name, filled, acted,
		  passed_ms(&mark));
	observation->server = servers(place);
	if (lab_unwatch(place->lab))
		observation->starved =
			lab_starved(place->lab) || lab_frozen(place->lab);
	observation->starved |= place->starved;
}

static void observe(struct lab *lab, const struct order *order, bool keep,
		    struct arena *arena, struct observation *observation)
{
	struct authors authors = {0};
	struct place place = {
		.lab = lab,
		.task = order->task,
		.scene = &order->task->scene[order->scene],
		.handed = order->handed,
		.arena = arena,
		.room = (size_t)order->task->limits.output,
		.wall_ms = wall_of(order),
		.seed = order->seed,
		.keep = order->subset ? &order->keep : NULL,
		.variation = order->variation,
		.sessions = &authors,
		.open = open_session,
		.author = authors_session,
	};
	uint64_t began = clock_now_us(), cpu_us = lab_cpu_us(lab);

	*observation = (struct observation){0};
	run(&place, order, observation);
	authors_close(&place, NULL);
	attribute(&place, observation);
	if (!keep)
		scene_reset(lab, order);
	observation->spent_us = (int64_t)(clock_now_us() - began);
	observation->server_us = (int64_t)(lab_cpu_us(lab) - cpu_us);
}

void scene_observe(struct lab *lab, const struct order *order,
		   struct arena *arena, struct observation *observation)
{
	observe(lab, order, false, arena, observation);
}

void scene_observe_keep(struct lab *lab, const struct order *order,
			struct arena *arena, struct observation *observation)
{
	observe(lab, order, true, arena, observation);
}

void scene_visit(struct lab *lab, const struct order *order,
		 struct arena *arena, struct observation *observation)
{
	const struct scene *scene = &order->task->scene[order->scene];
	size_t i;

	observation->visit = "";
	for (i = 0; i < scene->ngiven; i++) {
		const struct clause *given = &scene->given[i];
		const struct store *store = store_of(given->shape->name);
		const char *command =
			store->visit ? store->visit(lab, given->body, arena)
				     : NULL;

		if (command)
			observation->visit = arena_printf(
				arena, "%s%s\n", observation->visit, command);
	}
}
