/* Reads project.yaml. */
#include "spec/project.h"

#include "spec/checks.h"

/* Whether this program speaks the grammar; nothing else is said if not. */
static bool grammar_known(struct binder *binder, const struct node *root)
{
	const struct field field = {.key = "grader", .type = FIELD_INT};
	const struct node *node = node_get(root, "grader");
	int64_t grammar = GRAMMAR;

	if (!node || !bind_field(binder, &field, node, &grammar))
		return true; /* which is told with the rest */
	return grammar == GRAMMAR ||
	       problem_add(binder->problems, node->at,
			   "grammar %s is unknown; this grader speaks "
			   "grammar %d",
			   node->text, GRAMMAR);
}

/* ---- every ---- */

/*
 * The checks are bound here only to see that they can be; each task binds
 * its own, because hand-ins and steps are the task's.
 */
static void try_checks(struct binder *binder, const struct node *list,
		       const char *language)
{
	const struct step step = {0};
	struct check check;
	size_t i;

	if (!bind_is(binder, list, NODE_LIST, language))
		return;
	binder->every = "*";
	binder->step = &step;
	binder->nstep = 1;
	for (i = 0; i < list->n; i++) {
		check = (struct check){0};
		check_bind(binder, list->items[i], 0, &check);
	}
}

static void try_every(struct binder *binder, const struct node *every)
{
	size_t i;

	if (!every || !bind_is(binder, every, NODE_MAP, "every"))
		return;
	for (i = 0; i < every->n; i++) {
		const struct node *key = every->pairs[i].key;

		if (language_named(binder, key))
			try_checks(binder, every->pairs[i].value, key->text);
	}
}

const struct node *project_every(const struct reading *reading,
				 const char *language)
{
	return node_get(reading->keys.every, language);
}

/* ---- the file ---- */

static void bind_project(struct binder *binder, struct reading *reading,
			 const struct node *root)
{
	struct project_keys *keys = &reading->keys;

	keys->style = -1;
	if (!grammar_known(binder, root))
		return;
	bind_map(binder, root, "project.yaml", project_fields, keys);
	if (keys->language)
		language_named(binder, node_get(root, "language"));
	reading->with = with_read(binder, keys->with, NULL, reading->seed);
	try_every(binder, keys->every);
}

bool project_read(struct reading *reading)
{
	const char *path =
		arena_printf(reading->arena, "%s/project.yaml", reading->dir);
	size_t before = problems_count(reading->problems);
	struct binder binder = {.arena = reading->arena,
				.problems = reading->problems,
				.vocabulary = reading->vocabulary};
	const struct node *root;
	const char *reason;

	if (!pack_read(reading->pack, path, YAML_FILE_MOST, reading->arena,
		       &reading->file, &reason))
		return problem_add(reading->problems, (struct mark){path, 1, 1},
				   "\"project.yaml\" %s", reason);
	root = yaml_read(path, reading->file.bytes, reading->file.len,
			 reading->arena, reading->problems);
	if (root)
		bind_project(&binder, reading, root);
	return problems_count(reading->problems) == before;
}

const struct project *project_whole(const struct project *project)
{
	return project->whole ? project->whole : project;
}
