/* Wrapped, indented, coloured and quoted lines. */
#include "report/paper.h"

#include "value/show.h"

static const char *code(enum ink ink)
{
	switch (ink) {
	case INK_PLAIN:
		return "";
	case INK_BOLD:
		return "\033[1m";
	case INK_DIM:
		return "\033[2m";
	case INK_GOOD:
		return "\033[32m";
	case INK_BAD:
		return "\033[31m";
	case INK_WARN:
		return "\033[33m";
	}
	return "";
}

const char *inked(const struct paper *paper, enum ink ink, const char *text)
{
	if (!paper->look->colour || ink == INK_PLAIN)
		return text;
	return arena_printf(paper->arena, "%s%s\033[0m", code(ink), text);
}

/* ---- wrapping ---- */

/* Bytes of the text that fit into so many columns, whole words if any fit. */
static size_t fitting(const struct paper *paper, const char *text, size_t width)
{
	size_t best = 0, at = 0, len = strcspn(text, "\n");

	for (;;) {
		size_t word = at + strcspn(text + at, " \n");

		if (word > len)
			word = len;
		if (shown_width(arena_copy(paper->arena, text, word)) > width)
			break;
		best = word;
		if (word == len)
			return len;
		at = word + 1;
	}
	if (best)
		return best;
	/* One word that is longer than the line is broken, between
	   characters. */
	for (at = 1; at < len; at++)
		if (((unsigned char)text[at] & 0xc0) != 0x80) {
			if (shown_width(arena_copy(paper->arena, text, at)) >
			    width)
				break;
			best = at;
		}
	return best ? best : len;
}

static void wrap(const struct paper *paper, size_t first, size_t indent,
		 enum ink ink, const char *text)
{
	size_t room = paper->look->width > indent + 20
			      ? paper->look->width - indent
			      : 20;

	while (*text) {
		size_t len = fitting(paper, text, room);

		buf_fill(paper->out, ' ', first);
		first = indent;
		buf_add_str(
			paper->out,
			inked(paper, ink, arena_copy(paper->arena, text, len)));
		buf_add_char(paper->out, '\n');
		text += len;
		text += *text == ' ' || *text == '\n';
	}
}

void paper_lines(const struct paper *paper, size_t indent, enum ink ink,
		 const char *text)
{
	wrap(paper, indent, indent, ink, text);
}

void paper_labelled(const struct paper *paper, size_t indent, const char *label,
		    const char *text)
{
	size_t behind = indent + shown_width(label) + 2;

	buf_fill(paper->out, ' ', indent);
	buf_add_str(paper->out, inked(paper, INK_BOLD, label));
	if (behind > paper->look->width / 3) {
		buf_add_str(paper->out, ":\n");
		wrap(paper, indent + 2, indent + 2, INK_PLAIN, text);
		return;
	}
	buf_add_str(paper->out, ": ");
	wrap(paper, 0, behind, INK_PLAIN, *text ? text : " ");
}

/* ---- quoting ---- */

static void quoted_line(const struct paper *paper, size_t indent,
			const char *line, size_t len)
{
	struct value text = {.kind = VALUE_DECIMAL, /* shown without quotes */
			     .as.text = {.bytes = line, .len = len}};
	size_t room = paper->look->width > indent + 22
			      ? paper->look->width - indent - 2
			      : 20;

	buf_fill(paper->out, ' ', indent);
	buf_add_str(paper->out, inked(paper, INK_DIM, "│"));
	if (len) {
		buf_add_char(paper->out, ' ');
		value_show(paper->out, &text, room);
	}
	buf_add_char(paper->out, '\n');
}

void paper_quoted(const struct paper *paper, size_t indent, const char *text,
		  size_t most)
{
	size_t n = 0;

	while (*text && n++ < most) {
		size_t len = strcspn(text, "\n");

		quoted_line(paper, indent, text, len);
		text += len;
		text += *text == '\n';
	}
	if (*text)
		quoted_line(paper, indent, "…", strlen("…"));
}

void paper_value(const struct paper *paper, size_t indent,
		 const struct value *value, size_t rows)
{
	AUTO(buf_release) struct buf text = {0};
	size_t width = paper->look->width > indent + 22
			       ? paper->look->width - indent - 2
			       : 20;

	buf_init(&text, BUF_OURS);
	value_show_table(&text, value, width, rows);
	paper_quoted(paper, indent, text.data, rows + 4);
}
