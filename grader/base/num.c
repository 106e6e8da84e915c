/* Numbers from text. */
#include "base/num.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

bool num_int(const char *text, size_t len, int64_t *number)
{
	bool negative = len > 0 && text[0] == '-';
	size_t i = negative ? 1 : 0;
	int64_t sum = 0;

	if (i == len)
		return false;
	for (; i < len; i++) {
		int64_t d = text[i] - '0';

		if (!digit(text[i]) || __builtin_mul_overflow(sum, 10, &sum) ||
		    __builtin_add_overflow(sum, negative ? -d : d, &sum))
			return false;
	}
	*number = sum;
	return true;
}

static size_t digits(const char *text, size_t len, size_t from)
{
	size_t i = from;

	while (i < len && digit(text[i]))
		i++;
	return i - from;
}

/* Whether the whole text has the shape of a decimal number. */
static bool real_shape(const char *text, size_t len)
{
	size_t i = len > 0 && text[0] == '-' ? 1 : 0;
	size_t whole = digits(text, len, i), fraction = 0, exponent;

	i += whole;
	if (i < len && text[i] == '.') {
		fraction = digits(text, len, i + 1);
		i += 1 + fraction;
	}
	if (whole + fraction == 0)
		return false;
	if (i < len && (text[i] == 'e' || text[i] == 'E')) {
		i++;
		if (i < len && (text[i] == '-' || text[i] == '+'))
			i++;
		exponent = digits(text, len, i);
		if (!exponent)
			return false;
		i += exponent;
	}
	return i == len;
}

bool num_real(const char *text, size_t len, double *number)
{
	char copy[512];
	double parsed;

	if (len >= sizeof(copy) || !real_shape(text, len))
		return false;
	memcpy(copy, text, len);
	copy[len] = '\0';
	parsed = strtod(copy, NULL);
	if (isinf(parsed))
		return false;
	*number = parsed;
	return true;
}
