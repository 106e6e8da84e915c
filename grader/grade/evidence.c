/* Applies the options of a check, and judges. */
#include "grade/evidence.h"

#include "grade/read.h"
#include "value/show.h"

/* ---- pick and ignore ---- */

static bool picks(const struct options *options, const char *word)
{
	return options->pick.n == 1 && !strcmp(options->pick.items[0], word);
}

static const struct value *pick(const struct options *options,
				const struct value *value, struct arena *arena)
{
	struct value_builder map;
	size_t i;

	if (!options->pick.n || picks(options, "all"))
		return value;
	if (options->pick.n == 1)
		return value_pick(value, options->pick.items[0], arena);
	value_builder_init(&map, arena);
	for (i = 0; i < options->pick.n; i++)
		value_put(&map, options->pick.items[i],
			  value_pick(value, options->pick.items[i], arena));
	return value_built_map(&map);
}

/*
 * Of the result sets of a step the last one is meant unless `pick` says
 * otherwise; a path then goes into that set, a number chooses another.
 */
static const struct value *pick_set(const struct options *options,
				    const struct value *value,
				    struct arena *arena)
{
	const struct value *last;

	if (value->kind != VALUE_LIST)
		return pick(options, value, arena);
	if (picks(options, "all"))
		return value;
	if (options->pick.n &&
	    strspn(options->pick.items[0], "-0123456789*") > 0)
		return pick(options, value, arena);
	last = value_pick(value, "-1", arena);
	return pick(options, last, arena);
}

/* The final newline of what was printed does not count. */
static const struct value *chomp(const struct subject_kind *kind,
				 const struct value *value, struct arena *arena)
{
	bool printed = !strcmp(kind->shape.name, "stdout") ||
		       !strcmp(kind->shape.name, "stderr");
	size_t len = value->as.text.len;

	if (!printed || value->kind != VALUE_TEXT || !len ||
	    value->as.text.bytes[len - 1] != '\n')
		return value;
	return value_text(arena, value->as.text.bytes, len - 1);
}

const struct value *evidence_value(const struct check *check,
				   const struct subject_kind *kind,
				   const struct value *value,
				   const struct masks *masks,
				   struct arena *arena)
{
	const struct options *options = &check->options;
	size_t i;

	value = masks_apply(masks, value, arena);
	value = read_value(options, chomp(kind, value, arena), arena);
	if (!strcmp(kind->shape.name, "results"))
		value = pick_set(options, value, arena);
	else
		value = pick(options, value, arena);
	for (i = 0; i < options->ignore.n; i++)
		value = value_without(value, options->ignore.items[i], arena);
	return value;
}

/* ---- judging ---- */

static struct value_rules rules_of(const struct check *check,
				   const struct subject_kind *kind)
{
	const struct options *options = &check->options;
	struct value_rules rules = {.order = options->order,
				    .by = options->by.items,
				    .nby = options->by.n,
				    .tolerance = options->tolerance,
				    .exact_types = kind->exact_types,
				    .truths_apart = kind->truths_apart};

	if (rules.order == ORDER_DEFAULT && kind->ordered)
		rules.order = ORDER_EXACT;
	if (rules.order == ORDER_DEFAULT && kind->bag)
		rules.order = ORDER_ANY;
	return rules;
}

/* A kind that the relation cannot judge, or an error in place of a value. */
static bool unfit(const struct relation *relation,
		  const struct evidence *evidence, struct arena *arena,
		  struct finding *finding)
{
	const struct value *seen = evidence->seen;

	if (!relation->takes || relation->takes & TAKES(seen->kind))
		return false;
	*finding = (struct finding){
		.wanted = relation->shape.doc,
		.seen = seen,
		.why = value_is_error(seen) || seen->kind == VALUE_NONE
			       ? arena_printf(arena, "there is %s",
					      value_shown(seen, 0, arena))
			       : arena_printf(
					 arena,
					 "it is a %s, which cannot be judged "
					 "by `%s`",
					 value_kind_name(seen->kind),
					 relation->shape.name)};
	return true;
}

static void judge_one(const struct relation *relation, const void *body,
		      const struct evidence *evidence, struct arena *arena,
		      struct finding *finding)
{
	if (!unfit(relation, evidence, arena, finding))
		relation->judge(evidence, body, arena, finding);
}

static void judge_count(const struct relation *relation, const void *body,
			struct evidence evidence, struct arena *arena,
			struct finding *finding)
{
	const struct value *counted = evidence.seen;

	if (value_is_error(counted)) {
		*finding = (struct finding){
			.seen = counted, .why = value_shown(counted, 0, arena)};
		return;
	}
	evidence.seen = value_int(arena, (int64_t)value_length(evidence.seen));
	if (evidence.expected)
		evidence.expected = value_int(
			arena, (int64_t)value_length(evidence.expected));
	if (evidence.before)
		evidence.before = value_int(
			arena, (int64_t)value_length(evidence.before));
	judge_one(relation, body, &evidence, arena, finding);
	if (!finding->holds && finding->why)
		finding->why =
			arena_printf(arena, "the count: %s", finding->why);
}

/* Nothing to judge does not hold: it would hold whatever was handed in. */
static void judge_each(const struct relation *relation, const void *body,
		       struct evidence evidence, struct arena *arena,
		       struct finding *finding)
{
	const struct value *all =
		evidence.seen->kind == VALUE_LIST
			? evidence.seen
			: value_pick(evidence.seen, "*", arena);
	struct finding one;
	size_t held = 0, n, i;

	*finding = (struct finding){.seen = evidence.seen,
				    .why = "there is nothing to look at"};
	n = all->kind == VALUE_LIST ? all->as.list.n : 0;
	for (i = 0; i < n; i++) {
		evidence.seen = all->as.list.items[i];
		judge_one(relation, body, &evidence, arena, &one);
		held += one.holds;
		if (!one.holds && held == i) {
			*finding = one;
			finding->why = arena_printf(
				arena, "element %zu: %s", i,
				one.why ? one.why : "it does not hold");
		} else if (one.holds && held == n) {
			*finding = one;
		}
	}
	finding->holds = n && held == n;
	finding->share = n ? (double)held / (double)n : 0;
}

void evidence_judge(const struct check *check, const struct subject_kind *kind,
		    const struct relation *relation, const struct raw *raw,
		    struct arena *arena, struct finding *finding)
{
	const void *body = check->relation.body;
	struct evidence evidence = {.rules = rules_of(check, kind)};

	*finding = (struct finding){0};
	evidence.seen =
		evidence_value(check, kind, raw->seen, raw->masks, arena);
	if (raw->expected)
		evidence.expected = evidence_value(check, kind, raw->expected,
						   raw->expected_masks, arena);
	if (raw->before)
		evidence.before = evidence_value(check, kind, raw->before,
						 raw->masks, arena);
	switch (check->reach) {
	case REACH_WHOLE:
		judge_one(relation, body, &evidence, arena, finding);
		if (!finding->holds && kind->nothing &&
		    evidence.seen->kind == VALUE_NONE)
			finding->why = kind->nothing;
		return;
	case REACH_EACH:
		judge_each(relation, body, evidence, arena, finding);
		return;
	case REACH_COUNT:
		judge_count(relation, body, evidence, arena, finding);
		return;
	}
}
