/* Tables as aligned columns. */
#include "value/show.h"

#include <string.h>

#define CELL_MOST 40

/* The texts of the cells that are shown, and how wide each column is. */
struct grid {
	const struct value_table *table;
	const char **texts; /* the names, then `rows` rows */
	size_t rows;
	size_t *widths;
	bool *numbers; /* columns that hold numbers only */
	struct arena *arena;
};

/* In a column of its own a text needs no quotes, but NULL must not be one. */
static const char *cell_text(const struct value *value, struct arena *arena)
{
	if (value->kind == VALUE_TEXT && value->as.text.len &&
	    value->as.text.len < CELL_MOST && value->as.text.bytes[0] != ' ' &&
	    value->as.text.bytes[value->as.text.len - 1] != ' ' &&
	    strcmp(value->as.text.bytes, "NULL") != 0)
		return shown_text(value->as.text.bytes, value->as.text.len,
				  arena);
	return value_shown(value, CELL_MOST, arena);
}

static bool is_number(const struct value *value)
{
	return value->kind == VALUE_INT || value->kind == VALUE_REAL ||
	       value->kind == VALUE_DECIMAL;
}

static void fill(struct grid *grid)
{
	const struct value_table *t = grid->table;
	size_t row, i, width;

	for (i = 0; i < t->columns; i++) {
		grid->texts[i] = shown_text(t->names[i].bytes, t->names[i].len,
					    grid->arena);
		grid->widths[i] = shown_width(grid->texts[i]);
		grid->numbers[i] = grid->rows > 0;
	}
	for (row = 0; row < grid->rows; row++)
		for (i = 0; i < t->columns; i++) {
			const struct value *cell =
				t->cells[row * t->columns + i];
			const char *text = cell_text(cell, grid->arena);

			grid->texts[(row + 1) * t->columns + i] = text;
			width = shown_width(text);
			if (width > grid->widths[i])
				grid->widths[i] = width;
			if (!is_number(cell) && cell->kind != VALUE_NULL)
				grid->numbers[i] = false;
		}
}

static void show_line(struct buf *buf, const struct grid *grid, size_t line,
		      size_t width)
{
	AUTO(buf_release) struct buf text = {0};
	size_t columns = grid->table->columns, i;

	buf_init(&text, BUF_OURS);
	for (i = 0; i < columns; i++) {
		const char *cell = grid->texts[line * columns + i];
		size_t pad = grid->widths[i] - shown_width(cell);

		buf_add_str(&text, i ? "  " : "");
		if (grid->numbers[i])
			buf_fill(&text, ' ', pad);
		buf_add_str(&text, cell);
		if (!grid->numbers[i] && i + 1 < columns)
			buf_fill(&text, ' ', pad);
	}
	while (text.len && text.data[text.len - 1] == ' ')
		text.data[--text.len] = '\0';
	if (width && shown_width(text.data) > width) {
		AUTO(arena_release) struct arena *arena = arena_new("line");
		struct value whole = {
			.kind = VALUE_DECIMAL, /* shown without quotes */
			.as.text = {.bytes = text.data, .len = text.len}};

		buf_add_str(buf, value_shown(&whole, width, arena));
	} else {
		buf_add(buf, text.data, text.len);
	}
	buf_add_char(buf, '\n');
}

static const struct value *as_table(const struct value *value,
				    struct arena *arena)
{
	const struct value_map *first;
	const struct value **cells;
	struct value_text *names;
	size_t n, i, j;

	if (value->kind == VALUE_TABLE)
		return value;
	if (value->kind != VALUE_LIST || !value->as.list.n ||
	    value->as.list.items[0]->kind != VALUE_MAP)
		return NULL;
	first = &value->as.list.items[0]->as.map;
	n = value->as.list.n;
	names = ARENA_ARRAY(arena, first->n, struct value_text);
	cells = ARENA_ARRAY(arena, n * first->n, const struct value *);
	for (j = 0; j < first->n; j++)
		names[j] = first->pairs[j].key;
	for (i = 0; i < n; i++)
		for (j = 0; j < first->n; j++) {
			const struct value *cell = value_get(
				value->as.list.items[i], names[j].bytes);

			cells[i * first->n + j] = cell ? cell : &value_none;
		}
	return value_table(arena, names, first->n, cells, n);
}

void value_show_table(struct buf *buf, const struct value *value, size_t width,
		      size_t rows)
{
	AUTO(arena_release) struct arena *arena = arena_new("grid");
	const struct value *table = as_table(value, arena);
	struct grid grid = {.arena = arena};
	size_t columns, line;

	if (!table) {
		value_show(buf, value, width);
		buf_add_char(buf, '\n');
		return;
	}
	columns = table->as.table.columns;
	grid.table = &table->as.table;
	grid.rows = table->as.table.rows < rows ? table->as.table.rows : rows;
	grid.texts =
		ARENA_ARRAY(arena, (grid.rows + 1) * columns, const char *);
	grid.widths = ARENA_ARRAY(arena, columns, size_t);
	grid.numbers = ARENA_ARRAY(arena, columns, bool);
	fill(&grid);
	for (line = 0; line <= grid.rows; line++)
		show_line(buf, &grid, line, width);
	if (table->as.table.rows > grid.rows)
		buf_printf(buf, "… and %zu more rows\n",
			   table->as.table.rows - grid.rows);
}
