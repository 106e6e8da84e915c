/* Equality under rules, and a total order. */
#include "value/equal.h"

#include "value/match.h"
#include "value/number.h"
#include "value/pairs.h"

#include <stdlib.h>
#include <string.h>

static const struct value_rules plain;

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
static bool equal_maps(const struct value *a, const struct value *b,
		       const struct value_rules *rules)
{
	const struct value_map *x = &a->as.map, *y = &b->as.map;
	struct value_rules inner = *rules;
	const struct value_pair **p, **q;
	bool equal = true;
	size_t i;

	if (x->n != y->n)
		return false;
	inner.order = ORDER_DEFAULT;
	p = pairs_sorted(x->pairs, x->n);
	q = pairs_sorted(y->pairs, y->n);
	for (i = 0; i < x->n && equal; i++)
		equal = same_text(&p[i]->key, &q[i]->key);
	for (i = 0; i < x->n && equal; i++)
		equal = value_equal(p[i]->value, q[i]->value, &inner);
	free(p);
	free(q);
	return equal;
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
		return number_equal(a, b, rules->tolerance);
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
	if (number_is(a) && number_is(b))
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
	if (number_is(a) && number_is(b))
		return number_equal(a, b, rules->tolerance);
	if (rules->truths_apart)
		return false;
	return ((a->kind == VALUE_BOOL && number_is(b)) ||
		(b->kind == VALUE_BOOL && number_is(a))) &&
	       number_real(a) == number_real(b);
}

/* ---- order ---- */

static int rank(const struct value *value)
{
	return number_is(value) ? (int)VALUE_INT : (int)value->kind;
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
	int order = pairs_compare_texts(&x->key, &y->key);

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
		order = pairs_compare_texts(&x->names[i], &y->names[i]);
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
		return number_compare(a, b);
	case VALUE_TEXT:
	case VALUE_BYTES:
	case VALUE_DATE:
	case VALUE_DATETIME:
	case VALUE_TIME:
		return pairs_compare_texts(&a->as.text, &b->as.text);
	case VALUE_LIST:
		return compare_items(a->as.list.items, a->as.list.n,
				     b->as.list.items, b->as.list.n);
	case VALUE_MAP:
		return compare_maps(a, b);
	case VALUE_TABLE:
		return compare_tables(a, b);
	case VALUE_TAGGED:
		order = pairs_compare_texts(&a->as.tagged.tag,
					    &b->as.tagged.tag);
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
