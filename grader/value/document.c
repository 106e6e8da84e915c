/* The values in documents of MongoDB that have no kind of their own. */
#include "value/document.h"

#include "value/pairs.h"

#include <string.h>

#define DAY_MS ((int64_t)24 * 3600 * 1000)
#define FIRST_MS (-719528 * DAY_MS)  /* 0000-01-01 */
#define BEHIND_MS (2932897 * DAY_MS) /* 10000-01-01 */

const struct value *value_moment(struct arena *arena, int64_t ms)
{
	int part = (int)(ms % 1000);
	char text[80];
	struct tm at;
	time_t when;
	int len;

	if (ms < FIRST_MS || ms >= BEHIND_MS)
		return value_tagged(arena, "Date", value_int(arena, ms));
	part += part < 0 ? 1000 : 0;
	when = (time_t)((ms - part) / 1000);
	gmtime_r(&when, &at);
	len = snprintf(text, sizeof(text), "%04d-%02d-%02d %02d:%02d:%02d",
		       at.tm_year + 1900, at.tm_mon + 1, at.tm_mday, at.tm_hour,
		       at.tm_min, at.tm_sec);
	if (part)
		len += snprintf(text + len, sizeof(text) - (size_t)len, ".%03d",
				part);
	return value_scalar(arena, VALUE_DATETIME, text, (size_t)len);
}

/* Writes two digits a byte, and a NUL. */
static void write_hex(char *text, const unsigned char *bytes, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		snprintf(text + 2 * i, 3, "%02x", bytes[i]);
}

const struct value *value_object_id(struct arena *arena,
				    const unsigned char *bytes)
{
	char text[2 * 12 + 1];

	write_hex(text, bytes, 12);
	return value_tagged(arena, "ObjectId", value_str(arena, text));
}

const struct value *value_uuid(struct arena *arena, const unsigned char *bytes)
{
	char hex[2 * 16 + 1];

	write_hex(hex, bytes, 16);
	return value_tagged(
		arena, "UUID",
		value_str(arena,
			  arena_printf(arena, "%.8s-%.4s-%.4s-%.4s-%s", hex,
				       hex + 8, hex + 12, hex + 16, hex + 20)));
}

#define UUID_OLD 3
#define UUID_NOW 4

const struct value *value_binary(struct arena *arena, unsigned subtype,
				 const char *bytes, size_t len)
{
	struct value_builder map;

	if (!subtype)
		return value_scalar(arena, VALUE_BYTES, bytes, len);
	if ((subtype == UUID_OLD || subtype == UUID_NOW) && len == 16)
		return value_uuid(arena, (const unsigned char *)bytes);
	value_builder_init(&map, arena);
	value_put(&map, "subtype", value_int(arena, subtype));
	value_put(&map, "bytes", value_scalar(arena, VALUE_BYTES, bytes, len));
	return value_tagged(arena, "BinData", value_built_map(&map));
}

static int by_byte(const void *a, const void *b)
{
	return *(const unsigned char *)a - *(const unsigned char *)b;
}

/* \/ is how JavaScript writes a slash, and (?:) an empty pattern. */
static size_t write_pattern(char *text, const struct value_text *pattern)
{
	static const char empty[] = "(?:)";
	size_t len = 0, i;

	if (pattern->len == strlen(empty) &&
	    !memcmp(pattern->bytes, empty, pattern->len))
		return 0;
	for (i = 0; i < pattern->len; i++) {
		bool pair = pattern->bytes[i] == '\\' && i + 1 < pattern->len;

		if (pair && pattern->bytes[i + 1] != '/')
			text[len++] = '\\';
		i += pair;
		text[len++] = pattern->bytes[i];
	}
	return len;
}

const struct value *value_regex(struct arena *arena,
				const struct value_text *pattern,
				const struct value_text *options)
{
	char *text = arena_alloc(arena, pattern->len + options->len + 2);
	size_t len = 0;

	text[len++] = '/';
	len += write_pattern(text + len, pattern);
	text[len++] = '/';
	if (options->len)
		memcpy(text + len, options->bytes, options->len);
	qsort(text + len, options->len, 1, by_byte);
	return value_tagged(arena, "regex",
			    value_text(arena, text, len + options->len));
}

const struct value *value_timestamp(struct arena *arena, uint32_t seconds,
				    uint32_t number)
{
	struct value_builder map;

	value_builder_init(&map, arena);
	value_put(&map, "t", value_int(arena, seconds));
	value_put(&map, "i", value_int(arena, number));
	return value_tagged(arena, "Timestamp", value_built_map(&map));
}

const struct value *value_decimal(struct arena *arena, const char *text,
				  size_t len)
{
	if (len && (memchr(text, 'N', len) || memchr(text, 'I', len)))
		return value_tagged(arena, "NumberDecimal",
				    value_text(arena, text, len));
	return value_scalar(arena, VALUE_DECIMAL, text, len);
}

/* ---- documents ---- */

bool value_keys_repeat(const struct value_pair *pairs, size_t n)
{
	const struct value_pair **sorted;
	bool repeat = false;
	size_t i;

	if (n < 2)
		return false;
	sorted = pairs_sorted(pairs, n);
	for (i = 1; i < n && !repeat; i++)
		repeat = !pairs_compare_texts(&sorted[i - 1]->key,
					      &sorted[i]->key);
	free(sorted);
	return repeat;
}

const struct value *value_repeated(struct arena *arena,
				   const struct value_pair *pairs, size_t n)
{
	struct value_builder list, pair;
	size_t i;

	value_builder_init(&list, arena);
	for (i = 0; i < n; i++) {
		value_builder_init(&pair, arena);
		value_append(&pair, value_text(arena, pairs[i].key.bytes,
					       pairs[i].key.len));
		value_append(&pair, pairs[i].value);
		value_append(&list, value_built_list(&pair));
	}
	return value_tagged(arena, "duplicate keys", value_built_list(&list));
}
