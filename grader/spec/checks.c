/* Binds checks: a subject, at most one relation, and how to compare. */
#include "spec/checks.h"

#include "base/buf.h"
#include "spec/grammar.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#define NAME_WIDTH 60

/* ---- options of comparing ---- */

static void free_code(pcre2_code **code)
{
	pcre2_code_free(*code);
}

/* A pattern that compiles: has it names for the columns? */
static bool has_groups(const struct spec_pattern *pattern)
{
	PCRE2_SIZE offset;
	uint32_t count = 0;
	int error;
	AUTO(free_code)
	pcre2_code *code = pcre2_compile(
		(PCRE2_SPTR)pattern->text, pattern->len,
		PCRE2_UTF | PCRE2_MULTILINE, &error, &offset, NULL);

	if (code)
		pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &count);
	return count > 0;
}

/* A word of `names` as an enum that has one more member in front. */
static bool bind_word_of(struct binder *binder, const struct node *node,
			 const char *key, const char *const *names, int *index)
{
	const struct field field = {
		.key = key, .type = FIELD_ENUM, .names = names};

	if (!bind_field(binder, &field, node, index))
		return false;
	++*index;
	return true;
}

static void bind_read(struct binder *binder, const struct node *node,
		      struct options *options)
{
	struct match_keys keys = {0};
	int how = READ_AS_IS;

	if (node->kind != NODE_MAP) {
		if (bind_word_of(binder, node, "read", read_names, &how))
			options->read = (enum read_how)how;
		return;
	}
	if (!bind_map(binder, node, "read", match_fields, &keys))
		return;
	if (!has_groups(&keys.match))
		problem_add(binder->problems, node->at,
			    "the pattern of \"match\" names no group, as "
			    "(?<name>…) does");
	options->read = READ_MATCH;
	options->match = keys.match;
}

static void bind_order(struct binder *binder, const struct node *node,
		       struct options *options)
{
	struct by_keys keys = {0};
	int order = ORDER_DEFAULT;

	if (node->kind != NODE_MAP) {
		if (bind_word_of(binder, node, "order", order_names, &order))
			options->order = (enum value_order)order;
		return;
	}
	if (!bind_map(binder, node, "order", by_fields, &keys))
		return;
	if (!keys.by.n)
		problem_add(binder->problems, node->at,
			    "\"by\" names no column");
	options->order = ORDER_BY;
	options->by = keys.by;
}

static void bind_options(struct binder *binder, const struct node *node,
			 const struct check_keys *keys, struct options *options)
{
	if (keys->read)
		bind_read(binder, keys->read, options);
	if (keys->order)
		bind_order(binder, keys->order, options);
	if (keys->tolerance < 0)
		problem_add(binder->problems, node_get(node, "tolerance")->at,
			    "\"tolerance\" is below 0");
	options->pick = keys->pick;
	options->ignore = keys->ignore;
	options->tolerance = keys->tolerance;
}

/* ---- relations ---- */

/* The relation below `count` or `each`. */
static bool bind_inner(struct binder *binder, const struct node *node,
		       const char *key, struct clause *relation)
{
	const struct shape *const *shapes = binder->vocabulary->relations;
	size_t before = problems_count(binder->problems);
	const struct shape *shape;
	struct target target;

	if (!bind_is(binder, node, NODE_MAP, key))
		return false;
	shape = bind_kind(binder, node, shapes, "relation");
	if (!shape && problems_count(binder->problems) == before)
		bind_no_kind(binder, node, shapes, "relation");
	if (!shape)
		return false;
	target = (struct target){
		.fields = shape->fields,
		.body = arena_alloc(binder->arena, shape->size)};
	bind_keys(binder, node, &target, 1, shapes);
	*relation = (struct clause){
		.shape = shape, .body = target.body, .at = node->at};
	return problems_count(binder->problems) == before;
}

static bool only_one(struct binder *binder, const struct node *node,
		     const struct check_keys *keys,
		     const struct clause *relation)
{
	int n = (relation->shape != NULL) + (keys->count != NULL) +
		(keys->each != NULL);

	return n <= 1 ||
	       problem_add(binder->problems, node->at,
			   "a check has one relation: \"%s\" goes with no "
			   "other",
			   keys->count ? "count" : "each");
}

static void bind_reach(struct binder *binder, const struct node *node,
		       const struct check_keys *keys, struct check *check)
{
	if (!only_one(binder, node, keys, &check->relation))
		return;
	if (keys->count) {
		check->reach = REACH_COUNT;
		bind_inner(binder, keys->count, "count", &check->relation);
	} else if (keys->each) {
		check->reach = REACH_EACH;
		bind_inner(binder, keys->each, "each", &check->relation);
	}
}

/* ---- names ---- */

static void add_folded(struct buf *buf, const char *text)
{
	for (; *text; text++) {
		bool blank = strchr(" \t\r\n", *text) != NULL;

		if (!blank)
			buf_add_char(buf, *text);
		else if (buf->data[buf->len - 1] != ' ')
			buf_add_char(buf, ' ');
	}
	while (buf->len && buf->data[buf->len - 1] == ' ')
		buf->data[--buf->len] = '\0';
}

/* Cuts to so many characters, the last of which is then "…". */
static void cut_to(struct buf *buf, size_t width)
{
	size_t i, characters = 0, keep = 0;

	for (i = 0; i < buf->len; i++) {
		if (((unsigned char)buf->data[i] & 0xc0) == 0x80)
			continue;
		if (++characters == width)
			keep = i;
	}
	if (characters <= width)
		return;
	buf->data[keep] = '\0';
	buf->len = keep;
	buf_add_str(buf, "…");
}

/* "rows: SELECT name FROM items" */
static const char *made_name(struct binder *binder, const struct shape *shape,
			     const struct node *argument)
{
	AUTO(buf_release) struct buf buf;
	size_t i;

	buf_init(&buf, BUF_OURS);
	buf_printf(&buf, "%s: ", shape->name);
	if (argument->kind == NODE_SCALAR)
		add_folded(&buf, binder->every && !strcmp(argument->text, "*")
					 ? binder->every
					 : argument->text);
	for (i = 0; argument->kind == NODE_LIST && i < argument->n; i++) {
		if (argument->items[i]->kind != NODE_SCALAR)
			continue;
		add_folded(&buf, argument->items[i]->text);
		buf_add_str(&buf, i + 1 < argument->n ? ", " : "");
	}
	if (argument->kind == NODE_MAP) {
		buf_clear(&buf);
		buf_add_str(&buf, shape->name);
	}
	cut_to(&buf, NAME_WIDTH);
	return arena_copy(binder->arena, buf.data, buf.len);
}

static size_t same_names(const char *const *names, size_t n, const char *name)
{
	size_t same = 0, i;

	for (i = 0; i < n; i++)
		same += !strcasecmp(names[i], name);
	return same;
}

/* "NAME (2)", or the next number that none of the n checks has. */
static const char *numbered(struct binder *binder, const struct check *check,
			    size_t n, const char *name, size_t number)
{
	const char *other;
	size_t i = 0;

	do {
		other = arena_printf(binder->arena, "%s (%zu)", name, number++);
		for (i = 0; i < n && strcasecmp(check[i].name, other) != 0;)
			i++;
	} while (i < n);
	return other;
}

void checks_tell_apart(struct binder *binder, struct check *check,
		       const struct node *const *nodes, size_t n, size_t common)
{
	const char **names = ARENA_ARRAY(binder->arena, n, const char *);
	const struct node *name;
	size_t i, before;

	for (i = 0; i < n; i++) {
		names[i] = check[i].name;
		before = same_names(names, i, names[i]);
		name = node_get(nodes[i], "name");
		if (before && name && i < n - common)
			problem_add(binder->problems, name->at,
				    "another check of the case is named "
				    "\"%s\"",
				    brief(names[i], binder->arena));
		else if (before)
			check[i].name = numbered(binder, check, n, names[i],
						 before + 1);
	}
}

/* ---- a check ---- */

static struct clause clause_of(struct binder *binder, const struct shape *shape,
			       struct mark at)
{
	struct clause clause = {.shape = shape, .at = at};

	if (shape)
		clause.body = arena_alloc(binder->arena, shape->size);
	return clause;
}

static const struct shape *subject_of(struct binder *binder,
				      const struct node *node)
{
	const struct shape *const *shapes = binder->vocabulary->subjects;
	size_t before = problems_count(binder->problems);
	const struct shape *shape = bind_kind(binder, node, shapes, "subject");

	if (!shape && problems_count(binder->problems) == before)
		bind_no_kind(binder, node, shapes, "check");
	return shape;
}

static void bind_body(struct binder *binder, const struct node *node,
		      struct check_keys *keys, struct check *check)
{
	const struct shape *subject = check->subject.shape,
			   *relation = check->relation.shape;
	const struct target targets[] = {
		{.fields = subject->fields,
		 .body = (void *)check->subject.body},
		{.fields = relation ? relation->fields : NULL,
		 .body = (void *)check->relation.body},
		{.fields = check_fields, .body = keys}};

	bind_keys(binder, node, targets, ARRAY_LEN(targets),
		  binder->vocabulary->relations);
}

bool check_bind(struct binder *binder, const struct node *node, int64_t points,
		struct check *check)
{
	size_t before = problems_count(binder->problems);
	struct check_keys keys = {.points = -1};
	const struct shape *subject, *relation;

	if (!bind_is(binder, node, NODE_MAP, "then"))
		return false;
	subject = subject_of(binder, node);
	relation = bind_kind(binder, node, binder->vocabulary->relations,
			     "relation");
	if (!subject || problems_count(binder->problems) != before)
		return false;
	check->at = node->at;
	check->subject = clause_of(binder, subject, node->at);
	check->relation = clause_of(binder, relation, node->at);
	bind_body(binder, node, &keys, check);
	bind_options(binder, node, &keys, &check->options);
	bind_reach(binder, node, &keys, check);
	if (subject->needs_relation && !relation && !keys.count && !keys.each &&
	    problems_count(binder->problems) == before)
		problem_add(binder->problems, node->at,
			    "\"%s\" needs a relation (contains, lacks, equals "
			    "…): a right solution may have more than the "
			    "reference",
			    subject->name);
	check->points = keys.points >= 0 ? keys.points : points;
	check->show = (enum show)keys.show;
	check->hint = keys.hint;
	check->name = keys.name ? keys.name
				: made_name(binder, subject,
					    node_get(node, subject->name));
	return problems_count(binder->problems) == before;
}
