/* Reads descriptions of generated tables; their columns are elsewhere. */
#include "data/describe_inside.h"
#include "data/seen.h"

#include <strings.h>

struct table_body {
	struct described_table table;
	const struct node *columns;
	const struct node *always;
};

#define IN(member) offsetof(struct table_body, member)

static const struct field table_fields[] = {
	{.key = "name",
	 .type = FIELD_NAME,
	 .offset = IN(table.name),
	 .required = true},
	{.key = "create", .type = FIELD_TEXT, .offset = IN(table.create)},
	{.key = "rows",
	 .type = FIELD_INT,
	 .offset = IN(table.rows),
	 .required = true},
	{.key = "columns",
	 .type = FIELD_PART,
	 .offset = IN(columns),
	 .required = true},
	{.key = "always", .type = FIELD_PART, .offset = IN(always)},
	{0}};

/* Whether the node is a list with something in it; a problem if not. */
static bool bind_some(struct binder *binder, const struct node *node,
		      const char *key)
{
	if (!bind_is(binder, node, NODE_LIST, key))
		return false;
	return node->n ||
	       problem_add(binder->problems, node->at,
			   "\"%s\" is empty; a list is expected", key);
}

/* Adds the problem that a name is there twice. */
static void known(struct binder *binder, const struct node *map,
		  const char *what, const char *name)
{
	problem_add(binder->problems, node_get(map, "name")->at,
		    "there is already a %s \"%s\"", what, name);
}

/* ---- rows that are always there ---- */

static size_t column_of(struct binder *binder, const struct node *key,
			const struct described_table *table)
{
	struct words words;
	size_t i;

	for (i = 0; i < table->ncolumns; i++)
		if (!strcmp(key->text, table->columns[i].name))
			return i;
	words_init(&words, binder->arena);
	for (i = 0; i < table->ncolumns && !problems_full(binder->problems);
	     i++)
		words_add(&words, table->columns[i].name);
	bind_unknown(binder, key, "column", &words);
	return table->ncolumns;
}

static const struct value *read_row(struct binder *binder,
				    const struct node *node,
				    const struct described_table *table,
				    struct seen *const *seen)
{
	struct value_builder row;
	size_t i;

	value_builder_init(&row, binder->arena);
	for (i = 0; i < node->n; i++) {
		const struct node_pair *pair = &node->pairs[i];
		size_t at = column_of(binder, pair->key, table);
		const struct value *value;

		if (at == table->ncolumns)
			continue;
		value = describe_fixed(binder, pair->value,
				       &table->columns[at]);
		if (!value)
			continue;
		if (table->columns[at].unique && !seen_add(seen[at], value))
			problem_add(binder->problems, pair->value->at,
				    "\"%s\" is unique, and already %s in "
				    "another row",
				    table->columns[at].name,
				    brief(pair->value->text, binder->arena));
		value_put(&row, pair->key->text, value);
	}
	return value_built_map(&row);
}

static void read_always(struct binder *binder, const struct node *node,
			struct described_table *table)
{
	struct seen **seen =
		ARENA_ARRAY(binder->arena, table->ncolumns, struct seen *);
	struct value_builder rows;
	size_t i;

	for (i = 0; i < table->ncolumns; i++)
		if (table->columns[i].unique)
			seen[i] = seen_new(binder->arena);
	value_builder_init(&rows, binder->arena);
	for (i = 0; i < node->n; i++)
		if (bind_is(binder, node->items[i], NODE_MAP, "always"))
			value_append(&rows, read_row(binder, node->items[i],
						     table, seen));
	table->always = value_built_list(&rows);
}

/* ---- tables ---- */

static void read_columns(struct binder *binder, const struct node *list,
			 struct described_table *table)
{
	struct column *columns =
		ARENA_ARRAY(binder->arena, list->n, struct column);
	size_t i, j;

	for (i = 0; i < list->n; i++) {
		describe_column(binder, list->items[i], columns, i);
		for (j = 0; columns[i].name && j < i; j++)
			if (columns[j].name &&
			    !strcasecmp(columns[j].name, columns[i].name))
				known(binder, list->items[i], "column",
				      columns[j].name);
	}
	table->columns = columns;
	table->ncolumns = list->n;
}

static void read_table(struct binder *binder, const struct node *node,
		       struct described_table *tables, size_t i)
{
	size_t before = problems_count(binder->problems), j;
	struct table_body body = {0};

	if (!bind_map(binder, node, "tables", table_fields, &body))
		return;
	describe_span(binder, node, "rows", body.table.rows, 1, ROWS_MOST);
	for (j = 0; j < i; j++)
		if (tables[j].name && !strcmp(tables[j].name, body.table.name))
			known(binder, node, "table", body.table.name);
	tables[i] = body.table;
	tables[i].at = node->at;
	if (bind_some(binder, body.columns, "columns"))
		read_columns(binder, body.columns, &tables[i]);
	if (body.always && bind_some(binder, body.always, "always") &&
	    problems_count(binder->problems) == before)
		read_always(binder, body.always, &tables[i]);
}

/* ---- the whole ---- */

struct whole {
	const struct node *tables;
};

static const struct field whole_fields[] = {
	{.key = "tables",
	 .type = FIELD_PART,
	 .offset = offsetof(struct whole, tables),
	 .required = true},
	{0}};

bool describe(const char *name, const char *bytes, size_t len,
	      struct arena *arena, struct description *description,
	      struct err *err)
{
	struct vocabulary none = {0};
	struct problems problems;
	struct binder binder = {
		.arena = arena, .problems = &problems, .vocabulary = &none};
	struct described_table *tables = NULL;
	struct whole whole = {0};
	struct node *root;
	size_t i;

	if (len > YAML_FILE_MOST)
		return err_set(err, ERR_SPEC,
			       "%s:1:1: the file has %zu bytes; at most %zu "
			       "are expected",
			       name, len, YAML_FILE_MOST);
	problems_init(&problems, arena);
	root = yaml_read(name, bytes, len, arena, &problems);
	if (root && bind_map(&binder, root, name, whole_fields, &whole) &&
	    bind_some(&binder, whole.tables, "tables")) {
		tables = ARENA_ARRAY(arena, whole.tables->n,
				     struct described_table);
		for (i = 0; i < whole.tables->n; i++)
			read_table(&binder, whole.tables->items[i], tables, i);
	}
	if (problems.n)
		return err_set(err, ERR_SPEC, "%s",
			       problem_text(&problems.items[0], arena));
	*description =
		(struct description){.tables = tables, .n = whole.tables->n};
	return true;
}
