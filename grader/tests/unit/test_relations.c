/* Every relation on values that it holds for, and on those it does not. */
#include "check/relation.h"
#include "grade/evidence.h"
#include "grade/registry.h"
#include "value/show.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static struct arena *arena;

/* ---- values, written as short texts ---- */

static const struct value *text(const char *s)
{
	return value_str(arena, s);
}

static const struct value *number(int64_t n)
{
	return value_int(arena, n);
}

static const struct value *decimal(const char *s)
{
	return value_scalar(arena, VALUE_DECIMAL, s, strlen(s));
}

static const struct value *list(const struct value *a, const struct value *b)
{
	struct value_builder builder;

	value_builder_init(&builder, arena);
	if (a)
		value_append(&builder, a);
	if (b)
		value_append(&builder, b);
	return value_built_list(&builder);
}

static const struct value *map(const char *key, const struct value *value)
{
	struct value_builder builder;

	value_builder_init(&builder, arena);
	if (key)
		value_put(&builder, key, value);
	return value_built_map(&builder);
}

/* Rows of (name, n), a name each, numbered from 1. */
static const struct value *table(const char *names)
{
	static const struct value_text heads[] = {{"name", 4}, {"n", 1}};
	size_t rows = strlen(names), i;
	const struct value **cells =
		ARENA_ARRAY(arena, 2 * rows, const struct value *);

	for (i = 0; i < rows; i++) {
		cells[2 * i] = value_text(arena, names + i, 1);
		cells[2 * i + 1] = number((int64_t)i + 1);
	}
	return value_table(arena, heads, 2, cells, rows);
}

/* ---- judging ---- */

static const struct relation *find(const char *name)
{
	size_t i;

	for (i = 0; registry_relations[i]; i++)
		if (!strcmp(registry_relations[i]->shape.name, name))
			return registry_relations[i];
	fail_msg("there is no relation %s", name);
	return NULL;
}

/* All relations but unchanged bind one pointer or a span at offset 0. */
static struct finding judge_reach(const char *name, enum reach reach,
				  const struct value *seen,
				  const struct value *argument)
{
	static const struct subject_kind kind = {.shape = {.name = "test"}};
	const struct relation *relation = find(name);
	struct check check = {.reach = reach};
	struct raw raw = {.seen = seen};
	struct finding finding;
	struct spec_pattern pattern = {0};
	bool on = true;

	check.relation.shape = &relation->shape;
	check.relation.body = &argument;
	if (!strcmp(name, "matches")) {
		pattern = (struct spec_pattern){.text = argument->as.text.bytes,
						.len = argument->as.text.len};
		check.relation.body = &pattern;
	} else if (!strcmp(name, "unchanged")) {
		raw.before = argument;
		check.relation.body = &on;
	}
	evidence_judge(&check, &kind, relation, &raw, arena, &finding);
	return finding;
}

static void expect(const char *name, const struct value *seen,
		   const struct value *argument, bool holds)
{
	struct finding finding = judge_reach(name, REACH_WHOLE, seen, argument);

	if (finding.holds != holds)
		fail_msg("%s: seen %s, argument %s: expected %s", name,
			 value_shown(seen, 0, arena),
			 value_shown(argument, 0, arena),
			 holds ? "to hold" : "not to hold");
	if (!holds && (!finding.why || !*finding.why))
		fail_msg("%s does not say why on %s", name,
			 value_shown(seen, 0, arena));
	if (finding.holds && finding.share < 1)
		fail_msg("%s holds, but only in part", name);
}

static const struct value *gone(void)
{
	return value_error(arena, 1146, "42S02", "Table 'x' doesn't exist");
}

static void equals(void **state)
{
	(void)state;
	expect("equals", number(2), number(2), true);
	expect("equals", number(2), decimal("2.00"), true);
	expect("equals", number(2), number(3), false);
	expect("equals", text("2"), number(2), false);
	expect("equals", text(""), text(""), true);
	expect("equals", &value_null, text(""), false);
	expect("equals", &value_none, &value_null, false);
	expect("equals", table("ab"), table("ba"), false);
	expect("equals", gone(), number(0), false);
	expect("equals", list(number(1), number(2)), list(number(2), number(1)),
	       false);
	expect("equals", map("a", number(1)), map("a", decimal("1.0")), true);
}

static void one_of(void **state)
{
	(void)state;
	expect("one_of", number(2), list(number(1), number(2)), true);
	expect("one_of", number(3), list(number(1), number(2)), false);
	expect("one_of", &value_none, list(number(1), NULL), false);
	expect("one_of", gone(), list(number(1146), NULL), false);
}

static void bounds(void **state)
{
	(void)state;
	expect("at_most", number(2), number(2), true);
	expect("at_most", decimal("2.01"), number(2), false);
	expect("at_most", text("1"), number(2), false);
	expect("at_most", &value_null, number(2), false);
	expect("at_most", gone(), number(2000), false);
	expect("at_most", list(number(1), NULL), number(2), false);
	expect("at_least", number(2), number(2), true);
	expect("at_least", number(1), number(2), false);
	expect("at_least", &value_none, number(0), false);
}

static void between(void **state)
{
	static const struct {
		int64_t seen;
		bool holds;
	} cases[] = {{1, false}, {2, true}, {3, true}, {4, true}, {5, false}};
	const struct relation *relation = find("between");
	struct evidence evidence = {0};
	struct spec_span span = {.low = number(2), .high = number(4)};
	struct finding finding;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		evidence.seen = number(cases[i].seen);
		relation->judge(&evidence, &span, arena, &finding);
		assert_int_equal(finding.holds, cases[i].holds);
	}
}

static void matches(void **state)
{
	(void)state;
	expect("matches", text("-- a\nb"), text("^b$"), true);
	expect("matches", text("abc"), text("x"), false);
	expect("matches", text(""), text("^$"), true);
	expect("matches", number(12), text("12"), false);
	expect("matches", &value_none, text(""), false);
	expect("matches", text("\xff\xfe"), text("."), false);
	/* Catastrophic backtracking ends, and does not hold. */
	expect("matches",
	       text("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
	       text("^(a+)+$b"), false);
}

static void contains(void **state)
{
	(void)state;
	expect("contains", text("hello"), text("ell"), true);
	expect("contains", text("hello"), list(text("he"), text("lo")), true);
	expect("contains", text("hello"), list(text("he"), text("x")), false);
	expect("contains", list(text("a"), text("b")), text("b"), true);
	expect("contains", list(text("a"), text("b")), text("c"), false);
	expect("contains", table("ab"), map("name", text("b")), true);
	expect("contains", table("ab"), map("name", text("c")), false);
	expect("contains", table("ab"), map("other", text("a")), false);
	expect("contains", map("a", number(1)), map("a", number(1)), true);
	expect("contains", map("a", number(1)), map("a", number(2)), false);
	expect("contains", map("a", map("b", number(1))),
	       map("a", map("b", number(1))), true);
	expect("contains", map("a", map("b", number(1))),
	       map("a", map("c", number(1))), false);
	expect("contains", list(NULL, NULL), text("a"), false);
	expect("contains", gone(), text("doesn't"), false);
}

static void lacks(void **state)
{
	(void)state;
	expect("lacks", text("hello"), text("x"), true);
	expect("lacks", text("hello"), list(text("x"), text("ell")), false);
	expect("lacks", list(text("a"), NULL), text("a"), false);
	expect("lacks", list(NULL, NULL), text("a"), true);
	expect("lacks", &value_none, text("a"), false);
	expect("lacks", gone(), text("a"), false);
}

static void unchanged(void **state)
{
	(void)state;
	expect("unchanged", table("ab"), table("ab"), true);
	expect("unchanged", table("ab"), table("a"), false);
	expect("unchanged", gone(), table("a"), false);
}

static void same_explains(void **state)
{
	const struct relation *same = NULL;
	struct check check = {0};
	struct finding finding;
	struct evidence evidence = {.seen = table("ac"),
				    .expected = table("ab")};

	(void)state;
	same = relation_of(&check);
	same->judge(&evidence, NULL, arena, &finding);
	assert_false(finding.holds);
	assert_string_equal(finding.why,
			    "name is 'c', not 'b', in {name: 'b', n: 2}");
	assert_true(finding.share == 0.5);
	evidence.seen = gone();
	same->judge(&evidence, NULL, arena, &finding);
	assert_string_equal(finding.why, "error 1146: Table 'x' doesn't exist");
}

static void each_and_count(void **state)
{
	struct finding finding;

	(void)state;
	finding = judge_reach("at_most", REACH_EACH, list(number(1), number(2)),
			      number(2));
	assert_true(finding.holds);
	finding = judge_reach("at_most", REACH_EACH, list(number(1), number(9)),
			      number(2));
	assert_false(finding.holds);
	assert_true(finding.share == 0.5);
	/* Nothing to look at proves nothing. */
	finding =
		judge_reach("at_most", REACH_EACH, list(NULL, NULL), number(2));
	assert_false(finding.holds);
	finding = judge_reach("equals", REACH_COUNT, table("abc"), number(3));
	assert_true(finding.holds);
	finding = judge_reach("equals", REACH_COUNT, text("Äb"), number(2));
	assert_true(finding.holds);
	finding = judge_reach("at_most", REACH_COUNT, gone(), number(3));
	assert_false(finding.holds);
}

/* ---- the options before a relation ---- */

static const struct value *prepared(struct options options, const char *kind,
				    const struct value *value)
{
	struct subject_kind subject = {.shape = {.name = kind}};
	struct check check = {.options = options};

	return evidence_value(&check, &subject, value, NULL, arena);
}

static void shows(const char *expected, const struct value *value)
{
	assert_string_equal(value_shown(value, 0, arena), expected);
}

static void reads_and_picks(void **state)
{
	static const char *const last_two[] = {"-1", "n"}, *all[] = {"all"},
				 *number_of[] = {"number"};
	struct options none = {0}, one = none;

	(void)state;
	one.read = READ_NUMBER;
	shows("12", prepared(one, "stdout", text(" 12\n")));
	shows("'12 a'", prepared(one, "stdout", text("12 a")));
	one.read = READ_LINES;
	shows("['a', '', 'b']", prepared(one, "stdout", text("a\r\n\nb\n")));
	one.read = READ_MATCH;
	one.match = (struct spec_pattern){.text = "(?<ip>\\d+): (?<n>\\d+)",
					  .len = 21};
	shows("2 rows (ip, n)",
	      prepared(one, "stdout", text("1: 2\nx\n33: 44\n")));
	shows("'a'", prepared(none, "stdout", text("a\n")));
	shows("'a\\n'", prepared(none, "file", text("a\n")));
	shows("2 rows (name, n)",
	      prepared(none, "results", list(table("a"), table("ab"))));
	one = none;
	one.pick = (struct texts){.items = all, .n = 1};
	shows("[1 row (name, n), 2 rows (name, n)]",
	      prepared(one, "results", list(table("a"), table("ab"))));
	one.pick = (struct texts){.items = last_two, .n = 2};
	shows("{-1: {name: 'b', n: 2}, n: [1, 2]}",
	      prepared(one, "rows", table("ab")));
	one.pick = (struct texts){.items = number_of, .n = 1};
	shows("1146", prepared(one, "error", gone()));
	one = none;
	one.ignore = (struct texts){.items = &last_two[1], .n = 1};
	shows("2 rows (name)", prepared(one, "rows", table("ab")));
}

static void masks_by_identity(void **state)
{
	struct step steps[] = {{.as = "keys", .mask = true}, {.as = NULL}};
	struct scene scene = {.when = steps, .nwhen = 2};
	struct outcome outcomes[2] = {{.value = list(text("x9"), text("y7"))},
				      {0}};
	const struct masks *masks = masks_of(&scene, outcomes, 2, arena);

	(void)state;
	shows("['‹keys.1›', 'got ‹keys.0›, x90']",
	      masks_apply(masks, list(text("y7"), text("got x9, x90")), arena));
}

static int begin(void **state)
{
	(void)state;
	arena = arena_new("test");
	return 0;
}

static int end(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(equals),	       TEST(one_of),
		TEST(bounds),	       TEST(between),
		TEST(matches),	       TEST(contains),
		TEST(lacks),	       TEST(unchanged),
		TEST(same_explains),   TEST(each_and_count),
		TEST(reads_and_picks), TEST(masks_by_identity),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
