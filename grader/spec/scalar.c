/* The forms that the text of a scalar may have. */
#include "spec/scalar.h"

#include "base/attr.h"
#include "base/num.h"

#include <strings.h>

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool word_of(const char *text, const char *const *words, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!strcasecmp(text, words[i]))
			return true;
	return false;
}

/* Length of the longest start of `text` made of these characters. */
static size_t run(const char *text, const char *characters)
{
	return strspn(text, characters);
}

#define DIGITS "0123456789"

/* ---- what YAML would type ---- */

/* 0b10 0o17 0x1f, with the underscores of YAML 1.1 */
static bool based(const char *text)
{
	static const struct {
		char letter;
		const char *digits;
	} bases[] = {{'b', "01_"},
		     {'o', "01234567"},
		     {'x', "0123456789abcdefABCDEF_"}};
	size_t i;

	for (i = 0; text[0] == '0' && i < ARRAY_LEN(bases); i++)
		if (text[1] == bases[i].letter && text[2])
			return !text[2 + run(text + 2, bases[i].digits)];
	return false;
}

static size_t exponent(const char *text)
{
	size_t sign;

	if (*text != 'e' && *text != 'E')
		return 0;
	sign = text[1] == '-' || text[1] == '+';
	return digit(text[1 + sign]) ? 1 + sign + run(text + 1 + sign, DIGITS)
				     : 0;
}

/* 12 010 1_000 1.5 .5 1e3 190:20:30.15 */
static bool number(const char *text)
{
	size_t whole = digit(text[0]) ? run(text, DIGITS "_") : 0, i = whole;

	while (whole && text[i] == ':' && digit(text[i + 1]))
		i += 1 + run(text + i + 1, DIGITS);
	if (text[i] == '.') {
		size_t fraction = run(text + i + 1, DIGITS "_");

		if (!whole && !(fraction && digit(text[i + 1])))
			return false;
		i += 1 + fraction;
	}
	if (!i)
		return false;
	i += exponent(text + i);
	return !text[i];
}

/* n digits, at least `least` and at most `most` of them; 0: not so. */
static size_t few_digits(const char *text, size_t least, size_t most)
{
	size_t n = run(text, DIGITS);

	return n >= least && n <= most ? n : 0;
}

/* 2024-05-15, and whatever YAML 1.1 lets follow it. */
static bool timestamp(const char *text)
{
	size_t i = few_digits(text, 4, 4), part;

	for (part = 0; part < 2; part++) {
		size_t n = i && text[i] == '-' ? few_digits(text + i + 1, 1, 2)
					       : 0;

		if (!n)
			return false;
		i += 1 + n;
	}
	if (!text[i])
		return true;
	if (text[i] != 'T' && text[i] != 't' && text[i] != ' ')
		return false;
	return !text[i + run(text + i, DIGITS "Tt :.+-Z")];
}

bool scalar_typed(const char *text)
{
	static const char *const words[] = {"",	     "~",   "null", "true",
					    "false", "yes", "no",   "on",
					    "off",   "=",   "<<",   ".nan"};
	size_t sign = *text == '-' || *text == '+';

	return word_of(text, words, ARRAY_LEN(words)) ||
	       !strcasecmp(text + sign, ".inf") || based(text + sign) ||
	       number(text + sign) || timestamp(text);
}

/* ---- forms ---- */

static bool plain_digits(const char *text, size_t n)
{
	return n == 1 || (n > 1 && text[0] != '0');
}

bool scalar_int(const char *text, int64_t *integer)
{
	size_t sign = *text == '-';
	size_t n = run(text + sign, DIGITS);

	return plain_digits(text + sign, n) && !text[sign + n] &&
	       num_int(text, sign + n, integer);
}

bool scalar_decimal(const char *text)
{
	size_t sign = *text == '-';
	size_t n = run(text + sign, DIGITS), i = sign + n, fraction;

	if (!plain_digits(text + sign, n) || i > 300)
		return false;
	if (text[i] == '.') {
		fraction = few_digits(text + i + 1, 1, 100);
		if (!fraction)
			return false;
		i += 1 + fraction;
	}
	return !text[i];
}

/* Two digits as a number; -1 when they are none. */
static int two(const char *text)
{
	return digit(text[0]) && digit(text[1])
		       ? (text[0] - '0') * 10 + text[1] - '0'
		       : -1;
}

static int days_of(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30,
				   31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

static bool day(const char *text)
{
	int year = two(text) * 100 + two(text + 2), month = two(text + 5);

	return two(text) >= 0 && two(text + 2) >= 0 && year > 0 &&
	       text[4] == '-' && text[7] == '-' && month >= 1 && month <= 12 &&
	       two(text + 8) >= 1 && two(text + 8) <= days_of(year, month);
}

static bool clock_time(const char *text)
{
	return two(text) >= 0 && two(text) < 24 && text[2] == ':' &&
	       two(text + 3) >= 0 && two(text + 3) < 60 && text[5] == ':' &&
	       two(text + 6) >= 0 && two(text + 6) < 60;
}

bool scalar_date(const char *text)
{
	size_t len = strlen(text);

	if (len == 10)
		return day(text);
	return len == 19 && day(text) && text[10] == ' ' &&
	       clock_time(text + 11);
}

bool scalar_name(const char *text)
{
	size_t len = run(text, "abcdefghijklmnopqrstuvwxyz"
			       "ABCDEFGHIJKLMNOPQRSTUVWXYZ" DIGITS "_$");

	return len >= 1 && len <= 64 && !text[len];
}

struct unit {
	const char *name;
	int64_t factor;
};

/* "5 s": digits, one blank, a unit. */
static bool with_unit(const char *text, const struct unit *units, size_t n,
		      int64_t *amount)
{
	size_t len = run(text, DIGITS), i;
	int64_t count;

	if (!plain_digits(text, len) || text[len] != ' ' ||
	    !num_int(text, len, &count))
		return false;
	for (i = 0; i < n; i++)
		if (!strcmp(text + len + 1, units[i].name))
			return !__builtin_mul_overflow(count, units[i].factor,
						       amount);
	return false;
}

bool scalar_time(const char *text, int64_t *ms)
{
	static const struct unit units[] = {
		{"ms", 1}, {"s", 1000}, {"min", 60000}};

	return with_unit(text, units, ARRAY_LEN(units), ms);
}

bool scalar_size(const char *text, int64_t *bytes)
{
	static const struct unit units[] = {{"B", 1},
					    {"KiB", 1024},
					    {"MiB", 1024 * 1024},
					    {"GiB", 1024 * 1024 * 1024}};

	return with_unit(text, units, ARRAY_LEN(units), bytes);
}

/* How long the part of a host name at the start of `text` is; 0: none is. */
static size_t label(const char *text)
{
	size_t len = run(text, "abcdefghijklmnopqrstuvwxyz" DIGITS "-");

	return len <= 63 && *text != '-' && len && text[len - 1] != '-' ? len
									: 0;
}

/* The same of a host name; RFC 1123, section 2.1: an address is none. */
static size_t host(const char *text)
{
	size_t at = 0, len;

	while ((len = label(text + at)) && text[at + len] == '.')
		at += len + 1;
	if (!len || (text[at] >= '0' && text[at] <= '9') || at + len > 253)
		return 0;
	return at + len;
}

bool scalar_host(const char *text)
{
	size_t len = host(text);

	return len && !text[len];
}

bool scalar_route(const char *text)
{
	if (!strcmp(text, "*"))
		return true;
	text += host(text);
	return *text == '/' && scalar_line(text) && !strpbrk(text, " #");
}

static bool dots(const char *part, size_t len)
{
	return len <= 2 && !memcmp(part, "..", len);
}

const char *scalar_path_fault(const char *text)
{
	const char *part;
	size_t len;

	if (!*text)
		return "is empty";
	if (*text == '/')
		return "is absolute";
	if (strlen(text) > 255)
		return "is longer than 255 bytes";
	if (strpbrk(text, "~$\\") || !scalar_line(text))
		return "holds a character that paths may not hold here";
	for (part = text;; part += len + 1) {
		len = strcspn(part, "/");
		if (dots(part, len))
			return len == 2 ? "leaves its folder"
					: "has an empty part";
		if (!part[len])
			return NULL;
	}
}

bool scalar_line(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < 0x20 || *text == 0x7f)
			return false;
	return true;
}
