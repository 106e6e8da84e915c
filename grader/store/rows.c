/* Rows in the order in which they are loaded. */
#include "store/rows.h"

/*
 * Permuted, rows come in steps of a number that shares no factor with their
 * count, which meets each row once.
 */
#define STEP 1000003u

void rows_init(struct rows *rows, const struct value *table)
{
	*rows = (struct rows){.n = table->as.table.rows};
}

void rows_of(struct rows *rows, const struct generated_table *table,
	     const struct place *place)
{
	rows_init(rows, table->rows);
	rows->first = table->first;
	rows->keep = place->keep;
	rows->permuted =
		place->variation.permuted && !place->keep && rows->n % STEP;
}

static bool is_kept(struct rows *rows, size_t number)
{
	const struct keep *keep = rows->keep;

	if (!keep)
		return true;
	while (rows->next < keep->n && keep->rows[rows->next] < number)
		rows->next++;
	return rows->next < keep->n && keep->rows[rows->next] == number;
}

bool rows_next(struct rows *rows, size_t *row)
{
	while (rows->at < rows->n) {
		size_t turn = rows->at++;

		*row = rows->permuted
			       ? (size_t)((uint64_t)turn * STEP % rows->n)
			       : turn;
		if (is_kept(rows, rows->first + *row))
			return true;
	}
	return false;
}
