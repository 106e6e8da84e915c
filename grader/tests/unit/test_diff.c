/* How differences of lists of documents are told. */
#include "base/buf.h"
#include "text/shellvalues.h"
#include "value/diff.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const struct row {
	const char *expected, *seen; /* as a shell prints them */
	const char *entries[4];
} rows[] = {
	{"{a: 1}\n{a: 2}\n", "{a: 2}\n{a: 1}\n", {NULL}},
	/* One with a change is told by what is named the same. */
	{"{_id: 3, a: 1, b: 1}\n",
	 "{_id: 3, a: 2, b: 1}\n",
	 {"{_id: 3}.a: it is 2, not 1"}},
	{"{_id: 3, a: 1}\n{_id: 4, a: 1}\n",
	 "{_id: 4, a: 2}\n{_id: 3}\n",
	 {"{_id: 3}.a: missing (it should be 1)",
	  "{_id: 4}.a: it is 2, not 1"}},
	{"{_id: 3, a: 1, b: 2}\n",
	 "{_id: 3, c: 5, d: 6, e: 7}\n",
	 {"{_id: 3}.a: missing (it should be 1)",
	  "{_id: 3}.b: missing (it should be 2)",
	  "{_id: 3}.c: too much (it is 5)", "{_id: 3}.d: too much (it is 6)"}},
	/* Not by its name, which is wrong, but by half of the rest. */
	{"{_id: 3, a: 1, b: 2}\n",
	 "{_id: 4, a: 1, b: 2}\n",
	 {"{a: 1}._id: it is 4, not 3"}},
	/* The one that shares most is the same one. */
	{"{a: 1, b: 2, c: 3}\n",
	 "{a: 1, b: 4, c: 5}\n{a: 1, b: 2, c: 4}\n",
	 {"{a: 1}.c: it is 4, not 3", "too much: {a: 1, b: 4, c: 5}"}},
	/* They have less than half in common. */
	{"{_id: 3, a: 1, b: 2}\n",
	 "{_id: 4, a: 1, b: 3}\n",
	 {"missing: {_id: 3, a: 1, b: 2}", "too much: {_id: 4, a: 1, b: 3}"}},
	{"{a: 1}\n", "1\n", {"missing: {a: 1}", "too much: 1"}},
};

static const struct value_rules any_order = {.order = ORDER_ANY};

static const struct value *read_values(const char *text, struct arena *arena)
{
	size_t room = SHELLVALUES_ROOM;

	return shellvalues(text, strlen(text), arena, &room);
}

static void test_documents(void **state)
{
	size_t i, j;

	(void)state;
	for (i = 0; i < ARRAY_LEN(rows); i++) {
		AUTO(arena_release) struct arena *arena = arena_new("test");
		const struct row *row = &rows[i];
		const struct diff *diff = value_diff(
			read_values(row->expected, arena),
			read_values(row->seen, arena), &any_order, arena);

		for (j = 0; j < diff->n && j < ARRAY_LEN(row->entries); j++) {
			assert_non_null(row->entries[j]);
			assert_string_equal(
				diff_entry_text(&diff->entries[j], arena),
				row->entries[j]);
		}
		assert_true(j == ARRAY_LEN(row->entries) || !row->entries[j]);
		assert_true(diff->matching <= diff->total);
	}
}

/* Each counts as one, whatever differs in it. */
static void test_totals(void **state)
{
	AUTO(arena_release) struct arena *arena = arena_new("test");
	const struct diff *diff = value_diff(
		read_values("{_id: 1, a: 1}\n{_id: 2, a: 1}\n", arena),
		read_values("{_id: 1, a: 1}\n{_id: 2, a: 5, b: 6}\n", arena),
		&any_order, arena);

	(void)state;
	assert_int_equal(diff->total, 2);
	assert_int_equal(diff->matching, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_documents),
		cmocka_unit_test(test_totals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
