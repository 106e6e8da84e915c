/*
 * Which of a generated table's rows a store loads, and in which order: all of
 * them as they were made, or permuted, or the few of a small counterexample.
 */
#ifndef GRADER_STORE_ROWS_H
#define GRADER_STORE_ROWS_H

#include "data/generate.h"
#include "lab/place.h"

struct rows {
	size_t first, n; /* number of the table's first row; how many it has */
	const struct keep *keep;
	bool permuted;
	size_t at, next; /* turns that were taken; place in `keep` */
};

/* All rows of a table, without a place or for one. */
void rows_init(struct rows *rows, const struct value *table);
void rows_of(struct rows *rows, const struct generated_table *table,
	     const struct place *place);

/* The next row, by its number in the table. False: there are no more. */
bool rows_next(struct rows *rows, size_t *row);

#endif
