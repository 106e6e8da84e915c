/* Which bytes a spec may be made of: UTF-8 that every editor shows alike. */
#include "spec/problem.h"
#include "spec/yaml.h"

struct place {
	const unsigned char *at, *end;
	struct mark mark;
};

/* Decodes one character; 0 bytes when it is not UTF-8. */
static size_t decode(const struct place *place, unsigned *character)
{
	static const unsigned least[] = {0, 0, 0x80, 0x800, 0x10000};
	const unsigned char *at = place->at;
	size_t len, i;

	if (at[0] < 0x80)
		len = 1;
	else
		len = at[0] >= 0xf0 ? 4 : at[0] >= 0xe0 ? 3 : 2;
	if (at[0] >= 0xf8 || (at[0] & 0xc0) == 0x80 ||
	    len > (size_t)(place->end - at))
		return 0;
	*character = len == 1 ? at[0] : at[0] & (0x7fu >> len);
	for (i = 1; i < len; i++) {
		if ((at[i] & 0xc0) != 0x80)
			return 0;
		*character = *character << 6 | (at[i] & 0x3f);
	}
	if (*character < least[len] || *character > 0x10ffff ||
	    (*character >= 0xd800 && *character < 0xe000))
		return 0;
	return len;
}

static bool line_feed_follows(const struct place *place)
{
	return place->end - place->at > 1 && place->at[1] == '\n';
}

/* Why a character may not stand in a spec, or NULL. */
static const char *fault(const struct place *place, unsigned character)
{
	switch (character) {
	case '\n':
		return NULL;
	case '\t':
		return "a tab; indent with blanks, and write \\t in double "
		       "quotes for a tab in a text";
	case '\r':
		return line_feed_follows(place)
			       ? NULL
			       : "a carriage return without a line feed";
	case 0:
		return "a NUL byte";
	case 0x85:
	case 0x2028:
	case 0x2029:
		return "a line separator that few editors show";
	case 0xfeff:
		return "a byte order mark inside the file";
	default:
		if (character < 0x20 || (character >= 0x7f && character < 0xa0))
			return "a control character";
		/* libyaml takes neither of these for a character. */
		if (character == 0xfffe || character == 0xffff)
			return "a code point that is no character";
		return NULL;
	}
}

static bool utf16(const char *bytes, size_t len)
{
	return len >= 2 && (!memcmp(bytes, "\xff\xfe", 2) ||
			    !memcmp(bytes, "\xfe\xff", 2) ||
			    (bytes[0] && !bytes[1]) || (!bytes[0] && bytes[1]));
}

static void step_over(struct place *place, size_t len, unsigned character)
{
	place->at += len;
	place->mark.column++;
	if (character == '\n') {
		place->mark.line++;
		place->mark.column = 1;
	}
}

bool yaml_bytes(const char *file, const char *bytes, size_t len,
		struct problems *problems)
{
	struct place place = {.at = (const unsigned char *)bytes,
			      .mark = {.file = file, .line = 1, .column = 1}};

	place.end = place.at + len;
	if (utf16(bytes, len))
		return problem_add(problems, place.mark,
				   "UTF-16; save the file as UTF-8");
	while (place.at < place.end) {
		unsigned character = 0;
		size_t size = decode(&place, &character);
		const char *why = size ? fault(&place, character)
				       : "a byte that is not UTF-8; save the "
					 "file as UTF-8";

		if (why)
			return problem_add(problems, place.mark, "%s", why);
		step_over(&place, size, character);
	}
	return true;
}
