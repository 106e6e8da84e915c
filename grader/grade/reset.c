/* Puts the stores back between two cases. */
#include "grade/reset.h"

#include "base/log.h"
#include "grade/registry.h"

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

void scene_reset(struct lab *lab, const struct order *order)
{
	const struct scene *scene = &order->task->scene[order->scene];
	size_t i;

	for (i = 0; i < scene->ngiven; i++) {
		const struct store *store =
			store_of(scene->given[i].shape->name);

		if (!is_clean(lab, store) && store->server) {
			log_debug("lab: %s is not as it was, a fresh one next",
				  store->given.name);
			lab_discard(lab, store->server);
		}
	}
}
