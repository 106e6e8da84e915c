/* Reads how the values of one column are drawn. */
#include "data/describe_inside.h"

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
	 .offset = AT(nulls)},
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
	 .offset = AT(same)},
	{0}};

#define KIND(word, kind_type, member, ...)                       \
	static const struct field word##_fields[] = {            \
		{.key = #word,                                   \
		 .doc = "See docs/authors.md.",                  \
		 .type = kind_type,                              \
		 .offset = AT(member),                           \
		 .required = true},                              \
		__VA_ARGS__{0}};                                 \
	static const struct shape shape_##word = {.name = #word, \
						  .fields = word##_fields}

KIND(serial, FIELD_INT, number, );
KIND(integer, FIELD_VALUES, values,
     {.key = "skew", .type = FIELD_INT, .offset = AT(skew)}, );
KIND(decimal, FIELD_VALUES, values,
     {.key = "scale", .type = FIELD_INT, .offset = AT(scale)},
     {.key = "skew", .type = FIELD_INT, .offset = AT(skew)}, );
KIND(date, FIELD_VALUES, values, );
KIND(choice, FIELD_VALUES, values,
     {.key = "weights", .type = FIELD_VALUES, .offset = AT(weights)}, );
KIND(several, FIELD_VALUES, values,
     {.key = "count",
      .type = FIELD_VALUES,
      .offset = AT(count),
      .required = true},
     {.key = "by", .type = FIELD_TEXT, .offset = AT(by)}, );
KIND(phrase, FIELD_VALUES, values, );
KIND(letters, FIELD_INT, number, );

/* In the order of enum draw. */
static const struct shape *const kinds[] = {
	&shape_serial, &shape_integer, &shape_decimal,
	&shape_date,   &shape_choice,  &shape_several,
	&shape_phrase, &shape_letters, NULL};

/* The keys that every column has are not what was meant for a kind. */
static void no_kind(struct binder *binder, const struct node *node)
{
	struct node rest = *node;
	size_t i;

	rest.n = 0;
	rest.pairs = ARENA_ARRAY(binder->arena, node->n, struct node_pair);
	for (i = 0; i < node->n; i++) {
		const struct field *each = common;

		while (each->key &&
		       strcmp(each->key, node->pairs[i].key->text) != 0)
			each++;
		if (!each->key)
			rest.pairs[rest.n++] = node->pairs[i];
	}
	bind_no_kind(binder, &rest, kinds, "column");
}

void describe_column(struct binder *binder, const struct node *node,
		     struct column *columns, size_t i)
{
	struct column *column = &columns[i];
	struct reading reading = {.binder = binder,
				  .node = node,
				  .columns = columns,
				  .column = column};
	struct target targets[2] = {{.fields = common, .body = column},
				    {.body = column}};
	size_t before = problems_count(binder->problems);
	const struct shape *shape;

	column->at = node->at;
	if (!bind_is(binder, node, NODE_MAP, "columns"))
		return;
	shape = bind_kind(binder, node, kinds, "column");
	if (!shape && problems_count(binder->problems) == before)
		no_kind(binder, node);
	if (!shape)
		return;
	reading.kind = shape->name;
	while (kinds[column->draw] != shape)
		column->draw++;
	targets[1].fields = shape->fields;
	bind_keys(binder, node, targets, 2, kinds);
	if (problems_count(binder->problems) == before)
		describe_check(&reading);
}

/* ---- rows that are always there ---- */

static bool is_scalar(const struct value *value)
{
	return value->kind != VALUE_LIST && value->kind != VALUE_MAP;
}

const struct value *describe_fixed(struct binder *binder,
				   const struct node *node,
				   const struct column *column)
{
	const struct value *value = bind_value(binder, node);
	const char *wanted = "texts, numbers";
	bool good = value && is_scalar(value);
	int64_t number;

	if (!value || value->kind == VALUE_NULL)
		return value;
	if (column_is_number(column)) {
		good = column_takes(value, column, &number);
		wanted = column_takes_words(column, binder->arena);
	}
	if (column->draw == DRAW_DATE) {
		good = value_is_day(value);
		wanted = "days like \"2024-05-15\"";
	}
	if (!good) {
		problem_add(binder->problems, node->at,
			    "\"%s\" takes %s or null, not %s", column->name,
			    wanted,
			    node->kind == NODE_SCALAR
				    ? brief(node->text, binder->arena)
				    : node_word(node));
		return NULL;
	}
	return column->draw == DRAW_DATE
		       ? value_scalar(binder->arena, VALUE_DATE,
				      value->as.text.bytes, value->as.text.len)
		       : value;
}
