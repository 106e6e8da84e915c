/* Keys of maps, looked up in tables of fields. */
#include "spec/bind.h"

void words_of_names(struct words *words, const char *const *names)
{
	for (; names && *names; names++)
		words_add(words, *names);
}

static void words_of_fields(struct words *words, const struct field *fields)
{
	for (; fields && fields->key; fields++)
		words_add(words, fields->key);
}

static void words_of_shapes(struct words *words,
			    const struct shape *const *shapes)
{
	for (; shapes && *shapes; shapes++)
		words_add(words, (*shapes)->name);
}

static const struct planned *planned(const struct binder *binder,
				     const char *name)
{
	const struct planned *each = binder->vocabulary->planned;

	for (; each && each->name; each++)
		if (!strcmp(each->name, name))
			return each;
	return NULL;
}

bool bind_unknown(struct binder *binder, const struct node *node,
		  const char *what, const struct words *words)
{
	const char *advice = words_advice(words, node->text, "known here");

	return problem_add(binder->problems, node->at, "unknown %s \"%s\"%s",
			   what, brief(node->text, binder->arena), advice);
}

bool bind_not_built(struct binder *binder, const struct node *node)
{
	const struct planned *plan = planned(binder, node->text);

	if (plan)
		problem_add(binder->problems, node->at,
			    "\"%s\" is not built yet: %s", plan->name,
			    plan->what);
	return plan != NULL;
}

bool bind_is(struct binder *binder, const struct node *node,
	     enum node_kind kind, const char *key)
{
	const struct node wanted = {.kind = kind};

	if (node->kind == kind)
		return true;
	if (node_empty(node))
		return problem_add(binder->problems, node->at,
				   "\"%s\" has no value; it takes %s", key,
				   node_word(&wanted));
	return problem_add(binder->problems, node->at,
			   "\"%s\" takes %s, not %s", key, node_word(&wanted),
			   node_word(node));
}

/* ---- keys ---- */

static const struct field *field_of(const struct field *fields, const char *key)
{
	for (; fields && fields->key; fields++)
		if (!strcmp(fields->key, key))
			return fields;
	return NULL;
}

static bool bind_key(struct binder *binder, const struct node_pair *pair,
		     const struct target *targets, size_t n)
{
	const struct field *field;
	bool known = false;
	size_t i;

	for (i = 0; i < n; i++) {
		field = field_of(targets[i].fields, pair->key->text);
		if (!field)
			continue;
		known = true;
		bind_field(binder, field, pair->value, targets[i].body);
	}
	return known;
}

static void unknown_key(struct binder *binder, const struct node *key,
			const struct target *targets, size_t n,
			const struct shape *const *kinds)
{
	struct words words;
	size_t i;

	if (kinds && bind_not_built(binder, key))
		return;
	words_init(&words, binder->arena);
	for (i = 0; i < n; i++)
		words_of_fields(&words, targets[i].fields);
	words_of_shapes(&words, kinds);
	bind_unknown(binder, key, "key", &words);
}

static void check_required(struct binder *binder, const struct node *map,
			   const struct field *fields)
{
	for (; fields && fields->key; fields++)
		if (fields->required && !node_get(map, fields->key))
			problem_add(binder->problems, map->at,
				    "the key \"%s\" is missing", fields->key);
}

void bind_keys(struct binder *binder, const struct node *map,
	       const struct target *targets, size_t n,
	       const struct shape *const *kinds)
{
	size_t i;

	for (i = 0; i < map->n; i++)
		if (!bind_key(binder, &map->pairs[i], targets, n))
			unknown_key(binder, map->pairs[i].key, targets, n,
				    kinds);
	for (i = 0; i < n; i++)
		check_required(binder, map, targets[i].fields);
}

bool bind_map(struct binder *binder, const struct node *node, const char *key,
	      const struct field *fields, void *body)
{
	size_t before = problems_count(binder->problems);
	const struct target target = {.fields = fields, .body = body};

	if (!bind_is(binder, node, NODE_MAP, key))
		return false;
	bind_keys(binder, node, &target, 1, NULL);
	return problems_count(binder->problems) == before;
}

/* ---- kinds ---- */

const struct shape *bind_kind(struct binder *binder, const struct node *map,
			      const struct shape *const *shapes,
			      const char *what)
{
	const struct shape *found = NULL;
	size_t i, j;

	for (i = 0; i < map->n; i++)
		for (j = 0; shapes[j]; j++) {
			const struct node *key = map->pairs[i].key;

			if (strcmp(shapes[j]->name, key->text) != 0)
				continue;
			if (found) {
				problem_add(
					binder->problems, key->at,
					"two kinds of %s in one map: \"%s\" "
					"and \"%s\"",
					what, found->name, key->text);
				return NULL;
			}
			found = shapes[j];
		}
	return found;
}

void bind_unknown_kind(struct binder *binder, const struct node *key,
		       const struct shape *const *shapes, const char *what)
{
	struct words words;

	if (bind_not_built(binder, key))
		return;
	words_init(&words, binder->arena);
	words_of_shapes(&words, shapes);
	bind_unknown(binder, key, what, &words);
}

void bind_no_kind(struct binder *binder, const struct node *map,
		  const struct shape *const *shapes, const char *what)
{
	struct words words;
	size_t i;

	words_init(&words, binder->arena);
	words_of_shapes(&words, shapes);
	for (i = 0; i < map->n; i++)
		if (bind_not_built(binder, map->pairs[i].key))
			return;
	for (i = 0; i < map->n; i++)
		if (words_nearest(&words, map->pairs[i].key->text)) {
			bind_unknown(binder, map->pairs[i].key, "key", &words);
			return;
		}
	problem_add(binder->problems, map->at,
		    "a %s needs one of these keys: %s", what,
		    words_joined(&words));
}
