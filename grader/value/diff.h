/*
 * How two values differ, in the fewest words that let a person see it:
 * which column, row, key or element is missing or extra, which cell holds
 * what in place of what, a number where a text was expected, one decimal too
 * many, letter case or blanks at an end.
 *
 * value_diff gives no entries exactly when value_equal says that the values
 * are equal under the same rules.
 */
#ifndef GRADER_VALUE_DIFF_H
#define GRADER_VALUE_DIFF_H

#include "value/equal.h"

enum diff_kind {
	DIFF_COLUMN_MISSING, /* expected: its name as a text */
	DIFF_COLUMN_EXTRA,   /* seen: its name */
	DIFF_COLUMN_RENAMED, /* expected and seen: the names */
	DIFF_ROW_MISSING,    /* expected: the row (map) or the element */
	DIFF_ROW_EXTRA,	     /* seen: the row or the element */
	DIFF_KEY_MISSING,    /* expected: the value of the key */
	DIFF_KEY_EXTRA,	     /* seen: the value of the key */
	DIFF_CELL,	     /* expected and seen: one cell of a row; `row` */
	DIFF_VALUE,	     /* expected and seen: a scalar, or two kinds */
	DIFF_ORDER,	     /* the same rows, in another order; expected and
				seen: what stands at the first differing place */
};

struct diff_entry {
	enum diff_kind kind;
	const char *path; /* where: "columns.email.type", "row 3"; "" at top */
	const struct value *expected, *seen; /* NULL where there is none */
	const struct value *row; /* DIFF_CELL: the expected row, as a map */
	const char *column;	 /* DIFF_CELL: the name of the column */
	const char *note; /* what makes it so, in a few words: "a text where a
			     number is expected", "differs in letter case
			     only", "rounded to 2 decimals"; NULL: none */
};

struct diff {
	const struct diff_entry *entries; /* the most telling ones first */
	size_t n;			  /* at most DIFF_MOST */
	size_t more;			  /* how many there are beyond them */
	size_t matching, total; /* rows, elements or keys that agree, of how
				   many in the larger; 0/1 or 1/1 of scalars */
};

#define DIFF_MOST 20

/*
 * Rows of tables are paired so that few cells differ: a row of `seen` that
 * shares most cells with one of `expected` is that row with changed cells,
 * not one missing and one extra. Time grows with n log n; beyond 2,000
 * unmatched rows they are no longer paired.
 */
const struct diff *value_diff(const struct value *expected,
			      const struct value *seen,
			      const struct value_rules *rules,
			      struct arena *arena);

/* One entry as a sentence without control bytes, for any report. */
const char *diff_entry_text(const struct diff_entry *entry,
			    struct arena *arena);

#endif
