/* Looks at the bytes of a hand-in, without running it. */
#include "lang/source.h"

#include "text/utf8.h"

static const char bom[] = "\xef\xbb\xbf";

#define BOM_LENGTH (sizeof(bom) - 1)

struct source_body {
	const char *file;
};

/* What is counted in one pass over the bytes. */
struct counts {
	size_t feeds, crlf; /* all line feeds, and those after a return */
	bool ascii;
};

static struct counts count(const char *bytes, size_t len)
{
	struct counts counts = {.ascii = true};
	size_t i;

	for (i = 0; i < len; i++) {
		if ((unsigned char)bytes[i] > 0x7f)
			counts.ascii = false;
		if (bytes[i] != '\n')
			continue;
		counts.feeds++;
		if (i && bytes[i - 1] == '\r')
			counts.crlf++;
	}
	return counts;
}

static const char *encoding(const char *bytes, size_t len,
			    const struct counts *counts)
{
	if (len && memchr(bytes, '\0', len))
		return "other";
	if (counts->ascii)
		return "ascii";
	return utf8_valid(bytes, len) == len ? "utf-8" : "other";
}

static const char *line_ends(const struct counts *counts)
{
	if (!counts->feeds)
		return "none";
	if (!counts->crlf)
		return "lf";
	return counts->crlf == counts->feeds ? "crlf" : "mixed";
}

static bool has_bom(const char *bytes, size_t len)
{
	return len >= BOM_LENGTH && !memcmp(bytes, bom, BOM_LENGTH);
}

static const struct value *first_line(const char *bytes, size_t len,
				      struct arena *arena)
{
	const char *end;

	if (has_bom(bytes, len)) {
		bytes += BOM_LENGTH;
		len -= BOM_LENGTH;
	}
	end = len ? memchr(bytes, '\n', len) : NULL;
	if (end)
		len = (size_t)(end - bytes);
	if (end && len && bytes[len - 1] == '\r')
		len--;
	return value_text(arena, bytes, len);
}

static const struct value *describe(const struct handed *handed,
				    struct arena *arena)
{
	const char *bytes = handed->bytes;
	size_t len = handed->len;
	struct counts counts = count(bytes, len);
	bool finished = len && bytes[len - 1] == '\n';
	size_t lines = counts.feeds + (len && !finished);
	struct value_builder map;

	value_builder_init(&map, arena);
	value_put(&map, "first_line", first_line(bytes, len, arena));
	value_put(&map, "lines", value_int(arena, (int64_t)lines));
	value_put(&map, "bytes", value_int(arena, (int64_t)len));
	value_put(&map, "encoding",
		  value_str(arena, encoding(bytes, len, &counts)));
	value_put(&map, "bom", value_bool(has_bom(bytes, len)));
	value_put(&map, "line_ends", value_str(arena, line_ends(&counts)));
	value_put(&map, "final_newline", value_bool(finished));
	value_put(&map, "executable", value_bool(handed->executable));
	value_put(&map, "text", value_text(arena, bytes, len));
	return value_built_map(&map);
}

static const struct value *of_bytes(const struct handed *handed, size_t n,
				    const void *body, struct arena *arena)
{
	const struct source_body *source = body;
	size_t i;

	for (i = 0; i < n; i++)
		if (!strcmp(handed[i].file, source->file))
			return describe(&handed[i], arena);
	return &value_none;
}

static const struct field fields[] = {
	{.key = "source",
	 .doc = "A hand-in; its bytes are looked at, it is not run.",
	 .type = FIELD_HANDIN,
	 .offset = offsetof(struct source_body, file),
	 .required = true},
	{0}};

const struct subject_kind source_subject = {
	.shape = {.name = "source",
		  .doc = "A file as handed in: first line, lines, bytes, "
			 "encoding, line ends, text.",
		  .fields = fields,
		  .size = sizeof(struct source_body)},
	.bytes = of_bytes,
};
