/* Puts the stores back between two cases. */
#include "grade/reset.h"

#include "base/log.h"
#include "grade/registry.h"

/* It takes milliseconds, where the machine has time for it. */
#define RESET_MS 10000

/* One that had no disk left has more of it only when it is a fresh one. */
static bool is_clean(struct lab *lab, const struct store *store)
{
	struct err err = {0};
	bool clean = true;
	int64_t allowed;

	return (!store->server ||
		!lab_exhausted(lab, store->server, &allowed)) &&
	       (!store->reset || (store->reset(lab, &clean, &err) && clean));
}

static void discard(struct lab *lab, const struct scene *scene, bool all)
{
	size_t i;

	for (i = 0; i < scene->ngiven; i++) {
		const struct store *store =
			store_of(scene->given[i].shape->name);

		if (!store->server || (!all && is_clean(lab, store)))
			continue;
		log_debug("lab: %s is not as it was, a fresh one next",
			  store->given.name);
		lab_discard(lab, store->server);
	}
}

void scene_reset(struct lab *lab, const struct order *order)
{
	const struct scene *scene = &order->task->scene[order->scene];
	struct deadline deadline = deadline_in_ms(RESET_MS);

	/* A server that is stopped lets even those wait who take leave. */
	lab_watch(lab,
		  &(struct watch){.deadline = deadline, .latest = deadline});
	discard(lab, scene, false);
	if (lab_unwatch(lab))
		discard(lab, scene, true);
}
