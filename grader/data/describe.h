/*
 * A description of generated tables, read from YAML: what the rows of
 * generate.h are drawn from. docs/authors.md has the grammar.
 *
 * What is described can be drawn: lists are not empty, ranges have a start
 * and an end in this order, names are those of columns on the left. Two
 * faults show only when rows are drawn (generate.h tells them, with the
 * places that are kept here for it): too few values for a unique column, and
 * a number on the left that is too large for so many decimals.
 */
#ifndef GRADER_DATA_DESCRIBE_H
#define GRADER_DATA_DESCRIBE_H

#include "spec/load.h"

#define ROWS_MOST 10000000  /* of a table */
#define LETTERS_MOST 1000   /* of a text */
#define SEVERAL_MOST 100    /* values in a text */
#define PHRASE_MOST 100	    /* lists of a phrase */
#define STEP_MOST 1000000   /* of a serial number */
#define WEIGHT_MOST 1000000 /* of a value */

enum draw {
	DRAW_SERIAL,  /* 1 and up, by steps of 1 to `number` */
	DRAW_INTEGER, /* from `ends[0]` to `ends[1]` */
	DRAW_DECIMAL, /* the same, with `scale` decimals */
	DRAW_DATE,    /* the same, days */
	DRAW_CHOICE,  /* one of `values`, by `weights` */
	DRAW_SEVERAL, /* some of `values`, joined by `by` */
	DRAW_PHRASE,  /* one text of each list in `values`, with blanks */
	DRAW_LETTERS, /* `number` lower-case letters */
};

/* Where a range starts or ends. */
struct end {
	bool named;	/* by a column on the left … */
	size_t left;	/* … which is that one */
	int64_t number; /* else; decimals as whole numbers, a date as days
			   since 1970-01-01 */
};

struct column {
	struct mark at;
	const char *name;
	enum draw draw;
	int64_t number;
	struct end ends[2];
	const struct value *values;  /* a list */
	const struct value *weights; /* as written, or NULL */
	const uint64_t *upto;	     /* their sums from the first, or NULL */
	const struct value *count;   /* SEVERAL: [least, most] */
	const char *by;		     /* SEVERAL: between them; NULL: "," */
	int64_t scale;		     /* DECIMAL */
	int64_t skew;	     /* INTEGER, DECIMAL: the least of so many draws */
	int64_t nulls;	     /* how many of 100 are NULL */
	const char *same_as; /* a column on the left … */
	size_t left;	     /* … which is that one … */
	int64_t same;	     /* … and that so many of 100 repeat */
	bool unique;
};

struct described_table {
	struct mark at;
	const char *name, *create;
	int64_t rows;
	const struct column *columns;
	size_t ncolumns;
	const struct value *always; /* a list of maps, or NULL */
};

struct description {
	const struct described_table *tables;
	size_t n;
};

/* Reads it; the first mistake is ERR_SPEC with its place. */
MUST_CHECK bool describe(const char *name, const char *bytes, size_t len,
			 struct arena *arena, struct description *description,
			 struct err *err);

/*
 * An INT or DECIMAL times ten to the power of `scale`. False: it has more
 * decimals than that, or does not fit into 64 bits.
 */
bool value_scaled(const struct value *value, int64_t scale, int64_t *number);

#endif
