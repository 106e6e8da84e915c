/* Differences of tables and lists: columns first, then rows. */
#include "value/differ.h"
#include "value/match.h"
#include "value/note.h"
#include "value/show.h"

#include <stdlib.h>
#include <string.h>

/* ---- columns ---- */

static bool has(const struct value_table *table, const struct value_text *name)
{
	size_t i;

	for (i = 0; i < table->columns; i++)
		if (table->names[i].len == name->len &&
		    !memcmp(table->names[i].bytes, name->bytes, name->len))
			return true;
	return false;
}

static const struct value *name_value(struct differ *differ,
				      const struct value_text *name)
{
	return value_text(differ->arena, name->bytes, name->len);
}

/* Where a name is missing and another one is in its place. */
static void differ_columns(struct differ *differ, const char *path,
			   const struct value_table *x,
			   const struct value_table *y)
{
	bool in_place = x->columns == y->columns;
	size_t i;

	differ->total += x->columns > y->columns ? x->columns : y->columns;
	for (i = 0; i < x->columns; i++) {
		bool missing = !has(y, &x->names[i]);
		bool renamed = missing && in_place && !has(x, &y->names[i]);

		differ->matching += !missing;
		if (missing)
			differ_add(
				differ,
				(struct diff_entry){
					.kind = renamed ? DIFF_COLUMN_RENAMED
							: DIFF_COLUMN_MISSING,
					.path = path,
					.expected = name_value(differ,
							       &x->names[i]),
					.seen = renamed ? name_value(
								  differ,
								  &y->names[i])
							: NULL});
	}
	for (i = 0; i < y->columns; i++)
		if (!has(x, &y->names[i]) &&
		    !(in_place && !has(y, &x->names[i])))
			differ_add(differ,
				   (struct diff_entry){
					   .kind = DIFF_COLUMN_EXTRA,
					   .path = path,
					   .seen = name_value(differ,
							      &y->names[i])});
	if (!differ->n && x->columns != y->columns)
		differ_add(differ,
			   (struct diff_entry){
				   .kind = DIFF_COLUMN_EXTRA,
				   .path = path,
				   .seen = name_value(
					   differ,
					   &y->names[y->columns ? y->columns - 1
								: 0])});
}

/* ---- rows ---- */

struct rows {
	struct match_rows expected, seen;
	const struct value_text *names; /* NULL: elements of a list */
	const char *path;
};

static const struct value *row_value(struct differ *differ,
				     const struct rows *rows, match_row row)
{
	size_t width = rows->expected.width, i;
	struct value_pair *pairs;

	if (!rows->names)
		return row[0];
	pairs = ARENA_ARRAY(differ->arena, width, struct value_pair);
	for (i = 0; i < width; i++)
		pairs[i] = (struct value_pair){.key = rows->names[i],
					       .value = row[i]};
	return value_map(differ->arena, pairs, width);
}

static size_t common(struct differ *differ, match_row a, match_row b,
		     size_t width)
{
	size_t n = 0, i;

	for (i = 0; i < width; i++)
		n += match_equal_rows(a + i, b + i, 1, &differ->rules);
	return n;
}

/* The row of `seen` that shares most cells, at least half and one. */
static size_t nearest(struct differ *differ, const struct rows *rows,
		      match_row row, const bool *taken)
{
	size_t width = rows->expected.width, best = (width + 1) / 2, n, i;
	size_t found = rows->seen.n;

	if (!best)
		best = 1;
	for (i = 0; i < rows->seen.n; i++) {
		if (taken[i])
			continue;
		n = common(differ, row, rows->seen.rows[i], width);
		if (n >= best && (found == rows->seen.n || n > best)) {
			best = n;
			found = i;
		}
	}
	return found;
}

static void differ_cells(struct differ *differ, const struct rows *rows,
			 match_row expected, match_row seen)
{
	size_t i;

	for (i = 0; i < rows->expected.width; i++) {
		if (match_equal_rows(expected + i, seen + i, 1, &differ->rules))
			continue;
		differ_add(differ,
			   (struct diff_entry){
				   .kind = DIFF_CELL,
				   .path = rows->path,
				   .expected = expected[i],
				   .seen = seen[i],
				   .row = row_value(differ, rows, expected),
				   .column = rows->names[i].bytes,
				   .note = note_of(expected[i], seen[i],
						   differ->arena)});
	}
}

/* ---- documents ---- */

/* What a document is known by wherever it is stored, or NULL. */
static const struct value *id_of(match_row row)
{
	return row[0]->kind == VALUE_MAP ? value_get(row[0], "_id") : NULL;
}

/* The element of `seen` that is the same document, or how many there are. */
static size_t same_document(const struct differ *differ,
			    const struct rows *rows, match_row row,
			    const bool *taken)
{
	const struct value *id = id_of(row), *other;
	size_t i;

	for (i = 0; id && i < rows->seen.n; i++) {
		other = taken[i] ? NULL : id_of(rows->seen.rows[i]);
		if (other && value_equal(id, other, &differ->rules))
			return i;
	}
	return rows->seen.n;
}

/* Fields of one that the other has not, or not so. */
static void differ_fields(struct differ *differ, const char *path,
			  const struct value *of, const struct value *other,
			  bool expected)
{
	size_t i;

	for (i = 0; i < of->as.map.n; i++) {
		const struct value_pair *pair = &of->as.map.pairs[i];
		const struct value *value = value_get(other, pair->key.bytes);
		struct diff_entry entry = {
			.kind = value	   ? DIFF_VALUE
				: expected ? DIFF_KEY_MISSING
					   : DIFF_KEY_EXTRA,
			.path = differ_join(differ, path, pair->key.bytes),
			.expected = expected ? pair->value : NULL,
			.seen = expected ? value : pair->value};

		if (value && (!expected ||
			      value_equal(pair->value, value, &differ->rules)))
			continue;
		if (value)
			entry.note = note_of(pair->value, value, differ->arena);
		differ_add(differ, entry);
	}
}

/* Field by field, each whole. False: there is nothing to say of them. */
static bool differ_document(struct differ *differ, const struct rows *rows,
			    match_row expected, match_row seen)
{
	enum value_order order = differ->rules.order;
	size_t before = differ->n + differ->more;
	const char *path = differ_join(
		differ, rows->path,
		arena_printf(differ->arena, "_id %s",
			     value_shown(id_of(expected), 40, differ->arena)));

	/* What is said of the order is said of the documents. */
	differ->rules.order = ORDER_DEFAULT;
	differ_fields(differ, path, expected[0], seen[0], true);
	differ_fields(differ, path, seen[0], expected[0], false);
	differ->rules.order = order;
	return differ->n + differ->more > before;
}

/* ---- what is left when equal rows are gone ---- */

/* Only so many rows are shown, so only so many are looked at. */
#define NEAR_MOST 200

/* Says how the row differs from its counterpart. False: it has none. */
static bool differ_row(struct differ *differ, const struct rows *rows,
		       match_row row, bool *taken)
{
	size_t other;

	if (!rows->names) {
		other = same_document(differ, rows, row, taken);
		taken[other] = other < rows->seen.n &&
			       differ_document(differ, rows, row,
					       rows->seen.rows[other]);
		return taken[other];
	}
	if (rows->expected.width < 2)
		return false;
	other = nearest(differ, rows, row, taken);
	if (other == rows->seen.n)
		return false;
	taken[other] = true;
	differ_cells(differ, rows, row, rows->seen.rows[other]);
	return true;
}

/* Rows with changed cells, and then those that have no counterpart. */
static void differ_left(struct differ *differ, const struct rows *rows)
{
	bool *taken = xmalloc(rows->seen.n + 1);
	size_t i;

	memset(taken, 0, rows->seen.n + 1);
	for (i = 0; i < rows->expected.n; i++) {
		match_row row = rows->expected.rows[i];

		if (i < NEAR_MOST && differ_row(differ, rows, row, taken))
			continue;
		differ_add(differ,
			   (struct diff_entry){
				   .kind = DIFF_ROW_MISSING,
				   .path = rows->path,
				   .expected = row_value(differ, rows, row)});
	}
	for (i = 0; i < rows->seen.n; i++)
		if (!taken[i])
			differ_add(
				differ,
				(struct diff_entry){
					.kind = DIFF_ROW_EXTRA,
					.path = rows->path,
					.seen = row_value(differ, rows,
							  rows->seen.rows[i])});
	free(taken);
}

/* The same bag in another order: the first place that differs. */
static void differ_order(struct differ *differ, const struct rows *rows,
			 match_row *expected, match_row *seen, size_t n)
{
	size_t i;

	for (i = 0; i + 1 < n; i++)
		if (!match_equal_rows(expected[i], seen[i],
				      rows->expected.width, &differ->rules))
			break;
	differ_add(
		differ,
		(struct diff_entry){
			.kind = DIFF_ORDER,
			.path = arena_printf(differ->arena, "row %zu", i + 1),
			.expected = row_value(differ, rows, expected[i]),
			.seen = row_value(differ, rows, seen[i])});
}

static match_row *copy_rows(const struct match_rows *rows)
{
	match_row *copy = xmalloc((rows->n + 1) * sizeof(*copy));

	memcpy(copy, rows->rows, rows->n * sizeof(*copy));
	return copy;
}

static void differ_rows(struct differ *differ, struct rows *rows)
{
	size_t n = rows->expected.n, larger = n, left;
	match_row *expected = copy_rows(&rows->expected);
	match_row *seen = copy_rows(&rows->seen);

	if (rows->seen.n > larger)
		larger = rows->seen.n;
	match_remove_equal(&rows->expected, &rows->seen, &differ->rules);
	left = rows->expected.n > rows->seen.n ? rows->expected.n
					       : rows->seen.n;
	differ->total += larger;
	differ->matching += larger - left;
	if (!rows->expected.n && !rows->seen.n && n)
		differ_order(differ, rows, expected, seen, n);
	else
		differ_left(differ, rows);
	free(expected);
	free(seen);
}

/* ---- tables and lists ---- */

static match_row *rows_of(const struct value *table, const size_t *columns,
			  struct arena *arena)
{
	const struct value_table *t = &table->as.table;
	match_row *rows = xmalloc((t->rows + 1) * sizeof(*rows));
	size_t row, i;

	for (row = 0; row < t->rows; row++) {
		const struct value **cells =
			ARENA_ARRAY(arena, t->columns, const struct value *);

		for (i = 0; i < t->columns; i++)
			cells[i] = value_cell(table, row,
					      columns ? columns[i] : i);
		rows[row] = cells;
	}
	return rows;
}

void differ_tables(struct differ *differ, const char *path,
		   const struct value *expected, const struct value *seen)
{
	const struct value_table *x = &expected->as.table;
	const struct value_table *y = &seen->as.table;
	size_t *columns = ARENA_ARRAY(differ->arena, x->columns, size_t);
	struct rows rows = {.names = x->names, .path = path};

	if (x->columns != y->columns || !match_columns(x, y, columns)) {
		differ_columns(differ, path, x, y);
		return;
	}
	rows.expected = (struct match_rows){
		.rows = rows_of(expected, NULL, differ->arena),
		.n = x->rows,
		.width = x->columns};
	rows.seen = (struct match_rows){
		.rows = rows_of(seen, columns, differ->arena),
		.n = y->rows,
		.width = x->columns};
	differ_rows(differ, &rows);
	free(rows.expected.rows);
	free(rows.seen.rows);
}

static match_row *elements_of(const struct value *list)
{
	match_row *rows = xmalloc((list->as.list.n + 1) * sizeof(*rows));
	size_t i;

	for (i = 0; i < list->as.list.n; i++)
		rows[i] = &list->as.list.items[i];
	return rows;
}

/* Parts of one thing, as the column and the prefix in a key. */
#define PARTS_MOST 4

/* Whether half of the elements are what stands in the same place. */
static bool half_fits(const struct differ *differ,
		      const struct value_list *expected,
		      const struct value_list *seen)
{
	struct value_rules rules = differ->rules;
	size_t fit = 0, i;

	rules.order = ORDER_DEFAULT;
	for (i = 0; i < expected->n; i++)
		fit += value_equal(expected->items[i], seen->items[i], &rules);
	return fit * 2 >= expected->n;
}

/* Elements in order, of one length: each with its counterpart. */
static bool aligned(const struct differ *differ, const char *path,
		    const struct value *expected, const struct value *seen)
{
	bool ordered = differ->rules.order == ORDER_DEFAULT ||
		       differ->rules.order == ORDER_EXACT;

	return ordered && expected->as.list.n == seen->as.list.n &&
	       expected->as.list.n <= DIFF_MOST && expected->as.list.n > 0 &&
	       (expected->as.list.items[0]->kind >= VALUE_LIST ||
		(*path && expected->as.list.n <= PARTS_MOST) ||
		half_fits(differ, &expected->as.list, &seen->as.list));
}

void differ_lists(struct differ *differ, const char *path,
		  const struct value *expected, const struct value *seen)
{
	struct rows rows = {.path = path};
	size_t i;

	if (aligned(differ, path, expected, seen)) {
		for (i = 0; i < expected->as.list.n; i++)
			differ_any(differ,
				   differ_join(differ, path,
					       arena_printf(differ->arena,
							    "%zu", i)),
				   expected->as.list.items[i],
				   seen->as.list.items[i]);
		return;
	}
	rows.expected = (struct match_rows){.rows = elements_of(expected),
					    .n = expected->as.list.n,
					    .width = 1};
	rows.seen = (struct match_rows){
		.rows = elements_of(seen), .n = seen->as.list.n, .width = 1};
	differ_rows(differ, &rows);
	free(rows.expected.rows);
	free(rows.seen.rows);
}
