/*
 * Any bytes as a description of generated tables, and as CSV: they are
 * refused with a message that has a place, or give rows, of a bounded number,
 * the same ones twice.
 */
#include "data/describe.h"
#include "data/generate.h"
#include "value/equal.h"

#include <assert.h>

#define ROWS 50
#define ROWS_OF_OTHERS 500

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static bool placed(const struct err *err)
{
	return err->owner == ERR_SPEC && !strncmp(err->text, "f:", 2) &&
	       err->text[2] >= '1' && err->text[2] <= '9';
}

/* Whether all tables but the first ask for few rows. */
static bool few(const struct description *description)
{
	int64_t rows = 0;
	size_t i;

	for (i = 1; i < description->n; i++)
		rows += description->tables[i].rows;
	return rows <= ROWS_OF_OTHERS;
}

static void check_unique(const struct described_table *table,
			 const struct value *rows)
{
	size_t i, j, k;

	for (i = 0; i < table->ncolumns; i++)
		for (j = 0; table->columns[i].unique && j < ROWS &&
			    j < rows->as.table.rows;
		     j++)
			for (k = 0; k < j; k++) {
				const struct value *one =
					value_cell(rows, j, i);

				assert(one->kind == VALUE_NULL ||
				       value_compare(one,
						     value_cell(rows, k, i)));
			}
}

static void check_rows(const struct described_table *table,
		       const struct generated_table *generated, size_t rows)
{
	size_t least = table->always ? table->always->as.list.n : 0;

	assert(generated->rows->as.table.columns == table->ncolumns);
	assert(generated->rows->as.table.rows == (rows > least ? rows : least));
	check_unique(table, generated->rows);
}

static void generate(const char *bytes, size_t len)
{
	AUTO(arena_release) struct arena *arena = arena_new("fuzz");
	struct description description;
	struct generated one, other;
	struct err err = {0};
	size_t i;

	if (!describe("f", bytes, len, arena, &description, &err)) {
		assert(placed(&err));
		return;
	}
	if (!few(&description))
		return;
	if (!data_generate("f", bytes, len, 1, ROWS, arena, &one, &err)) {
		assert(placed(&err));
		return;
	}
	if (!data_generate("f", bytes, len, 1, ROWS, arena, &other, &err))
		abort();
	assert(one.n == description.n);
	for (i = 0; i < one.n; i++) {
		const struct described_table *table = &description.tables[i];

		check_rows(table, &one.tables[i],
			   i ? (size_t)table->rows : ROWS);
		assert(value_equal(one.tables[i].rows, other.tables[i].rows,
				   &(struct value_rules){.order = ORDER_EXACT,
							 .exact_types = true}));
	}
}

static void read_csv(const char *bytes, size_t len)
{
	AUTO(arena_release) struct arena *arena = arena_new("fuzz");
	const struct value *table;
	struct err err = {0};
	size_t i, n;

	if (!data_csv("f", bytes, len, arena, &table, &err)) {
		assert(placed(&err));
		return;
	}
	n = table->as.table.rows * table->as.table.columns;
	assert(table->as.table.columns && n <= len);
	for (i = 0; i < n; i++) {
		const struct value *cell = table->as.table.cells[i];

		assert(cell->kind == VALUE_NULL ||
		       (cell->kind == VALUE_TEXT &&
			strlen(cell->as.text.bytes) == cell->as.text.len));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	generate((const char *)bytes, len);
	read_csv((const char *)bytes, len);
	return 0;
}
