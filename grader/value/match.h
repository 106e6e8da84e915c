/*
 * Which rows or elements of two collections belong together. For equal.c and
 * diff.c; others use those.
 *
 * A collection is seen as rows of cells: a table's rows with its columns in
 * an order that both share, a list's elements as rows of one cell.
 */
#ifndef GRADER_VALUE_MATCH_H
#define GRADER_VALUE_MATCH_H

#include "value/equal.h"

/* Lists under ORDER_ANY or ORDER_BY; both have the same length. */
bool match_lists(const struct value *a, const struct value *b,
		 const struct value_rules *rules);

/* Tables: columns by name, rows as `order` says. */
bool match_tables(const struct value *a, const struct value *b,
		  const struct value_rules *rules);

/*
 * For each column of `a` the column of `b` that it is: same name, the n-th
 * of a name with the n-th. False when some column has none.
 */
bool match_columns(const struct value_table *a, const struct value_table *b,
		   size_t *column_of_b);

typedef const struct value *const *match_row;

struct match_rows {
	match_row *rows; /* each of `width` cells */
	size_t n, width;
};

bool match_equal_rows(match_row a, match_row b, size_t width,
		      const struct value_rules *rules);

/*
 * Takes out of both what belongs together as a bag; what is left differs.
 * The order of the rows changes. Beyond MATCH_PAIRED leftover rows on a
 * side, they are paired in sorted order only.
 */
void match_remove_equal(struct match_rows *a, struct match_rows *b,
			const struct value_rules *rules);

#define MATCH_PAIRED 2000

#endif
