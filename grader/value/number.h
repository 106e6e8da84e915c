/*
 * INT, REAL and DECIMAL as one type: the number that they are. A DECIMAL may
 * have an exponent, 1.5E+3. For the files of value/; others use equal.h.
 */
#ifndef GRADER_VALUE_NUMBER_H
#define GRADER_VALUE_NUMBER_H

#include "value/value.h"

bool number_is(const struct value *value);

/* The double that is nearest, of a BOOL too; what is too large is infinite. */
double number_real(const struct value *value);

/* The order of equal.h's value_compare. */
int number_compare(const struct value *a, const struct value *b);

/* As equal.h says, within the absolute tolerance. */
bool number_equal(const struct value *a, const struct value *b,
		  double tolerance);

#endif
