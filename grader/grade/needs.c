/* Hands jobs to workers that have started what they need. */
#include "grade/needs.h"

#include "grade/registry.h"

/* Bits below are servers', in the order of registry_stores. */
#define FIRST_LANGUAGE 32

/* How many cases take as long as it takes to start a server, or an interpreter
   that does not say. */
#define START_CASES 4

/* ---- what a case needs ---- */

static bool gives(const struct scene *scene, const struct store *store)
{
	size_t i;

	for (i = 0; i < scene->ngiven; i++)
		if (scene->given[i].shape == &store->given)
			return true;
	return false;
}

uint64_t needs_of(const struct order *order)
{
	const struct scene *scene = &order->task->scene[order->scene];
	uint64_t needs = 0;
	size_t i;

	for (i = 0; registry_stores[i]; i++)
		if (registry_stores[i]->server &&
		    gives(scene, registry_stores[i]))
			needs |= UINT64_C(1) << i;
	for (i = 0; registry_languages[i]; i++)
		if (registry_languages[i]->prepare &&
		    task_runs(order->task, registry_languages[i]))
			needs |= UINT64_C(1) << (FIRST_LANGUAGE + i);
	return needs;
}

size_t needs_cost(uint64_t needs)
{
	size_t cost = 0, i;

	for (i = 0; i < FIRST_LANGUAGE; i++)
		cost += needs >> i & 1 ? START_CASES : 0;
	for (i = 0; registry_languages[i]; i++) {
		size_t cases = registry_languages[i]->start_cases;

		if (needs >> (FIRST_LANGUAGE + i) & 1)
			cost += cases ? cases : START_CASES;
	}
	return cost;
}

/* ---- choosing ---- */

/* Whether some other worker has started all of it. */
static bool is_elsewhere(uint64_t needs, const struct started *started)
{
	size_t i;

	for (i = 0; i < started->workers; i++)
		if (i != started->who && !(needs & ~started->by[i]))
			return true;
	return false;
}

size_t needs_choose(const struct job *waiting, size_t n,
		    const struct started *started)
{
	uint64_t mine = started->by[started->who];
	size_t cheapest = n, least = SIZE_MAX, i;

	/* It was first come, and is so when its turn has come. */
	if (n && waiting[0].alone)
		return 0;
	for (i = 0; i < n; i++)
		if (!waiting[i].alone && !(waiting[i].needs & ~mine))
			return i;
	for (i = 0; i < n; i++)
		if (!waiting[i].alone &&
		    !is_elsewhere(waiting[i].needs, started))
			return i;
	for (i = 0; i < n; i++) {
		size_t cost = needs_cost(waiting[i].needs & ~mine);

		if (!waiting[i].alone && cost < least) {
			least = cost;
			cheapest = i;
		}
	}
	return least < n ? cheapest : n;
}
