/*
 * A description of generated tables, read from YAML: what the rows of
 * generate.h are drawn from. docs/generate.md has the grammar.
 */
#ifndef GRADER_DATA_DESCRIBE_H
#define GRADER_DATA_DESCRIBE_H

#include "spec/load.h"

enum draw {
	DRAW_SERIAL,  /* 1 and up, by steps of 1 to `number` */
	DRAW_INTEGER, /* from `values[0]` to `values[1]` */
	DRAW_DECIMAL, /* the same, with `scale` decimals */
	DRAW_DATE,    /* the same, days */
	DRAW_CHOICE,  /* one of `values`, by `weights` */
	DRAW_SEVERAL, /* some of `values`, joined by `by` */
	DRAW_PHRASE,  /* one text of each list in `values`, with blanks */
	DRAW_LETTERS, /* `number` lower-case letters */
};

struct column {
	const char *name;
	enum draw draw;
	int64_t number;
	const struct value *values;  /* a list */
	const struct value *weights; /* as long a list of whole numbers */
	const struct value *count;   /* SEVERAL: [least, most] */
	const char *by;		     /* SEVERAL: between them; "," */
	int64_t scale;		     /* DECIMAL */
	int64_t skew;	     /* INTEGER, DECIMAL: the least of so many draws */
	int64_t nulls;	     /* how many of 100 are NULL */
	const char *same_as; /* a column on the left … */
	int64_t same;	     /* … that so many of 100 repeat */
	bool unique;
};

struct described_table {
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

/* Reads it; a mistake is ERR_SPEC with its place. */
MUST_CHECK bool describe(const char *name, const char *bytes, size_t len,
			 struct arena *arena, struct description *description,
			 struct err *err);

#endif
