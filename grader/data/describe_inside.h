/* What the files that read descriptions share. Nothing else includes it. */
#ifndef GRADER_DATA_DESCRIBE_INSIDE_H
#define GRADER_DATA_DESCRIBE_INSIDE_H

#include "data/describe.h"
#include "spec/bind.h"

/* A column that is being read. */
struct reading {
	struct binder *binder;
	const struct node *node;
	const char *kind;		 /* the key that says how it is drawn */
	struct column *columns, *column; /* those on the left, and itself */
};

/* Whether what the tables of fields cannot say is right; a problem if not. */
bool describe_check(const struct reading *reading);

bool column_is_number(const struct column *column);

/* "2024-05-15", a day that there is. */
bool value_is_day(const struct value *value);

/* Whether it is a number that fits into the column, which has to be one. */
bool column_takes(const struct value *value, const struct column *column,
		  int64_t *number);

/* "whole numbers …": the words for what it takes. */
const char *column_takes_words(const struct column *column,
			       struct arena *arena);

/* Binds columns[i] of a table; those on its left are bound. */
void describe_column(struct binder *binder, const struct node *node,
		     struct column *columns, size_t i);

/* The value that a row always has in the column. NULL: it has a problem. */
const struct value *describe_fixed(struct binder *binder,
				   const struct node *node,
				   const struct column *column);

/* Whether a number is in range; adds a problem with the range if not. */
bool describe_span(struct binder *binder, const struct node *map,
		   const char *key, int64_t number, int64_t least,
		   int64_t most);

#endif
