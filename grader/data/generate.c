/*
 * Draws the rows of described tables.
 *
 * Each column has a stream of its own, named after table and column:
 * one more column changes no other.
 */
#include "data/generate.h"

#include "data/draw.h"

/*
 * For a value that no row above has: so many draws a row, and so many draws
 * in vain a table and more for each row, a long text counting as several.
 * Then the values that follow the last one are tried, or a text gets a number.
 */
#define TRIES_MOST 1000
#define TRIES_IN_VAIN 100000
#define TRIES_A_ROW 10
#define TRY_BYTES 256

/* What is drawn in vain lies in memory that is used again. */
#define TRIES_BYTES ((size_t)1 << 20)

/* ---- cells and rows ---- */

/* Draws a value that may be thrown away; it is valid until the next one. */
static const struct value *draw_try(struct drawing *drawing,
				    const struct column *column)
{
	struct arena *arena = drawing->arena;
	const struct value *value;

	if (arena_used(drawing->scratch) > TRIES_BYTES) {
		arena_free(drawing->scratch);
		drawing->scratch = arena_new("tries");
	}
	drawing->arena = drawing->scratch;
	value = draw_value(drawing, column);
	drawing->arena = arena;
	return value;
}

/* A text with a number behind it, the row's if that is new. */
static const struct value *draw_numbered(struct drawing *drawing,
					 const struct value *text)
{
	struct seen *seen = drawing->seen[drawing->column];
	size_t number = drawing->row;
	const struct value *value;

	do {
		value = value_str(drawing->scratch,
				  arena_printf(drawing->scratch, "%s %zu",
					       text->as.text.bytes, number));
		number += drawing->rows;
	} while (seen_has(seen, value));
	return value;
}

/*
 * The first new value of all, one after the other from where the stream was
 * when this began. Those that were passed stay old, so that a column goes
 * through its values once; unless its range is another one in each row.
 */
static const struct value *draw_next(struct drawing *drawing,
				     const struct column *column)
{
	struct random *random = &drawing->streams[drawing->column];
	struct passed *passed = &drawing->passed[drawing->column];
	struct seen *seen = drawing->seen[drawing->column];
	size_t most =
		seen_count(seen) +
		(column->draw == DRAW_CHOICE ? column->values->as.list.n : 1);
	const struct random now = *random;
	const struct value *value = &value_null;
	bool found = false;

	if (!passed->n || column->ends[0].named || column->ends[1].named)
		*passed = (struct passed){.start = now};
	for (; !found && passed->n < most; passed->n++) {
		*random = passed->start;
		drawing->shift = passed->n;
		value = draw_try(drawing, column);
		found = !value || !seen_has(seen, value);
	}
	drawing->shift = 0;
	*random = now;
	if (found)
		return value;
	err_set(drawing->err, ERR_SPEC,
		"%s:%u:%u: \"%s\" is unique, and has no new value for row %zu "
		"of %zu; more values or fewer rows are expected",
		column->at.file, column->at.line, column->at.column,
		column->name, drawing->row + 1, drawing->rows);
	return NULL;
}

/* Takes one draw from what is left. */
static void spend(size_t *left, const struct value *value)
{
	size_t cost = 1 + value_length(value) / TRY_BYTES;

	*left -= cost < *left ? cost : *left;
}

/* A value that no row above has. */
static const struct value *draw_unique(struct drawing *drawing,
				       const struct column *column)
{
	struct seen *seen = drawing->seen[drawing->column];
	size_t *left = &drawing->tries[drawing->column];
	const struct value *value = draw_try(drawing, column);
	int i;

	for (i = 1; value && i < TRIES_MOST && *left; i++) {
		if (!seen_has(seen, value))
			break;
		spend(left, value);
		value = draw_try(drawing, column);
	}
	if (value && seen_has(seen, value))
		value = column->draw == DRAW_PHRASE
				? draw_numbered(drawing, value)
				: draw_next(drawing, column);
	if (!value)
		return NULL;
	value = value_copy(value, drawing->arena);
	seen_add(seen, value);
	return value;
}

static bool happens(struct random *random, int64_t of_100)
{
	return random_below(random, 100) < (uint64_t)of_100;
}

/*
 * The same draws are made whatever comes of them: streams stay in step.
 * NULL: there is an error.
 */
static const struct value *draw_cell(struct drawing *drawing)
{
	const struct column *column = &drawing->table->columns[drawing->column];
	struct random *random = &drawing->streams[drawing->column];
	bool null = column->nulls && happens(random, column->nulls);
	bool same = column->same_as && happens(random, column->same);
	const struct value *value = drawing->seen[drawing->column]
					    ? draw_unique(drawing, column)
					    : draw_value(drawing, column);

	if (value && null)
		return &value_null;
	return value && same ? draw_left(drawing, column->left) : value;
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

/* What the fixed rows hold is not drawn for a column that is unique. */
static struct seen *see_always(const struct described_table *table,
			       const char *name, struct arena *arena)
{
	struct seen *seen = seen_new(arena);
	size_t i;

	for (i = 0; table->always && i < table->always->as.list.n; i++) {
		const struct value *fixed =
			value_get(table->always->as.list.items[i], name);

		if (fixed)
			seen_add(seen, fixed);
	}
	return seen;
}

static void begin(struct drawing *drawing, uint64_t seed)
{
	const struct described_table *table = drawing->table;
	struct arena *arena = drawing->arena;
	size_t n = table->ncolumns, i;

	drawing->scratch = arena_new("tries");
	drawing->cells =
		ARENA_ARRAY(arena, drawing->rows * n, const struct value *);
	drawing->streams = ARENA_ARRAY(arena, n, struct random);
	drawing->seen = ARENA_ARRAY(arena, n, struct seen *);
	drawing->serial = ARENA_ARRAY(arena, n, int64_t);
	drawing->tries = ARENA_ARRAY(arena, n, size_t);
	drawing->passed = ARENA_ARRAY(arena, n, struct passed);
	for (i = 0; i < n; i++) {
		const char *name = table->columns[i].name;

		drawing->streams[i] = random_stream(
			seed, arena_printf(arena, "%s.%s", table->name, name));
		drawing->tries[i] = TRIES_IN_VAIN + TRIES_A_ROW * drawing->rows;
		if (table->columns[i].unique)
			drawing->seen[i] = see_always(table, name, arena);
	}
}

/* Draws what `fixed`, a map or NULL, does not give. */
static bool draw_row(struct drawing *drawing, const struct value *fixed)
{
	const struct described_table *table = drawing->table;
	const struct value **cells =
		&drawing->cells[drawing->row * table->ncolumns];
	size_t i;

	for (i = 0; i < table->ncolumns; i++) {
		drawing->column = i;
		cells[i] =
			fixed ? value_get(fixed, table->columns[i].name) : NULL;
		if (!cells[i])
			cells[i] = draw_cell(drawing);
		if (!cells[i])
			return false;
	}
	return true;
}

static const struct value *table_of(const struct drawing *drawing)
{
	size_t n = drawing->table->ncolumns, i;
	struct value_text *names =
		ARENA_ARRAY(drawing->arena, n, struct value_text);

	for (i = 0; i < n; i++)
		names[i] = (struct value_text){
			.bytes = drawing->table->columns[i].name,
			.len = strlen(drawing->table->columns[i].name)};
	return value_table(drawing->arena, names, n, drawing->cells,
			   drawing->rows);
}

static bool too_much(const struct described_table *table, struct err *err)
{
	return err_set(err, ERR_SPEC,
		       "%s:%u:%u: the rows of \"%s\" take more than %d MiB of "
		       "memory; fewer or shorter ones are expected",
		       table->at.file, table->at.line, table->at.column,
		       table->name, DATA_MIB);
}

/* `most`: how much of the arena may be used. */
static bool draw_rows(const struct described_table *table, uint64_t seed,
		      size_t rows, size_t most, struct arena *arena,
		      const struct value **value, struct err *err)
{
	struct drawing drawing = {
		.table = table, .rows = rows, .arena = arena, .err = err};
	size_t cells = rows * (table->ncolumns + 1);
	const struct value **fixed;
	bool good = true;

	if (arena_used(arena) + cells * sizeof(*fixed) > most)
		return too_much(table, err);
	fixed = place_always(table, seed, rows, arena);
	begin(&drawing, seed);
	for (; good && drawing.row < rows; drawing.row++)
		good = draw_row(&drawing, fixed[drawing.row]) &&
		       (arena_used(arena) <= most || too_much(table, err));
	arena_free(drawing.scratch);
	if (good)
		*value = table_of(&drawing);
	return good;
}

bool data_generate(const char *name, const char *bytes, size_t len,
		   uint64_t seed, int64_t rows, struct arena *arena,
		   struct generated *generated, struct err *err)
{
	size_t most = arena_used(arena) + ((size_t)DATA_MIB << 20);
	struct description description;
	struct generated_table *tables;
	size_t first = 0, i;

	if (rows < 0 || rows > ROWS_MOST)
		return err_set(err, ERR_SPEC,
			       "%s: %" PRId64 " rows are asked for; 1 to %d "
			       "are expected",
			       name, rows, ROWS_MOST);
	if (!describe(name, bytes, len, arena, &description, err))
		return false;
	tables = ARENA_ARRAY(arena, description.n, struct generated_table);
	for (i = 0; i < description.n; i++) {
		const struct described_table *table = &description.tables[i];
		size_t n = (size_t)(rows && !i ? rows : table->rows);
		size_t least = table->always ? table->always->as.list.n : 0;

		tables[i] = (struct generated_table){.name = table->name,
						     .create = table->create,
						     .first = first};
		if (!draw_rows(table, seed, n > least ? n : least, most, arena,
			       &tables[i].rows, err))
			return false;
		first += tables[i].rows->as.table.rows;
	}
	*generated = (struct generated){
		.tables = tables, .n = description.n, .rows = first};
	return true;
}

/* The tables of `more` behind those of `all`, with their rows renumbered. */
static void join(struct generated *all, const struct generated *more,
		 struct arena *arena)
{
	struct generated_table *tables =
		ARENA_ARRAY(arena, all->n + more->n, struct generated_table);
	size_t i;

	if (all->n)
		memcpy(tables, all->tables, all->n * sizeof(*tables));
	for (i = 0; i < more->n; i++) {
		tables[all->n + i] = more->tables[i];
		tables[all->n + i].first += all->rows;
	}
	*all = (struct generated){.tables = tables,
				  .n = all->n + more->n,
				  .rows = all->rows + more->rows};
}

bool data_generate_all(const struct spec_files *files, uint64_t seed,
		       int64_t rows, struct arena *arena,
		       struct generated *generated, struct err *err)
{
	struct generated all = {0}, more;
	size_t i;

	for (i = 0; i < files->n; i++) {
		const struct spec_file *file = &files->items[i];

		if (!data_generate(file->name, file->bytes, file->len, seed,
				   rows, arena, &more, err))
			return false;
		join(&all, &more, arena);
	}
	*generated = all;
	return true;
}
