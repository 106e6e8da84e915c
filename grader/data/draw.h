/* Draws one value of a described column. */
#ifndef GRADER_DATA_DRAW_H
#define GRADER_DATA_DRAW_H

#include "base/random.h"
#include "data/describe.h"
#include "data/seen.h"

/* Values of a column that are known not to be new: see draw_next. */
struct passed {
	struct random start;
	size_t n;
};

/* A table that is being drawn. */
struct drawing {
	const struct described_table *table;
	const struct value **cells; /* rows so far, complete to the left */
	struct random *streams;	    /* one for each column */
	struct seen **seen;	    /* values of columns that are unique */
	int64_t *serial;
	size_t *tries; /* how many draws in vain are left */
	struct passed *passed;
	struct arena *arena, *scratch;
	size_t rows, row, column;
	uint64_t shift; /* added to each number that is drawn */
	struct err *err;
};

/* The cell of the row that is being drawn in a column on the left. */
const struct value *draw_left(const struct drawing *drawing, size_t left);

/*
 * The next value of the column that is being drawn; NULL: there is an error.
 * As `shift` counts up and the stream stands still, the values of a range, of
 * letters and of a choice follow each other, without end and each once.
 */
const struct value *draw_value(struct drawing *drawing,
			       const struct column *column);

#endif
