/*
 * Draws values. Only whole numbers are computed with, so that every machine
 * draws the same ones.
 */
#include "data/draw.h"

#include "base/buf.h"

#include <time.h>

/* ---- numbers ---- */

const struct value *draw_left(const struct drawing *drawing, size_t left)
{
	return drawing->cells[drawing->row * drawing->table->ncolumns + left];
}

/* A number from 0 to `most`, which may be all that 64 bits hold. */
static uint64_t up_to(struct drawing *drawing, uint64_t most)
{
	struct random *random = &drawing->streams[drawing->column];

	return most == UINT64_MAX ? random_next(random)
				  : random_below(random, most + 1);
}

/*
 * The least of `skew` draws: small ones are more likely. When the range ends
 * before it starts, its start.
 */
static int64_t between(struct drawing *drawing, int64_t from, int64_t to,
		       int64_t skew)
{
	uint64_t most = to > from ? (uint64_t)to - (uint64_t)from : 0;
	uint64_t least = up_to(drawing, most), other;

	for (; skew > 1; skew--) {
		other = up_to(drawing, most);
		if (other < least)
			least = other;
	}
	least += drawing->shift;
	if (most != UINT64_MAX)
		least %= most + 1;
	return (int64_t)((uint64_t)from + least);
}

/* The ends of a range: 1, or 0 when one is NULL, or -1 with an error. */
static int ends_of(const struct drawing *drawing, const struct column *column,
		   int64_t ends[2])
{
	size_t i;

	for (i = 0; i < 2; i++) {
		const struct end *end = &column->ends[i];
		const struct value *value =
			end->named ? draw_left(drawing, end->left) : NULL;

		ends[i] = end->number;
		if (!value)
			continue;
		if (value->kind == VALUE_NULL)
			return 0;
		if (!value_scaled(value, column->scale, &ends[i])) {
			err_set(drawing->err, ERR_SPEC,
				"%s:%u:%u: a number of \"%s\" does not fit "
				"into 64 bits with the decimals of \"%s\"",
				column->at.file, column->at.line,
				column->at.column,
				drawing->table->columns[end->left].name,
				column->name);
			return -1;
		}
	}
	return 1;
}

static const struct value *decimal(struct arena *arena, int64_t drawn,
				   int64_t decimals)
{
	uint64_t size = drawn < 0 ? 0 - (uint64_t)drawn : (uint64_t)drawn;
	uint64_t scale = 1;
	const char *text;
	int64_t i;

	for (i = 0; i < decimals; i++)
		scale *= 10;
	text = arena_printf(arena, "%s%" PRIu64, drawn < 0 ? "-" : "",
			    size / scale);
	if (decimals)
		text = arena_printf(arena, "%s.%0*" PRIu64, text, (int)decimals,
				    size % scale);
	return value_scalar(arena, VALUE_DECIMAL, text, strlen(text));
}

static const struct value *day(struct arena *arena, int64_t days)
{
	time_t seconds = (time_t)(days * 86400);
	struct tm parts;
	const char *text;

	gmtime_r(&seconds, &parts);
	text = arena_printf(arena, "%04d-%02d-%02d", parts.tm_year + 1900,
			    parts.tm_mon + 1, parts.tm_mday);
	return value_scalar(arena, VALUE_DATE, text, strlen(text));
}

static const struct value *range(struct drawing *drawing,
				 const struct column *column)
{
	int64_t ends[2], drawn;
	int found = ends_of(drawing, column, ends);

	if (found < 1)
		return found ? NULL : &value_null;
	drawn = between(drawing, ends[0], ends[1], column->skew);
	if (column->draw == DRAW_DATE)
		return day(drawing->arena, drawn);
	if (column->draw == DRAW_DECIMAL)
		return decimal(drawing->arena, drawn, column->scale);
	return value_int(drawing->arena, drawn);
}

static const struct value *serial(struct drawing *drawing,
				  const struct column *column)
{
	int64_t *last = &drawing->serial[drawing->column];

	*last += between(drawing, 1, column->number, 4);
	return value_int(drawing->arena, *last);
}

/* ---- words ---- */

static size_t below(struct drawing *drawing, size_t n)
{
	return (size_t)between(drawing, 0, (int64_t)n - 1, 1);
}

static const struct value *choice(struct drawing *drawing,
				  const struct column *column)
{
	struct random *random = &drawing->streams[drawing->column];
	const struct value_list *values = &column->values->as.list;
	size_t from = 0, to = values->n - 1, middle;
	uint64_t drawn;

	if (!column->upto)
		return values->items[below(drawing, values->n)];
	drawn = random_below(random, column->upto[values->n - 1]);
	while (from < to) {
		middle = from + (to - from) / 2;
		if (drawn < column->upto[middle])
			to = middle;
		else
			from = middle + 1;
	}
	return values->items[(from + drawing->shift) % values->n];
}

/* Some of the values, each once, in the order of drawing. */
static const struct value *several(struct drawing *drawing,
				   const struct column *column)
{
	const struct value_list *values = &column->values->as.list;
	const struct value *const *ends = column->count->as.list.items;
	size_t n = (size_t)between(drawing, ends[0]->as.integer,
				   ends[1]->as.integer, 1);
	AUTO(buf_release) struct buf text = {0};
	size_t taken[SEVERAL_MOST], i, j;

	buf_init(&text, BUF_OURS);
	for (i = 0; i < n; i++) {
		do {
			taken[i] = below(drawing, values->n);
			for (j = 0; taken[j] != taken[i]; j++)
				;
		} while (j < i);
		buf_add_str(&text, i ? (column->by ? column->by : ",") : "");
		buf_add(&text, values->items[taken[i]]->as.text.bytes,
			values->items[taken[i]]->as.text.len);
	}
	return value_text(drawing->arena, text.data, text.len);
}

static const struct value *phrase(struct drawing *drawing,
				  const struct column *column)
{
	AUTO(buf_release) struct buf text = {0};
	size_t i;

	buf_init(&text, BUF_OURS);
	for (i = 0; i < column->values->as.list.n; i++) {
		const struct value_list *part =
			&column->values->as.list.items[i]->as.list;
		const struct value *word = part->items[below(drawing, part->n)];

		if (!word->as.text.len)
			continue;
		buf_add_str(&text, text.len ? " " : "");
		buf_add(&text, word->as.text.bytes, word->as.text.len);
	}
	return value_text(drawing->arena, text.data, text.len);
}

static const struct value *letters(struct drawing *drawing,
				   const struct column *column)
{
	struct random *random = &drawing->streams[drawing->column];
	size_t n = (size_t)column->number, i;
	uint64_t carry = drawing->shift;
	char *text = arena_alloc(drawing->arena, n + 1);

	for (i = 0; i < n; i++) {
		carry += random_below(random, 26);
		text[i] = (char)('a' + carry % 26);
		carry /= 26;
	}
	return value_text(drawing->arena, text, n);
}

/* ---- any of them ---- */

const struct value *draw_value(struct drawing *drawing,
			       const struct column *column)
{
	switch (column->draw) {
	case DRAW_SERIAL:
		return serial(drawing, column);
	case DRAW_INTEGER:
	case DRAW_DECIMAL:
	case DRAW_DATE:
		return range(drawing, column);
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
