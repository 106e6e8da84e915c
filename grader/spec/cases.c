/* Binds cases: what the stores hold, the steps, the checks. */
#include "spec/cases.h"

#include "spec/checks.h"

#define STEPS_MOST 200

/* 0 for what is no list. */
static size_t length(const struct node *list)
{
	return list && list->kind == NODE_LIST ? list->n : 0;
}

/* ---- given ---- */

/*
 * The keys of `over` put over those of `base`, map by map; a list or scalar
 * replaces. Either may be NULL.
 */
static const struct node *merged(const struct node *base,
				 const struct node *over, struct arena *arena)
{
	struct node *both;
	size_t i;

	if (!base || !over || base->kind != NODE_MAP || over->kind != NODE_MAP)
		return over ? over : base;
	both = ARENA_NEW(arena, struct node);
	*both = *over;
	both->pairs = ARENA_ARRAY(arena, base->n + over->n, struct node_pair);
	memcpy(both->pairs, over->pairs, over->n * sizeof(*over->pairs));
	for (i = 0; i < over->n; i++)
		both->pairs[i].value = (struct node *)merged(
			node_get(base, over->pairs[i].key->text),
			over->pairs[i].value, arena);
	for (i = 0; i < base->n; i++)
		if (!node_get(over, base->pairs[i].key->text))
			both->pairs[both->n++] = base->pairs[i];
	return both;
}

static const struct shape *store_shape(const struct binder *binder,
				       const char *name)
{
	const struct shape *const *shapes = binder->vocabulary->stores;

	for (; *shapes; shapes++)
		if (!strcmp((*shapes)->name, name))
			return *shapes;
	return NULL;
}

static bool bind_store(struct binder *binder, const struct node_pair *pair,
		       struct clause *given)
{
	const struct shape *shape = store_shape(binder, pair->key->text);
	void *body;

	if (!shape) {
		bind_unknown_kind(binder, pair->key, binder->vocabulary->stores,
				  "store");
		return false;
	}
	body = arena_alloc(binder->arena, shape->size);
	*given = (struct clause){
		.shape = shape, .body = body, .at = pair->key->at};
	return bind_map(binder, pair->value, shape->name, shape->fields, body);
}

static void bind_given(struct binder *binder, const struct node *node,
		       struct scene *scene)
{
	struct clause *given;
	size_t i;

	if (!node || !bind_is(binder, node, NODE_MAP, "given"))
		return;
	given = ARENA_ARRAY(binder->arena, node->n, struct clause);
	for (i = 0; i < node->n; i++)
		if (bind_store(binder, &node->pairs[i], &given[scene->ngiven]))
			scene->ngiven++;
	scene->given = given;
}

/* ---- when ---- */

static void check_as(struct binder *binder, const struct node *node,
		     const struct step *step)
{
	const struct node *name = node_get(node, "as");
	size_t i;

	if (!step->as)
		return;
	if (!strcmp(step->as, "last"))
		problem_add(binder->problems, name->at,
			    "\"last\" always names the last step");
	for (i = 0; i < binder->nstep; i++)
		if (binder->step[i].as && !strcmp(binder->step[i].as, step->as))
			problem_add(binder->problems, name->at,
				    "another step of the case is named \"%s\"",
				    step->as);
}

static bool bind_one_step(struct binder *binder, const struct node *node,
			  struct step *step)
{
	const struct shape *const *shapes = binder->vocabulary->steps;
	size_t before = problems_count(binder->problems);
	const struct shape *shape;
	void *body;

	if (!bind_is(binder, node, NODE_MAP, "when"))
		return false;
	shape = bind_kind(binder, node, shapes, "step");
	if (!shape) {
		if (problems_count(binder->problems) == before)
			bind_no_kind(binder, node, shapes, "step");
		return false;
	}
	if (step->together && shape->alone)
		return problem_add(binder->problems, node->at,
				   "\"%s\" cannot be one of several steps that "
				   "start at once: %s",
				   shape->name, shape->alone);
	body = arena_alloc(binder->arena, shape->size);
	bind_keys(binder, node,
		  (const struct target[]){{shape->fields, body},
					  {step_fields, step}},
		  2, shapes);
	step->clause =
		(struct clause){.shape = shape, .body = body, .at = node->at};
	check_as(binder, node, step);
	return problems_count(binder->problems) == before;
}

/*
 * Adds a step to those that the binder knows. One with problems keeps its
 * name, so that who looks at it is not blamed as well.
 */
static void add_step(struct binder *binder, const struct node *node,
		     size_t together, struct step *steps)
{
	struct step *step = &steps[binder->nstep];
	const struct node *as = node_get(node, "as");

	step->together = together;
	if (!bind_one_step(binder, node, step) && as)
		step->as = as->text;
	binder->nstep++;
}

/* The shape of a step that is several ones, or NULL. */
static const struct shape *several(const struct binder *binder,
				   const struct node *node)
{
	const struct shape *const *shapes = binder->vocabulary->steps;

	for (; *shapes; shapes++)
		if ((*shapes)->several && node_get(node, (*shapes)->name))
			return *shapes;
	return NULL;
}

static bool is_option(const char *key)
{
	const struct field *field = step_fields;

	while (field->key && strcmp(field->key, key) != 0)
		field++;
	return field->key != NULL;
}

/* Beside the list there is nothing: what is said of a step stands in it. */
static void check_several_keys(struct binder *binder, const struct node *node,
			       const struct shape *shape)
{
	struct words words;
	size_t i;

	if (!bind_kind(binder, node, binder->vocabulary->steps, "step"))
		return; /* two kinds, which is told */
	words_init(&words, binder->arena);
	words_add(&words, shape->name);
	for (i = 0; i < node->n; i++) {
		const struct node *key = node->pairs[i].key;

		if (is_option(key->text))
			problem_add(binder->problems, key->at,
				    "\"%s\" takes no options; write \"%s\" "
				    "beside a step of its list",
				    shape->name, key->text);
		else if (strcmp(key->text, shape->name) != 0)
			bind_unknown(binder, key, "key", &words);
	}
}

/* Adds the steps that start at once; the first one's place numbers them. */
static void bind_several(struct binder *binder, const struct node *node,
			 const struct shape *shape, struct step *steps)
{
	const struct node *list = node_get(node, shape->name);
	size_t together = binder->nstep + 1, i;

	check_several_keys(binder, node, shape);
	if (bind_is(binder, list, NODE_LIST, shape->name) &&
	    (list->n < 2 || list->n > STEPS_AT_ONCE))
		problem_add(binder->problems, list->at,
			    "\"%s\" takes 2 to %d steps, not %zu", shape->name,
			    STEPS_AT_ONCE, list->n);
	if (!length(list))
		binder->nstep++; /* it is meant as a step all the same */
	for (i = 0; i < length(list); i++)
		add_step(binder, list->items[i], together, steps);
}

static void bind_when(struct binder *binder, const struct node *node,
		      struct step *steps)
{
	size_t i;

	if (!node)
		return;
	if (!bind_is(binder, node, NODE_LIST, "when"))
		binder->nstep++; /* whatever it is, it is meant as a step */
	for (i = 0; i < length(node); i++) {
		const struct shape *shape = several(binder, node->items[i]);

		if (shape)
			bind_several(binder, node->items[i], shape, steps);
		else
			add_step(binder, node->items[i], 0, steps);
	}
}

/* ---- then ---- */

/* The checks of one case while they are bound. */
struct checks {
	struct check *items;
	const struct node **nodes; /* what each was bound from */
	size_t n;
};

static void bind_checks(struct binder *binder, const struct node *list,
			int64_t points, struct checks *checks)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		if (check_bind(binder, list->items[i], points,
			       &checks->items[checks->n]))
			checks->nodes[checks->n++] = list->items[i];
}

static size_t bind_common(struct binder *binder, const struct common *common,
			  size_t ncommon, struct checks *checks)
{
	size_t before = checks->n, i;

	for (i = 0; i < ncommon; i++) {
		binder->every = common[i].file;
		bind_checks(binder, common[i].checks, common[i].points, checks);
	}
	binder->every = NULL;
	return checks->n - before;
}

static void bind_then(struct binder *binder, const struct node *node,
		      const struct common *common, size_t ncommon,
		      struct scene *scene)
{
	size_t room = length(node), more, i;
	struct checks checks = {0};

	if (!node || !bind_is(binder, node, NODE_LIST, "then"))
		return;
	if (!node->n)
		problem_add(binder->problems, node->at,
			    "\"then\" holds no check");
	for (i = 0; i < ncommon; i++)
		room += common[i].checks->n;
	checks.items = ARENA_ARRAY(binder->arena, room, struct check);
	checks.nodes = ARENA_ARRAY(binder->arena, room, const struct node *);
	bind_checks(binder, node, 1, &checks);
	more = bind_common(binder, common, ncommon, &checks);
	checks_tell_apart(binder, checks.items, checks.nodes, checks.n, more);
	scene->then = checks.items;
	scene->nthen = checks.n;
}

/* ---- cases ---- */

/* How many steps a list becomes; what is meant as one counts as one. */
static size_t count_steps(const struct binder *binder, const struct node *list)
{
	size_t n = 0, i;

	for (i = 0; i < length(list); i++) {
		const struct node *node = list->items[i];
		const struct shape *shape = several(binder, node);
		size_t inner = shape ? length(node_get(node, shape->name)) : 0;

		n += inner ? inner : 1;
	}
	return n;
}

static void bind_steps(struct binder *binder, const struct node *task,
		       const struct node *own, struct scene *scene)
{
	size_t n = count_steps(binder, task) + count_steps(binder, own);
	struct step *steps = ARENA_ARRAY(binder->arena, n + 2, struct step);

	binder->step = steps;
	binder->nstep = 0;
	if (n > STEPS_MOST) {
		problem_add(binder->problems, scene->at,
			    "more than %d steps in a case", STEPS_MOST);
		return;
	}
	bind_when(binder, task, steps);
	bind_when(binder, own, steps);
	scene->when = steps;
	scene->nwhen = binder->nstep;
}

static void bind_case(struct binder *binder, const struct node *node,
		      const struct task_keys *task, const struct common *common,
		      size_t ncommon, struct scene *scene)
{
	struct case_keys keys = {0};

	scene->at = node->at;
	bind_map(binder, node, "cases", case_fields, &keys);
	scene->name = keys.name;
	bind_given(binder, merged(task->given, keys.given, binder->arena),
		   scene);
	bind_steps(binder, task->when, keys.when, scene);
	bind_then(binder, keys.then, common, ncommon, scene);
	binder->step = NULL;
	binder->nstep = 0;
}

/* `node` is what scene[i] was bound from. */
static void name_case(struct binder *binder, const struct node *node,
		      struct scene *scene, size_t i, size_t n)
{
	size_t j;

	if (n > 1 && node->kind == NODE_MAP && !node_get(node, "name"))
		problem_add(binder->problems, node->at,
			    "the key \"name\" is missing; only a single case "
			    "needs none");
	for (j = 0; scene[i].name && j < i; j++)
		if (!strcasecmp(scene[j].name, scene[i].name))
			problem_add(binder->problems, node->at,
				    "another case is named \"%s\"",
				    brief(scene[i].name, binder->arena));
	if (!scene[i].name)
		scene[i].name = "works";
}

void cases_bind(struct binder *binder, const struct task_keys *keys,
		const struct common *common, size_t ncommon, struct task *task)
{
	const struct node *list = keys->cases;
	struct scene *scene;
	size_t i;

	if (!list || !bind_is(binder, list, NODE_LIST, "cases"))
		return;
	if (!list->n) {
		problem_add(binder->problems, list->at,
			    "\"cases\" holds no case");
		return;
	}
	scene = ARENA_ARRAY(binder->arena, list->n, struct scene);
	for (i = 0; i < list->n; i++) {
		bind_case(binder, list->items[i], keys, common, i ? 0 : ncommon,
			  &scene[i]);
		name_case(binder, list->items[i], scene, i, list->n);
	}
	task->scene = scene;
	task->nscene = list->n;
}
