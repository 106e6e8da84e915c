/*
 * Pairs the rows of two collections.
 *
 * With a tolerance equality is not transitive, so a bag is compared by a
 * matching: rows that are the same to the digit are taken out first, by
 * sorting; the few that are left are matched by augmenting paths (Kuhn).
 */
#include "value/match.h"

#include <stdlib.h>
#include <string.h>

/* ---- columns ---- */

static bool same_name(const struct value_text *a, const struct value_text *b)
{
	return a->len == b->len && !memcmp(a->bytes, b->bytes, a->len);
}

bool match_columns(const struct value_table *a, const struct value_table *b,
		   size_t *column_of_b)
{
	size_t i, j, before;

	for (i = 0; i < a->columns; i++) {
		before = 0;
		for (j = 0; j < i; j++)
			before += same_name(&a->names[j], &a->names[i]);
		for (j = 0; j < b->columns; j++)
			if (same_name(&b->names[j], &a->names[i]) && !before--)
				break;
		if (j == b->columns)
			return false;
		column_of_b[i] = j;
	}
	return true;
}

/* ---- rows ---- */

bool match_equal_rows(match_row a, match_row b, size_t width,
		      const struct value_rules *rules)
{
	struct value_rules inner = *rules;
	size_t i;

	inner.order = ORDER_DEFAULT;
	for (i = 0; i < width; i++)
		if (!value_equal(a[i], b[i], &inner))
			return false;
	return true;
}

static int compare_rows(const void *a, const void *b, void *width)
{
	match_row x = *(const match_row *)a, y = *(const match_row *)b;
	size_t n = *(const size_t *)width, i;
	int order;

	for (i = 0; i < n; i++) {
		order = value_compare(x[i], y[i]);
		if (order)
			return order;
	}
	return 0;
}

static void sort_rows(struct match_rows *rows)
{
	if (rows->n > 1)
		qsort_r(rows->rows, rows->n, sizeof(*rows->rows), compare_rows,
			&rows->width);
}

static bool pairwise(const struct match_rows *a, const struct match_rows *b,
		     const struct value_rules *rules)
{
	size_t i;

	for (i = 0; i < a->n; i++)
		if (!match_equal_rows(a->rows[i], b->rows[i], a->width, rules))
			return false;
	return true;
}

/*
 * Takes out what is the same to the digit; both are sorted. Rows that no
 * order tells apart may still differ, 2 and 2.00 when types count: they stay.
 */
static void remove_same(struct match_rows *a, struct match_rows *b,
			const struct value_rules *rules)
{
	size_t i = 0, j = 0, left_a = 0, left_b = 0;

	while (i < a->n && j < b->n) {
		int order = compare_rows(&a->rows[i], &b->rows[j], &a->width);

		if (order < 0) {
			a->rows[left_a++] = a->rows[i++];
		} else if (order > 0) {
			b->rows[left_b++] = b->rows[j++];
		} else if (match_equal_rows(a->rows[i], b->rows[j], a->width,
					    rules)) {
			i++;
			j++;
		} else {
			a->rows[left_a++] = a->rows[i++];
			b->rows[left_b++] = b->rows[j++];
		}
	}
	while (i < a->n)
		a->rows[left_a++] = a->rows[i++];
	while (j < b->n)
		b->rows[left_b++] = b->rows[j++];
	a->n = left_a;
	b->n = left_b;
}

/* ---- matching ---- */

#define NOBODY SIZE_MAX

struct matching {
	const struct match_rows *a, *b;
	const struct value_rules *rules;
	size_t *of_b; /* whom each row of b belongs to, or NOBODY */
	bool *tried;
};

static bool find_partner(struct matching *matching, size_t i)
{
	size_t j;

	for (j = 0; j < matching->b->n; j++) {
		if (matching->tried[j] ||
		    !match_equal_rows(matching->a->rows[i],
				      matching->b->rows[j], matching->a->width,
				      matching->rules))
			continue;
		matching->tried[j] = true;
		if (matching->of_b[j] == NOBODY ||
		    find_partner(matching, matching->of_b[j])) {
			matching->of_b[j] = i;
			return true;
		}
	}
	return false;
}

static void keep_unmatched(struct match_rows *a, struct match_rows *b,
			   const size_t *of_b)
{
	bool *matched = xmalloc(a->n + 1);
	size_t i, left = 0;

	memset(matched, 0, a->n + 1);
	for (i = 0; i < b->n; i++) {
		if (of_b[i] == NOBODY)
			b->rows[left++] = b->rows[i];
		else
			matched[of_b[i]] = true;
	}
	b->n = left;
	left = 0;
	for (i = 0; i < a->n; i++)
		if (!matched[i])
			a->rows[left++] = a->rows[i];
	a->n = left;
	free(matched);
}

static void remove_matched(struct match_rows *a, struct match_rows *b,
			   const struct value_rules *rules)
{
	struct matching matching = {.a = a, .b = b, .rules = rules};
	size_t i;

	matching.of_b = xmalloc((b->n + 1) * sizeof(*matching.of_b));
	matching.tried = xmalloc(b->n + 1);
	for (i = 0; i < b->n; i++)
		matching.of_b[i] = NOBODY;
	for (i = 0; i < a->n; i++) {
		memset(matching.tried, 0, b->n);
		find_partner(&matching, i);
	}
	keep_unmatched(a, b, matching.of_b);
	free(matching.of_b);
	free(matching.tried);
}

/* Too many for a matching: the sorted rows are walked side by side. */
static void remove_aligned(struct match_rows *a, struct match_rows *b,
			   const struct value_rules *rules)
{
	size_t i = 0, j = 0, left_a = 0, left_b = 0;

	while (i < a->n && j < b->n) {
		if (match_equal_rows(a->rows[i], b->rows[j], a->width, rules)) {
			i++;
			j++;
		} else if (compare_rows(&a->rows[i], &b->rows[j], &a->width) <
			   0) {
			a->rows[left_a++] = a->rows[i++];
		} else {
			b->rows[left_b++] = b->rows[j++];
		}
	}
	while (i < a->n)
		a->rows[left_a++] = a->rows[i++];
	while (j < b->n)
		b->rows[left_b++] = b->rows[j++];
	a->n = left_a;
	b->n = left_b;
}

void match_remove_equal(struct match_rows *a, struct match_rows *b,
			const struct value_rules *rules)
{
	sort_rows(a);
	sort_rows(b);
	if (a->n == b->n && pairwise(a, b, rules)) {
		a->n = b->n = 0;
		return;
	}
	remove_same(a, b, rules);
	if (a->n > MATCH_PAIRED || b->n > MATCH_PAIRED)
		remove_aligned(a, b, rules);
	else
		remove_matched(a, b, rules);
}

static bool same_bag(match_row *a, match_row *b, size_t n, size_t width,
		     const struct value_rules *rules)
{
	struct match_rows x = {.n = n, .width = width};
	struct match_rows y = x;
	bool same;

	x.rows = xmalloc((n + 1) * sizeof(*x.rows));
	y.rows = xmalloc((n + 1) * sizeof(*y.rows));
	memcpy(x.rows, a, n * sizeof(*a));
	memcpy(y.rows, b, n * sizeof(*b));
	match_remove_equal(&x, &y, rules);
	same = !x.n && !y.n;
	free(x.rows);
	free(y.rows);
	return same;
}

/* ---- order by ---- */

/* The cells that decide the order: those of the columns in `by`. */
struct keys {
	const struct value **cells; /* n rows of rules->nby */
};

static bool same_keys(const struct keys *a, size_t i, const struct keys *b,
		      size_t j, const struct value_rules *rules)
{
	return match_equal_rows(&a->cells[i * rules->nby],
				&b->cells[j * rules->nby], rules->nby, rules);
}

/* The sequences of keys agree, and each run of equal keys is a bag. */
static bool same_by(match_row *a, const struct keys *ka, match_row *b,
		    const struct keys *kb, size_t n, size_t width,
		    const struct value_rules *rules)
{
	size_t i, end;

	for (i = 0; i < n; i++)
		if (!same_keys(ka, i, kb, i, rules))
			return false;
	for (i = 0; i < n; i = end) {
		for (end = i + 1; end < n && same_keys(ka, i, ka, end, rules);
		     end++)
			;
		if (!same_bag(a + i, b + i, end - i, width, rules))
			return false;
	}
	return true;
}

static struct keys table_keys(const struct value *table,
			      const struct value_rules *rules)
{
	const struct value_table *t = &table->as.table;
	struct keys keys;
	size_t row, i, j;

	keys.cells = xmalloc((t->rows * rules->nby + 1) * sizeof(*keys.cells));
	for (i = 0; i < rules->nby; i++) {
		for (j = 0; j < t->columns; j++)
			if (t->names[j].len == strlen(rules->by[i]) &&
			    !memcmp(t->names[j].bytes, rules->by[i],
				    t->names[j].len))
				break;
		for (row = 0; row < t->rows; row++)
			keys.cells[row * rules->nby + i] =
				j < t->columns ? value_cell(table, row, j)
					       : &value_none;
	}
	return keys;
}

static struct keys list_keys(const struct value *list,
			     const struct value_rules *rules)
{
	struct keys keys;
	size_t row, i;

	keys.cells = xmalloc((list->as.list.n * rules->nby + 1) *
			     sizeof(*keys.cells));
	for (row = 0; row < list->as.list.n; row++)
		for (i = 0; i < rules->nby; i++) {
			const struct value *cell = value_get(
				list->as.list.items[row], rules->by[i]);

			keys.cells[row * rules->nby + i] =
				cell ? cell : &value_none;
		}
	return keys;
}

/* ---- whole collections ---- */

static match_row *list_rows(const struct value *list)
{
	match_row *rows = xmalloc((list->as.list.n + 1) * sizeof(*rows));
	size_t i;

	for (i = 0; i < list->as.list.n; i++)
		rows[i] = &list->as.list.items[i];
	return rows;
}

bool match_lists(const struct value *a, const struct value *b,
		 const struct value_rules *rules)
{
	match_row *x = list_rows(a), *y = list_rows(b);
	size_t n = a->as.list.n;
	bool same;

	if (rules->order == ORDER_BY) {
		struct keys kx = list_keys(a, rules);
		struct keys ky = list_keys(b, rules);

		same = same_by(x, &kx, y, &ky, n, 1, rules);
		free(kx.cells);
		free(ky.cells);
	} else {
		same = same_bag(x, y, n, 1, rules);
	}
	free(x);
	free(y);
	return same;
}

/* The rows of a table with its columns in the given order. */
static match_row *table_rows(const struct value *table, const size_t *columns,
			     const struct value ***cells)
{
	const struct value_table *t = &table->as.table;
	match_row *rows = xmalloc((t->rows + 1) * sizeof(*rows));
	size_t row, i;

	*cells = xmalloc((t->rows * t->columns + 1) * sizeof(**cells));
	for (row = 0; row < t->rows; row++) {
		rows[row] = *cells + row * t->columns;
		for (i = 0; i < t->columns; i++)
			(*cells)[row * t->columns + i] = value_cell(
				table, row, columns ? columns[i] : i);
	}
	return rows;
}

static bool same_rows(const struct value *a, const struct value *b,
		      match_row *x, match_row *y,
		      const struct value_rules *rules)
{
	size_t n = a->as.table.rows, width = a->as.table.columns;
	struct match_rows p = {.rows = x, .n = n, .width = width};
	struct match_rows q = {.rows = y, .n = n, .width = width};
	struct keys kx, ky;
	bool same;

	if (rules->order == ORDER_EXACT)
		return pairwise(&p, &q, rules);
	if (rules->order != ORDER_BY)
		return same_bag(x, y, n, width, rules);
	kx = table_keys(a, rules);
	ky = table_keys(b, rules);
	same = same_by(x, &kx, y, &ky, n, width, rules);
	free(kx.cells);
	free(ky.cells);
	return same;
}

bool match_tables(const struct value *a, const struct value *b,
		  const struct value_rules *rules)
{
	const struct value_table *s = &a->as.table, *t = &b->as.table;
	size_t *columns = xmalloc((s->columns + 1) * sizeof(*columns));
	const struct value **cells_a, **cells_b;
	match_row *x, *y;
	bool same = s->columns == t->columns && s->rows == t->rows &&
		    match_columns(s, t, columns);

	if (same) {
		x = table_rows(a, NULL, &cells_a);
		y = table_rows(b, columns, &cells_b);
		same = same_rows(a, b, x, y, rules);
		free(x);
		free(y);
		free(cells_a);
		free(cells_b);
	}
	free(columns);
	return same;
}
