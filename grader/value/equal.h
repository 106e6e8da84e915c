/*
 * When two values are equal.
 *
 * Numbers (INT, REAL, DECIMAL) are one type: 2, 2.0 and 2.00 are equal. If
 * one of the two is a REAL they are equal within a relative 1e-9, or 1e-6 if
 * one was a 32-bit float; two exact numbers are equal when their digits say
 * so; an INT beyond 2^53, which not every double holds, equals only the REAL
 * that is the same number. A tolerance is absolute and is granted on top of
 * that. NaN equals NaN, -0 equals 0.
 * With exact_types an integer (INT, a DECIMAL without a point) equals only an
 * integer, another number only another, and a BOOL only a BOOL. Without, a BOOL
 * is the number 0 or 1, unless truths_apart.
 *
 * Texts are equal byte by byte. TEXT and BYTES are different kinds. Maps are
 * compared without the order of their keys. Tables match their columns by
 * name, whatever the order of the columns; the n-th of a repeated name
 * matches the n-th. Rows and list elements follow `order`.
 */
#ifndef GRADER_VALUE_EQUAL_H
#define GRADER_VALUE_EQUAL_H

#include "value/value.h"

enum value_order {
	ORDER_DEFAULT, /* a TABLE as ANY, a LIST as EXACT */
	ORDER_ANY,     /* a bag: each as often as there */
	ORDER_EXACT,
	/*
	 * The sequence of the values of the columns in `by` is the same, and
	 * among the rows that share them the others are a bag. For a list of
	 * maps the columns are keys.
	 */
	ORDER_BY,
};

struct value_rules {
	enum value_order order; /* of the outermost list or table only; what
				   lies deeper follows ORDER_DEFAULT */
	const char *const *by;
	size_t nby;
	double tolerance; /* absolute; 0: none */
	bool exact_types;
	bool truths_apart; /* a BOOL is no number */
};

/* Symmetric, and true for two copies of any value. */
bool value_equal(const struct value *a, const struct value *b,
		 const struct value_rules *rules);

/*
 * A total order over all values, for sorting and for at_most and at_least:
 * kinds first (numbers are one kind), then by content; <0, 0, >0. Numbers
 * compare exactly, without any tolerance. Texts compare byte by byte.
 */
int value_compare(const struct value *a, const struct value *b);

/* Whether both are numbers, or both of one kind: an order means something. */
bool value_comparable(const struct value *a, const struct value *b);

#endif
