/* Reads descriptions of generated tables. */
#include "data/describe.h"

#include "spec/bind.h"

#define ROWS_MOST 10000000

/* ---- columns ---- */

#define AT(member) offsetof(struct column, member)

static const struct field common[] = {
	{.key = "name",
	 .doc = "The column's name.",
	 .type = FIELD_NAME,
	 .offset = AT(name),
	 .required = true},
	{.key = "nulls",
	 .doc = "How many of 100 are NULL.",
	 .type = FIELD_INT,
	 .offset = AT(nulls),
	 .most = 100},
	{.key = "unique",
	 .doc = "Whether no value occurs twice.",
	 .type = FIELD_BOOL,
	 .offset = AT(unique)},
	{.key = "same_as",
	 .doc = "A column on the left whose value is repeated.",
	 .type = FIELD_NAME,
	 .offset = AT(same_as)},
	{.key = "same",
	 .doc = "How many of 100 repeat it.",
	 .type = FIELD_INT,
	 .offset = AT(same),
	 .most = 100},
	{0}};

#define KIND(word, kind_type, member, ...)                       \
	static const struct field word##_fields[] = {            \
		{.key = #word,                                   \
		 .doc = "See docs/generate.md.",                 \
		 .type = kind_type,                              \
		 .offset = AT(member),                           \
		 .required = true},                              \
		__VA_ARGS__{0}};                                 \
	static const struct shape shape_##word = {.name = #word, \
						  .fields = word##_fields}

KIND(serial, FIELD_INT, number, );
KIND(integer, FIELD_VALUES, values,
     {.key = "skew", .type = FIELD_INT, .offset = AT(skew), .most = 16}, );
KIND(decimal, FIELD_VALUES, values,
     {.key = "scale", .type = FIELD_INT, .offset = AT(scale), .most = 9},
     {.key = "skew", .type = FIELD_INT, .offset = AT(skew), .most = 16}, );
KIND(date, FIELD_VALUES, values, );
KIND(choice, FIELD_VALUES, values,
     {.key = "weights", .type = FIELD_VALUES, .offset = AT(weights)}, );
KIND(several, FIELD_VALUES, values,
     {.key = "count", .type = FIELD_VALUES, .offset = AT(count)},
     {.key = "by", .type = FIELD_TEXT, .offset = AT(by)}, );
KIND(phrase, FIELD_VALUES, values, );
KIND(letters, FIELD_INT, number, );

/* In the order of enum draw. */
static const struct shape *const kinds[] = {
	&shape_serial, &shape_integer, &shape_decimal,
	&shape_date,   &shape_choice,  &shape_several,
	&shape_phrase, &shape_letters, NULL};

static bool two(const struct value *list)
{
	return list && list->as.list.n == 2;
}

static bool all(const struct value *list, enum value_kind kind)
{
	size_t i;

	for (i = 0; i < list->as.list.n; i++)
		if (list->as.list.items[i]->kind != kind)
			return false;
	return true;
}

/* What the tables of fields cannot say about a column. */
static const char *fault(const struct column *column)
{
	switch (column->draw) {
	case DRAW_SERIAL:
	case DRAW_LETTERS:
		return column->number < 1 ? "a number from 1 is expected"
					  : NULL;
	case DRAW_INTEGER:
	case DRAW_DECIMAL:
	case DRAW_DATE:
		return two(column->values) ? NULL : "[from, to] are expected";
	case DRAW_CHOICE:
		if (column->weights &&
		    (column->weights->as.list.n != column->values->as.list.n ||
		     !all(column->weights, VALUE_INT)))
			return "as many weights as values are expected, whole "
			       "numbers";
		return NULL;
	case DRAW_SEVERAL:
		if (!two(column->count) || !all(column->count, VALUE_INT) ||
		    !all(column->values, VALUE_TEXT))
			return "texts and count: [least, most] are expected";
		return NULL;
	case DRAW_PHRASE:
		return all(column->values, VALUE_LIST)
			       ? NULL
			       : "lists of texts are expected";
	}
	return NULL;
}

static void bind_column(struct binder *binder, const struct node *node,
			struct column *column)
{
	const struct shape *shape;
	struct target targets[2] = {{.fields = common, .body = column},
				    {.body = column}};
	const char *text;
	size_t before = problems_count(binder->problems), i;

	if (!bind_is(binder, node, NODE_MAP, "columns"))
		return;
	shape = bind_kind(binder, node, kinds, "column");
	if (!shape)
		bind_no_kind(binder, node, kinds, "column");
	if (problems_count(binder->problems) != before)
		return;
	for (i = 0; kinds[i] != shape; i++)
		;
	column->draw = (enum draw)i;
	targets[1].fields = shape->fields;
	bind_keys(binder, node, targets, 2, kinds);
	if (problems_count(binder->problems) != before)
		return;
	text = fault(column);
	if (text)
		problem_add(binder->problems, node->at, "%s: %s", column->name,
			    text);
}

/* ---- tables ---- */

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
	{.key = "create",
	 .type = FIELD_TEXT,
	 .offset = IN(table.create),
	 .required = true},
	{.key = "rows",
	 .type = FIELD_INT,
	 .offset = IN(table.rows),
	 .required = true,
	 .least = 1,
	 .most = ROWS_MOST},
	{.key = "columns",
	 .type = FIELD_PART,
	 .offset = IN(columns),
	 .required = true},
	{.key = "always", .type = FIELD_PART, .offset = IN(always)},
	{0}};

static void check_always(struct binder *binder, const struct node *node,
			 const struct described_table *table)
{
	size_t i, j, k;

	for (i = 0; i < node->n; i++) {
		const struct node *row = node->items[i];

		if (!bind_is(binder, row, NODE_MAP, "always"))
			continue;
		for (j = 0; j < row->n; j++) {
			for (k = 0; k < table->ncolumns; k++)
				if (!strcmp(row->pairs[j].key->text,
					    table->columns[k].name))
					break;
			if (k == table->ncolumns)
				problem_add(binder->problems,
					    row->pairs[j].key->at,
					    "there is no column \"%s\"",
					    row->pairs[j].key->text);
		}
	}
}

static void bind_table(struct binder *binder, const struct node *node,
		       struct described_table *table)
{
	struct table_body body = {0};
	struct column *columns;
	size_t i;

	if (!bind_map(binder, node, "tables", table_fields, &body) ||
	    !bind_is(binder, body.columns, NODE_LIST, "columns"))
		return;
	columns = ARENA_ARRAY(binder->arena, body.columns->n, struct column);
	for (i = 0; i < body.columns->n; i++)
		bind_column(binder, body.columns->items[i], &columns[i]);
	*table = body.table;
	table->columns = columns;
	table->ncolumns = body.columns->n;
	if (!body.always || problems_count(binder->problems) ||
	    !bind_is(binder, body.always, NODE_LIST, "always"))
		return;
	check_always(binder, body.always, table);
	table->always = bind_value(binder, body.always);
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

	problems_init(&problems, arena);
	root = yaml_read(name, bytes, len, arena, &problems);
	if (root && bind_map(&binder, root, name, whole_fields, &whole) &&
	    bind_is(&binder, whole.tables, NODE_LIST, "tables")) {
		tables = ARENA_ARRAY(arena, whole.tables->n,
				     struct described_table);
		for (i = 0; i < whole.tables->n; i++)
			bind_table(&binder, whole.tables->items[i], &tables[i]);
	}
	if (problems.n)
		return err_set(err, ERR_SPEC, "%s",
			       problem_text(&problems.items[0], arena));
	*description =
		(struct description){.tables = tables, .n = whole.tables->n};
	return true;
}
