/*
 * Makes a counterexample small by delta debugging (Zeller and Hildebrandt,
 * "Simplifying and Isolating Failure-Inducing Input", 2002): leave out a
 * half, a quarter, an eighth … of the rows, and keep what still fails.
 *
 * Each probe runs the learner's and the reference's files on the same rows.
 * Few rows are loaded and run faster than many, so most of the time goes
 * into the first probes.
 */
#include "grade/shrink.h"

#include "base/clock.h"
#include "grade/registry.h"

#define PROBES_MOST 90
#define ROWS_MOST 400000 /* in all probes together */
#define BUDGET_MS 20000	 /* the counts decide; this is for a stuck machine */
#define ROWS_SHOWN 12	 /* more are no small example */

struct search {
	struct trials *trials;
	const struct bench *bench;
	struct order learner, reference;
	size_t check;
	struct arena *arena;
	struct deadline deadline;
	int probes;
	size_t rows; /* that the probes have loaded */
};

/* Whether the check fails, without any error, on these rows only. */
static bool fails(struct search *search, const uint32_t *rows, size_t n)
{
	struct bench bench = *search->bench;
	struct case_result result;
	struct trial *learner, *reference;
	struct err err;

	search->probes++;
	search->rows += n;
	search->learner.keep = search->reference.keep =
		(struct keep){.rows = rows, .n = n};
	search->learner.subset = search->reference.subset = true;
	learner = trial_plan(search->trials, &search->learner, false);
	reference = trial_plan(search->trials, &search->reference, false);
	if (!trials_run(search->trials, &err))
		return false;
	bench.seen = &learner->seen;
	bench.reference = &reference->seen;
	judge_case(&bench, search->arena, &result);
	return result.verdict == VERDICT_FAIL &&
	       result.checks[search->check].judged &&
	       !result.checks[search->check].finding.holds;
}

static bool spent(const struct search *search)
{
	return search->probes >= PROBES_MOST || search->rows >= ROWS_MOST ||
	       deadline_passed(search->deadline);
}

/* The rows without those from `at` on, `len` of them. */
static uint32_t *without(const struct search *search, const uint32_t *rows,
			 size_t n, size_t at, size_t len)
{
	uint32_t *left = ARENA_ARRAY(search->arena, n - len, uint32_t);

	if (at)
		memcpy(left, rows, at * sizeof(*rows));
	if (n > at + len)
		memcpy(left + at, rows + at + len,
		       (n - at - len) * sizeof(*rows));
	return left;
}

/* Leaves out every part of `len` rows that is not needed. */
static size_t pass(struct search *search, uint32_t **rows, size_t n, size_t len)
{
	size_t at = 0;

	while (at < n && n > 1 && !spent(search)) {
		size_t part = len < n - at ? len : n - at;
		uint32_t *left = without(search, *rows, n, at, part);

		if (part < n && fails(search, left, n - part)) {
			*rows = left;
			n -= part;
		} else {
			at += part;
		}
	}
	return n;
}

static size_t minimize(struct search *search, uint32_t **rows, size_t n)
{
	size_t len = n / 2 ? n / 2 : 1, before;

	for (;;) {
		before = n;
		n = pass(search, rows, n, len);
		if (spent(search) || (len == 1 && n == before))
			return n;
		if (len > 1)
			len = len / 2 < n / 2 || len == 2 ? len / 2 : n / 2;
		if (!len)
			len = 1;
	}
}

/* ---- what is left, as tables ---- */

static const struct value *rows_of(const struct generated_table *table,
				   const uint32_t *rows, size_t n,
				   struct arena *arena)
{
	const struct value_table *all = &table->rows->as.table;
	const struct value **cells =
		ARENA_ARRAY(arena, n * all->columns, const struct value *);
	size_t used = 0, i, j;

	for (i = 0; i < n; i++) {
		if (rows[i] < table->first ||
		    rows[i] >= table->first + all->rows)
			continue;
		for (j = 0; j < all->columns; j++)
			cells[used * all->columns + j] = value_cell(
				table->rows, rows[i] - table->first, j);
		used++;
	}
	return value_table(arena, all->names, all->columns, cells, used);
}

static const struct value *tables_of(const struct generated *generated,
				     const uint32_t *rows, size_t n,
				     struct arena *arena)
{
	struct value_builder map;
	size_t i;

	value_builder_init(&map, arena);
	for (i = 0; i < generated->n; i++)
		value_put(&map, generated->tables[i].name,
			  rows_of(&generated->tables[i], rows, n, arena));
	return value_built_map(&map);
}

const struct value *shrink(struct trials *trials, const struct bench *bench,
			   const struct order *learner,
			   const struct order *reference, size_t check,
			   struct arena *arena)
{
	struct search search = {.trials = trials,
				.bench = bench,
				.learner = *learner,
				.reference = *reference,
				.check = check,
				.arena = arena,
				.deadline = deadline_in_ms(BUDGET_MS)};
	const struct scene *scene = &bench->task->scene[bench->scene];
	struct generated generated;
	uint32_t *rows;
	size_t n, i;

	/* Rows are no reason for what is wrong with the file itself. */
	if (subject_kind_of(&scene->then[check].subject)->bytes ||
	    !scene_generated(scene, learner->seed, arena, &generated, NULL) ||
	    !generated.rows)
		return NULL;
	n = generated.rows;
	/* What shows without any row is not a matter of rows. */
	if (fails(&search, NULL, 0))
		return NULL;
	rows = ARENA_ARRAY(arena, n, uint32_t);
	for (i = 0; i < n; i++)
		rows[i] = (uint32_t)i;
	n = minimize(&search, &rows, n);
	return n <= ROWS_SHOWN ? tables_of(&generated, rows, n, arena) : NULL;
}
