/* One value, bound as its field's type says. */
#include "spec/bind_types.h"

#include "base/num.h"
#include "spec/scalar.h"

bool bind_wrong(struct binder *binder, const struct field *field,
		const struct node *node, const char *wanted)
{
	if (node_empty(node))
		return problem_add(binder->problems, node->at,
				   "\"%s\" has no value; it takes %s",
				   field->key, wanted);
	if (node->kind != NODE_SCALAR)
		return problem_add(binder->problems, node->at,
				   "\"%s\" takes %s, not %s", field->key,
				   wanted, node_word(node));
	return problem_add(
		binder->problems, node->at, "\"%s\" takes %s, not %s%s%s",
		field->key, wanted, node->plain ? "" : "\"",
		brief(node->text, binder->arena), node->plain ? "" : "\"");
}

/* ---- texts ---- */

const char *bind_text(struct binder *binder, const struct node *node,
		      const char *key)
{
	const struct field field = {.key = key};

	if (node->kind != NODE_SCALAR || node_empty(node)) {
		bind_wrong(binder, &field, node, "a text");
		return NULL;
	}
	if (node->cut) {
		problem_add(binder->problems, node->at,
			    "the text of \"%s\" is cut at \" #\", which starts "
			    "a comment; quote it",
			    key);
		return NULL;
	}
	if (node->plain && !node->filled && scalar_typed(node->text)) {
		problem_add(binder->problems, node->at,
			    "YAML takes %s for something else than a text; "
			    "quote it: \"%s\"",
			    node->text, node->text);
		return NULL;
	}
	return node->text;
}

const char *bind_word(struct binder *binder, const struct node *node,
		      const char *key)
{
	struct node whole = *node;

	whole.cut = false;
	return bind_text(binder, &whole, key);
}

static bool of_text(struct binder *binder, const struct field *field,
		    const struct node *node, void *body)
{
	const char *text = bind_text(binder, node, field->key);

	*SLOT(const char *, field, body) = text;
	return text != NULL;
}

static bool of_line(struct binder *binder, const struct field *field,
		    const struct node *node, void *body)
{
	const char *text = bind_text(binder, node, field->key);

	if (!text)
		return false;
	if (!*text || !scalar_line(text))
		return bind_wrong(binder, field, node, "a text on one line");
	*SLOT(const char *, field, body) = text;
	return true;
}

static bool of_name(struct binder *binder, const struct field *field,
		    const struct node *node, void *body)
{
	const char *text = bind_text(binder, node, field->key);

	if (!text)
		return false;
	if (!scalar_name(text))
		return bind_wrong(binder, field, node,
				  "1 to 64 letters, digits, _ or $");
	*SLOT(const char *, field, body) = text;
	return true;
}

static bool of_date(struct binder *binder, const struct field *field,
		    const struct node *node, void *body)
{
	if (node->kind != NODE_SCALAR || !scalar_date(node->text))
		return bind_wrong(binder, field, node,
				  "a date like 2024-05-15");
	*SLOT(const char *, field, body) = node->text;
	return true;
}

static bool of_path(struct binder *binder, const struct field *field,
		    const struct node *node, void *body)
{
	const char *text = bind_text(binder, node, field->key), *fault;

	if (!text)
		return false;
	fault = strcmp(text, ".") != 0 ? scalar_path_fault(text) : NULL;
	if (fault)
		return problem_add(binder->problems, node->at,
				   "the path \"%s\" %s",
				   brief(text, binder->arena), fault);
	*SLOT(const char *, field, body) = text;
	return true;
}

struct items items_of(const struct node *const *node)
{
	if ((*node)->kind == NODE_LIST)
		return (struct items){
			.items = (const struct node *const *)(*node)->items,
			.n = (*node)->n};
	return (struct items){.items = node, .n = 1};
}

static bool of_texts(struct binder *binder, const struct field *field,
		     const struct node *node, void *body)
{
	struct items list = items_of(&node);
	const char **texts = ARENA_ARRAY(binder->arena, list.n, const char *);
	bool all = true;
	size_t i;

	for (i = 0; i < list.n; i++) {
		texts[i] = bind_text(binder, list.items[i], field->key);
		all = all && texts[i];
	}
	if (all)
		*SLOT(struct texts, field, body) =
			(struct texts){.items = texts, .n = list.n};
	return all;
}

/* ---- words of a table ---- */

/* The index of a word in `names`; -1 and a problem when it is none. */
static int bind_index(struct binder *binder, const struct field *field,
		      const struct node *node)
{
	struct words words;
	int i;

	words_init(&words, binder->arena);
	words_of_names(&words, field->names);
	if (node->kind != NODE_SCALAR || node_empty(node)) {
		bind_wrong(binder, field, node,
			   arena_printf(binder->arena, "one of these: %s",
					words_joined(&words)));
		return -1;
	}
	for (i = 0; field->names[i]; i++)
		if (!strcmp(field->names[i], node->text))
			return i;
	problem_add(binder->problems, node->at, "\"%s\" cannot be \"%s\"%s",
		    field->key, brief(node->text, binder->arena),
		    words_advice(&words, node->text, "known here"));
	return -1;
}

static bool of_enum(struct binder *binder, const struct field *field,
		    const struct node *node, void *body)
{
	int index = bind_index(binder, field, node);

	if (index >= 0)
		*SLOT(int, field, body) = index;
	return index >= 0;
}

static bool of_names(struct binder *binder, const struct field *field,
		     const struct node *node, void *body)
{
	struct items list = items_of(&node);
	const char **names = ARENA_ARRAY(binder->arena, list.n, const char *);
	bool all = true;
	size_t i;

	for (i = 0; i < list.n; i++) {
		int index = bind_index(binder, field, list.items[i]);

		if (index < 0)
			all = false;
		else
			names[i] = field->names[index];
	}
	if (all)
		*SLOT(struct texts, field, body) =
			(struct texts){.items = names, .n = list.n};
	return all;
}

static bool of_bool(struct binder *binder, const struct field *field,
		    const struct node *node, void *body)
{
	bool yes = node->kind == NODE_SCALAR && !strcmp(node->text, "true");
	bool no = node->kind == NODE_SCALAR && !strcmp(node->text, "false");

	if (!node->plain || yes == no)
		return bind_wrong(binder, field, node, "true or false");
	*SLOT(bool, field, body) = yes;
	return true;
}

/* ---- numbers ---- */

/* Says which numbers a field takes: "from 1 to 32". */
static bool in_range(struct binder *binder, const struct field *field,
		     const struct node *node, int64_t number)
{
	if (number < field->least)
		return problem_add(binder->problems, node->at,
				   number ? "\"%s\" is %s, below the least "
					    "that is allowed"
					  : "\"%s\" is %s; 0 never means "
					    "\"unlimited\"",
				   field->key, node->text);
	if (field->most && number > field->most)
		return problem_add(binder->problems, node->at,
				   "\"%s\" is %s, above the most that is "
				   "allowed",
				   field->key, node->text);
	return true;
}

static bool of_int(struct binder *binder, const struct field *field,
		   const struct node *node, void *body)
{
	int64_t number;

	if (node->kind != NODE_SCALAR || !node->plain ||
	    !scalar_int(node->text, &number) || number < 0)
		return bind_wrong(binder, field, node,
				  "a whole number in plain digits");
	if (!in_range(binder, field, node, number))
		return false;
	*SLOT(int64_t, field, body) = number;
	return true;
}

static bool of_real(struct binder *binder, const struct field *field,
		    const struct node *node, void *body)
{
	double number;

	if (node->kind != NODE_SCALAR || !node->plain ||
	    !scalar_decimal(node->text) ||
	    !num_real(node->text, node->len, &number))
		return bind_wrong(binder, field, node,
				  "a number in plain digits, like 0.001");
	*SLOT(double, field, body) = number;
	return true;
}

static bool of_time(struct binder *binder, const struct field *field,
		    const struct node *node, void *body)
{
	int64_t ms;

	if (node->kind != NODE_SCALAR || !scalar_time(node->text, &ms))
		return bind_wrong(binder, field, node,
				  "a time like 5 s, with ms, s or min");
	if (!in_range(binder, field, node, ms))
		return false;
	*SLOT(int64_t, field, body) = ms;
	return true;
}

static bool of_size(struct binder *binder, const struct field *field,
		    const struct node *node, void *body)
{
	int64_t bytes;

	if (node->kind != NODE_SCALAR || !scalar_size(node->text, &bytes))
		return bind_wrong(
			binder, field, node,
			"a size like 64 MiB, with B, KiB, MiB or GiB");
	if (!in_range(binder, field, node, bytes))
		return false;
	*SLOT(int64_t, field, body) = bytes;
	return true;
}

static bool is_number(const struct value *value)
{
	return value->kind == VALUE_INT || value->kind == VALUE_DECIMAL;
}

static bool of_numbers(struct binder *binder, const struct field *field,
		       const struct node *node, void *body)
{
	const struct value *low, *high;

	if (node->kind != NODE_LIST || node->n != 2)
		return bind_wrong(binder, field, node,
				  "two numbers: [low, high]");
	low = bind_value(binder, node->items[0]);
	high = bind_value(binder, node->items[1]);
	if (!low || !high)
		return false;
	if (!is_number(low) || !is_number(high))
		return problem_add(binder->problems, node->at,
				   "\"%s\" takes two numbers: [low, high]",
				   field->key);
	if (value_compare(low, high) > 0)
		return problem_add(binder->problems, node->at,
				   "the first number of \"%s\" is larger than "
				   "the second",
				   field->key);
	*SLOT(struct spec_span, field, body) =
		(struct spec_span){.low = low, .high = high};
	return true;
}

/* ---- the rest ---- */

static bool of_value(struct binder *binder, const struct field *field,
		     const struct node *node, void *body)
{
	const struct value *value = bind_value(binder, node);

	*SLOT(const struct value *, field, body) = value;
	return value != NULL;
}

static bool of_values(struct binder *binder, const struct field *field,
		      const struct node *node, void *body)
{
	if (node->kind != NODE_LIST)
		return bind_wrong(binder, field, node, "a list of values");
	return of_value(binder, field, node, body);
}

static bool of_part(struct binder *binder, const struct field *field,
		    const struct node *node, void *body)
{
	(void)binder;
	*SLOT(const struct node *, field, body) = node;
	return true;
}

bool bind_field(struct binder *binder, const struct field *field,
		const struct node *node, void *body)
{
	static bool (*const by_type[])(struct binder *, const struct field *,
				       const struct node *, void *) = {
		[FIELD_TEXT] = of_text,		[FIELD_LINE] = of_line,
		[FIELD_NAME] = of_name,		[FIELD_TEXTS] = of_texts,
		[FIELD_NAMES] = of_names,	[FIELD_INT] = of_int,
		[FIELD_REAL] = of_real,		[FIELD_BOOL] = of_bool,
		[FIELD_ENUM] = of_enum,		[FIELD_DATE] = of_date,
		[FIELD_PATH] = of_path,		[FIELD_HANDIN] = bind_handin,
		[FIELD_FILES] = bind_files,	[FIELD_STEP] = bind_step,
		[FIELD_STRINGS] = bind_strings, [FIELD_VALUE] = of_value,
		[FIELD_VALUES] = of_values,	[FIELD_PATTERN] = bind_pattern,
		[FIELD_NUMBERS] = of_numbers,	[FIELD_TIME] = of_time,
		[FIELD_SIZE] = of_size,		[FIELD_HOST] = bind_host,
		[FIELD_ROUTE] = bind_route,	[FIELD_ROUTES] = bind_routes,
		[FIELD_PART] = of_part,
	};

	return by_type[field->type](binder, field, node, body);
}
