/*
 * The step `later`: lets time pass without sleeping. What expires in the
 * stores of the case loses so much of its time to live, and the clocks of the
 * languages of its hand-ins move on.
 */
#include "grade/registry.h"

#define MOST_MS (INT64_C(366) * 24 * 3600 * 1000)

struct later_body {
	int64_t ms;
};

static bool move_stores(struct place *place, int64_t ms, bool *moved,
			struct err *err)
{
	size_t i;

	for (i = 0; i < place->scene->ngiven; i++) {
		const struct store *store =
			store_of(place->scene->given[i].shape->name);

		if (!store->later)
			continue;
		*moved = true;
		if (lab_stopped(place->lab, store->server))
			continue;
		if (!store->later(place, ms, err))
			return false;
	}
	return true;
}

/* Whether an earlier hand-in of the task is in the language of this one. */
static bool spoken_before(const struct task *task, size_t handin)
{
	size_t i;

	for (i = 0; i < handin; i++)
		if (!strcmp(task->handin[i].language,
			    task->handin[handin].language))
			return true;
	return false;
}

static bool move_languages(struct place *place, int64_t ms, bool *moved,
			   struct err *err)
{
	size_t i;

	for (i = 0; i < place->task->nhandin; i++) {
		const struct language *language =
			language_of(place->task->handin[i].language);

		if (!language->later || spoken_before(place->task, i))
			continue;
		*moved = true;
		if (!language->later(place, ms, err))
			return false;
	}
	return true;
}

static bool act(struct place *place, const void *body, struct outcome *outcome,
		struct err *err)
{
	int64_t ms = ((const struct later_body *)body)->ms;
	bool moved = false;

	if (!move_stores(place, ms, &moved, err) ||
	    !move_languages(place, ms, &moved, err))
		return false;
	if (!moved)
		return err_set(err, ERR_SPEC,
			       "\"later\" has nothing to move: no store of the "
			       "case lets anything expire");
	outcome->fate = FATE_DONE;
	return true;
}

static const struct field fields[] = {
	{.key = "later",
	 .doc = "How much time passes: 10 s, 500 ms, 90 min.",
	 .type = FIELD_TIME,
	 .offset = offsetof(struct later_body, ms),
	 .required = true,
	 .least = 1,
	 .most = MOST_MS},
	{0}};

const struct step_kind step_later = {
	.shape = {.name = "later",
		  .doc = "Lets time pass, and nobody sleeps.",
		  .fields = fields,
		  .alone = "time passes for the whole case",
		  .size = sizeof(struct later_body)},
	.act = act,
};
