/*
 * Generated tables and CSV: the same rows on every machine, the traps that
 * the shipped fixtures promise, and the exact message for each mistake.
 */
#include "base/file.h"
#include "base/hash.h"
#include "data/generate.h"
#include "value/equal.h"
#include "value/show.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define SEEDS 20

/* ---- what the tests share ---- */

/* A file of the repository; tests run in its root. */
static const char *load(const char *path, struct arena *arena, size_t *len)
{
	AUTO(buf_release) struct buf buf = {0};

	buf_init(&buf, (size_t)1 << 20);
	if (file_read(AT_FDCWD, path, &buf) != FILE_READ)
		fail_msg("%s cannot be read", path);
	*len = buf.len;
	return arena_copy(arena, buf.data, buf.len);
}

static struct generated generate(const char *bytes, size_t len, uint64_t seed,
				 int64_t rows, struct arena *arena)
{
	struct generated generated = {0};
	struct err err = {0};

	if (!data_generate("f", bytes, len, seed, rows, arena, &generated,
			   &err))
		fail_msg("%s\n%s", err.text, bytes);
	return generated;
}

static const struct value *fixture(const char *path, uint64_t seed,
				   int64_t rows, struct arena *arena)
{
	size_t len;
	const char *bytes = load(path, arena, &len);

	return generate(bytes, len, seed, rows, arena).tables[0].rows;
}

/* A column of a table by its name. */
static size_t column_of(const struct value *table, const char *name)
{
	size_t i;

	for (i = 0; i < table->as.table.columns; i++)
		if (!strcmp(table->as.table.names[i].bytes, name))
			return i;
	fail_msg("there is no column %s", name);
	return 0;
}

static const struct value *cell(const struct value *table, size_t row,
				const char *name)
{
	return value_cell(table, row, column_of(table, name));
}

static const char *text_of(const struct value *value)
{
	return value->kind == VALUE_TEXT ? value->as.text.bytes : "";
}

/* One description of a table `t`, line 6 of which is its first column. */
#define TABLE                                        \
	"tables:\n  - name: t\n    create: CREATE\n" \
	"    rows: 9\n    columns:\n"
#define COLUMN(text) TABLE "      - " text "\n"
#define COLUMNS(a, b) COLUMN(a) "      - " b "\n"
#define ALWAYS(column, row) COLUMN(column) "    always:\n      - " row "\n"

/* ---- the same rows everywhere ---- */

/* A form of its own, that no byte order or build plays a part in. */
static void add_cell(struct buf *buf, const struct value *value)
{
	if (value->kind == VALUE_NULL)
		buf_add_str(buf, "NULL\n");
	else if (value->kind == VALUE_INT)
		buf_printf(buf, "integer %" PRId64 "\n", value->as.integer);
	else
		buf_printf(buf, "%s %zu %s\n", value_kind_name(value->kind),
			   value->as.text.len, value->as.text.bytes);
}

static void digest_of(const char *path, uint64_t seed, int64_t rows,
		      char hex[2 * HASH_SIZE + 1])
{
	AUTO(arena_release) struct arena *arena = arena_new("test");
	AUTO(buf_release) struct buf buf = {0};
	const struct value *table = fixture(path, seed, rows, arena);
	struct digest digest;
	size_t i;

	buf_init(&buf, BUF_OURS);
	for (i = 0; i < table->as.table.rows * table->as.table.columns; i++)
		add_cell(&buf, table->as.table.cells[i]);
	digest = hash_of(buf.data, buf.len);
	hash_hex(&digest, hex);
}

static void test_digests(void **state)
{
	static const struct {
		const char *path;
		int64_t rows;
		const char *wanted;
	} cases[] = {
		{"fixtures/metal_bands.yaml", 0,
		 "d7c83b662d728331044e9fcd7c5404ed7f2760b69ce0d7304f2a005a6d6d9"
		 "b2a"},
		{"fixtures/metal_bands.yaml", 4871,
		 "d7c83b662d728331044e9fcd7c5404ed7f2760b69ce0d7304f2a005a6d6d9"
		 "b2a"},
		{"fixtures/metal_bands.yaml", 300,
		 "e731c1521741a92d5240a9fa3082138223096abcce51ae5e2370e2e8fca73"
		 "7e8"},
		{"fixtures/names.yaml", 50000,
		 "463e445e55d7046a1e4f11ab8e8f221ffd07ba9ff24d826ff1ecec65b1612"
		 "a1e"},
	};
	char hex[2 * HASH_SIZE + 1];
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		digest_of(cases[i].path, 1, cases[i].rows, hex);
		if (strcmp(hex, cases[i].wanted) != 0)
			fail_msg("%s, %" PRId64 " rows: expected %s, got %s",
				 cases[i].path, cases[i].rows, cases[i].wanted,
				 hex);
		digest_of(cases[i].path, 2, cases[i].rows, hex);
		if (!strcmp(hex, cases[i].wanted))
			fail_msg("%s: seed 2 gives the rows of seed 1",
				 cases[i].path);
	}
}

/* One column of each kind, with all that changes how it is drawn. */
static const char *const each_kind[] = {
	"{name: id, serial: 3}",
	"{name: low, integer: [-5, 40], skew: 3, nulls: 10}",
	"{name: high, integer: [low, 50], same_as: low, same: 30}",
	"{name: price, decimal: [-1.5, 9.25], scale: 2, skew: 2}",
	"{name: day, date: [\"1999-12-30\", \"2000-03-02\"]}",
	"{name: pick, choice: [x, 2, null, 2.5], weights: [1, 2, 3, 4]}",
	"{name: plain, choice: [k, l, m]}",
	"{name: some, several: [a, b, c, d], count: [0, 4], by: \"; \"}",
	"{name: words, phrase: [[A, \"\"], [B, C]], unique: true}",
	"{name: code, letters: 3, unique: true, nulls: 5}",
};

/* A table of the kinds from `first` on, `n` of them. */
static const struct value *table_of(size_t first, size_t n, int64_t rows,
				    struct arena *arena)
{
	AUTO(buf_release) struct buf buf = {0};
	size_t i;

	buf_init(&buf, BUF_OURS);
	buf_add_str(&buf, TABLE);
	for (i = first; i < first + n; i++)
		buf_printf(&buf, "      - %s\n", each_kind[i]);
	return generate(buf.data, buf.len, 7, rows, arena).tables[0].rows;
}

static void same_cells(const struct value *all, const struct value *part)
{
	size_t i, j;

	for (i = 0; i < part->as.table.columns; i++)
		for (j = 0; j < part->as.table.rows; j++) {
			const char *name = part->as.table.names[i].bytes;

			if (value_compare(cell(all, j, name),
					  value_cell(part, j, i)))
				fail_msg("row %zu of \"%s\" changed", j, name);
		}
}

static void test_columns_apart(void **state)
{
	AUTO(arena_release) struct arena *arena = arena_new("test");
	size_t most = ARRAY_LEN(each_kind), n;
	const struct value *all = table_of(0, most, 40, arena);

	(void)state;
	for (n = 1; n < most; n++)
		same_cells(all, table_of(0, n, 40, arena));
	for (n = 3; n < most; n++)
		same_cells(all, table_of(n, most - n, 40, arena));
}

static void test_sizes(void **state)
{
	static const char bytes[] =
		COLUMN("{name: a, serial: 1}") "    always: [{a: 70}, {a: 71}, "
					       "{a: 72}]\n"
					       "  - name: u\n    create: "
					       "CREATE U\n    rows: 4\n"
					       "    columns: [{name: b, "
					       "letters: 5}]\n";
	static const struct {
		int64_t asked;
		size_t first;
	} cases[] = {{0, 9}, {3, 3}, {4, 4}, {2, 3}, {1, 3}, {100, 100}};
	AUTO(arena_release) struct arena *arena = arena_new("test");
	struct generated whole =
		generate(bytes, sizeof(bytes) - 1, 1, 0, arena);
	size_t i, j, fixed;

	(void)state;
	assert_int_equal(whole.n, 2);
	assert_string_equal(whole.tables[1].name, "u");
	assert_string_equal(whole.tables[1].create, "CREATE U");
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		struct generated got = generate(bytes, sizeof(bytes) - 1, 1,
						cases[i].asked, arena);
		const struct value *rows = got.tables[0].rows;

		assert_int_equal(rows->as.table.rows, cases[i].first);
		assert_int_equal(got.tables[1].first, cases[i].first);
		assert_int_equal(got.rows, cases[i].first + 4);
		for (j = fixed = 0; j < cases[i].first; j++)
			fixed += cell(rows, j, "a")->as.integer >= 70 &&
				 cell(rows, j, "a")->as.integer <= 72;
		assert_int_equal(fixed, cases[i].first == 100 ? 6 : 3);
		same_cells(whole.tables[1].rows, got.tables[1].rows);
	}
}

/* ---- the traps of the shipped fixtures ---- */

static int64_t number(const struct value *value)
{
	return value->kind == VALUE_INT ? value->as.integer : INT64_MIN;
}

static bool split_in_time(const struct value *bands, size_t row)
{
	const struct value *split = cell(bands, row, "split");

	return split->kind == VALUE_NULL ||
	       (number(split) >= number(cell(bands, row, "formed")) &&
		number(split) <= 2022);
}

static bool split_null(const struct value *bands, size_t row)
{
	return cell(bands, row, "split")->kind == VALUE_NULL;
}

static bool same_year(const struct value *bands, size_t row)
{
	return number(cell(bands, row, "split")) ==
	       number(cell(bands, row, "formed"));
}

static const char *origin_of(const struct value *bands, size_t row)
{
	return text_of(cell(bands, row, "origin"));
}

static bool origin_empty(const struct value *bands, size_t row)
{
	return cell(bands, row, "origin")->kind == VALUE_TEXT &&
	       !*origin_of(bands, row);
}

static bool countries(const struct value *bands, size_t row)
{
	return strchr(origin_of(bands, row), ',');
}

static bool fans_tie(const struct value *bands, size_t row)
{
	size_t i;

	for (i = 0; i < row; i++)
		if (!strcmp(origin_of(bands, i), origin_of(bands, row)) &&
		    number(cell(bands, i, "fans")) ==
			    number(cell(bands, row, "fans")))
			return *origin_of(bands, row);
	return false;
}

/* How the n-th style of a band begins, and how long it is. */
static const char *style_of(const struct value *bands, size_t row, size_t n,
			    size_t *len)
{
	const char *at = text_of(cell(bands, row, "style"));

	for (; n && at; n--) {
		at = strchr(at, ',');
		at = at ? at + 1 : NULL;
	}
	*len = at ? strcspn(at, ",") : 0;
	return at;
}

static bool plays(const struct value *bands, size_t row, size_t from,
		  const char *style)
{
	const char *at;
	size_t i, len;

	for (i = from; (at = style_of(bands, row, i, &len)); i++)
		if (len == strlen(style) && !memcmp(at, style, len))
			return true;
	return false;
}

static bool styles_clean(const struct value *bands, size_t row)
{
	const char *all = text_of(cell(bands, row, "style")), *at;
	size_t i, len;

	for (i = 0; (at = style_of(bands, row, i, &len)); i++)
		if (!len || *at == ' ' || at[len - 1] == ' ')
			return false;
	return !strcasestr(all, "glam rock") ||
	       (plays(bands, row, 0, "Glam rock") &&
		!strstr(all, "Glam rock ") && !strstr(all, " Glam rock"));
}

static bool glam_rock_late(const struct value *bands, size_t row)
{
	return plays(bands, row, 1, "Glam rock");
}

static bool glam_alone(const struct value *bands, size_t row)
{
	return plays(bands, row, 0, "Glam");
}

static bool beyond_ascii(const struct value *bands, size_t row)
{
	const char *at = text_of(cell(bands, row, "band_name"));

	while (*at && !(*at & 0x80))
		at++;
	return *at;
}

struct trap {
	const char *name;
	bool (*holds)(const struct value *table, size_t row);
	bool always;  /* for each row; else for one at least … */
	size_t least; /* … when the table has so many rows */
};

static const struct trap band_traps[] = {
	{"split is never before formed nor after 2022", split_in_time, true, 0},
	{"styles have commas without blanks, Glam rock is whole", styles_clean,
	 true, 0},
	{"a band that still plays", split_null, false, 0},
	{"a band that split at once", same_year, false, 0},
	{"an origin that is empty", origin_empty, false, 0},
	/* One band in a hundred: small tables may have none. */
	{"an origin of several countries", countries, false, 4871},
	{"two bands of one origin with equal fans", fans_tie, false, 0},
	{"Glam rock that is not first", glam_rock_late, false, 0},
	{"Glam alone", glam_alone, false, 0},
	{"a name beyond ASCII", beyond_ascii, false, 0},
};

static int by_name(const void *a, const void *b)
{
	return strcasecmp(*(const char *const *)a, *(const char *const *)b);
}

/* No name occurs twice, so that DISTINCT changes nothing. */
static void check_names_differ(const struct value *bands, struct arena *arena)
{
	size_t n = bands->as.table.rows, i;
	const char **names = ARENA_ARRAY(arena, n, const char *);

	for (i = 0; i < n; i++)
		names[i] = text_of(cell(bands, i, "band_name"));
	qsort(names, n, sizeof(*names), by_name);
	assert_string_not_equal(names[0], "");
	for (i = 1; i < n; i++)
		if (!strcasecmp(names[i - 1], names[i]))
			fail_msg("%zu rows: \"%s\" occurs twice", n, names[i]);
}

struct total {
	const char *origin;
	int64_t fans;
};

/* Two origins have equal totals of fans. */
static void check_totals_tie(const struct value *bands)
{
	struct total totals[100] = {{0}};
	size_t n = 0, row, i, j;

	for (row = 0; row < bands->as.table.rows; row++) {
		const char *origin = origin_of(bands, row);

		for (i = 0; i < n && strcmp(totals[i].origin, origin); i++)
			;
		assert_true(i < ARRAY_LEN(totals));
		n += i == n;
		totals[i].origin = origin;
		totals[i].fans += number(cell(bands, row, "fans"));
	}
	for (i = 0; i < n; i++)
		for (j = 0; j < i; j++)
			if (totals[i].fans == totals[j].fans)
				return;
	fail_msg("%zu rows: no two origins tie", bands->as.table.rows);
}

static void check_traps(const struct value *table, const struct trap *traps,
			size_t n, uint64_t seed)
{
	size_t rows = table->as.table.rows, i, row;

	for (i = 0; i < n; i++) {
		if (rows < traps[i].least)
			continue;
		for (row = 0; row < rows; row++)
			if (traps[i].holds(table, row) != traps[i].always)
				break;
		if ((row == rows) != traps[i].always)
			fail_msg("%zu rows, seed %" PRIu64 ": %s: row %zu",
				 rows, seed, traps[i].name, row);
	}
}

static void test_bands(void **state)
{
	static const int64_t sizes[] = {50, 60, 300, 4871};
	uint64_t seed;
	size_t i;

	(void)state;
	for (seed = 0; seed < SEEDS; seed++)
		for (i = 0; i < ARRAY_LEN(sizes); i++) {
			AUTO(arena_release)
			struct arena *arena = arena_new("test");
			const struct value *bands =
				fixture("fixtures/metal_bands.yaml", seed,
					sizes[i], arena);

			assert_int_equal(bands->as.table.rows, sizes[i]);
			check_traps(bands, band_traps, ARRAY_LEN(band_traps),
				    seed);
			check_names_differ(bands, arena);
			check_totals_tie(bands);
		}
}

static bool name_null(const struct value *names, size_t row)
{
	return cell(names, row, "name")->kind == VALUE_NULL;
}

static bool name_good(const struct value *names, size_t row)
{
	const char *name = text_of(cell(names, row, "name"));

	return name_null(names, row) ||
	       (strlen(name) == 10 &&
		strspn(name, "abcdefghijklmnopqrstuvwxyz") == 10);
}

static bool score_null(const struct value *names, size_t row)
{
	return cell(names, row, "score")->kind == VALUE_NULL;
}

static bool score_good(const struct value *names, size_t row)
{
	int64_t score = number(cell(names, row, "score"));

	return score_null(names, row) || (score >= 50 && score <= 199);
}

static const struct trap name_traps[] = {
	{"a name has 10 letters", name_good, true, 0},
	{"a score is from 50 to 199", score_good, true, 0},
	{"a name that is NULL", name_null, false, 0},
	{"a score that is NULL", score_null, false, 0},
};

/* One in 26, give or take a seventh of them. */
static void check_letters(const struct value *names, uint64_t seed)
{
	size_t rows = names->as.table.rows, i, n;
	char letter;

	for (letter = 'a'; letter <= 'z'; letter++) {
		for (i = n = 0; i < rows; i++)
			n += *text_of(cell(names, i, "name")) == letter;
		if (n < rows / 30 || n > rows / 22)
			fail_msg("seed %" PRIu64 ": %zu names begin with %c",
				 seed, n, letter);
	}
}

static void test_names(void **state)
{
	uint64_t seed;

	(void)state;
	for (seed = 0; seed < SEEDS; seed++) {
		AUTO(arena_release) struct arena *arena = arena_new("test");
		const struct value *names =
			fixture("fixtures/names.yaml", seed, 0, arena);

		assert_int_equal(names->as.table.rows, 50000);
		check_traps(names, name_traps, ARRAY_LEN(name_traps), seed);
		check_letters(names, seed);
	}
}

/* ---- what each kind gives ---- */

/* The last column's rows, in order and with blanks between them. */
struct good_case {
	const char *name, *bytes;
	int64_t rows;
	const char *wanted; /* NULL: only that it can be drawn */
};

static const struct good_case good_cases[] = {
	{"serial by 1", COLUMN("{name: a, serial: 1}"), 3, "1 2 3"},
	{"a single integer", COLUMN("{name: a, integer: [7, 7]}"), 2, "7 7"},
	{"the least integer",
	 COLUMN("{name: a, integer: [-9223372036854775808, "
		"-9223372036854775808]}"),
	 1, "-9223372036854775808"},
	{"all of 64 bits",
	 COLUMN("{name: a, integer: [-9223372036854775808, "
		"9223372036854775807], skew: 16, unique: true}"),
	 50, NULL},
	{"a permutation", COLUMN("{name: a, integer: [1, 5], unique: true}"), 5,
	 "1 2 3 4 5"},
	{"a permutation that skew makes hard",
	 COLUMN("{name: a, integer: [1, 5], skew: 16, unique: true}"), 5,
	 "1 2 3 4 5"},
	{"a permutation beside fixed rows",
	 ALWAYS("{name: a, integer: [1, 5], unique: true}",
		"{a: 3}\n      - {a: 9}"),
	 6, "1 2 3 4 5 9"},
	{"a serial beside fixed rows",
	 ALWAYS("{name: a, serial: 1, unique: true}", "{a: 2}"), 3, "1 2 3"},
	{"a decimal with a sign",
	 COLUMN("{name: a, decimal: [-0.5, -0.5], scale: 2}"), 1, "-0.50"},
	{"a decimal without decimals", COLUMN("{name: a, decimal: [-3, -3]}"),
	 1, "-3"},
	{"the least decimal",
	 COLUMN("{name: a, decimal: [-9.223372036854775808, "
		"-9.223372036854775808], scale: 9}"),
	 0,
	 "f:6:29: \"decimal\" takes numbers of 64 bits with at most 9 "
	 "decimals or columns on the left, not -9.223372036854775808"},
	{"the largest decimal",
	 COLUMN("{name: a, decimal: [9223372036.854775807, "
		"9223372036.854775807], scale: 9}"),
	 1, "9223372036.854775807"},
	{"decimals, and one that is written shorter",
	 ALWAYS("{name: a, decimal: [1, 1.02], scale: 2, unique: true}",
		"{a: 1}"),
	 3, "1 1.01 1.02"},
	{"a day before the year 1000",
	 COLUMN("{name: a, date: [\"0005-02-28\", \"0005-02-28\"]}"), 1,
	 "0005-02-28"},
	{"days over a leap day",
	 COLUMN("{name: a, date: [\"2024-02-28\", \"2024-03-01\"], unique: "
		"true}"),
	 3, "2024-02-28 2024-02-29 2024-03-01"},
	{"days over no leap day",
	 COLUMN("{name: a, date: [\"1900-02-28\", \"1900-03-01\"], unique: "
		"true}"),
	 2, "1900-02-28 1900-03-01"},
	{"the first and the last day",
	 COLUMN("{name: a, date: [\"0001-01-01\", \"9999-12-31\"]}"), 50, NULL},
	{"days, and one that is fixed",
	 ALWAYS("{name: a, date: [\"2024-01-01\", \"2024-01-02\"], unique: "
		"true}",
		"{a: \"2024-01-01\"}"),
	 2, "2024-01-01 2024-01-02"},
	{"a choice that is unique, against its weights",
	 COLUMN("{name: a, choice: [x, y, z], weights: [1000000, 1, 1], "
		"unique: true}"),
	 3, "'x' 'y' 'z'"},
	{"a choice of NULL may repeat, unique or not",
	 COLUMN("{name: a, choice: [null], unique: true}"), 2, "NULL NULL"},
	{"a choice of everything",
	 COLUMN("{name: a, choice: [x, 1, 1.5, true, null, \"\"]}"), 50, NULL},
	{"one of several", COLUMN("{name: a, several: [x], count: [1, 1]}"), 2,
	 "'x' 'x'"},
	{"none of several", COLUMN("{name: a, several: [x, y], count: [0, 0]}"),
	 1, "''"},
	{"all of several",
	 COLUMN("{name: a, several: [x, y, z, w], count: [4, 4], by: \"\"}"),
	 50, NULL},
	{"a phrase without blanks for what is empty",
	 COLUMN("{name: a, phrase: [[\"\"], [x], [\"\"], [y], [\"\"]]}"), 1,
	 "'x y'"},
	{"a phrase that is unique gets the row's number",
	 COLUMN("{name: a, phrase: [[x]], unique: true}"), 3,
	 "'x' 'x 1' 'x 2'"},
	{"a number that is there already",
	 ALWAYS("{name: a, phrase: [[x]], unique: true}",
		"{a: x}\n      - {a: x 2}\n      - {a: x 1}\n      - {a: x "
		"0}\n      - {a: x 3}\n      - {a: x 4}"),
	 7, NULL},
	{"letters that are unique",
	 COLUMN("{name: a, letters: 1, unique: true}"), 26,
	 "'a' 'b' 'c' 'd' 'e' 'f' 'g' 'h' 'i' 'j' 'k' 'l' 'm' 'n' 'o' 'p' 'q' "
	 "'r' 's' 't' 'u' 'v' 'w' 'x' 'y' 'z'"},
	{"all words of two letters",
	 COLUMN("{name: a, letters: 2, unique: true}"), 676, NULL},
	{"a thousand numbers",
	 COLUMN("{name: a, integer: [1, 1000], unique: "
		"true}"),
	 1000, NULL},
	{"nothing but NULL", COLUMN("{name: a, letters: 1000, nulls: 100}"), 2,
	 "NULL NULL"},
	{"nulls and unique",
	 COLUMN("{name: a, integer: [1, 2], nulls: 100, unique: true}"), 2,
	 "NULL NULL"},
	{"from a column",
	 COLUMNS("{name: a, integer: [9, 9]}", "{name: b, integer: [a, 9]}"), 2,
	 "9 9"},
	{"unique from a column",
	 COLUMNS("{name: a, integer: [1, 1]}",
		 "{name: b, integer: [a, 9], skew: 16, unique: true}"),
	 9, "1 2 3 4 5 6 7 8 9"},
	{"a column that is above the end gives the start",
	 COLUMNS("{name: a, integer: [9, 9]}", "{name: b, integer: [a, 3]}"), 1,
	 "9"},
	{"a column that is NULL gives NULL",
	 COLUMNS("{name: a, integer: [9, 9], nulls: 100}",
		 "{name: b, integer: [1, a]}"),
	 2, "NULL NULL"},
	{"a decimal from a column of fewer decimals",
	 COLUMNS("{name: a, decimal: [1.5, 1.5], scale: 1}",
		 "{name: b, decimal: [a, 1.5], scale: 3}"),
	 1, "1.500"},
	{"the same as a column",
	 COLUMNS("{name: a, date: [\"2024-02-29\", \"2024-02-29\"]}",
		 "{name: b, date: [\"2000-01-01\", \"2001-01-01\"], same_as: "
		 "a, same: 100}"),
	 2, "2024-02-29 2024-02-29"},
	{"never the same, and more than 100 together",
	 COLUMNS("{name: a, integer: [1, 1]}",
		 "{name: b, integer: [2, 2], same_as: a, same: 0}"),
	 2, "2 2"},
	{"nulls come first, the same is of the rest",
	 COLUMNS("{name: a, integer: [1, 1]}",
		 "{name: b, integer: [2, 2], same_as: a, same: 100, nulls: "
		 "100}"),
	 1, "NULL"},
	{"only the fixed row", ALWAYS("{name: a, letters: 3}", "{a: null}"), 1,
	 "NULL"},
	{"a column that is called like a number",
	 COLUMNS("{name: \"1\", integer: [4, 4]}",
		 "{name: b, integer: [\"1\", 4]}"),
	 1, "4"},
};

static int compare(const void *a, const void *b)
{
	return value_compare(*(const struct value *const *)a,
			     *(const struct value *const *)b);
}

/* The values of the last column, sorted; none twice if it is unique. */
static const char *column_text(const struct good_case *one,
			       const struct value *table, struct arena *arena)
{
	AUTO(buf_release) struct buf buf = {0};
	size_t n = table->as.table.rows, i;
	const struct value **values =
		ARENA_ARRAY(arena, n, const struct value *);

	buf_init(&buf, BUF_OURS);
	for (i = 0; i < n; i++)
		values[i] = value_cell(table, i, table->as.table.columns - 1);
	qsort(values, n, sizeof(*values), compare);
	for (i = 0; i < n; i++) {
		buf_printf(&buf, "%s%s", i ? " " : "",
			   value_shown(values[i], 0, arena));
		if (i && strstr(one->bytes, "unique: true") &&
		    values[i]->kind != VALUE_NULL &&
		    !value_compare(values[i - 1], values[i]))
			fail_msg("%s: %s occurs twice", one->name,
				 value_shown(values[i], 0, arena));
	}
	return arena_copy(arena, buf.data, buf.len);
}

static const char *generated_text(const struct good_case *one, uint64_t seed,
				  struct arena *arena)
{
	struct generated generated;
	struct err err;

	if (!data_generate("f", one->bytes, strlen(one->bytes), seed, one->rows,
			   arena, &generated, &err))
		return arena_str(arena, err.text);
	return column_text(one, generated.tables[0].rows, arena);
}

static void test_good(void **state)
{
	uint64_t seed;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(good_cases); i++)
		for (seed = 0; seed < SEEDS; seed++) {
			AUTO(arena_release)
			struct arena *arena = arena_new("test");
			const struct good_case *one = &good_cases[i];
			const char *got = generated_text(one, seed, arena);

			if (one->wanted ? strcmp(got, one->wanted) != 0
					: !strncmp(got, "f:", 2))
				fail_msg("%s, seed %" PRIu64
					 ": expected\n%s\ngot\n%s",
					 one->name, seed,
					 one->wanted ? one->wanted : "rows",
					 got);
		}
}

/* Each value is as likely as its weight says. */
static void test_weights(void **state)
{
	static const char bytes[] =
		COLUMN("{name: a, choice: [x, y, z], weights: [1, 3, 6]}");
	AUTO(arena_release) struct arena *arena = arena_new("test");
	const struct value *rows =
		generate(bytes, sizeof(bytes) - 1, 1, 10000, arena)
			.tables[0]
			.rows;
	size_t n[3] = {0}, i;

	(void)state;
	for (i = 0; i < 10000; i++)
		n[*text_of(cell(rows, i, "a")) - 'x']++;
	assert_in_range(n[0], 900, 1100);
	assert_in_range(n[1], 2850, 3150);
	assert_in_range(n[2], 5850, 6150);
}

/* Ten times the rows take ten times the memory (and time: none hangs). */
static void test_memory(void **state)
{
	static const struct {
		const char *name, *bytes;
	} cases[] = {
		{"letters", COLUMN("{name: a, letters: 10}")},
		{"several", COLUMN("{name: a, several: [a, b, c, d, e], count: "
				   "[0, 5]}")},
		{"unique, all of the values, the last ones rarely drawn",
		 COLUMN("{name: a, integer: [1, 200000], skew: 16, unique: "
			"true}")},
		{"unique in vain",
		 COLUMN("{name: a, phrase: [[a, b], [c, d]], unique: true}")},
	};
	size_t i, used[2], turn;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		for (turn = 0; turn < 2; turn++) {
			AUTO(arena_release)
			struct arena *arena = arena_new("test");

			generate(cases[i].bytes, strlen(cases[i].bytes), 1,
				 turn ? 200000 : 20000, arena);
			used[turn] = arena_used(arena);
		}
		if (used[1] > 13 * used[0] || used[0] > 20000 * 300)
			fail_msg("%s: %zu bytes, then %zu", cases[i].name,
				 used[0], used[1]);
	}
}

/* ---- mistakes in descriptions ---- */

struct bad_case {
	const char *name, *bytes, *wanted;
};

#define NAMED(text) COLUMN("{name: a, " text "}")
#define AFTER(text) \
	COLUMNS("{name: abc, integer: [1, 2]}", "{name: b, " text "}")

static const struct bad_case bad_cases[] = {
	{"empty", "", "f:1:1: the file is empty"},
	{"a text", "tables", "f:1:1: \"f\" takes a map, not a text"},
	{"a list", "- name: t\n", "f:1:1: \"f\" takes a map, not a list"},
	{"not YAML", "tables: [}\n",
	 "f:1:10: did not find expected node content"},
	{"not UTF-8", "tables: \xff\n",
	 "f:1:9: a byte that is not UTF-8; save the file as UTF-8"},
	{"an alias", "tables: *x\n",
	 "f:1:9: aliases are not allowed; quote a text that starts with *"},
	{"an anchor", "tables: &x []\n",
	 "f:1:9: anchors are not allowed; quote a text that starts with &"},
	{"no tables", "{}\n", "f:1:1: the key \"tables\" is missing"},
	{"tables misspelt", "table: []\n",
	 "f:1:1: unknown key \"table\"; did you mean \"tables\"?"},
	{"tables without a value", "tables:\n",
	 "f:1:8: \"tables\" has no value; it takes a list"},
	{"tables a map", "tables: {name: t}\n",
	 "f:1:9: \"tables\" takes a list, not a map"},
	{"tables empty", "tables: []\n",
	 "f:1:9: \"tables\" is empty; a list is expected"},
	{"a table that is a text", "tables: [t]\n",
	 "f:1:10: \"tables\" takes a map, not a text"},
	{"a table that is null", "tables: [null]\n",
	 "f:1:10: \"tables\" takes a map, not a text"},
	{"a table without all", "tables:\n  - {}\n",
	 "f:2:5: the key \"name\" is missing"},
	{"a table's key misspelt",
	 "tables:\n  - {name: t, create: C, row: 3, columns: []}\n",
	 "f:2:26: unknown key \"row\"; did you mean \"rows\"?"},
	{"a table's name that is none",
	 "tables:\n  - {name: a b, create: C, rows: 3, columns: []}\n",
	 "f:2:12: \"name\" takes 1 to 64 letters, digits, _ or $, not a b"},
	{"a table's name that is a number",
	 "tables:\n  - {name: 12, create: C, rows: 3, columns: []}\n",
	 "f:2:12: YAML takes 12 for something else than a text; quote it: "
	 "\"12\""},
	{"no rows",
	 "tables:\n  - {name: t, create: C, rows: 0, columns: [{name: a, "
	 "serial: 1}]}\n",
	 "f:2:32: \"rows\" is 0; 1 to 10000000 are expected"},
	{"rows below 0",
	 "tables:\n  - {name: t, create: C, rows: -5, columns: [{name: a, "
	 "serial: 1}]}\n",
	 "f:2:32: \"rows\" takes a whole number in plain digits, not -5"},
	{"too many rows",
	 "tables:\n  - {name: t, create: C, rows: 10000001, columns: [{name: "
	 "a, serial: 1}]}\n",
	 "f:2:32: \"rows\" is 10000001; 1 to 10000000 are expected"},
	{"rows beyond 64 bits",
	 "tables:\n  - {name: t, create: C, rows: 99999999999999999999, "
	 "columns: [{name: a, serial: 1}]}\n",
	 "f:2:32: \"rows\" takes a whole number in plain digits, not "
	 "99999999999999999999"},
	{"rows in words",
	 "tables:\n  - {name: t, create: C, rows: many, columns: [{name: a, "
	 "serial: 1}]}\n",
	 "f:2:32: \"rows\" takes a whole number in plain digits, not many"},
	{"rows in quotes",
	 "tables:\n  - {name: t, create: C, rows: \"5\", columns: [{name: a, "
	 "serial: 1}]}\n",
	 "f:2:32: \"rows\" takes a whole number in plain digits, not \"5\""},
	{"create a list",
	 "tables:\n  - {name: t, create: [C], rows: 5, columns: [{name: a, "
	 "serial: 1}]}\n",
	 "f:2:23: \"create\" takes a text, not a list"},
	{"create cut",
	 "tables:\n  - name: t\n    create: CREATE #t\n    rows: 5\n    "
	 "columns: [{name: a, serial: 1}]\n",
	 "f:3:13: the text of \"create\" is cut at \" #\", which starts a "
	 "comment; quote it"},
	{"columns empty",
	 "tables:\n  - {name: t, create: C, rows: 3, columns: []}\n",
	 "f:2:44: \"columns\" is empty; a list is expected"},
	{"columns a map",
	 "tables:\n  - {name: t, create: C, rows: 3, columns: {name: a}}\n",
	 "f:2:44: \"columns\" takes a list, not a map"},
	{"a table twice",
	 COLUMN("{name: a, serial: 1}") "  - {name: t, create: C, rows: 1, "
					"columns: [{name: a, serial: 1}]}\n",
	 "f:7:12: there is already a table \"t\""},
	{"a key twice", NAMED("serial: 1, serial: 2"),
	 "f:6:30: the key \"serial\" is already in line 6"},

	{"a column that is a text", COLUMN("a"),
	 "f:6:9: \"columns\" takes a map, not a text"},
	{"a column without a name", COLUMN("{serial: 1}"),
	 "f:6:9: the key \"name\" is missing"},
	{"a column without a kind", COLUMN("{name: a}"),
	 "f:6:9: a column needs one of these keys: serial, integer, decimal, "
	 "date, choice, several, phrase, letters"},
	{"a kind misspelt", NAMED("intger: [1, 2]"),
	 "f:6:19: unknown key \"intger\"; did you mean \"integer\"?"},
	{"a kind from afar", NAMED("normal: [1, 2]"),
	 "f:6:9: a column needs one of these keys: serial, integer, decimal, "
	 "date, choice, several, phrase, letters"},
	{"two kinds", NAMED("serial: 1, letters: 2"),
	 "f:6:30: two kinds of column in one map: \"serial\" and \"letters\""},
	{"an option misspelt", NAMED("serial: 1, uniqe: true"),
	 "f:6:30: unknown key \"uniqe\"; did you mean \"unique\"?"},
	{"an option of another kind", NAMED("serial: 1, skew: 2"),
	 "f:6:30: unknown key \"skew\"; known here: name, nulls, unique, "
	 "same_as, same, serial, integer, decimal, date, choice, several, "
	 "phrase, letters"},
	{"a column twice",
	 COLUMNS("{name: a, serial: 1}", "{name: a, serial: 1}"),
	 "f:7:16: there is already a column \"a\""},
	{"a column twice but for the case",
	 COLUMNS("{name: a, serial: 1}", "{name: A, serial: 1}"),
	 "f:7:16: there is already a column \"a\""},
	{"unique in words", NAMED("serial: 1, unique: yes"),
	 "f:6:38: \"unique\" takes true or false, not yes"},
	{"nulls above 100", NAMED("serial: 1, nulls: 101"),
	 "f:6:37: \"nulls\" is 101; 0 to 100 are expected"},
	{"nulls below 0", NAMED("serial: 1, nulls: -1"),
	 "f:6:37: \"nulls\" takes a whole number in plain digits, not -1"},
	{"nulls without a value", NAMED("serial: 1, nulls: "),
	 "f:6:37: \"nulls\" has no value; it takes a whole number in plain "
	 "digits"},
	{"same above 100", AFTER("serial: 1, same_as: abc, same: 200"),
	 "f:7:50: \"same\" is 200; 0 to 100 are expected"},
	{"same_as alone", AFTER("serial: 1, same_as: abc"),
	 "f:7:39: \"same_as\" without \"same\": how many of 100 is expected"},
	{"same alone", AFTER("serial: 1, same: 3"),
	 "f:7:36: \"same\" without \"same_as\": a column on the left is "
	 "expected"},
	{"same_as misspelt", AFTER("integer: [1, 2], same_as: abd, same: 3"),
	 "f:7:45: there is no column \"abd\" on the left; did you mean "
	 "\"abc\"?"},
	{"same_as itself", NAMED("serial: 1, same_as: a, same: 3"),
	 "f:6:39: there is no column \"a\" on the left"},
	{"same_as on the right",
	 COLUMNS("{name: a, integer: [1, 2], same_as: b, same: 3}",
		 "{name: b, integer: [1, 2]}"),
	 "f:6:45: there is no column \"b\" on the left"},
	{"same_as and unique",
	 AFTER("serial: 1, same_as: abc, same: 3, unique: true"),
	 "f:7:39: a column that is unique repeats no other"},
	{"same_as of another type",
	 AFTER("date: [\"2024-01-01\", \"2024-01-02\"], same_as: abc, same: 3"),
	 "f:7:64: values of \"abc\" do not fit into \"b\""},

	{"serial 0", NAMED("serial: 0"),
	 "f:6:27: \"serial\" is 0; 1 to 1000000 are expected"},
	{"serial too large", NAMED("serial: 9223372036854775807"),
	 "f:6:27: \"serial\" is 9223372036854775807; 1 to 1000000 are "
	 "expected"},
	{"serial a list", NAMED("serial: [1]"),
	 "f:6:27: \"serial\" takes a whole number in plain digits, not a list"},
	{"serial true", NAMED("serial: true"),
	 "f:6:27: \"serial\" takes a whole number in plain digits, not true"},

	{"a range with one end", NAMED("integer: [1]"),
	 "f:6:28: \"integer\" takes [from, to], not a list of 1"},
	{"a range with no end", NAMED("integer: []"),
	 "f:6:28: \"integer\" takes [from, to], not a list of 0"},
	{"a range with three ends", NAMED("integer: [1, 2, 3]"),
	 "f:6:28: \"integer\" takes [from, to], not a list of 3"},
	{"a range that is a number", NAMED("integer: 5"),
	 "f:6:28: \"integer\" takes a list of values, not 5"},
	{"a range reversed", NAMED("integer: [5, 1]"),
	 "f:6:28: \"integer\" goes from 5 to 1; the least is expected first"},
	{"a range of fractions", NAMED("integer: [0.5, 1]"),
	 "f:6:29: \"integer\" takes whole numbers of 64 bits or columns on the "
	 "left, not 0.5"},
	{"a range beyond 64 bits", NAMED("integer: [0, 9223372036854775808]"),
	 "f:6:32: \"integer\" takes whole numbers of 64 bits or columns on the "
	 "left, not 9223372036854775808"},
	{"a range of null", NAMED("integer: [null, 1]"),
	 "f:6:29: \"integer\" takes whole numbers of 64 bits or columns on the "
	 "left, not null"},
	{"a range of truths", NAMED("integer: [false, true]"),
	 "f:6:29: \"integer\" takes whole numbers of 64 bits or columns on the "
	 "left, not false"},
	{"a range of lists", NAMED("integer: [[1], [2]]"),
	 "f:6:29: \"integer\" takes whole numbers of 64 bits or columns on the "
	 "left, not a list"},
	{"a range of a column that is not there", AFTER("integer: [abd, 5]"),
	 "f:7:29: there is no column \"abd\" on the left; did you mean "
	 "\"abc\"?"},
	{"a range of a column on the right",
	 COLUMNS("{name: a, integer: [b, 9]}", "{name: b, integer: [1, 2]}"),
	 "f:6:29: there is no column \"b\" on the left"},
	{"a range of itself", NAMED("integer: [1, a]"),
	 "f:6:32: there is no column \"a\" on the left"},
	{"a range of a text column",
	 COLUMNS("{name: a, letters: 3}", "{name: b, integer: [a, 9]}"),
	 "f:7:29: values of \"a\" do not fit into \"b\""},
	{"a range of more decimals",
	 COLUMNS("{name: a, decimal: [1, 2], scale: 3}",
		 "{name: b, decimal: [a, 9], scale: 2}"),
	 "f:7:29: values of \"a\" do not fit into \"b\""},
	{"skew 0", NAMED("integer: [1, 2], skew: 0"),
	 "f:6:42: \"skew\" is 0; 1 to 16 are expected"},
	{"skew too large", NAMED("integer: [1, 2], skew: 17"),
	 "f:6:42: \"skew\" is 17; 1 to 16 are expected"},

	{"a decimal reversed", NAMED("decimal: [1.5, 1.25], scale: 2"),
	 "f:6:28: \"decimal\" goes from 1.5 to 1.25; the least is expected "
	 "first"},
	{"a decimal with too many decimals",
	 NAMED("decimal: [1, 1.255], scale: 2"),
	 "f:6:32: \"decimal\" takes numbers of 64 bits with at most 2 decimals "
	 "or columns on the left, not 1.255"},
	{"a decimal beyond 64 bits",
	 NAMED("decimal: [1, 9223372036854775807], scale: 1"),
	 "f:6:32: \"decimal\" takes numbers of 64 bits with at most 1 decimals "
	 "or columns on the left, not 9223372036854775807"},
	{"a decimal with an exponent", NAMED("decimal: [1, 1e3], scale: 1"),
	 "f:6:32: YAML takes 1e3 for something else than a text; quote it: "
	 "\"1e3\""},
	{"scale too large", NAMED("decimal: [1, 2], scale: 10"),
	 "f:6:43: \"scale\" is 10; 0 to 9 are expected"},
	{"scale below 0", NAMED("decimal: [1, 2], scale: -1"),
	 "f:6:43: \"scale\" takes a whole number in plain digits, not -1"},
	{"a decimal that overflows for a row",
	 COLUMNS("{name: a, integer: [9223372036854775807, "
		 "9223372036854775807]}",
		 "{name: b, decimal: [1, a], scale: 1}"),
	 "f:7:9: a number of \"a\" does not fit into 64 bits with the decimals "
	 "of \"b\""},

	{"a date without quotes", NAMED("date: [2024-01-01, 2024-12-31]"),
	 "f:6:26: YAML takes 2024-01-01 for something else than a text; quote "
	 "it: \"2024-01-01\""},
	{"a date that there is not",
	 NAMED("date: [\"2024-01-01\", \"2024-02-30\"]"),
	 "f:6:40: \"date\" takes days like \"2024-05-15\", not 2024-02-30"},
	{"a leap day that there is not",
	 NAMED("date: [\"1900-02-29\", \"2024-02-01\"]"),
	 "f:6:26: \"date\" takes days like \"2024-05-15\", not 1900-02-29"},
	{"a date in another order",
	 NAMED("date: [\"01.02.2024\", \"02.02.2024\"]"),
	 "f:6:26: \"date\" takes days like \"2024-05-15\", not 01.02.2024"},
	{"a date with a time",
	 NAMED("date: [\"2024-01-01 10:00:00\", \"2024-12-31\"]"),
	 "f:6:26: \"date\" takes days like \"2024-05-15\", not 2024-01-01 "
	 "10:00:00"},
	{"dates reversed", NAMED("date: [\"2024-12-31\", \"2024-01-01\"]"),
	 "f:6:25: \"date\" goes from 2024-12-31 to 2024-01-01; the least is "
	 "expected first"},
	{"a date of a year", NAMED("date: [2023, 2024]"),
	 "f:6:26: \"date\" takes days like \"2024-05-15\", not 2023"},
	{"a date of a column",
	 COLUMNS("{name: abc, date: [\"2024-01-01\", \"2024-01-02\"]}",
		 "{name: b, date: [abc, \"2024-12-31\"]}"),
	 "f:7:26: \"date\" takes days like \"2024-05-15\", not abc"},

	{"a choice of nothing", NAMED("choice: []"),
	 "f:6:27: \"choice\" is empty; values are expected"},
	{"a choice that is a text", NAMED("choice: USA"),
	 "f:6:27: \"choice\" takes a list of values, not USA"},
	{"a choice of lists", NAMED("choice: [a, [b]]"),
	 "f:6:31: \"choice\" takes texts and numbers, not a list"},
	{"a choice of what YAML would type", NAMED("choice: [a, no]"),
	 "f:6:31: YAML takes no for something else than a text; quote it: "
	 "\"no\""},
	{"too few weights", NAMED("choice: [a, b], weights: [1]"),
	 "f:6:44: 1 weights for 2 values; as many are expected"},
	{"too many weights", NAMED("choice: [a, b], weights: [1, 2, 3]"),
	 "f:6:44: 3 weights for 2 values; as many are expected"},
	{"weights that sum to 0", NAMED("choice: [a, b], weights: [0, 0]"),
	 "f:6:45: \"weights\" takes whole numbers from 1 to 1000000, not 0"},
	{"a weight of 0", NAMED("choice: [a, b], weights: [1, 0]"),
	 "f:6:48: \"weights\" takes whole numbers from 1 to 1000000, not 0"},
	{"a weight below 0", NAMED("choice: [a, b], weights: [5, -1]"),
	 "f:6:48: \"weights\" takes whole numbers from 1 to 1000000, not -1"},
	{"a weight that is a fraction",
	 NAMED("choice: [a, b], weights: [0.5, 0.5]"),
	 "f:6:45: \"weights\" takes whole numbers from 1 to 1000000, not 0.5"},
	{"weights that overflow",
	 NAMED("choice: [a, b], weights: [9223372036854775807, "
	       "9223372036854775807]"),
	 "f:6:45: \"weights\" takes whole numbers from 1 to 1000000, not "
	 "9223372036854775807"},

	{"several of nothing", NAMED("several: [], count: [0, 0]"),
	 "f:6:28: \"several\" has an empty list; texts are expected"},
	{"several of numbers", NAMED("several: [1, 2], count: [1, 2]"),
	 "f:6:29: \"several\" takes texts, quoted if need be, not 1"},
	{"several without a count", NAMED("several: [a, b]"),
	 "f:6:9: the key \"count\" is missing"},
	{"a count larger than the list",
	 NAMED("several: [a, b], count: [1, 3]"),
	 "f:6:43: \"count\" takes [least, most], the least first and both from "
	 "0 to 2"},
	{"a count reversed", NAMED("several: [a, b], count: [2, 1]"),
	 "f:6:43: \"count\" takes [least, most], the least first and both from "
	 "0 to 2"},
	{"a count below 0", NAMED("several: [a, b], count: [-1, 1]"),
	 "f:6:43: \"count\" takes [least, most], the least first and both from "
	 "0 to 2"},
	{"a count that is a number", NAMED("several: [a, b], count: 2"),
	 "f:6:43: \"count\" takes a list of values, not 2"},
	{"a count of texts", NAMED("several: [a, b], count: [a, b]"),
	 "f:6:43: \"count\" takes [least, most], the least first and both from "
	 "0 to 2"},
	{"several with one twice", NAMED("several: [a, b, a], count: [1, 2]"),
	 "f:6:35: \"a\" is already in the list"},
	{"several that is unique",
	 NAMED("several: [a, b], count: [1, 2], unique: true"),
	 "f:6:59: \"several\" cannot be unique"},

	{"a phrase of nothing", NAMED("phrase: []"),
	 "f:6:27: \"phrase\" is empty; lists of texts are expected"},
	{"a phrase of an empty list", NAMED("phrase: [[a], []]"),
	 "f:6:33: \"phrase\" has an empty list; texts are expected"},
	{"a phrase of texts", NAMED("phrase: [a, b]"),
	 "f:6:28: \"phrase\" takes lists of texts, not a"},
	{"a phrase of numbers", NAMED("phrase: [[a], [1]]"),
	 "f:6:34: \"phrase\" takes texts, quoted if need be, not 1"},
	{"a phrase of null", NAMED("phrase: [[a, null]]"),
	 "f:6:32: \"phrase\" takes texts, quoted if need be, not null"},

	{"letters 0", NAMED("letters: 0"),
	 "f:6:28: \"letters\" is 0; 1 to 1000 are expected"},
	{"letters too many", NAMED("letters: 1001"),
	 "f:6:28: \"letters\" is 1001; 1 to 1000 are expected"},
	{"letters without end", NAMED("letters: 9223372036854775807"),
	 "f:6:28: \"letters\" is 9223372036854775807; 1 to 1000 are expected"},

	{"always a map", COLUMN("{name: a, serial: 1}") "    always: {a: 1}\n",
	 "f:7:13: \"always\" takes a list, not a map"},
	{"always empty", COLUMN("{name: a, serial: 1}") "    always: []\n",
	 "f:7:13: \"always\" is empty; a list is expected"},
	{"always of texts", ALWAYS("{name: a, serial: 1}", "a"),
	 "f:8:9: \"always\" takes a map, not a text"},
	{"always with an unknown column",
	 ALWAYS("{name: abc, serial: 1}", "{abd: 1}"),
	 "f:8:10: unknown column \"abd\"; did you mean \"abc\"?"},
	{"always with a text for a number",
	 ALWAYS("{name: a, serial: 1}", "{a: x}"),
	 "f:8:13: \"a\" takes whole numbers of 64 bits or null, not x"},
	{"always with a fraction for a number",
	 ALWAYS("{name: a, integer: [1, 2]}", "{a: 1.5}"),
	 "f:8:13: \"a\" takes whole numbers of 64 bits or null, not 1.5"},
	{"always with too many decimals",
	 ALWAYS("{name: a, decimal: [1, 2], scale: 1}", "{a: 1.25}"),
	 "f:8:13: \"a\" takes numbers of 64 bits with at most 1 decimals or "
	 "null, not 1.25"},
	{"always with a date that there is not",
	 ALWAYS("{name: a, date: [\"2024-01-01\", \"2024-01-02\"]}",
		"{a: \"2024-13-01\"}"),
	 "f:8:13: \"a\" takes days like \"2024-05-15\" or null, not "
	 "2024-13-01"},
	{"always with a list", ALWAYS("{name: a, letters: 1}", "{a: [x]}"),
	 "f:8:13: \"a\" takes texts, numbers or null, not a list"},
	{"always twice what is unique",
	 ALWAYS("{name: a, phrase: [[x]], unique: true}",
		"{a: y}\n      - {a: y}"),
	 "f:9:13: \"a\" is unique, and already y in another row"},
	{"always twice a number that is unique",
	 ALWAYS("{name: a, decimal: [1, 2], scale: 2, unique: true}",
		"{a: 1.5}\n      - {a: 1.50}"),
	 "f:9:13: \"a\" is unique, and already 1.50 in another row"},

	{"unique with too few numbers", NAMED("integer: [1, 8], unique: true"),
	 "f:6:9: \"a\" is unique, and has no new value for row 9 of 9; more "
	 "values or fewer rows are expected"},
	{"unique with too few decimals",
	 NAMED("decimal: [0, 0.7], scale: 1, unique: true"),
	 "f:6:9: \"a\" is unique, and has no new value for row 9 of 9; more "
	 "values or fewer rows are expected"},
	{"unique with too few days",
	 NAMED("date: [\"2024-01-01\", \"2024-01-08\"], unique: true"),
	 "f:6:9: \"a\" is unique, and has no new value for row 9 of 9; more "
	 "values or fewer rows are expected"},
	{"unique with too few values",
	 NAMED("choice: [a, b, b, c], unique: true"),
	 "f:6:9: \"a\" is unique, and has no new value for row 4 of 9; more "
	 "values or fewer rows are expected"},
	{"unique with what is fixed",
	 ALWAYS("{name: a, integer: [1, 8], unique: true}", "{a: 8}"),
	 "f:6:9: \"a\" is unique, and has no new value for row 9 of 9; more "
	 "values or fewer rows are expected"},
	{"the upper of two mistakes is told",
	 NAMED("letters: 0") "      - {serial: 1}\n",
	 "f:6:28: \"letters\" is 0; 1 to 1000 are expected"},
	{"the table's mistakes are told before those of columns",
	 NAMED("letters: 0") "    x: 1\n",
	 "f:7:5: unknown key \"x\"; known here: name, create, rows, columns, "
	 "always"},
};

static void check_bad(const char *name, const char *bytes, size_t len,
		      int64_t rows, const char *wanted)
{
	AUTO(arena_release) struct arena *arena = arena_new("test");
	struct generated generated = {.n = 77};
	struct err err = {0};

	if (data_generate("f", bytes, len, 1, rows, arena, &generated, &err))
		fail_msg("%s: expected\n%s\ngot %zu rows", name, wanted,
			 generated.rows);
	if (err.owner != ERR_SPEC || strcmp(err.text, wanted) != 0)
		fail_msg("%s: expected\n%s\ngot\n%s", name, wanted, err.text);
	assert_int_equal(generated.n, 77);
}

static void test_bad(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(bad_cases); i++)
		check_bad(bad_cases[i].name, bad_cases[i].bytes,
			  strlen(bad_cases[i].bytes), 0, bad_cases[i].wanted);
}

/* `head`, n times `part`, `tail`; "@" in a part is its number. */
struct huge_case {
	const char *name, *head, *part;
	size_t n;
	const char *tail;
	int64_t rows;
	const char *wanted;
};

static void add_part(struct buf *buf, const char *part, size_t number)
{
	for (; *part; part++)
		if (*part == '@')
			buf_printf(buf, "%zu", number);
		else
			buf_add_char(buf, *part);
}

static const struct huge_case huge_cases[] = {
	{"deep", "", "[", 100000, "", 0, "f:1:33: nested deeper than 32"},
	{"deep in a choice", TABLE "      - {name: a, choice: ", "[", 1000, "",
	 0, "f:6:54: nested deeper than 32"},
	{"many nodes", TABLE "      - {name: a, choice: [", "x, ", 10000, "]}",
	 0, "f:6:29977: more than 10000 nodes"},
	{"a long text", TABLE "      - {name: a, choice: [", "x", 65537, "]}",
	 0, "f:6:28: a text of more than 65536 bytes"},
	{"a long name", TABLE "      - {name: ", "x", 65, ", serial: 1}", 0,
	 "f:6:16: \"name\" takes 1 to 64 letters, digits, _ or $, not "
	 "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…"},
	{"a large file", "", "# comment\n", 104858, "", 0,
	 "f:1:1: the file has 1048580 bytes; at most 1048576 are expected"},
	{"one weight less", TABLE "      - {name: a, choice: [", "x, ", 3000,
	 "], weights: [1]}", 0,
	 "f:6:9040: 1 weights for 3000 values; as many are expected"},
	{"a count above the most",
	 TABLE "      - {name: a, count: [0, 101], several: [x", ", a@", 150,
	 "]}", 0,
	 "f:6:26: \"count\" takes [least, most], the least first and both from "
	 "0 to 100"},
	{"a phrase of many lists", TABLE "      - {name: a, phrase: [", "[x], ",
	 101, "]}", 0,
	 "f:6:27: \"phrase\" has 101 lists; at most 100 are expected"},
	{"rows of many columns", TABLE, "      - {name: a@, choice: [x]}\n", 14,
	 "", 10000000,
	 "f:2:5: the rows of \"t\" take more than 1024 MiB of memory; fewer or "
	 "shorter ones are expected"},
	{"many columns on the left", TABLE,
	 "      - {name: a@, integer: [b@, 1]}\n", 1200, "", 0,
	 "f:6:30: there is no column \"b0\" on the left"},
	{"unknown columns in many rows",
	 TABLE "      - {name: a, serial: 1}\n    always:\n",
	 "      - {b@: 1}\n", 3000, "", 0,
	 "f:8:10: unknown column \"b0\"; known here: a"},
	{"rows of long texts", TABLE "      - {name: a, phrase: [[", "x", 60000,
	 "]]}", 20000,
	 "f:2:5: the rows of \"t\" take more than 1024 MiB of memory; fewer or "
	 "shorter ones are expected"},
	{"too many rows are asked for", COLUMN("{name: a, serial: 1}"), "", 0,
	 "", 10000001,
	 "f: 10000001 rows are asked for; 1 to 10000000 are expected"},
	{"all rows are asked for", COLUMN("{name: a, serial: 1}"), "", 0, "",
	 INT64_MAX,
	 "f: 9223372036854775807 rows are asked for; 1 to 10000000 are "
	 "expected"},
	{"fewer rows than none are asked for", COLUMN("{name: a, serial: 1}"),
	 "", 0, "", -1, "f: -1 rows are asked for; 1 to 10000000 are expected"},
};

static void test_huge(void **state)
{
	size_t i, j;

	(void)state;
	for (i = 0; i < ARRAY_LEN(huge_cases); i++) {
		AUTO(buf_release) struct buf buf = {0};
		const struct huge_case *one = &huge_cases[i];

		buf_init(&buf, BUF_OURS);
		buf_add_str(&buf, one->head);
		for (j = 0; j < one->n; j++)
			add_part(&buf, one->part, j);
		buf_add_str(&buf, one->tail);
		check_bad(one->name, buf.data, buf.len, one->rows, one->wanted);
	}
}

/* ---- CSV ---- */

struct csv_case {
	const char *name, *bytes;
	size_t len;
	const char *wanted; /* as value_shown, or the message */
};

#define CSV(text) text, sizeof(text) - 1

static const struct csv_case csv_cases[] = {
	{"names alone", CSV("a,b\n"), "a,b"},
	{"names without a newline", CSV("a"), "a"},
	{"a row", CSV("a,b\n1,x\n"), "a,b|'1' 'x'"},
	{"no last newline", CSV("a,b\n1,x"), "a,b|'1' 'x'"},
	{"crlf", CSV("a,b\r\n1,x\r\n"), "a,b|'1' 'x'"},
	{"crlf and lf", CSV("a,b\r\n1,x\n2,y"), "a,b|'1' 'x'|'2' 'y'"},
	{"empty fields are NULL", CSV("a,b\n,\n"), "a,b|NULL NULL"},
	{"a last field that is empty", CSV("a,b\n1,"), "a,b|'1' NULL"},
	{"\"\" is the empty text", CSV("a,b\n\"\",\"\"\n"), "a,b|'' ''"},
	{"quotes", CSV("\"a\",\"b c\"\n\"1\",\"x, y\"\n"), "a,b c|'1' 'x, y'"},
	{"doubled quotes", CSV("a\n\"say \"\"hi\"\"\"\n"), "a|'say \"hi\"'"},
	{"only a quote", CSV("a\n\"\"\"\"\n"), "a|'\"'"},
	{"a newline in quotes", CSV("a,b\n\"x\ny\",2\n3,4\n"),
	 "a,b|'x\\ny' '2'|'3' '4'"},
	{"crlf in quotes", CSV("a\n\"x\r\ny\"\n"), "a|'x\\r\\ny'"},
	{"a carriage return in quotes", CSV("a\n\"x\ry\"\n"), "a|'x\\ry'"},
	{"quotes at the end of the file", CSV("a\n\"x\""), "a|'x'"},
	{"blanks are part of a text", CSV("a,b\n x ,  \n"), "a,b|' x ' '  '"},
	{"numbers are texts", CSV("a\n007\n"), "a|'007'"},
	{"NULL in letters is a text", CSV("a\nNULL\n"), "a|'NULL'"},
	{"a byte order mark",
	 CSV("\xef\xbb\xbf"
	     "a\nx\n"),
	 "a|'x'"},
	{"a byte order mark and quotes", CSV("\xef\xbb\xbf\"a\"\nx\n"),
	 "a|'x'"},
	{"beyond ascii", CSV("é\nñ😀\n"), "é|'ñ😀'"},
	{"an empty line of one column", CSV("a\n\nx\n"), "a|NULL|'x'"},
	{"a tab", CSV("a\nx\ty\n"), "a|'x\\ty'"},

	{"empty", CSV(""),
	 "f:1:1: the file is empty; a line with the names of columns is "
	 "expected"},
	{"a byte order mark alone", CSV("\xef\xbb\xbf"),
	 "f:1:1: the file is empty; a line with the names of columns is "
	 "expected"},
	{"an empty first line", CSV("\n1\n"), "f:1:1: column 1 has no name"},
	{"a column without a name", CSV("a,,b\n1,2,3\n"),
	 "f:1:1: column 2 has no name"},
	{"a column with an empty name", CSV("a,\"\"\n1,2\n"),
	 "f:1:1: column 2 has no name"},
	{"a column twice", CSV("a,b,A\n1,2,3\n"),
	 "f:1:1: columns 1 and 3 have one name"},
	{"a field too few", CSV("a,b\n1,2\n3\n"),
	 "f:3:1: fields in this line: 1; as many as columns are expected: 2"},
	{"a field too many", CSV("a,b\n1,2,3\n"),
	 "f:2:1: fields in this line: 3; as many as columns are expected: 2"},
	{"an empty line", CSV("a,b\n\n1,2\n"),
	 "f:2:1: fields in this line: 1; as many as columns are expected: 2"},
	{"an empty last line", CSV("a,b\n1,2\n\n"),
	 "f:3:1: fields in this line: 1; as many as columns are expected: 2"},
	{"ragged behind a newline in quotes", CSV("a,b\n\"x\n\ny\",2\n3\n"),
	 "f:5:1: fields in this line: 1; as many as columns are expected: 2"},
	{"a quote that is not closed", CSV("a,b\n1,\"x\n2,3\n"),
	 "f:2:3: a quote that is not closed"},
	{"a quote alone", CSV("a\n\""), "f:2:1: a quote that is not closed"},
	{"a doubled quote that is not closed", CSV("a\n\"x\"\""),
	 "f:2:1: a quote that is not closed"},
	{"a name that is not closed", CSV("\"a\n1\n"),
	 "f:1:1: a quote that is not closed"},
	{"text behind a quote", CSV("a,b\n1,\"x\"y\n"),
	 "f:2:6: text behind a closing quote; a comma or the end of the line "
	 "is expected, and \"\" for a quote in a text"},
	{"a blank behind a quote", CSV("a,b\n\"x\" ,1\n"),
	 "f:2:4: text behind a closing quote; a comma or the end of the line "
	 "is expected, and \"\" for a quote in a text"},
	{"a blank before a quote", CSV("a,b\n1, \"x\"\n"),
	 "f:2:4: a quote in a text without quotes; quotes around it are "
	 "expected, and \"\" for this one"},
	{"a quote inside a text", CSV("a\nfive\"\n"),
	 "f:2:5: a quote in a text without quotes; quotes around it are "
	 "expected, and \"\" for this one"},
	{"a carriage return alone", CSV("a\rb\r"),
	 "f:1:2: a carriage return without a line feed"},
	{"a carriage return at the end", CSV("a\nx\r"),
	 "f:2:2: a carriage return without a line feed"},
	{"a carriage return behind quotes", CSV("a\n\"x\"\r"),
	 "f:2:4: text behind a closing quote; a comma or the end of the line "
	 "is expected, and \"\" for a quote in a text"},
	{"a NUL byte", CSV("a\nx\0y\n"), "f:2:2: a NUL byte; text is expected"},
	{"a NUL byte in quotes", CSV("a\n\"é\0\"\n"),
	 "f:2:3: a NUL byte; text is expected"},
	{"a NUL byte in a name", CSV("a\0b\n1\n"),
	 "f:1:2: a NUL byte; text is expected"},
	{"latin1", CSV("a\ncaf\xe9\n"),
	 "f:2:4: a byte that is not UTF-8; save the file as UTF-8"},
	{"utf-16",
	 CSV("\xff\xfe"
	     "a\0\n\0"),
	 "f:1:1: a byte that is not UTF-8; save the file as UTF-8"},
};

static const char *csv_text(const char *bytes, size_t len, struct arena *arena)
{
	AUTO(buf_release) struct buf buf = {0};
	const struct value *table = &value_none;
	struct err err = {0};
	size_t i;

	if (!data_csv("f", bytes, len, arena, &table, &err)) {
		assert_int_equal(err.owner, ERR_SPEC);
		assert_ptr_equal(table, &value_none);
		return arena_str(arena, err.text);
	}
	buf_init(&buf, BUF_OURS);
	for (i = 0; i < table->as.table.columns; i++)
		buf_printf(&buf, "%s%s", i ? "," : "",
			   table->as.table.names[i].bytes);
	for (i = 0; i < table->as.table.rows * table->as.table.columns; i++)
		buf_printf(&buf, "%s%s",
			   i % table->as.table.columns ? " " : "|",
			   value_shown(table->as.table.cells[i], 0, arena));
	return arena_copy(arena, buf.data, buf.len);
}

static void test_csv(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(csv_cases); i++) {
		AUTO(arena_release) struct arena *arena = arena_new("test");
		const struct csv_case *one = &csv_cases[i];
		const char *got = csv_text(one->bytes, one->len, arena);

		if (strcmp(got, one->wanted) != 0)
			fail_msg("%s: expected\n%s\ngot\n%s", one->name,
				 one->wanted, got);
	}
}

/* One cell of a MiB, with and without quotes, and 4097 columns. */
static void test_csv_large(void **state)
{
	AUTO(arena_release) struct arena *arena = arena_new("test");
	AUTO(buf_release) struct buf buf = {0};
	size_t size = (size_t)1 << 20, turn, i;
	const struct value *table = NULL;
	struct err err;

	(void)state;
	buf_init(&buf, BUF_OURS);
	for (turn = 0; turn < 2; turn++) {
		buf_clear(&buf);
		buf_add_str(&buf, turn ? "a\n\"" : "a\n");
		buf_fill(&buf, turn ? '\n' : 'x', size);
		buf_add_str(&buf, turn ? "\"\n" : "\n");
		assert_true(
			data_csv("f", buf.data, buf.len, arena, &table, &err));
		assert_int_equal(table->as.table.rows, 1);
		assert_int_equal(value_cell(table, 0, 0)->as.text.len, size);
	}
	buf_clear(&buf);
	for (i = 0; i < 4097; i++)
		buf_printf(&buf, "%sc%zu", i ? "," : "", i);
	assert_string_equal(csv_text(buf.data, buf.len, arena),
			    "f:1:1: 4097 columns; at most 4096 are expected");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_digests),
		cmocka_unit_test(test_columns_apart),
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_bands),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_weights),
		cmocka_unit_test(test_memory),
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_huge),
		cmocka_unit_test(test_csv),
		cmocka_unit_test(test_csv_large),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
