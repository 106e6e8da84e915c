/* Reads CSV as RFC 4180 has it. */
#include "base/buf.h"
#include "data/generate.h"

#include <string.h>

struct csv {
	const char *name, *at, *end;
	unsigned line;
	struct arena *arena;
};

static bool at_end_of_line(const struct csv *csv)
{
	return csv->at == csv->end || *csv->at == '\n' ||
	       (*csv->at == '\r' && csv->at + 1 < csv->end &&
		csv->at[1] == '\n');
}

/* A field in quotes, the first of which is behind us; "" is a quote. */
static bool quoted(struct csv *csv, struct buf *text)
{
	for (; csv->at < csv->end; csv->at++) {
		if (*csv->at == '"') {
			csv->at++;
			if (csv->at == csv->end || *csv->at != '"')
				return true;
		}
		csv->line += *csv->at == '\n';
		buf_add_char(text, *csv->at);
	}
	return false;
}

static bool field(struct csv *csv, const struct value **value, struct err *err)
{
	AUTO(buf_release) struct buf text = {0};
	const char *from = csv->at;

	buf_init(&text, BUF_OURS);
	if (csv->at < csv->end && *csv->at == '"') {
		csv->at++;
		if (!quoted(csv, &text) ||
		    (!at_end_of_line(csv) && *csv->at != ','))
			return err_set(err, ERR_SPEC,
				       "%s:%u: a quote is not closed",
				       csv->name, csv->line);
		*value = value_text(csv->arena, text.data, text.len);
		return true;
	}
	while (!at_end_of_line(csv) && *csv->at != ',')
		csv->at++;
	*value = csv->at == from ? &value_null
				 : value_text(csv->arena, from,
					      (size_t)(csv->at - from));
	return true;
}

/* The fields of one line, whose end is then behind us. */
static bool record(struct csv *csv, struct value_builder *fields,
		   struct err *err)
{
	const struct value *value = &value_null;

	for (;;) {
		if (!field(csv, &value, err))
			return false;
		value_append(fields, value);
		if (at_end_of_line(csv))
			break;
		csv->at++;
	}
	csv->at += csv->at < csv->end && *csv->at == '\r';
	csv->at += csv->at < csv->end;
	csv->line++;
	return true;
}

bool data_csv(const char *name, const char *bytes, size_t len,
	      struct arena *arena, const struct value **table, struct err *err)
{
	struct csv csv = {.name = name,
			  .at = bytes,
			  .end = bytes + len,
			  .line = 1,
			  .arena = arena};
	struct value_builder head, cells;
	struct value_text *names;
	size_t i, before;

	value_builder_init(&head, arena);
	value_builder_init(&cells, arena);
	if (!record(&csv, &head, err))
		return false;
	names = ARENA_ARRAY(arena, head.n, struct value_text);
	for (i = 0; i < head.n; i++) {
		if (head.items[i]->kind != VALUE_TEXT)
			return err_set(err, ERR_SPEC,
				       "%s:1: column %zu has no name", name,
				       i + 1);
		names[i] = head.items[i]->as.text;
	}
	while (csv.at < csv.end) {
		unsigned line = csv.line;

		before = cells.n;
		if (!record(&csv, &cells, err))
			return false;
		if (cells.n - before != head.n)
			return err_set(err, ERR_SPEC,
				       "%s:%u: %zu fields where %zu are "
				       "expected",
				       name, line, cells.n - before, head.n);
	}
	*table = value_table(arena, names, head.n, cells.items,
			     cells.n / head.n);
	return true;
}
