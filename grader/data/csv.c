/* Reads CSV as RFC 4180 has it. */
#include "base/buf.h"
#include "data/generate.h"
#include "text/utf8.h"

#include <stdarg.h>
#include <strings.h>

#define COLUMNS_MOST 4096 /* as MySQL has it */

struct csv {
	const char *name, *bytes, *at, *end;
	struct arena *arena;
	struct err *err;
};

/* Sets the error for a place in the bytes; columns count characters. */
PRINTF_LIKE(3, 4)
static bool fault(const struct csv *csv, const char *place, const char *fmt,
		  ...)
{
	const char *at = csv->bytes;
	unsigned line = 1, column = 1;
	char text[200];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);

	for (; at < place; at++) {
		column += ((unsigned char)*at & 0xc0) != 0x80;
		if (*at != '\n')
			continue;
		line++;
		column = 1;
	}
	return err_set(csv->err, ERR_SPEC, "%s:%u:%u: %s", csv->name, line,
		       column, text);
}

/* Whether the bytes are text; a byte order mark is then behind us. */
static bool check_bytes(struct csv *csv)
{
	size_t len = (size_t)(csv->end - csv->at), valid;
	const char *nul;

	if (len >= 3 && !memcmp(csv->at, "\xef\xbb\xbf", 3)) {
		csv->bytes = csv->at += 3;
		len -= 3;
	}
	if (!len)
		return fault(csv, csv->at,
			     "the file is empty; a line with the names of "
			     "columns is expected");
	valid = utf8_valid(csv->at, len);
	nul = memchr(csv->at, '\0', valid);
	if (nul)
		return fault(csv, nul, "a NUL byte; text is expected");
	return valid == len ||
	       fault(csv, csv->at + valid,
		     "a byte that is not UTF-8; save the file as UTF-8");
}

static bool at_end_of_line(const struct csv *csv)
{
	return csv->at == csv->end || *csv->at == '\n' ||
	       (*csv->at == '\r' && csv->at + 1 < csv->end &&
		csv->at[1] == '\n');
}

/* A field in quotes; "" is a quote. */
static bool quoted(struct csv *csv, const struct value **value)
{
	AUTO(buf_release) struct buf text = {0};
	const char *open = csv->at++;
	bool closed = false;

	buf_init(&text, BUF_OURS);
	for (; csv->at < csv->end; csv->at++) {
		closed = *csv->at == '"';
		if (closed && (++csv->at == csv->end || *csv->at != '"'))
			break;
		closed = false;
		buf_add_char(&text, *csv->at);
	}
	if (!closed)
		return fault(csv, open, "a quote that is not closed");
	if (!at_end_of_line(csv) && *csv->at != ',')
		return fault(csv, csv->at,
			     "text behind a closing quote; a comma or the end "
			     "of the line is expected, and \"\" for a quote in "
			     "a text");
	*value = value_text(csv->arena, text.data, text.len);
	return true;
}

static bool field(struct csv *csv, const struct value **value)
{
	const char *from = csv->at;

	if (csv->at < csv->end && *csv->at == '"')
		return quoted(csv, value);
	for (; !at_end_of_line(csv) && *csv->at != ','; csv->at++) {
		if (*csv->at == '"')
			return fault(
				csv, csv->at,
				"a quote in a text without quotes; quotes "
				"around it are expected, and \"\" for this "
				"one");
		if (*csv->at == '\r')
			return fault(csv, csv->at,
				     "a carriage return without a line feed");
	}
	*value = csv->at == from ? &value_null
				 : value_text(csv->arena, from,
					      (size_t)(csv->at - from));
	return true;
}

/* The fields of one line, whose end is then behind us. */
static bool record(struct csv *csv, struct value_builder *fields)
{
	const struct value *value = &value_null;

	for (;;) {
		if (!field(csv, &value))
			return false;
		value_append(fields, value);
		if (at_end_of_line(csv))
			break;
		csv->at++;
	}
	csv->at += csv->at < csv->end && *csv->at == '\r';
	csv->at += csv->at < csv->end;
	return true;
}

/* The first line: names, each once, whatever their case. */
static bool read_names(struct csv *csv, struct value_text **names, size_t *n)
{
	struct value_builder head;
	size_t i, j;

	value_builder_init(&head, csv->arena);
	if (!record(csv, &head))
		return false;
	if (head.n > COLUMNS_MOST)
		return fault(csv, csv->bytes,
			     "%zu columns; at most %d are "
			     "expected",
			     head.n, COLUMNS_MOST);
	*n = head.n;
	*names = ARENA_ARRAY(csv->arena, head.n, struct value_text);
	for (i = 0; i < head.n; i++) {
		if (head.items[i]->kind != VALUE_TEXT ||
		    !head.items[i]->as.text.len)
			return fault(csv, csv->bytes, "column %zu has no name",
				     i + 1);
		(*names)[i] = head.items[i]->as.text;
		for (j = 0; j < i; j++)
			if (!strcasecmp((*names)[j].bytes, (*names)[i].bytes))
				return fault(csv, csv->bytes,
					     "columns %zu and %zu have one "
					     "name",
					     j + 1, i + 1);
	}
	return true;
}

/* The lines below the names, `n` fields each. */
static bool read_rows(struct csv *csv, size_t n, struct value_builder *cells)
{
	size_t most = arena_used(csv->arena) + ((size_t)DATA_MIB << 20);

	while (csv->at < csv->end) {
		const char *line = csv->at;
		size_t before = cells->n;

		if (!record(csv, cells))
			return false;
		if (cells->n - before != n)
			return fault(csv, line,
				     "fields in this line: %zu; as many as "
				     "columns are expected: %zu",
				     cells->n - before, n);
		if (arena_used(csv->arena) > most)
			return fault(csv, line,
				     "rows take more than %d MiB of memory; "
				     "fewer are expected",
				     DATA_MIB);
	}
	return true;
}

bool data_csv(const char *name, const char *bytes, size_t len,
	      struct arena *arena, const struct value **table, struct err *err)
{
	struct csv csv = {.name = name,
			  .bytes = bytes,
			  .at = bytes,
			  .end = bytes + len,
			  .arena = arena,
			  .err = err};
	struct value_text *names = NULL;
	struct value_builder cells;
	size_t n = 0;

	value_builder_init(&cells, arena);
	if (!check_bytes(&csv) || !read_names(&csv, &names, &n) ||
	    !read_rows(&csv, n, &cells))
		return false;
	*table = value_table(arena, names, n, cells.items, cells.n / n);
	return true;
}
