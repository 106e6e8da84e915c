/* Equality under rules, and a total order. */
#include "value/equal.h"

#include "base/num.h"
#include "value/match.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CLOSE 1e-9	  /* relative, for binary numbers */
#define CLOSE_SINGLE 1e-6 /* for those that were 32-bit */

static const struct value_rules plain;

/* ---- exact numbers as text ---- */

/* The significant digits of an exact number: sign, digits, point. */
struct digits {
	bool negative;
	const char *whole, *fraction; /* without zeros outside */
	size_t nwhole, nfraction;
};

static struct digits digits_of(const char *text, size_t len)
{
	struct digits digits = {.negative = len && *text == '-'};
	const char *end = text + len, *point;

	if (len && (*text == '-' || *text == '+'))
		text++;
	while (text < end && *text == '0')
		text++;
	point = memchr(text, '.', (size_t)(end - text));
	digits.whole = text;
	digits.nwhole = (size_t)((point ? point : end) - text);
	digits.fraction = point ? point + 1 : end;
	while (end > digits.fraction && end[-1] == '0')
		end--;
	digits.nfraction = (size_t)(end - digits.fraction);
	if (!digits.nwhole && !digits.nfraction)
		digits.negative = false;
	return digits;
}

static int compare_bytes(const char *a, size_t na, const char *b, size_t nb)
{
	size_t n = na < nb ? na : nb;
	int order = n ? memcmp(a, b, n) : 0;

	if (order)
		return order < 0 ? -1 : 1;
	return (na > nb) - (na < nb);
}

static int compare_digits(const struct digits *a, const struct digits *b)
{
	int order;

	if (a->negative != b->negative)
		return a->negative ? -1 : 1;
	order = (a->nwhole > b->nwhole) - (a->nwhole < b->nwhole);
	if (!order)
		order = compare_bytes(a->whole, a->nwhole, b->whole, b->nwhole);
	if (!order)
		order = compare_bytes(a->fraction, a->nfraction, b->fraction,
				      b->nfraction);
	return a->negative ? -order : order;
}

/* ---- numbers ---- */

static bool numeric(const struct value *value)
{
	return value->kind == VALUE_INT || value->kind == VALUE_REAL ||
	       value->kind == VALUE_DECIMAL;
}

static double as_real(const struct value *value)
{
	double number = 0;

	if (value->kind == VALUE_REAL)
		return value->as.real;
	if (value->kind == VALUE_INT)
		return (double)value->as.integer;
	if (value->kind == VALUE_BOOL)
		return value->as.truth;
	if (!num_real(value->as.text.bytes, value->as.text.len, &number))
		return value->as.text.len && value->as.text.bytes[0] == '-'
			       ? -HUGE_VAL
			       : HUGE_VAL;
	return number;
}

static int compare_exact(const struct value *a, const struct value *b)
{
	const struct value *both[2] = {a, b};
	struct digits digits[2];
	char text[2][24];
	size_t i;

	for (i = 0; i < 2; i++) {
		if (both[i]->kind == VALUE_DECIMAL) {
			digits[i] = digits_of(both[i]->as.text.bytes,
					      both[i]->as.text.len);
			continue;
		}
		snprintf(text[i], sizeof(text[i]), "%" PRId64,
			 both[i]->as.integer);
		digits[i] = digits_of(text[i], strlen(text[i]));
	}
	return compare_digits(&digits[0], &digits[1]);
}

static int compare_reals(double a, double b)
{
	if (isnan(a) || isnan(b))
		return isnan(a) - isnan(b);
	return (a > b) - (a < b);
}

static int compare_numbers(const struct value *a, const struct value *b)
{
	int order;

	if (a->kind != VALUE_REAL && b->kind != VALUE_REAL)
		return compare_exact(a, b);
	order = compare_reals(as_real(a), as_real(b));
	/* Two exact numbers may be one double: only between kinds, so that
	   the order stays total. */
	return order ? order
		     : (int)(a->kind == VALUE_REAL) -
			       (int)(b->kind == VALUE_REAL);
}

static bool equal_numbers(const struct value *a, const struct value *b,
			  const struct value_rules *rules)
{
	double x = as_real(a), y = as_real(b), apart = fabs(x - y);
	double close = a->single || b->single ? CLOSE_SINGLE : CLOSE;

	if (a->kind != VALUE_REAL && b->kind != VALUE_REAL &&
	    !compare_exact(a, b))
		return true;
	if (isnan(x) || isnan(y))
		return isnan(x) && isnan(y);
	if (x == y && (a->kind == VALUE_REAL || b->kind == VALUE_REAL))
		return true;
	if (isinf(x) || isinf(y))
		return false;
	if (rules->tolerance > 0 && apart <= rules->tolerance)
		return true;
	if (a->kind != VALUE_REAL && b->kind != VALUE_REAL)
		return false;
	return apart <= close * fmax(fabs(x), fabs(y));
}

/* ---- equality ---- */

static bool same_text(const struct value_text *a, const struct value_text *b)
{
	return a->len == b->len && !memcmp(a->bytes, b->bytes, a->len);
}

static bool equal_lists(const struct value *a, const struct value *b,
			const struct value_rules *rules)
{
	const struct value_list *x = &a->as.list, *y = &b->as.list;
	struct value_rules inner = *rules;
	size_t i;

	if (x->n != y->n)
		return false;
	inner.order = ORDER_DEFAULT;
	if (rules->order == ORDER_ANY || rules->order == ORDER_BY)
		return match_lists(a, b, rules);
	for (i = 0; i < x->n; i++)
		if (!value_equal(x->items[i], y->items[i], &inner))
			return false;
	return true;
}

/* The n-th pair of a key matches the n-th: keys may repeat in a row. */
static const struct value *counterpart(const struct value_map *map,
				       const struct value_map *other, size_t at)
{
	size_t before = 0, i;

	for (i = 0; i < at; i++)
		before += same_text(&map->pairs[i].key, &map->pairs[at].key);
	for (i = 0; i < other->n; i++)
		if (same_text(&other->pairs[i].key, &map->pairs[at].key) &&
		    !before--)
			return other->pairs[i].value;
	return NULL;
}

static bool equal_maps(const struct value *a, const struct value *b,
		       const struct value_rules *rules)
{
	const struct value_map *x = &a->as.map, *y = &b->as.map;
	struct value_rules inner = *rules;
	const struct value *other;
	size_t i;

	inner.order = ORDER_DEFAULT;
	if (x->n != y->n)
		return false;
	for (i = 0; i < x->n; i++) {
		other = counterpart(x, y, i);
		if (!other || !value_equal(x->pairs[i].value, other, &inner))
			return false;
	}
	return true;
}

static bool equal_of_kind(const struct value *a, const struct value *b,
			  const struct value_rules *rules)
{
	struct value_rules inner = *rules;

	switch (a->kind) {
	case VALUE_NONE:
	case VALUE_NULL:
		return true;
	case VALUE_BOOL:
		return a->as.truth == b->as.truth;
	case VALUE_INT:
	case VALUE_REAL:
	case VALUE_DECIMAL:
		return equal_numbers(a, b, rules);
	case VALUE_TEXT:
	case VALUE_BYTES:
	case VALUE_DATE:
	case VALUE_DATETIME:
	case VALUE_TIME:
		return same_text(&a->as.text, &b->as.text);
	case VALUE_LIST:
		return equal_lists(a, b, rules);
	case VALUE_MAP:
		return equal_maps(a, b, rules);
	case VALUE_TABLE:
		return match_tables(a, b, rules);
	case VALUE_TAGGED:
		inner.order = ORDER_DEFAULT;
		return same_text(&a->as.tagged.tag, &b->as.tagged.tag) &&
		       value_equal(a->as.tagged.inner, b->as.tagged.inner,
				   &inner);
	}
	return false;
}

/* A number with a decimal point, as a spec writes one and as a program has
   one: 2.5 of both kinds. Whole decimals are integers of many digits. */
static bool has_point(const struct value *value)
{
	return value->kind == VALUE_REAL ||
	       (value->kind == VALUE_DECIMAL &&
		memchr(value->as.text.bytes, '.', value->as.text.len));
}

/* Whether a program would call both integers, or both not. */
static bool same_type(const struct value *a, const struct value *b)
{
	if (numeric(a) && numeric(b))
		return has_point(a) == has_point(b);
	return a->kind == b->kind;
}

bool value_equal(const struct value *a, const struct value *b,
		 const struct value_rules *rules)
{
	if (!rules)
		rules = &plain;
	if (rules->exact_types && !same_type(a, b))
		return false;
	if (a->kind == b->kind)
		return equal_of_kind(a, b, rules);
	if (numeric(a) && numeric(b))
		return equal_numbers(a, b, rules);
	if (a->kind == VALUE_BOOL && numeric(b))
		return as_real(a) == as_real(b);
	if (b->kind == VALUE_BOOL && numeric(a))
		return as_real(a) == as_real(b);
	return false;
}

/* ---- order ---- */

static int rank(const struct value *value)
{
	return numeric(value) ? (int)VALUE_INT : (int)value->kind;
}

static int compare_texts(const struct value_text *a, const struct value_text *b)
{
	return compare_bytes(a->bytes, a->len, b->bytes, b->len);
}

static int compare_items(const struct value *const *a, size_t na,
			 const struct value *const *b, size_t nb)
{
	size_t i;
	int order;

	for (i = 0; i < na && i < nb; i++) {
		order = value_compare(a[i], b[i]);
		if (order)
			return order;
	}
	return (na > nb) - (na < nb);
}

static int by_key(const void *a, const void *b)
{
	const struct value_pair *x = a, *y = b;
	int order = compare_texts(&x->key, &y->key);

	return order ? order : value_compare(x->value, y->value);
}

/* Maps have no order of keys: both are compared with theirs sorted. */
static int compare_maps(const struct value *a, const struct value *b)
{
	const struct value_map *x = &a->as.map, *y = &b->as.map;
	struct value_pair *p = xmalloc((x->n + y->n) * sizeof(*p));
	struct value_pair *q = p + x->n;
	int order = 0;
	size_t i;

	if (x->n)
		memcpy(p, x->pairs, x->n * sizeof(*p));
	if (y->n)
		memcpy(q, y->pairs, y->n * sizeof(*q));
	qsort(p, x->n, sizeof(*p), by_key);
	qsort(q, y->n, sizeof(*q), by_key);
	for (i = 0; i < x->n && i < y->n && !order; i++)
		order = by_key(&p[i], &q[i]);
	free(p);
	return order ? order : (x->n > y->n) - (x->n < y->n);
}

static int compare_tables(const struct value *a, const struct value *b)
{
	const struct value_table *x = &a->as.table, *y = &b->as.table;
	size_t i;
	int order;

	for (i = 0; i < x->columns && i < y->columns; i++) {
		order = compare_texts(&x->names[i], &y->names[i]);
		if (order)
			return order;
	}
	if (x->columns != y->columns)
		return x->columns < y->columns ? -1 : 1;
	return compare_items(x->cells, x->rows * x->columns, y->cells,
			     y->rows * y->columns);
}

int value_compare(const struct value *a, const struct value *b)
{
	int order = rank(a) - rank(b);

	if (order)
		return order;
	switch (a->kind) {
	case VALUE_NONE:
	case VALUE_NULL:
		return 0;
	case VALUE_BOOL:
		return (int)a->as.truth - (int)b->as.truth;
	case VALUE_INT:
	case VALUE_REAL:
	case VALUE_DECIMAL:
		return compare_numbers(a, b);
	case VALUE_TEXT:
	case VALUE_BYTES:
	case VALUE_DATE:
	case VALUE_DATETIME:
	case VALUE_TIME:
		return compare_texts(&a->as.text, &b->as.text);
	case VALUE_LIST:
		return compare_items(a->as.list.items, a->as.list.n,
				     b->as.list.items, b->as.list.n);
	case VALUE_MAP:
		return compare_maps(a, b);
	case VALUE_TABLE:
		return compare_tables(a, b);
	case VALUE_TAGGED:
		order = compare_texts(&a->as.tagged.tag, &b->as.tagged.tag);
		return order ? order
			     : value_compare(a->as.tagged.inner,
					     b->as.tagged.inner);
	}
	return 0;
}

bool value_comparable(const struct value *a, const struct value *b)
{
	return rank(a) == rank(b);
}
