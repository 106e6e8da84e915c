/* Comparing numbers of three kinds. */
#include "value/number.h"

#include "base/num.h"

#include <math.h>
#include <string.h>

#define CLOSE 1e-9	  /* relative, for binary numbers */
#define CLOSE_SINGLE 1e-6 /* for those that were 32-bit */

/* ---- exact numbers as text ---- */

/* Beyond all exponents that anybody writes, and sums of a few fit. */
#define EXPONENT_MOST (INT64_MAX / 4)

/* Sign, place of the first digit that counts, and the digits from there. */
struct digits {
	bool negative;
	int64_t place;	      /* 0: units, 1: tens, -1: tenths */
	const char *at, *end; /* a point may be among them; empty: zero */
};

/* What stands behind the letter, and the end of what stands before it. */
static int64_t exponent_of(const char *text, const char **end)
{
	const char *e = text;
	int64_t exponent;

	while (e < *end && *e != 'e' && *e != 'E')
		e++;
	if (e == *end)
		return 0;
	text = e + 1;
	if (text < *end && *text == '+')
		text++;
	if (!num_int(text, (size_t)(*end - text), &exponent) ||
	    exponent > EXPONENT_MOST || exponent < -EXPONENT_MOST)
		exponent = text < *end && *text == '-' ? -EXPONENT_MOST
						       : EXPONENT_MOST;
	*end = e;
	return exponent;
}

static bool is_empty_digit(char c)
{
	return c == '0' || c == '.';
}

static struct digits digits_of(const char *text, size_t len)
{
	const char *end = text + len, *first = text, *units;
	bool negative = len && *text == '-';
	int64_t exponent;

	if (len && (*text == '-' || *text == '+'))
		first++;
	exponent = exponent_of(first, &end);
	units = memchr(first, '.', (size_t)(end - first));
	units = units ? units : end;
	while (first < end && is_empty_digit(*first))
		first++;
	if (first == end) /* zero, which has no sign */
		return (struct digits){0};
	while (is_empty_digit(end[-1]))
		end--;
	return (struct digits){.negative = negative,
			       .place = exponent + (units - first) -
					(units > first),
			       .at = first,
			       .end = end};
}

/* The next digit; one that is less than any at the end. */
static int next_digit(struct digits *digits)
{
	while (digits->at < digits->end && *digits->at == '.')
		digits->at++;
	return digits->at < digits->end ? *digits->at++ : 0;
}

static int compare_digits(struct digits a, struct digits b)
{
	bool zero[2] = {a.at == a.end, b.at == b.end};
	int order = 0, x = 1;

	if (a.negative != b.negative)
		return a.negative ? -1 : 1;
	if (zero[0] || zero[1])
		order = (int)zero[1] - (int)zero[0];
	else
		order = (a.place > b.place) - (a.place < b.place);
	while (!order && x) {
		x = next_digit(&a);
		order = x - next_digit(&b);
	}
	order = (order > 0) - (order < 0);
	return a.negative ? -order : order;
}

static int compare_exact(const struct value *a, const struct value *b)
{
	const struct value *both[2] = {a, b};
	struct digits digits[2];
	char text[2][24];
	size_t i;

	for (i = 0; i < 2; i++) {
		if (both[i]->kind == VALUE_DECIMAL) {
			digits[i] = digits_of(both[i]->as.text.bytes,
					      both[i]->as.text.len);
			continue;
		}
		snprintf(text[i], sizeof(text[i]), "%" PRId64,
			 both[i]->as.integer);
		digits[i] = digits_of(text[i], strlen(text[i]));
	}
	return compare_digits(digits[0], digits[1]);
}

/* ---- any numbers ---- */

bool number_is(const struct value *value)
{
	return value->kind == VALUE_INT || value->kind == VALUE_REAL ||
	       value->kind == VALUE_DECIMAL;
}

double number_real(const struct value *value)
{
	double number = 0;

	if (value->kind == VALUE_REAL)
		return value->as.real;
	if (value->kind == VALUE_INT)
		return (double)value->as.integer;
	if (value->kind == VALUE_BOOL)
		return value->as.truth;
	if (!num_real(value->as.text.bytes, value->as.text.len, &number))
		return value->as.text.len && value->as.text.bytes[0] == '-'
			       ? -HUGE_VAL
			       : HUGE_VAL;
	return number;
}

static int compare_reals(double a, double b)
{
	if (isnan(a) || isnan(b))
		return isnan(a) - isnan(b);
	return (a > b) - (a < b);
}

int number_compare(const struct value *a, const struct value *b)
{
	int order;

	if (a->kind != VALUE_REAL && b->kind != VALUE_REAL)
		return compare_exact(a, b);
	order = compare_reals(number_real(a), number_real(b));
	/* Two exact numbers may be one double: only between kinds, so that
	   the order stays total. */
	return order ? order
		     : (int)(a->kind == VALUE_REAL) -
			       (int)(b->kind == VALUE_REAL);
}

#define WHOLE_MOST ((int64_t)1 << 53)

/* Between an integer that a double may not hold and a double nothing is
   close: a number that has lost its last digits is another one. */
static bool is_large(const struct value *value)
{
	return value->kind == VALUE_INT && (value->as.integer > WHOLE_MOST ||
					    value->as.integer < -WHOLE_MOST);
}

static bool same_large(int64_t integer, double real)
{
	return real == (double)integer && real < 0x1p63 &&
	       (int64_t)real == integer;
}

bool number_equal(const struct value *a, const struct value *b,
		  double tolerance)
{
	double x = number_real(a), y = number_real(b), apart = fabs(x - y);
	double close = a->single || b->single ? CLOSE_SINGLE : CLOSE;
	bool exact = a->kind != VALUE_REAL && b->kind != VALUE_REAL;

	if (exact && !compare_exact(a, b))
		return true;
	if (isnan(x) || isnan(y))
		return isnan(x) && isnan(y);
	if (isinf(x) || isinf(y))
		return x == y && !exact;
	if (tolerance > 0 && apart <= tolerance)
		return true;
	if (exact)
		return false;
	if (is_large(a) && !b->single)
		return same_large(a->as.integer, y);
	if (is_large(b) && !a->single)
		return same_large(b->as.integer, x);
	return apart <= close * fmax(fabs(x), fabs(y));
}
