/*
 * What holds for all values, tried on a million generated pairs: equal values
 * have no difference, a difference names something that really differs,
 * comparing is symmetric, the order is one, bytes and back give the same, and
 * what is shown is safe. GRADER_PAIRS takes fewer.
 */
#include "test_values.h"
#include "value/diff.h"
#include "value/show.h"
#include "value/wire.h"

#include "base/num.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static int64_t pairs(void)
{
	const char *text = getenv("GRADER_PAIRS");
	int64_t n = 1000000;

	if (text && !num_int(text, strlen(text), &n))
		fail_msg("GRADER_PAIRS is no number: %s", text);
	return n;
}

static void blame(const char *what, const struct value *a,
		  const struct value *b, uint64_t turn)
{
	AUTO(arena_release) struct arena *arena = arena_new("blame");
	AUTO(buf_release) struct buf tables = {0};

	buf_init(&tables, BUF_OURS);
	value_show_table(&tables, a, 0, 10);
	value_show_table(&tables, b, 0, 10);
	print_error("%s", tables.data);
	fail_msg("turn %llu: %s\n  a: %s\n  b: %s", (unsigned long long)turn,
		 what, value_shown(a, 0, arena), value_shown(b, 0, arena));
}

/* A copy with rows and elements in another order, keys and columns too. */
static const struct value *shuffled(const struct value *value,
				    struct random *random, struct arena *arena)
{
	const struct value *copy = value_copy(value, arena);
	size_t i, j, k;

	if (copy->kind == VALUE_MAP) {
		struct value_pair *pairs_of =
			(struct value_pair *)(uintptr_t)copy->as.map.pairs;

		for (i = copy->as.map.n; i > 1; i--) {
			struct value_pair other = pairs_of[i - 1];

			j = random_below(random, i);
			pairs_of[i - 1] = pairs_of[j];
			pairs_of[j] = other;
		}
	}
	if (copy->kind == VALUE_TABLE) {
		const struct value **cells =
			(const struct value **)(uintptr_t)copy->as.table.cells;
		size_t width = copy->as.table.columns;

		for (i = copy->as.table.rows; i > 1; i--) {
			j = random_below(random, i);
			for (k = 0; k < width; k++) {
				const struct value *other =
					cells[(i - 1) * width + k];

				cells[(i - 1) * width + k] =
					cells[j * width + k];
				cells[j * width + k] = other;
			}
		}
	}
	return copy;
}

static struct value_rules rules_of(struct random *random)
{
	static const char *const by[] = {"id"};
	struct value_rules rules = {0};

	rules.order = (enum value_order)random_below(random, 4);
	rules.by = by;
	rules.nby = 1;
	rules.tolerance = random_below(random, 3) ? 0 : 0.01;
	rules.exact_types = !random_below(random, 4);
	rules.truths_apart = !random_below(random, 4);
	return rules;
}

/* An entry that names two values names two that differ. */
static void check_entries(const struct diff *diff, const struct value *a,
			  const struct value *b,
			  const struct value_rules *rules, uint64_t turn)
{
	struct value_rules inner = *rules;
	size_t i;

	inner.order = ORDER_DEFAULT;
	for (i = 0; i < diff->n; i++) {
		const struct diff_entry *entry = &diff->entries[i];
		struct arena *arena = arena_new("entry");

		if (!*diff_entry_text(entry, arena))
			blame("an entry says nothing", a, b, turn);
		arena_free(arena);
		if (!entry->expected && !entry->seen)
			blame("an entry names nothing", a, b, turn);
		if ((entry->kind == DIFF_CELL || entry->kind == DIFF_VALUE) &&
		    entry->path[0] &&
		    value_equal(entry->expected, entry->seen, &inner))
			blame("an entry names two equal values", a, b, turn);
	}
}

/* How many rows of the table equal this one: nothing clever. */
static size_t occurs(const struct value *table, const struct value *row_of,
		     size_t row, const struct value_rules *rules)
{
	size_t n = 0, i, j;

	for (i = 0; i < table->as.table.rows; i++) {
		for (j = 0; j < table->as.table.columns; j++)
			if (!value_equal(value_cell(table, i, j),
					 value_cell(row_of, row, j), rules))
				break;
		n += j == table->as.table.columns;
	}
	return n;
}

/* Two tables are one bag when every row occurs as often in both. */
static bool same_bag_slowly(const struct value *a, const struct value *b,
			    const struct value_rules *rules)
{
	size_t i;

	if (a->as.table.columns != b->as.table.columns ||
	    a->as.table.rows != b->as.table.rows)
		return false;
	for (i = 0; i < a->as.table.rows; i++)
		if (occurs(a, a, i, rules) != occurs(b, a, i, rules))
			return false;
	return true;
}

static void check_bag(const struct value *a, const struct value *b,
		      const struct value_rules *rules, uint64_t turn)
{
	struct value_rules plain = {.exact_types = rules->exact_types,
				    .truths_apart = rules->truths_apart};

	if (a->kind != VALUE_TABLE || b->kind != VALUE_TABLE)
		return;
	if (value_equal(a, b, &plain) != same_bag_slowly(a, b, &plain))
		blame("the slow way to compare bags disagrees", a, b, turn);
}

static void check_pair(const struct value *a, const struct value *b,
		       const struct value_rules *rules, struct arena *arena,
		       uint64_t turn)
{
	bool equal = value_equal(a, b, rules);
	const struct diff *diff = value_diff(a, b, rules, arena);

	if (equal != value_equal(b, a, rules))
		blame("equality is not symmetric", a, b, turn);
	if (equal != !diff->n)
		blame("equal, and a difference, or neither", a, b, turn);
	if (diff->matching > diff->total)
		blame("more matches than there are", a, b, turn);
	if (value_compare(a, b) != -value_compare(b, a) &&
	    (value_compare(a, b) > 0) == (value_compare(b, a) > 0))
		blame("the order is not antisymmetric", a, b, turn);
	check_entries(diff, a, b, rules, turn);
	check_bag(a, b, rules, turn);
}

static void check_wire(const struct value *a, struct arena *arena,
		       uint64_t turn)
{
	AUTO(buf_release) struct buf buf = {0};
	const struct value *back = NULL;
	const char *at;
	struct err err;

	buf_init(&buf, BUF_OURS);
	value_write(&buf, a);
	at = buf.data;
	if (!value_read(&at, buf.data + buf.len, arena, &back, &err) ||
	    at != buf.data + buf.len || value_compare(a, back) ||
	    back->kind != a->kind || back->wide != a->wide ||
	    value_copy(a, arena)->wide != a->wide)
		blame("bytes and back differ", a, back ? back : a, turn);
	/* Cut off anywhere it is refused. */
	at = buf.data;
	if (buf.len > 1 &&
	    value_read(&at, buf.data + buf.len / 2, arena, &back, &err) &&
	    at > buf.data + buf.len / 2)
		blame("read beyond the end", a, a, turn);
}

static void check_shown(const struct value *a, struct arena *arena,
			uint64_t turn)
{
	const unsigned char *s =
		(const unsigned char *)value_shown(a, 40, arena);
	size_t i;

	if (shown_width((const char *)s) > 40)
		blame("shown wider than asked", a, a, turn);
	for (i = 0; s[i]; i++)
		if (s[i] < 0x20 || s[i] == 0x7f ||
		    (s[i] == 0xc2 && s[i + 1] < 0xa0))
			blame("a control character is shown", a, a, turn);
}

/* Another value, a copy, or a table with one cell changed. */
static const struct value *other_than(const struct value *a,
				      struct random *random,
				      struct arena *arena)
{
	const struct value *copy = value_copy(a, arena);
	const struct value **cells;
	size_t n;

	if (a->kind == VALUE_TABLE && random_below(random, 2)) {
		cells = (const struct value **)(uintptr_t)copy->as.table.cells;
		n = copy->as.table.rows * copy->as.table.columns;
		if (n)
			cells[random_below(random, n)] =
				any_scalar(random, arena);
		return copy;
	}
	return random_below(random, 3) ? any_value(random, arena, 2) : copy;
}

static void holds_for_all_values(void **state)
{
	struct random random = random_stream(1, "values");
	int64_t n = pairs(), turn;

	(void)state;
	for (turn = 0; turn < n; turn++) {
		struct arena *arena = arena_new("turn");
		const struct value *a = any_value(&random, arena, 2);
		const struct value *b = other_than(a, &random, arena);
		struct value_rules rules = rules_of(&random);

		check_pair(a, b, &rules, arena, (uint64_t)turn);
		if (turn % 8 == 0) {
			check_wire(a, arena, (uint64_t)turn);
			check_shown(a, arena, (uint64_t)turn);
			check_pair(a, value_copy(a, arena), &rules, arena,
				   (uint64_t)turn);
			if (!value_equal(a, value_copy(a, arena), &rules))
				blame("a copy differs", a, a, (uint64_t)turn);
			if (!value_equal(a, shuffled(a, &random, arena), NULL))
				blame("another order of rows or keys differs",
				      a, a, (uint64_t)turn);
		}
		arena_free(arena);
	}
}

static void the_order_is_transitive(void **state)
{
	struct random random = random_stream(2, "order");
	int64_t n = pairs() / 10, turn;

	(void)state;
	for (turn = 0; turn < n; turn++) {
		struct arena *arena = arena_new("turn");
		const struct value *a = any_value(&random, arena, 1);
		const struct value *b = any_value(&random, arena, 1);
		const struct value *c = any_value(&random, arena, 1);

		if (value_compare(a, b) <= 0 && value_compare(b, c) <= 0 &&
		    value_compare(a, c) > 0)
			blame("a <= b <= c, and a > c", a, c, (uint64_t)turn);
		arena_free(arena);
	}
}

/* With a tolerance equality is not transitive: a bag still needs the right
   partners. 0.00 0.01 against 0.01 0.02 match crosswise only. */
static void bags_find_their_partners(void **state)
{
	static const double a[] = {0.020, 0.010, 5}, b[] = {5, 0.011, 0.029};
	struct value_rules rules = {.order = ORDER_ANY, .tolerance = 0.0095};
	struct arena *arena = arena_new("bags");
	struct value_builder x, y;
	size_t i;

	(void)state;
	value_builder_init(&x, arena);
	value_builder_init(&y, arena);
	for (i = 0; i < 3; i++) {
		value_append(&x, value_real(arena, a[i], false));
		value_append(&y, value_real(arena, b[i], false));
	}
	assert_true(value_equal(value_built_list(&x), value_built_list(&y),
				&rules));
	arena_free(arena);
}

/* ---- numbers ---- */

static const struct value *number_of(const char *text, struct arena *arena)
{
	int64_t integer;
	double real = NAN;

	if (*text == 'd')
		return value_scalar(arena, VALUE_DECIMAL, text + 1,
				    strlen(text + 1));
	if (*text == 't')
		return &value_true;
	if (*text != 'r') {
		assert_true(num_int(text, strlen(text), &integer));
		return value_int(arena, integer);
	}
	if (strcmp(text, "rnan") != 0)
		assert_true(num_real(text + 1, strlen(text + 1), &real));
	return value_real(arena, real, false);
}

/* 5 is an INT, r5 a REAL, d5 a DECIMAL, t is true. */
static const struct both {
	const char *a, *b;
	bool equal;
	int order; /* with exact numbers on both sides; else not looked at */
} numbers[] = {
	{"1", "r1.0", true, 0},
	{"1", "d1.0", true, 0},
	{"1", "d1E0", true, 0},
	{"1000", "d1E+3", true, 0},
	{"-1000", "d-1.000E+3", true, 0},
	{"1", "d0.1E1", true, 0},
	{"0", "d-0", true, 0},
	{"0", "d0E-6176", true, 0},
	{"0", "r-0.0", true, 0},
	{"d0.0015", "d1.5E-3", true, 0},
	{"d0.0015", "d1.6E-3", false, -1},
	{"d1E+6144", "d1E+6143", false, 1},
	{"d-1E+6144", "d-1E+6143", false, -1},
	{"d1E+99999999999999999999", "5", false, 1},
	{"d1E-99999999999999999999", "0", false, 1},
	{"d10", "d9.99", false, 1},
	{"d10.5", "d10.50", true, 0},
	{"d10.05", "d10.5", false, -1},
	{"100", "10", false, 1},
	{"d12345678901234567890123456789012345",
	 "d12345678901234567890123456789012344", false, 1},
	{"9007199254740993", "9007199254740992", false, 1},
	{"9007199254740993", "d9007199254740993", true, 0},
	{"9007199254740993", "d9007199254740992", false, 1},
	{"9007199254740993", "r9007199254740992", false, 0},
	{"9007199254740994", "r9007199254740994", true, 0},
	{"9223372036854775807", "r9223372036854775808", false, 0},
	{"-9223372036854775807", "r-9223372036854775808", false, 0},
	{"9007199254740992", "r9007199254740992", true, 0},
	{"d0.1", "r0.1", true, 0},
	{"r0.30000000000000004", "r0.3", true, 0},
	{"rnan", "rnan", true, 0},
	{"rnan", "0", false, 0},
	{"t", "1", true, 0},
	{"t", "r1", true, 0},
	{"t", "2", false, 0},
};

static void numbers_are_what_they_say(void **state)
{
	static const struct value_rules apart = {.truths_apart = true};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(numbers); i++) {
		AUTO(arena_release) struct arena *arena = arena_new("numbers");
		const struct both *both = &numbers[i];
		const struct value *a = number_of(both->a, arena);
		const struct value *b = number_of(both->b, arena);
		bool truth = a->kind == VALUE_BOOL;

		if (value_equal(a, b, NULL) != both->equal ||
		    value_equal(b, a, NULL) != both->equal ||
		    value_equal(a, b, &apart) != (both->equal && !truth))
			blame("equal or not", a, b, i);
		if (!truth && a->kind != VALUE_REAL && b->kind != VALUE_REAL &&
		    (value_compare(a, b) != both->order ||
		     value_compare(b, a) != -both->order))
			blame("less or more", a, b, i);
	}
}

/* A document of many fields costs no time worth a thought. */
static void large_maps_are_compared(void **state)
{
	AUTO(arena_release) struct arena *arena = arena_new("maps");
	struct value_builder forth, back, other;
	size_t n = 100000, i;

	(void)state;
	value_builder_init(&forth, arena);
	value_builder_init(&back, arena);
	value_builder_init(&other, arena);
	for (i = 0; i < n; i++) {
		value_put(&forth, arena_printf(arena, "k%zu", i),
			  value_int(arena, (int64_t)i));
		value_put(&back, arena_printf(arena, "k%zu", n - i - 1),
			  value_long(arena, (int64_t)(n - i - 1)));
		value_put(&other, arena_printf(arena, "l%zu", i), &value_null);
	}
	assert_true(value_equal(value_built_map(&forth), value_built_map(&back),
				NULL));
	assert_int_equal(value_diff(value_built_map(&forth),
				    value_built_map(&other), NULL, arena)
				 ->total,
			 2 * n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_what_they_say),
		cmocka_unit_test(large_maps_are_compared),
		cmocka_unit_test(bags_find_their_partners),
		cmocka_unit_test(the_order_is_transitive),
		cmocka_unit_test(holds_for_all_values),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
