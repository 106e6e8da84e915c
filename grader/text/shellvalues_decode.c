/* Bytes and moments as a shell has written them into its texts. */
#include "text/shellvalues_inside.h"

#include "base/num.h"

/* ---- bytes ---- */

int shell_hex_digit(char c)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)((at - digits) % 16) : -1;
}

bool shell_hex(const char *text, size_t n, unsigned char *bytes)
{
	size_t i;

	for (i = 0; i < n; i++) {
		int high = shell_hex_digit(text[2 * i]);
		int low = high < 0 ? -1 : shell_hex_digit(text[2 * i + 1]);

		if (low < 0)
			return false;
		bytes[i] = (unsigned char)(high << 4 | low);
	}
	return true;
}

bool shell_base64(const char *text, size_t len, struct buf *bytes)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		"0123456789+/";
	uint32_t bits = 0;
	size_t i, n = len;

	while (n && len - n < 2 && text[n - 1] == '=')
		n--;
	for (i = 0; i < n; i++) {
		const char *at = text[i] ? strchr(digits, text[i]) : NULL;

		if (!at)
			return false;
		bits = bits << 6 | (uint32_t)(at - digits);
		if (i % 4 == 1)
			buf_add_char(bytes, (char)(bits >> 4));
		else if (i % 4 == 2)
			buf_add_char(bytes, (char)(bits >> 2));
		else if (i % 4 == 3)
			buf_add_char(bytes, (char)bits);
	}
	return len % 4 == 0;
}

/* ---- moments ---- */

/* Days since 1970 of the Gregorian calendar, which this extends. */
static int64_t days_of(int64_t year, int64_t month, int64_t day)
{
	/* Years begin in March, so that a leap day ends one. */
	int64_t y = month > 2 ? year : year - 1;
	int64_t era = (y >= 0 ? y : y - 399) / 400, of_era = y - era * 400;
	int64_t of_year =
		(153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
	       of_year - 719468;
}

/* `digits` digits and what comes behind them. */
static bool read_part(const char **at, const char *end, size_t digits,
		      const char *behind, int64_t *part)
{
	size_t len = strlen(behind);

	if ((size_t)(end - *at) < digits + len || **at == '-' ||
	    !num_int(*at, digits, part) ||
	    memcmp(*at + digits, behind, len) != 0)
		return false;
	*at += digits + len;
	return true;
}

/* 2024, +012345 or -000001, and the - behind it. */
static bool read_year(const char **at, const char *end, int64_t *year)
{
	bool negative = *at < end && **at == '-';
	bool large = negative || (*at < end && **at == '+');

	*at += large;
	if (!read_part(at, end, large ? 6 : 4, "-", year))
		return false;
	*year = negative ? -*year : *year;
	return true;
}

/* .1 to .999, if it is there. */
static bool read_fraction(const char **at, const char *end, int64_t *ms)
{
	int64_t scale = 100;

	*ms = 0;
	if (*at == end || **at != '.')
		return true;
	for (++*at; *at < end && **at >= '0' && **at <= '9'; ++*at) {
		*ms += scale * (**at - '0');
		scale /= 10;
	}
	return true;
}

bool shell_moment(const char *text, size_t len, int64_t *ms)
{
	const char *at = text, *end = text + len;
	int64_t year, month, day, hour, minute, second, fraction;

	if (!read_year(&at, end, &year) ||
	    !read_part(&at, end, 2, "-", &month) ||
	    !read_part(&at, end, 2, "T", &day) ||
	    !read_part(&at, end, 2, ":", &hour) ||
	    !read_part(&at, end, 2, ":", &minute) ||
	    !read_part(&at, end, 2, "", &second) ||
	    !read_fraction(&at, end, &fraction))
		return false;
	if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 ||
	    minute > 59 || second > 60 || end - at != 1 || *at != 'Z')
		return false;
	*ms = (((days_of(year, month, day) * 24 + hour) * 60 + minute) * 60 +
	       second) *
		      1000 +
	      fraction;
	return true;
}
