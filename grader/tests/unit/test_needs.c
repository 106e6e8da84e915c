/* Which of the jobs that wait a worker takes next. */
#include "grade/needs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* Needs, a bit each, and a job that is to run alone. */
#define A UINT64_C(1)
#define B UINT64_C(2)
#define ALONE (UINT64_C(1) << 63)

#define WAITING_MOST 8
#define NONE SIZE_MAX

static const struct row {
	const char *name;
	uint64_t started[2]; /* by the worker that asks, by the other one */
	uint64_t waiting[WAITING_MOST];
	size_t n, expected;
} rows[] = {
	{"nothing waits", {0, 0}, {0}, 0, NONE},
	{"the first, when nothing is started", {0, 0}, {A, A, B}, 3, 0},
	{"what nobody has started", {0, A}, {A, A, B}, 3, 2},
	{"what needs nothing", {0, A}, {A, 0}, 2, 1},
	{"what fits, although it came later", {A, B}, {B, B, A}, 3, 2},
	{"what fits, when more is started", {A | B, 0}, {A}, 1, 0},
	{"the first of what fits", {A, B}, {B, A, A}, 3, 1},
	{"a part of it is elsewhere", {0, A}, {A | B}, 1, 0},
	{"few are left to the other one", {0, A}, {A, A, A, A}, 4, NONE},
	{"many are not", {0, A}, {A, A, A, A, A}, 5, 0},
	{"less is missing", {A, A | B}, {A | B, B, A | B, B, B}, 5, 0},
	{"two starts are as long as eight",
	 {0, A | B},
	 {A | B, A | B, A | B, A | B, A | B},
	 5,
	 NONE},
	{"the cheapest start",
	 {0, A | B},
	 {A | B, A | B, A | B, B, A | B},
	 5,
	 3},
	{"alone, when its turn has come", {0, A}, {ALONE | A, B}, 2, 0},
	{"not alone before that", {A, 0}, {B, ALONE | A, A}, 3, 2},
	{"nothing but alone behind what is left",
	 {0, A},
	 {A, ALONE | B},
	 2,
	 NONE},
};

static size_t chosen(const struct row *row)
{
	const struct started started = {.by = row->started, .workers = 2};
	struct job jobs[WAITING_MOST] = {{.attempts = 0}};
	size_t i, at;

	for (i = 0; i < row->n; i++) {
		jobs[i].needs = row->waiting[i] & ~ALONE;
		jobs[i].alone = row->waiting[i] & ALONE;
	}
	at = needs_choose(jobs, row->n, &started);
	return at == row->n ? NONE : at;
}

static void test_choices(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(rows); i++)
		if (chosen(&rows[i]) != rows[i].expected)
			fail_msg("%s: %zd, not %zd", rows[i].name,
				 (ssize_t)chosen(&rows[i]),
				 (ssize_t)rows[i].expected);
}

/* Whatever waits, and whatever is started: somebody takes some of it. */
static void test_somebody_begins(void **state)
{
	uint64_t started[2];
	struct job jobs[2] = {{.attempts = 0}};
	unsigned all;

	(void)state;
	for (all = 0; all < 256; all++) {
		struct started one = {started, 2, 0}, other = {started, 2, 1};

		started[0] = all & 3;
		started[1] = all >> 2 & 3;
		jobs[0].needs = all >> 4 & 3;
		jobs[1].needs = all >> 6 & 3;
		assert_true(needs_choose(jobs, 2, &one) < 2 ||
			    needs_choose(jobs, 2, &other) < 2);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_choices),
		cmocka_unit_test(test_somebody_begins)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
