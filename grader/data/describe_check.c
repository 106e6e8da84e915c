/* Checks what the tables of fields cannot say about a column. */
#include "data/describe_inside.h"
#include "data/seen.h"

#include "base/num.h"
#include "spec/scalar.h"

/* What the kind is a key of: a list or a number. */
static const struct node *node_of(const struct reading *reading)
{
	return node_get(reading->node, reading->kind);
}

/* Adds a problem about one of the column's keys. */
#define WRONG(reading, node, ...) \
	problem_add((reading)->binder->problems, (node)->at, __VA_ARGS__)

/* ---- numbers ---- */

bool describe_span(struct binder *binder, const struct node *map,
		   const char *key, int64_t number, int64_t least, int64_t most)
{
	const struct node *node = node_get(map, key);

	return !node || (number >= least && number <= most) ||
	       problem_add(binder->problems, node->at,
			   "\"%s\" is %s; %" PRId64 " to %" PRId64
			   " are expected",
			   key, brief(node->text, binder->arena), least, most);
}

static bool check_spans(const struct reading *reading)
{
	const struct column *column = reading->column;
	const struct {
		const char *key;
		int64_t number, least, most;
	} spans[] = {{"serial", column->number, 1, STEP_MOST},
		     {"letters", column->number, 1, LETTERS_MOST},
		     {"scale", column->scale, 0, 9},
		     {"skew", column->skew, 1, 16},
		     {"nulls", column->nulls, 0, 100},
		     {"same", column->same, 0, 100}};
	bool good = true;
	size_t i;

	for (i = 0; i < ARRAY_LEN(spans); i++)
		good = describe_span(reading->binder, reading->node,
				     spans[i].key, spans[i].number,
				     spans[i].least, spans[i].most) &&
		       good;
	return good;
}

bool value_scaled(const struct value *value, int64_t scale, int64_t *number)
{
	int64_t result = value->kind == VALUE_INT ? value->as.integer : 0;
	const struct value_text *text = &value->as.text;
	char digits[24];
	size_t n = 0, i;

	for (i = 0; value->kind == VALUE_DECIMAL && i < text->len; i++) {
		if (text->bytes[i] == '.')
			scale -= (int64_t)(text->len - i - 1);
		else if (n < sizeof(digits))
			digits[n++] = text->bytes[i];
		else
			return false;
	}
	if (scale < 0 || (n && !num_int(digits, n, &result)))
		return false;
	for (; scale; scale--)
		if (__builtin_mul_overflow(result, 10, &result))
			return false;
	*number = result;
	return true;
}

bool column_takes(const struct value *value, const struct column *column,
		  int64_t *number)
{
	return (value->kind == VALUE_INT || value->kind == VALUE_DECIMAL) &&
	       value_scaled(value, column->scale, number);
}

const char *column_takes_words(const struct column *column, struct arena *arena)
{
	return column->scale
		       ? arena_printf(arena,
				      "numbers of 64 bits with at most %" PRId64
				      " decimals",
				      column->scale)
		       : "whole numbers of 64 bits";
}

/* ---- columns on the left ---- */

bool column_is_number(const struct column *column)
{
	return column->draw == DRAW_SERIAL || column->draw == DRAW_INTEGER ||
	       column->draw == DRAW_DECIMAL;
}

/* Whether a value of the column on the left can stand in this one. */
static bool fits(const struct column *column, const struct column *left)
{
	if (column_is_number(column))
		return column_is_number(left) && left->scale <= column->scale;
	if (column->draw == DRAW_DATE)
		return left->draw == DRAW_DATE;
	return column->draw == DRAW_CHOICE ||
	       (!column_is_number(left) && left->draw != DRAW_DATE);
}

static const char *advice(const struct reading *reading, const char *name)
{
	const struct column *each;
	struct words words;

	if (problems_full(reading->binder->problems))
		return "";
	words_init(&words, reading->binder->arena);
	for (each = reading->columns; each < reading->column; each++)
		if (each->name)
			words_add(&words, each->name);
	return words_advice(&words, name, "there are");
}

static bool find_left(const struct reading *reading, const struct node *node,
		      const char *name, size_t *left)
{
	const struct column *each = reading->columns;

	while (each < reading->column &&
	       (!each->name || strcmp(each->name, name) != 0))
		each++;
	if (each == reading->column)
		return WRONG(reading, node,
			     "there is no column \"%s\" on the left%s",
			     brief(name, reading->binder->arena),
			     advice(reading, name));
	if (!fits(reading->column, each))
		return WRONG(reading, node,
			     "values of \"%s\" do not fit into \"%s\"", name,
			     reading->column->name);
	*left = (size_t)(each - reading->columns);
	return true;
}

static bool check_same(const struct reading *reading)
{
	struct column *column = reading->column;
	const struct node *as = node_get(reading->node, "same_as");
	const struct node *same = node_get(reading->node, "same");

	if (as && !same)
		return WRONG(reading, as,
			     "\"same_as\" without \"same\": how many of 100 "
			     "is expected");
	if (same && !as)
		return WRONG(reading, same,
			     "\"same\" without \"same_as\": a column on the "
			     "left is expected");
	if (!as)
		return true;
	if (column->unique)
		return WRONG(reading, as,
			     "a column that is unique repeats no other");
	return find_left(reading, as, column->same_as, &column->left);
}

/* ---- ranges ---- */

/* Days since 1970-01-01, by Howard Hinnant's formulas. */
static int64_t days_of(const char *text)
{
	int64_t y = 0, m = 0, d = 0, era, year;

	if (!num_int(text, 4, &y) || !num_int(text + 5, 2, &m) ||
	    !num_int(text + 8, 2, &d))
		return 0;
	y -= m <= 2;
	era = (y >= 0 ? y : y - 399) / 400;
	year = y - era * 400;
	return era * 146097 + year * 365 + year / 4 - year / 100 +
	       (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1 - 719468;
}

bool value_is_day(const struct value *value)
{
	return value->kind == VALUE_TEXT && value->as.text.len == 10 &&
	       scalar_date(value->as.text.bytes);
}

static bool wrong_value(const struct reading *reading, const struct node *node,
			const char *key, const char *wanted)
{
	const char *text = node->kind == NODE_SCALAR
				   ? brief(node->text, reading->binder->arena)
				   : node_word(node);

	return WRONG(reading, node, "\"%s\" takes %s, not %s", key, wanted,
		     *text ? text : "\"\"");
}

static bool read_number(const struct reading *reading, const struct node *node,
			const struct value *value, struct end *end)
{
	if (value->kind == VALUE_TEXT) {
		end->named = true;
		return find_left(reading, node, value->as.text.bytes,
				 &end->left);
	}
	if (!column_takes(value, reading->column, &end->number))
		return wrong_value(
			reading, node, reading->kind,
			arena_printf(
				reading->binder->arena,
				"%s or columns on the left",
				column_takes_words(reading->column,
						   reading->binder->arena)));
	return true;
}

static bool read_end(const struct reading *reading, size_t i)
{
	const struct node *node = node_of(reading)->items[i];
	const struct value *value = reading->column->values->as.list.items[i];
	struct end *end = &reading->column->ends[i];

	if (reading->column->draw != DRAW_DATE)
		return read_number(reading, node, value, end);
	if (!value_is_day(value))
		return wrong_value(reading, node, reading->kind,
				   "days like \"2024-05-15\"");
	end->number = days_of(value->as.text.bytes);
	return true;
}

static bool check_range(const struct reading *reading)
{
	const struct node *list = node_of(reading);
	const struct end *ends = reading->column->ends;

	if (list->n != 2)
		return WRONG(reading, list,
			     "\"%s\" takes [from, to], not a list of %zu",
			     reading->kind, list->n);
	if (!read_end(reading, 0) || !read_end(reading, 1))
		return false;
	return ends[0].named || ends[1].named ||
	       ends[0].number <= ends[1].number ||
	       WRONG(reading, list,
		     "\"%s\" goes from %s to %s; the least is expected first",
		     reading->kind, list->items[0]->text, list->items[1]->text);
}

/* ---- lists ---- */

static bool check_texts(const struct reading *reading, const struct node *list,
			const struct value *values)
{
	size_t i;

	if (!list->n)
		return WRONG(reading, list,
			     "\"%s\" has an empty list; texts are expected",
			     reading->kind);
	for (i = 0; i < list->n; i++)
		if (values->as.list.items[i]->kind != VALUE_TEXT)
			return wrong_value(reading, list->items[i],
					   reading->kind,
					   "texts, quoted if need be");
	return true;
}

#define TEXT_OF(number) #number
#define DIGITS_OF(number) TEXT_OF(number)
#define WEIGHTS "whole numbers from 1 to " DIGITS_OF(WEIGHT_MOST)

static bool check_weights(const struct reading *reading)
{
	struct column *column = reading->column;
	const struct node *list = node_get(reading->node, "weights");
	uint64_t *upto, sum = 0;
	int64_t weight;
	size_t n = column->values->as.list.n, i;

	if (!list)
		return true;
	if (list->n != n)
		return WRONG(reading, list,
			     "%zu weights for %zu values; as many are expected",
			     list->n, n);
	upto = ARENA_ARRAY(reading->binder->arena, n, uint64_t);
	for (i = 0; i < n; i++) {
		const struct value *value = column->weights->as.list.items[i];

		weight = value->kind == VALUE_INT ? value->as.integer : 0;
		if (weight < 1 || weight > WEIGHT_MOST)
			return wrong_value(reading, list->items[i], "weights",
					   WEIGHTS);
		sum += (uint64_t)weight;
		upto[i] = sum;
	}
	column->upto = upto;
	return true;
}

static bool check_choice(const struct reading *reading)
{
	const struct node *list = node_of(reading);
	size_t i;

	if (!list->n)
		return WRONG(reading, list,
			     "\"choice\" is empty; values are expected");
	for (i = 0; i < list->n; i++)
		if (list->items[i]->kind != NODE_SCALAR)
			return wrong_value(reading, list->items[i],
					   reading->kind, "texts and numbers");
	return check_weights(reading);
}

static bool check_count(const struct reading *reading)
{
	const struct value_list *count = &reading->column->count->as.list;
	const struct node *list = node_get(reading->node, "count");
	size_t n = reading->column->values->as.list.n;
	int64_t most = n < SEVERAL_MOST ? (int64_t)n : SEVERAL_MOST;

	if (count->n != 2 || count->items[0]->kind != VALUE_INT ||
	    count->items[1]->kind != VALUE_INT ||
	    count->items[0]->as.integer < 0 ||
	    count->items[0]->as.integer > count->items[1]->as.integer ||
	    count->items[1]->as.integer > most)
		return WRONG(reading, list,
			     "\"count\" takes [least, most], the least first "
			     "and both from 0 to %" PRId64,
			     most);
	return true;
}

/* Each is drawn once: none may be there twice. */
static bool check_several(const struct reading *reading)
{
	const struct value *values = reading->column->values;
	const struct node *list = node_of(reading);
	struct seen *seen = seen_new(reading->binder->arena);
	size_t i;

	if (!check_texts(reading, list, values))
		return false;
	for (i = 0; i < list->n; i++)
		if (!seen_add(seen, values->as.list.items[i]))
			return WRONG(reading, list->items[i],
				     "\"%s\" is already in the list",
				     brief(list->items[i]->text,
					   reading->binder->arena));
	if (reading->column->unique)
		return WRONG(reading, node_get(reading->node, "unique"),
			     "\"several\" cannot be unique");
	return check_count(reading);
}

static bool check_phrase(const struct reading *reading)
{
	const struct node *list = node_of(reading);
	size_t i;

	if (!list->n)
		return WRONG(reading, list,
			     "\"phrase\" is empty; lists of texts are "
			     "expected");
	if (list->n > PHRASE_MOST)
		return WRONG(reading, list,
			     "\"phrase\" has %zu lists; at most %d are "
			     "expected",
			     list->n, PHRASE_MOST);
	for (i = 0; i < list->n; i++) {
		if (list->items[i]->kind != NODE_LIST)
			return wrong_value(reading, list->items[i],
					   reading->kind, "lists of texts");
		if (!check_texts(reading, list->items[i],
				 reading->column->values->as.list.items[i]))
			return false;
	}
	return true;
}

/* ---- the column ---- */

bool describe_check(const struct reading *reading)
{
	if (!check_spans(reading) || !check_same(reading))
		return false;
	switch (reading->column->draw) {
	case DRAW_SERIAL:
	case DRAW_LETTERS:
		return true;
	case DRAW_INTEGER:
	case DRAW_DECIMAL:
	case DRAW_DATE:
		return check_range(reading);
	case DRAW_CHOICE:
		return check_choice(reading);
	case DRAW_SEVERAL:
		return check_several(reading);
	case DRAW_PHRASE:
		return check_phrase(reading);
	}
	return true;
}
