/* Reads the .def files: the only place that knows every part by name. */
#include "grade/registry.h"

#include "grade/outcome.h"

/* ---- the lists ---- */

#define STORE(name) extern const struct store store_##name;
#include "store/stores.def"
#undef STORE

const struct store *const registry_stores[] = {
#define STORE(name) &store_##name,
#include "store/stores.def"
#undef STORE
	NULL};

#define LANG(name) extern const struct language lang_##name;
#include "lang/langs.def"
#undef LANG

const struct language *const registry_languages[] = {
#define LANG(name) &lang_##name,
#include "lang/langs.def"
#undef LANG
	NULL};

#define RELATION(name) extern const struct relation relation_##name;
#include "check/relations.def"
#undef RELATION
extern const struct relation relation_same;

const struct relation *const registry_relations[] = {
#define RELATION(name) &relation_##name,
#include "check/relations.def"
#undef RELATION
	NULL};

#define STEP(name) extern const struct step_kind step_##name;
#include "grade/steps.def"
#undef STEP

static const struct step_kind *const own_steps[] = {
#define STEP(name) &step_##name,
#include "grade/steps.def"
#undef STEP
	NULL};

static const struct planned planned[] = {
#define PLANNED(word, text) {.name = #word, .what = text},
#include "grade/planned.def"
#undef PLANNED
	{0}};

/* ---- the vocabulary ---- */

#define SHAPES_MOST 128

struct shapes {
	const struct shape **items;
	size_t n;
};

static void shapes_init(struct shapes *shapes, struct arena *arena)
{
	shapes->items = ARENA_ARRAY(arena, SHAPES_MOST, const struct shape *);
	shapes->n = 0;
}

/* Each shape once: languages share some. */
static void add(struct shapes *shapes, const struct shape *shape)
{
	size_t i;

	for (i = 0; i < shapes->n; i++)
		if (shapes->items[i] == shape)
			return;
	if (shapes->n + 1 < SHAPES_MOST)
		shapes->items[shapes->n++] = shape;
}

static void add_steps(struct shapes *shapes,
		      const struct step_kind *const *kinds)
{
	for (; kinds && *kinds; kinds++)
		add(shapes, &(*kinds)->shape);
}

static void add_subjects(struct shapes *shapes,
			 const struct subject_kind *const *kinds)
{
	for (; kinds && *kinds; kinds++)
		add(shapes, &(*kinds)->shape);
}

static const struct spoken *spoken(struct arena *arena)
{
	size_t n = ARRAY_LEN(registry_languages), i;
	struct spoken *list = ARENA_ARRAY(arena, n, struct spoken);

	for (i = 0; registry_languages[i]; i++)
		list[i] = (struct spoken){
			.name = registry_languages[i]->name,
			.suffixes = registry_languages[i]->suffixes};
	return list;
}

const struct vocabulary *registry_vocabulary(struct arena *arena)
{
	struct vocabulary *all = ARENA_NEW(arena, struct vocabulary);
	struct shapes stores, steps, subjects, relations;
	size_t i;

	shapes_init(&stores, arena);
	shapes_init(&steps, arena);
	shapes_init(&subjects, arena);
	shapes_init(&relations, arena);
	add_steps(&steps, own_steps);
	add_subjects(&subjects, outcome_subjects);
	for (i = 0; registry_stores[i]; i++) {
		add(&stores, &registry_stores[i]->given);
		add_steps(&steps, registry_stores[i]->steps);
		add_subjects(&subjects, registry_stores[i]->subjects);
	}
	for (i = 0; registry_languages[i]; i++) {
		add_steps(&steps, registry_languages[i]->steps);
		add_subjects(&subjects, registry_languages[i]->subjects);
	}
	for (i = 0; registry_relations[i]; i++)
		add(&relations, &registry_relations[i]->shape);
	*all = (struct vocabulary){.stores = stores.items,
				   .steps = steps.items,
				   .subjects = subjects.items,
				   .relations = relations.items,
				   .planned = planned,
				   .languages = spoken(arena)};
	return all;
}

/* ---- the way back ---- */

const struct step_kind *step_kind_of(const struct clause *clause)
{
	return CONTAINER_OF(clause->shape, struct step_kind, shape);
}

const struct subject_kind *subject_kind_of(const struct clause *clause)
{
	return CONTAINER_OF(clause->shape, struct subject_kind, shape);
}

const struct relation *relation_of(const struct check *check)
{
	if (!check->relation.shape)
		return &relation_same;
	return CONTAINER_OF(check->relation.shape, struct relation, shape);
}

const struct store *store_of(const char *name)
{
	size_t i;

	for (i = 0; registry_stores[i]; i++)
		if (!strcmp(registry_stores[i]->given.name, name))
			return registry_stores[i];
	return NULL;
}

const struct language *language_of(const char *name)
{
	size_t i;

	for (i = 0; registry_languages[i]; i++)
		if (!strcmp(registry_languages[i]->name, name))
			return registry_languages[i];
	return NULL;
}

static bool has_step(const struct task *task, const struct shape *shape)
{
	size_t i, j;

	for (i = 0; i < task->nscene; i++)
		for (j = 0; j < task->scene[i].nwhen; j++)
			if (task->scene[i].when[j].clause.shape == shape)
				return true;
	return false;
}

bool task_runs(const struct task *task, const struct language *language)
{
	size_t i;

	for (i = 0; i < task->nhandin; i++)
		if (!strcmp(task->handin[i].language, language->name))
			return true;
	for (i = 0; language->steps && language->steps[i]; i++)
		if (has_step(task, &language->steps[i]->shape))
			return true;
	return false;
}

bool scene_generated(const struct scene *scene, uint64_t seed,
		     struct arena *arena, struct generated *generated,
		     struct err *err)
{
	size_t i;

	*generated = (struct generated){0};
	for (i = 0; i < scene->ngiven; i++) {
		const struct clause *given = &scene->given[i];
		const struct store *store = store_of(given->shape->name);
		struct generated rows = {0};

		if (store->generated &&
		    !store->generated(given->body, seed, arena, &rows, err))
			return false;
		if (!generated->rows)
			*generated = rows;
	}
	return true;
}
