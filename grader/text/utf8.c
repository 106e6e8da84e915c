/* Tells well-formed UTF-8 from other bytes. */
#include "text/utf8.h"

#include "base/attr.h"

#include <stdbool.h>

/* The forms of a character, by its first byte and the bounds of its second. */
static const struct form {
	unsigned char first, last, low, high;
	size_t length;
} forms[] = {
	{0x00, 0x7f, 0x00, 0xff, 1}, {0xc2, 0xdf, 0x80, 0xbf, 2},
	{0xe0, 0xe0, 0xa0, 0xbf, 3}, {0xe1, 0xec, 0x80, 0xbf, 3},
	{0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3},
	{0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4},
	{0xf4, 0xf4, 0x80, 0x8f, 4},
};

static bool fits(const struct form *form, const unsigned char *bytes,
		 size_t len)
{
	size_t i;

	if (len < form->length)
		return false;
	if (form->length > 1 && (bytes[1] < form->low || bytes[1] > form->high))
		return false;
	for (i = 2; i < form->length; i++)
		if ((bytes[i] & 0xc0) != 0x80)
			return false;
	return true;
}

size_t utf8_length(const char *bytes, size_t len)
{
	const unsigned char *first = (const unsigned char *)bytes;
	size_t i;

	for (i = 0; len && i < ARRAY_LEN(forms); i++)
		if (*first >= forms[i].first && *first <= forms[i].last)
			return fits(&forms[i], first, len) ? forms[i].length
							   : 0;
	return 0;
}

size_t utf8_valid(const char *bytes, size_t len)
{
	size_t at = 0, step;

	while (at < len && (step = utf8_length(bytes + at, len - at)))
		at += step;
	return at;
}
