/*
 * Draws the rows of described tables.
 *
 * Only whole numbers are computed with, so that every machine draws the same
 * rows. Each column has a stream of its own, named after table and column:
 * one more column changes no other.
 */
#include "data/generate.h"

#include "base/buf.h"
#include "base/num.h"
#include "base/random.h"
#include "data/describe.h"
#include "data/seen.h"

#include <time.h>

#define TRIES_MOST 1000

/* A table that is being drawn. */
struct drawing {
	const struct described_table *table;
	const struct value **cells; /* rows so far, complete to the left */
	struct random *streams;	    /* one for each column */
	struct seen **seen;	    /* values of columns that are unique */
	int64_t *serial;
	struct arena *arena;
	size_t row, column;
};

/* ---- numbers ---- */

static const struct value *left_of(const struct drawing *drawing,
				   const char *name)
{
	size_t i;

	for (i = 0; i < drawing->column; i++)
		if (!strcmp(drawing->table->columns[i].name, name))
			return drawing->cells[drawing->row *
						      drawing->table->ncolumns +
					      i];
	return &value_null;
}

/* A bound: a number, or the name of a column on the left. */
static int64_t bound(const struct drawing *drawing, const struct value *value,
		     int64_t otherwise)
{
	if (value->kind == VALUE_TEXT)
		value = left_of(drawing, value->as.text.bytes);
	return value->kind == VALUE_INT ? value->as.integer : otherwise;
}

/* The least of `skew` draws: small ones are more likely. */
static int64_t between(struct random *random, int64_t from, int64_t to,
		       int64_t skew)
{
	uint64_t span = to > from ? (uint64_t)(to - from) + 1 : 1;
	uint64_t least = random_below(random, span), other;

	for (; skew > 1; skew--) {
		other = random_below(random, span);
		if (other < least)
			least = other;
	}
	return from + (int64_t)least;
}

static const struct value *integer(struct drawing *drawing,
				   const struct column *column)
{
	const struct value *const *ends = column->values->as.list.items;
	int64_t from = bound(drawing, ends[0], 0);
	int64_t to = bound(drawing, ends[1], from);

	return value_int(drawing->arena,
			 between(&drawing->streams[drawing->column], from, to,
				 column->skew));
}

static const struct value *decimal(struct drawing *drawing,
				   const struct column *column)
{
	const struct value *const *ends = column->values->as.list.items;
	int64_t scale = 1, i, from, to, drawn;
	const char *text;

	for (i = 0; i < column->scale; i++)
		scale *= 10;
	from = bound(drawing, ends[0], 0) * scale;
	to = bound(drawing, ends[1], 0) * scale;
	drawn = between(&drawing->streams[drawing->column], from, to,
			column->skew);
	text = arena_printf(drawing->arena, "%s%" PRId64, drawn < 0 ? "-" : "",
			    (int64_t)(llabs(drawn) / scale));
	if (column->scale)
		text = arena_printf(drawing->arena, "%s.%0*" PRId64, text,
				    (int)column->scale,
				    (int64_t)(llabs(drawn) % scale));
	return value_scalar(drawing->arena, VALUE_DECIMAL, text, strlen(text));
}

/* ---- dates: days since 1970-01-01, by Howard Hinnant's formulas ---- */

static int64_t days_of(const struct value *value)
{
	const char *text = value->as.text.bytes;
	int64_t y = 1970, m = 1, d = 1, era, year;

	if (value->as.text.len < 10 || !num_int(text, 4, &y) ||
	    !num_int(text + 5, 2, &m) || !num_int(text + 8, 2, &d))
		return 0;
	y -= m <= 2;
	era = (y >= 0 ? y : y - 399) / 400;
	year = y - era * 400;
	return era * 146097 + year * 365 + year / 4 - year / 100 +
	       (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1 - 719468;
}

static const struct value *day(struct arena *arena, int64_t days)
{
	time_t seconds = (time_t)(days * 86400);
	struct tm parts;
	char text[16];

	gmtime_r(&seconds, &parts);
	strftime(text, sizeof(text), "%Y-%m-%d", &parts);
	return value_scalar(arena, VALUE_DATE, text, strlen(text));
}

static const struct value *date(struct drawing *drawing,
				const struct column *column)
{
	const struct value *const *ends = column->values->as.list.items;
	int64_t from = days_of(ends[0]), to = days_of(ends[1]);

	return day(drawing->arena,
		   between(&drawing->streams[drawing->column], from, to, 1));
}

/* ---- words ---- */

static const struct value *choice(struct drawing *drawing,
				  const struct column *column)
{
	struct random *random = &drawing->streams[drawing->column];
	const struct value_list *values = &column->values->as.list;
	uint64_t sum = 0, drawn;
	size_t i;

	if (!column->weights)
		return values->items[random_below(random, values->n)];
	for (i = 0; i < values->n; i++)
		sum += (uint64_t)column->weights->as.list.items[i]->as.integer;
	drawn = random_below(random, sum ? sum : 1);
	for (i = 0; i + 1 < values->n; i++) {
		uint64_t weight =
			(uint64_t)column->weights->as.list.items[i]->as.integer;

		if (drawn < weight)
			break;
		drawn -= weight;
	}
	return values->items[i];
}

/* Some of the values, each once, in the order of drawing. */
static const struct value *several(struct drawing *drawing,
				   const struct column *column)
{
	struct random *random = &drawing->streams[drawing->column];
	const struct value_list *values = &column->values->as.list;
	const struct value *const *ends = column->count->as.list.items;
	size_t n = (size_t)between(random, ends[0]->as.integer,
				   ends[1]->as.integer, 1);
	bool *taken = ARENA_ARRAY(drawing->arena, values->n, bool);
	AUTO(buf_release) struct buf text = {0};
	size_t i, at;

	buf_init(&text, BUF_OURS);
	for (i = 0; i < n && i < values->n; i++) {
		do
			at = random_below(random, values->n);
		while (taken[at]);
		taken[at] = true;
		buf_add_str(&text, i ? (column->by ? column->by : ",") : "");
		buf_add(&text, values->items[at]->as.text.bytes,
			values->items[at]->as.text.len);
	}
	return value_text(drawing->arena, text.data, text.len);
}

static const struct value *phrase(struct drawing *drawing,
				  const struct column *column)
{
	struct random *random = &drawing->streams[drawing->column];
	AUTO(buf_release) struct buf text = {0};
	size_t i;

	buf_init(&text, BUF_OURS);
	for (i = 0; i < column->values->as.list.n; i++) {
		const struct value_list *part =
			&column->values->as.list.items[i]->as.list;
		const struct value *word =
			part->items[random_below(random, part->n)];

		if (word->kind != VALUE_TEXT || !word->as.text.len)
			continue;
		buf_add_str(&text, text.len ? " " : "");
		buf_add(&text, word->as.text.bytes, word->as.text.len);
	}
	return value_text(drawing->arena, text.data, text.len);
}

static const struct value *letters(struct drawing *drawing,
				   const struct column *column)
{
	size_t n = (size_t)column->number, i;
	char *text = arena_alloc(drawing->arena, n + 1);

	for (i = 0; i < n; i++)
		text[i] =
			(char)('a' +
			       random_below(&drawing->streams[drawing->column],
					    26));
	return value_text(drawing->arena, text, n);
}

static const struct value *serial(struct drawing *drawing,
				  const struct column *column)
{
	int64_t *last = &drawing->serial[drawing->column];

	*last += between(&drawing->streams[drawing->column], 1, column->number,
			 4);
	return value_int(drawing->arena, *last);
}

/* ---- cells and rows ---- */

static const struct value *draw(struct drawing *drawing,
				const struct column *column)
{
	switch (column->draw) {
	case DRAW_SERIAL:
		return serial(drawing, column);
	case DRAW_INTEGER:
		return integer(drawing, column);
	case DRAW_DECIMAL:
		return decimal(drawing, column);
	case DRAW_DATE:
		return date(drawing, column);
	case DRAW_CHOICE:
		return choice(drawing, column);
	case DRAW_SEVERAL:
		return several(drawing, column);
	case DRAW_PHRASE:
		return phrase(drawing, column);
	case DRAW_LETTERS:
		return letters(drawing, column);
	}
	return &value_null;
}

/* A value that no row above has; in the end one with a number behind it. */
static const struct value *draw_unique(struct drawing *drawing,
				       const struct column *column)
{
	struct seen *seen = drawing->seen[drawing->column];
	const struct value *value = &value_null;
	int i;

	for (i = 0; i < TRIES_MOST; i++) {
		value = draw(drawing, column);
		if (seen_add(seen, value))
			return value;
	}
	if (value->kind != VALUE_TEXT)
		return value;
	return value_str(drawing->arena,
			 arena_printf(drawing->arena, "%s %zu",
				      value->as.text.bytes, drawing->row));
}

static bool happens(struct random *random, int64_t of_100)
{
	return random_below(random, 100) < (uint64_t)of_100;
}

/* The same draws are made whatever comes of them: streams stay in step. */
static const struct value *draw_cell(struct drawing *drawing)
{
	const struct column *column = &drawing->table->columns[drawing->column];
	struct random *random = &drawing->streams[drawing->column];
	bool null = column->nulls && happens(random, column->nulls);
	bool same = column->same_as && happens(random, column->same);
	const struct value *value = drawing->seen[drawing->column]
					    ? draw_unique(drawing, column)
					    : draw(drawing, column);

	if (null)
		return &value_null;
	return same ? left_of(drawing, column->same_as) : value;
}

/* Which rows are the fixed ones: each at a place of its own. */
static const struct value **place_always(const struct described_table *table,
					 uint64_t seed, size_t rows,
					 struct arena *arena)
{
	const struct value **fixed =
		ARENA_ARRAY(arena, rows, const struct value *);
	struct random random = random_stream(
		seed, arena_printf(arena, "%s always", table->name));
	size_t n = table->always ? table->always->as.list.n : 0, i, at;

	for (i = 0; i < n; i++) {
		do
			at = random_below(&random, rows);
		while (fixed[at]);
		fixed[at] = table->always->as.list.items[i];
	}
	return fixed;
}

static void begin(struct drawing *drawing, uint64_t seed)
{
	const struct described_table *table = drawing->table;
	struct arena *arena = drawing->arena;
	size_t n = table->ncolumns, i, j;

	drawing->streams = ARENA_ARRAY(arena, n, struct random);
	drawing->seen = ARENA_ARRAY(arena, n, struct seen *);
	drawing->serial = ARENA_ARRAY(arena, n, int64_t);
	for (i = 0; i < n; i++) {
		const char *name = table->columns[i].name;

		drawing->streams[i] = random_stream(
			seed, arena_printf(arena, "%s.%s", table->name, name));
		if (!table->columns[i].unique)
			continue;
		drawing->seen[i] = seen_new(arena);
		for (j = 0; table->always && j < table->always->as.list.n;
		     j++) {
			const struct value *fixed = value_get(
				table->always->as.list.items[j], name);

			if (fixed)
				seen_add(drawing->seen[i], fixed);
		}
	}
}

static const struct value *draw_rows(const struct described_table *table,
				     uint64_t seed, size_t rows,
				     struct arena *arena)
{
	struct drawing drawing = {.table = table, .arena = arena};
	const struct value **fixed = place_always(table, seed, rows, arena);
	struct value_text *names =
		ARENA_ARRAY(arena, table->ncolumns, struct value_text);
	size_t n = table->ncolumns, i;

	drawing.cells = ARENA_ARRAY(arena, rows * n, const struct value *);
	begin(&drawing, seed);
	for (i = 0; i < n; i++)
		names[i] = (struct value_text){
			.bytes = table->columns[i].name,
			.len = strlen(table->columns[i].name)};
	for (drawing.row = 0; drawing.row < rows; drawing.row++)
		for (i = 0; i < n; i++) {
			const struct value *given =
				fixed[drawing.row]
					? value_get(fixed[drawing.row],
						    names[i].bytes)
					: NULL;

			drawing.column = i;
			drawing.cells[drawing.row * n + i] =
				given ? given : draw_cell(&drawing);
		}
	return value_table(arena, names, n, drawing.cells, rows);
}

bool data_generate(const char *name, const char *bytes, size_t len,
		   uint64_t seed, int64_t rows, struct arena *arena,
		   struct generated *generated, struct err *err)
{
	struct description description;
	struct generated_table *tables;
	size_t first = 0, i;

	if (!describe(name, bytes, len, arena, &description, err))
		return false;
	tables = ARENA_ARRAY(arena, description.n, struct generated_table);
	for (i = 0; i < description.n; i++) {
		const struct described_table *table = &description.tables[i];
		size_t n = (size_t)(rows && !i ? rows : table->rows);
		size_t least = table->always ? table->always->as.list.n : 0;

		tables[i] = (struct generated_table){
			.name = table->name,
			.create = table->create,
			.rows = draw_rows(table, seed, n > least ? n : least,
					  arena),
			.first = first};
		first += tables[i].rows->as.table.rows;
	}
	*generated = (struct generated){
		.tables = tables, .n = description.n, .rows = first};
	return true;
}
