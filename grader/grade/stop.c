/*
 * The steps `stop` and `start`: take a server away and bring it back.
 *
 * Stopped, it is as any server that does not run: connections with it end, new
 * ones are refused. It comes back as such a server would, so a store whose data
 * would have to survive, and would not, cannot be stopped. Whoever looks at a
 * store while it is stopped has made a mistake in the task.
 */
#include "grade/authors.h"
#include "grade/registry.h"

static const char *const names[] = {
#define STORE(name) #name,
#include "store/stores.def"
#undef STORE
	NULL};

struct stop_body {
	int store; /* index in `names` */
};

/* The store that the step names; NULL: it is none that can be stopped. */
static const struct store *named(const struct place *place, const void *body,
				 struct err *err)
{
	const char *name = names[((const struct stop_body *)body)->store];
	const struct store *store = store_of(name);

	if (!place_given(place, name))
		err_set(err, ERR_SPEC, "the case needs `given: {%s: …}`", name);
	else if (!store->server || !store->restart)
		err_set(err, ERR_SPEC,
			"\"%s\" cannot be stopped: it would not come back with "
			"what it held",
			name);
	else
		return store;
	return NULL;
}

static bool act_stop(struct place *place, const void *body,
		     struct outcome *outcome, struct err *err)
{
	const struct store *store = named(place, body, err);

	if (!store)
		return false;
	if (lab_stopped(place->lab, store->server))
		return err_set(err, ERR_SPEC, "\"%s\" is stopped already",
			       store->given.name);
	if (!lab_running(place->lab, store->server))
		return err_set(err, ERR_INFRA, "the %s server is gone",
			       store->given.name);
	authors_close(place, store->given.name);
	lab_stop(place->lab, store->server);
	outcome->fate = FATE_DONE;
	return true;
}

static bool act_start(struct place *place, const void *body,
		      struct outcome *outcome, struct err *err)
{
	const struct store *store = named(place, body, err);

	if (!store)
		return false;
	if (!lab_stopped(place->lab, store->server))
		return err_set(err, ERR_SPEC,
			       "\"%s\" has not been stopped in this case",
			       store->given.name);
	outcome->fate = FATE_DONE;
	return store->restart(place, err);
}

#define STEP_OF_A_STORE(word, text, argument)                    \
	static const struct field word##_fields[] = {            \
		{.key = #word,                                   \
		 .doc = argument,                                \
		 .type = FIELD_ENUM,                             \
		 .offset = offsetof(struct stop_body, store),    \
		 .required = true,                               \
		 .names = names},                                \
		{0}};                                            \
	const struct step_kind step_##word = {                   \
		.shape = {.name = #word,                         \
			  .doc = text,                           \
			  .fields = word##_fields,               \
			  .alone = "a server is taken from all", \
			  .size = sizeof(struct stop_body)},     \
		.act = act_##word,                               \
	}

STEP_OF_A_STORE(stop, "Takes a server away.", "The store that is stopped.");
STEP_OF_A_STORE(start, "Brings back a server that was stopped.",
		"The store that is started again.");
