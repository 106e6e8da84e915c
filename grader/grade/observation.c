/* Observations: their limit; as bytes, from a worker and in the cache. */
#include "grade/observe.h"
#include "grade/outcome.h"
#include "value/wire.h"

const struct outcome *observation_limit(const struct observation *observation)
{
	size_t i;

	for (i = 0; i < observation->nsteps; i++)
		if (observation->steps[i].fate == FATE_LIMITED)
			return &observation->steps[i];
	return observation->ended.fate == FATE_LIMITED ? &observation->ended
						       : NULL;
}

/* ---- writing ---- */

static const struct value *values_list(const struct value *const *items,
				       size_t n, struct arena *arena)
{
	struct value_builder list, one;
	size_t i;

	/* A NULL is an empty list, a value a list of one: NONE is a value. */
	value_builder_init(&list, arena);
	for (i = 0; i < n; i++) {
		value_builder_init(&one, arena);
		if (items[i])
			value_append(&one, items[i]);
		value_append(&list, value_built_list(&one));
	}
	return value_built_list(&list);
}

void observation_write(struct buf *buf, const struct observation *observation,
		       struct arena *arena)
{
	struct value_builder map, steps;
	size_t i;

	value_builder_init(&map, arena);
	value_builder_init(&steps, arena);
	for (i = 0; i < observation->nsteps; i++)
		value_append(&steps,
			     outcome_value(&observation->steps[i], arena));
	value_put(&map, "steps", value_built_list(&steps));
	value_put(&map, "seen",
		  values_list(observation->seen, observation->nchecks, arena));
	value_put(
		&map, "before",
		values_list(observation->before, observation->nchecks, arena));
	value_put(&map, "ended", outcome_value(&observation->ended, arena));
	value_put(&map, "trouble", value_int(arena, observation->trouble));
	value_put(&map, "text",
		  value_str(arena, observation->text ? observation->text : ""));
	value_put(&map, "died", value_bool(observation->died));
	value_put(&map, "starved", value_bool(observation->starved));
	value_put(&map, "spent_up", value_bool(observation->spent));
	value_put(&map, "server",
		  value_str(arena,
			    observation->server ? observation->server : ""));
	value_put(
		&map, "visit",
		value_str(arena, observation->visit ? observation->visit : ""));
	value_put(&map, "spent", value_int(arena, observation->spent_us));
	value_put(&map, "server_us", value_int(arena, observation->server_us));
	value_write(buf, value_built_map(&map));
}

/* ---- reading ---- */

static const struct value *const *values_of(const struct value *list,
					    struct arena *arena, size_t *n)
{
	const struct value **items;
	size_t i;

	*n = list && list->kind == VALUE_LIST ? list->as.list.n : 0;
	items = ARENA_ARRAY(arena, *n, const struct value *);
	for (i = 0; i < *n; i++) {
		const struct value *one = list->as.list.items[i];

		if (one->kind == VALUE_LIST && one->as.list.n)
			items[i] = one->as.list.items[0];
	}
	return items;
}

static const struct outcome *outcomes_of(const struct value *list,
					 struct arena *arena, size_t *n)
{
	struct outcome *outcomes;
	size_t i;

	*n = list && list->kind == VALUE_LIST ? list->as.list.n : 0;
	outcomes = ARENA_ARRAY(arena, *n, struct outcome);
	for (i = 0; i < *n; i++)
		outcome_of_value(list->as.list.items[i], &outcomes[i]);
	return outcomes;
}

static int64_t int_of(const struct value *value)
{
	return value && value->kind == VALUE_INT ? value->as.integer : 0;
}

static bool truth_of(const struct value *value)
{
	return value && value->kind == VALUE_BOOL && value->as.truth;
}

static const char *text_of(const struct value *value)
{
	return value && value->kind == VALUE_TEXT ? value->as.text.bytes : "";
}

bool observation_read(const char *bytes, size_t len, struct arena *arena,
		      struct observation *observation, struct err *err)
{
	const struct value *map, *ended;
	size_t nbefore;

	if (!value_read(&bytes, bytes + len, arena, &map, err))
		return false;
	ended = value_get(map, "ended");
	*observation = (struct observation){
		.trouble = (enum err_owner)int_of(value_get(map, "trouble")),
		.text = text_of(value_get(map, "text")),
		.died = truth_of(value_get(map, "died")),
		.starved = truth_of(value_get(map, "starved")),
		.spent = truth_of(value_get(map, "spent_up")),
		.server = text_of(value_get(map, "server")),
		.visit = text_of(value_get(map, "visit")),
		.spent_us = int_of(value_get(map, "spent")),
		.server_us = int_of(value_get(map, "server_us")),
	};
	observation->steps = outcomes_of(value_get(map, "steps"), arena,
					 &observation->nsteps);
	observation->seen =
		values_of(value_get(map, "seen"), arena, &observation->nchecks);
	observation->before =
		values_of(value_get(map, "before"), arena, &nbefore);
	if (!ended || nbefore != observation->nchecks)
		return err_set(err, ERR_INFRA, "an observation is not whole");
	outcome_of_value(ended, &observation->ended);
	return true;
}
