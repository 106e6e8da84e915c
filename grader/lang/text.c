/* Looks whether a hand-in is text. */
#include "lang/text.h"

#include "text/utf8.h"

static unsigned line_of(const char *bytes, size_t at)
{
	unsigned line = 1;
	size_t i;

	for (i = 0; i < at; i++)
		line += bytes[i] == '\n';
	return line;
}

bool text_wrong(const char *bytes, size_t len, struct arena *arena,
		struct invalid *invalid)
{
	size_t valid = utf8_valid(bytes, len);
	const char *nul = len ? memchr(bytes, '\0', len) : NULL;
	size_t at = nul && (size_t)(nul - bytes) < valid ? (size_t)(nul - bytes)
							 : valid;

	if (at == len)
		return false;
	invalid->reason = "encoding";
	if (bytes[at])
		invalid->text = arena_printf(
			arena,
			"byte %zu (line %u) is 0x%02x, which is not UTF-8: "
			"save the file as UTF-8",
			at + 1, line_of(bytes, at), (unsigned char)bytes[at]);
	else
		invalid->text = arena_printf(arena, "byte %zu (line %u) is NUL",
					     at + 1, line_of(bytes, at));
	return true;
}
