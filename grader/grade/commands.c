/* The subject `commands`, and the stores that write down for it. */
#include "grade/commands.h"

#include "grade/registry.h"

struct commands_body {
	size_t step;
};

bool commands_wanted(const struct scene *scene, size_t step)
{
	size_t i;

	for (i = 0; i < scene->nthen; i++) {
		const struct clause *subject = &scene->then[i].subject;
		const struct commands_body *body = subject->body;

		if (subject->shape == &commands_subject.shape &&
		    body->step == step)
			return true;
	}
	return false;
}

/* The store of the case's i-th `given` if it writes down, else NULL. */
static const struct store *writer(const struct place *place, size_t i)
{
	const struct store *store =
		store_of(place->scene->given[i].shape->name);

	return store->record ? store : NULL;
}

/* A stopped server is told nothing. */
static bool is_there(const struct place *place, const struct store *store)
{
	return !store->server || !lab_stopped(place->lab, store->server);
}

bool commands_begin(struct place *place, struct err *err)
{
	bool any = false;
	size_t i;

	for (i = 0; i < place->scene->ngiven; i++) {
		const struct store *store = writer(place, i);

		any = any || store;
		if (store && is_there(place, store) &&
		    !store->record(place, err))
			return false;
	}
	return any || err_set(err, ERR_SPEC,
			      "no store of the case writes down commands");
}

bool commands_end(struct place *place, struct outcome *outcome, struct err *err)
{
	struct value_builder all;
	size_t i, j;

	value_builder_init(&all, place->arena);
	for (i = 0; i < place->scene->ngiven; i++) {
		const struct store *store = writer(place, i);
		const struct value *list;

		if (!store || !is_there(place, store))
			continue;
		if (!store->recorded(place, &list, err))
			return false;
		if (list->kind != VALUE_LIST) {
			outcome->commands = list;
			return true;
		}
		for (j = 0; j < list->as.list.n; j++)
			value_append(&all, list->as.list.items[j]);
	}
	outcome->commands = value_built_list(&all);
	return true;
}

/* ---- the subject ---- */

static const struct value *of(const struct outcome *outcome, const void *body,
			      struct arena *arena)
{
	(void)body;
	(void)arena;
	return outcome->commands ? outcome->commands : &value_none;
}

static const struct field fields[] = {
	{.key = "commands",
	 .doc = "A step by its `as` name, or last.",
	 .type = FIELD_STEP,
	 .offset = offsetof(struct commands_body, step),
	 .required = true},
	{0}};

const struct subject_kind commands_subject = {
	.shape = {.name = "commands",
		  .doc = "The commands that the hand-in sent to Redis or "
			 "MongoDB during a step, each a list of words.",
		  .fields = fields,
		  .size = sizeof(struct commands_body)},
	.nothing = "it sent no commands at all",
	.ordered = true,
	.of = of,
};
