/*
 * Numbers from text, checked: the whole text must be one number in range.
 * Nothing else in the program turns text into numbers. The locale plays no
 * part: the program never calls setlocale.
 */
#ifndef GRADER_BASE_NUM_H
#define GRADER_BASE_NUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A decimal integer: an optional '-', then digits. False for anything else,
 * a '+', blanks, and what int64_t cannot hold.
 */
bool num_int(const char *text, size_t len, int64_t *number);

/*
 * A decimal number: an optional '-', digits with an optional fraction and an
 * optional exponent. False for anything else, also "inf", "nan" and hex, and
 * for what overflows a double.
 */
bool num_real(const char *text, size_t len, double *number);

#endif
