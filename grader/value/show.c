/* Values and bytes as safe, readable text. */
#include "value/show.h"

#include <math.h>
#include <string.h>

/* ---- bytes ---- */

/*
 * The character at the start of the bytes: its length, and its code point,
 * or a length of 0 when the bytes are not UTF-8 (RFC 3629: no overlong
 * forms, no surrogates, nothing above U+10FFFF).
 */
static size_t decode(const unsigned char *s, size_t len, uint32_t *code)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	size_t need, i;

	if (s[0] < 0x80) {
		*code = s[0];
		return 1;
	}
	need = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : s[0] >= 0xc2 ? 2 : 0;
	if (!need || s[0] > 0xf4 || need > len)
		return 0;
	*code = s[0] & (0x7f >> need);
	for (i = 1; i < need; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		*code = *code << 6 | (s[i] & 0x3f);
	}
	if (*code < least[need] || *code > 0x10ffff ||
	    (*code >= 0xd800 && *code < 0xe000))
		return 0;
	return need;
}

/* Marks that are not seen, or that turn the direction of what follows. */
static bool invisible(uint32_t code)
{
	return (code >= 0x80 && code < 0xa0) || code == 0xad || code == 0x61c ||
	       code == 0x180e || (code >= 0x200b && code <= 0x200f) ||
	       (code >= 0x2028 && code <= 0x202e) ||
	       (code >= 0x2060 && code <= 0x206f) || code == 0xfeff ||
	       (code >= 0xfff0 && code <= 0xfffb) || code >= 0xe0000 ||
	       (code & 0xfffe) == 0xfffe;
}

static void show_control(struct buf *buf, unsigned char c)
{
	if (c == '\n')
		buf_add_str(buf, "\\n");
	else if (c == '\t')
		buf_add_str(buf, "\\t");
	else if (c == '\r')
		buf_add_str(buf, "\\r");
	else
		buf_printf(buf, "\\x%02x", c);
}

void show_text(struct buf *buf, const char *bytes, size_t len)
{
	const unsigned char *s = (const unsigned char *)bytes;
	uint32_t code;
	size_t i, n;

	for (i = 0; i < len; i += n) {
		n = decode(s + i, len - i, &code);
		if (!n) {
			n = 1;
			show_control(buf, s[i]);
		} else if (code < 0x20 || code == 0x7f) {
			show_control(buf, s[i]);
		} else if (invisible(code)) {
			buf_printf(buf, "\\u{%04X}", code);
		} else {
			buf_add(buf, bytes + i, n);
		}
	}
}

const char *shown_text(const char *bytes, size_t len, struct arena *arena)
{
	AUTO(buf_release) struct buf buf = {0};

	buf_init(&buf, BUF_OURS);
	show_text(&buf, bytes, len);
	return arena_copy(arena, buf.data, buf.len);
}

/* Characters that take two columns: East Asian scripts and most emoji. */
static bool wide(uint32_t code)
{
	return (code >= 0x1100 && code <= 0x115f) ||
	       (code >= 0x2e80 && code <= 0xa4cf) ||
	       (code >= 0xac00 && code <= 0xd7a3) ||
	       (code >= 0xf900 && code <= 0xfaff) ||
	       (code >= 0xfe30 && code <= 0xfe6f) ||
	       (code >= 0xff00 && code <= 0xff60) ||
	       (code >= 0x1f300 && code <= 0x1faff) ||
	       (code >= 0x20000 && code <= 0x3fffd);
}

static bool combining(uint32_t code)
{
	return (code >= 0x300 && code <= 0x36f) ||
	       (code >= 0x1ab0 && code <= 0x1aff) ||
	       (code >= 0x20d0 && code <= 0x20ff) ||
	       (code >= 0xfe00 && code <= 0xfe0f);
}

size_t shown_width(const char *text)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t len = strlen(text), width = 0, i, n;
	uint32_t code;

	for (i = 0; i < len; i += n) {
		n = decode(s + i, len - i, &code);
		if (!n)
			n = 1;
		else if (combining(code))
			continue;
		else if (wide(code))
			width++;
		width++;
	}
	return width;
}

/* ---- values ---- */

static void show(struct buf *buf, const struct value *value);

static void show_real(struct buf *buf, const struct value *value)
{
	double real = value->as.real;
	int digits = value->single ? 6 : 15;
	char text[40];
	double back;

	if (isnan(real) || isinf(real)) {
		buf_add_str(buf, isnan(real) ? "nan"
				 : real < 0  ? "-inf"
					     : "inf");
		return;
	}
	/* The fewest digits that give this number again. */
	for (; digits <= 17; digits++) {
		snprintf(text, sizeof(text), "%.*g", digits, real);
		back = strtod(text, NULL);
		if (value->single || back == real)
			break;
	}
	buf_add_str(buf, text);
}

/* Whether these bytes are text, whose only controls are those of lines. */
static bool is_plain(const struct value_text *text)
{
	const unsigned char *s = (const unsigned char *)text->bytes;
	uint32_t code;
	size_t i, n;

	for (i = 0; i < text->len; i += n) {
		n = decode(s + i, text->len - i, &code);
		if (!n || code == 0x7f || invisible(code) ||
		    (code < ' ' && code != '\t' && code != '\n' &&
		     code != '\r'))
			return false;
	}
	return true;
}

static void show_bytes(struct buf *buf, const struct value_text *text)
{
	size_t i;

	if (is_plain(text)) {
		buf_add_str(buf, "bytes '");
		show_text(buf, text->bytes, text->len);
		buf_add_char(buf, '\'');
		return;
	}
	buf_add_str(buf, "x'");
	for (i = 0; i < text->len; i++)
		buf_printf(buf, "%02x", (unsigned char)text->bytes[i]);
	buf_add_char(buf, '\'');
}

static void show_list(struct buf *buf, const struct value_list *list)
{
	size_t i;

	buf_add_char(buf, '[');
	for (i = 0; i < list->n; i++) {
		buf_add_str(buf, i ? ", " : "");
		show(buf, list->items[i]);
	}
	buf_add_char(buf, ']');
}

static void show_map(struct buf *buf, const struct value_map *map)
{
	size_t i;

	buf_add_char(buf, '{');
	for (i = 0; i < map->n; i++) {
		buf_add_str(buf, i ? ", " : "");
		show_text(buf, map->pairs[i].key.bytes, map->pairs[i].key.len);
		buf_add_str(buf, ": ");
		show(buf, map->pairs[i].value);
	}
	buf_add_char(buf, '}');
}

static void show_size(struct buf *buf, const struct value_table *table)
{
	size_t i;

	buf_printf(buf, "%zu row%s (", table->rows,
		   table->rows == 1 ? "" : "s");
	for (i = 0; i < table->columns; i++) {
		buf_add_str(buf, i ? ", " : "");
		show_text(buf, table->names[i].bytes, table->names[i].len);
	}
	buf_add_char(buf, ')');
}

/* As people of MongoDB write them. False: it is none of theirs. */
static bool show_special(struct buf *buf, const struct value_text *tag,
			 const struct value *inner)
{
	if (!strcmp(tag->bytes, "regex") && inner->kind == VALUE_TEXT) {
		show_text(buf, inner->as.text.bytes, inner->as.text.len);
		return true;
	}
	if (inner->kind != VALUE_NULL)
		return false;
	show_text(buf, tag->bytes, tag->len);
	if (strcmp(tag->bytes, "undefined") != 0)
		buf_add_str(buf, "()");
	return true;
}

static void show_tagged(struct buf *buf, const struct value *value)
{
	const struct value *number = value_get(value, "number");
	const struct value *text = value_get(value, "text");

	if (value_is_error(value) && number && text &&
	    number->kind == VALUE_INT && text->kind == VALUE_TEXT) {
		buf_printf(buf, "error %" PRId64 ": ", number->as.integer);
		show_text(buf, text->as.text.bytes, text->as.text.len);
		return;
	}
	if (show_special(buf, &value->as.tagged.tag, value->as.tagged.inner))
		return;
	show_text(buf, value->as.tagged.tag.bytes, value->as.tagged.tag.len);
	buf_add_char(buf, '(');
	show(buf, value->as.tagged.inner);
	buf_add_char(buf, ')');
}

static void show(struct buf *buf, const struct value *value)
{
	switch (value->kind) {
	case VALUE_NONE:
		buf_add_str(buf, "nothing");
		return;
	case VALUE_NULL:
		buf_add_str(buf, "NULL");
		return;
	case VALUE_BOOL:
		buf_add_str(buf, value->as.truth ? "true" : "false");
		return;
	case VALUE_INT:
		buf_printf(buf,
			   value->wide ? "NumberLong(%" PRId64 ")" : "%" PRId64,
			   value->as.integer);
		return;
	case VALUE_REAL:
		show_real(buf, value);
		return;
	case VALUE_DECIMAL:
	case VALUE_DATE:
	case VALUE_DATETIME:
	case VALUE_TIME:
		show_text(buf, value->as.text.bytes, value->as.text.len);
		return;
	case VALUE_TEXT:
		buf_add_char(buf, '\'');
		show_text(buf, value->as.text.bytes, value->as.text.len);
		buf_add_char(buf, '\'');
		return;
	case VALUE_BYTES:
		show_bytes(buf, &value->as.text);
		return;
	case VALUE_LIST:
		show_list(buf, &value->as.list);
		return;
	case VALUE_MAP:
		show_map(buf, &value->as.map);
		return;
	case VALUE_TABLE:
		show_size(buf, &value->as.table);
		return;
	case VALUE_TAGGED:
		show_tagged(buf, value);
		return;
	}
}

static bool ends_cut(const char *text, size_t len)
{
	static const char sign[] = "…";
	size_t n = strlen(sign);

	return len >= n && !memcmp(text + len - n, sign, n);
}

/* Adds the text, cut after `width` columns, the last of which is "…". */
static void add_cut(struct buf *buf, const char *text, size_t width)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t len = strlen(text), used = 0, i, n;
	uint32_t code;

	if (!width || shown_width(text) <= width) {
		buf_add_str(buf, text);
		return;
	}
	for (i = 0; i < len; i += n) {
		size_t columns;

		n = decode(s + i, len - i, &code);
		n = n ? n : 1;
		columns = combining(code) ? 0 : wide(code) ? 2 : 1;
		if (used + columns > width - 1)
			break;
		used += columns;
	}
	buf_add(buf, text, i);
	/* What was cut there before ends so already. */
	if (!ends_cut(text, i))
		buf_add_str(buf, "…");
}

/* Beyond this nobody reads on; what is cut need not be made. */
#define SHOWN_MOST ((size_t)64 * 1024)

void value_show(struct buf *buf, const struct value *value, size_t width)
{
	AUTO(buf_release) struct buf text = {0};

	buf_init(&text, width ? SHOWN_MOST : BUF_OURS);
	show(&text, value);
	add_cut(buf, text.data, width);
}

const char *value_shown(const struct value *value, size_t width,
			struct arena *arena)
{
	AUTO(buf_release) struct buf text = {0};

	buf_init(&text, BUF_OURS);
	value_show(&text, value, width);
	return arena_copy(arena, text.data, text.len);
}
