/*
 * YAML as bytes: what is refused before any key is looked at, where the
 * limits are, and what scalars are taken for.
 */
#include "base/buf.h"
#include "spec/problem.h"
#include "spec/scalar.h"
#include "spec/yaml.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* ---- bytes ---- */

struct bytes_case {
	const char *name, *bytes;
	size_t len;
	const char *wanted; /* NULL: it is read */
};

#define BYTES(text) text, sizeof(text) - 1

static const struct bytes_case bytes_cases[] = {
	{"empty", BYTES(""), "f:1:1: the file is empty"},
	{"only a comment", BYTES("# a\n"), "f:1:1: the file is empty"},
	{"utf-8 with a byte order mark",
	 BYTES("\xef\xbb\xbf"
	       "a: 1\n"),
	 NULL},
	{"crlf", BYTES("a: b\r\nc: d\r\n"), NULL},
	{"utf-16",
	 BYTES("\xff\xfe"
	       "a\0:\0"),
	 "f:1:1: UTF-16; save the file as UTF-8"},
	{"utf-16 without a mark", BYTES("\0a\0:"),
	 "f:1:1: UTF-16; save the file as UTF-8"},
	{"latin1", BYTES("a: caf\xe9\n"),
	 "f:1:7: a byte that is not UTF-8; save the file as UTF-8"},
	{"overlong", BYTES("a: \xc0\xaf\n"),
	 "f:1:4: a byte that is not UTF-8; save the file as UTF-8"},
	{"surrogate", BYTES("a: \xed\xa0\x80\n"),
	 "f:1:4: a byte that is not UTF-8; save the file as UTF-8"},
	{"cut character", BYTES("a: \xe2\x82"),
	 "f:1:4: a byte that is not UTF-8; save the file as UTF-8"},
	{"tab", BYTES("a:\n\tb: 1\n"),
	 "f:2:1: a tab; indent with blanks, and write \\t in double quotes "
	 "for a tab in a text"},
	{"NUL byte", BYTES("a: b\0c\n"), "f:1:5: a NUL byte"},
	{"NUL escape", BYTES("a: \"ok.sql\\0/../x\"\n"),
	 "f:1:4: NUL in a text"},
	{"escape", BYTES("a: \x1b[31m\n"), "f:1:4: a control character"},
	{"delete", BYTES("a: \x7f\n"), "f:1:4: a control character"},
	{"carriage return", BYTES("a: b\rc: d\n"),
	 "f:1:5: a carriage return without a line feed"},
	{"line separator",
	 BYTES("a: \xe2\x80\xa8"
	       "b\n"),
	 "f:1:4: a line separator that few editors show"},
	{"second byte order mark",
	 BYTES("a: b\n\xef\xbb\xbf"
	       "c: d\n"),
	 "f:2:1: a byte order mark inside the file"},
	{"columns count characters", BYTES("a: éé\x01\n"),
	 "f:1:6: a control character"},
};

static const char *read_bytes(const char *bytes, size_t len,
			      struct arena *arena)
{
	struct problems problems;

	problems_init(&problems, arena);
	if (yaml_read("f", bytes, len, arena, &problems))
		return NULL;
	assert_true(problems.n > 0);
	return problem_text(&problems.items[0], arena);
}

static void test_bytes(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(bytes_cases); i++) {
		AUTO(arena_release) struct arena *arena = arena_new("test");
		const struct bytes_case *one = &bytes_cases[i];
		const char *got = read_bytes(one->bytes, one->len, arena);

		if (!got != !one->wanted ||
		    (got && strcmp(got, one->wanted) != 0))
			fail_msg("%s: expected %s, got %s", one->name,
				 one->wanted ? one->wanted : "no problem",
				 got ? got : "no problem");
	}
}

/* ---- limits ---- */

/* `head`, n times `part`, `tail`. */
static const char *read_repeated(const char *head, const char *part, size_t n,
				 const char *tail, struct arena *arena)
{
	AUTO(buf_release) struct buf buf;
	size_t i;

	buf_init(&buf, BUF_OURS);
	buf_add_str(&buf, head);
	for (i = 0; i < n; i++)
		buf_add_str(&buf, part);
	buf_add_str(&buf, tail);
	return read_bytes(arena_copy(arena, buf.data, buf.len), buf.len, arena);
}

static void test_limits(void **state)
{
	AUTO(arena_release) struct arena *arena = arena_new("test");

	(void)state;
	assert_string_equal(read_repeated("", "[", 40000, "", arena),
			    "f:1:33: nested deeper than 32");
	assert_string_equal(read_repeated("", "- ", 40000, "x", arena),
			    "f:1:65: nested deeper than 32");
	assert_string_equal(read_repeated("", "{a: ", 40000, "", arena),
			    "f:1:126: nested deeper than 32");
	assert_null(read_repeated("a: ", "[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]", 1,
				  "", arena));
	assert_string_equal(read_repeated("", "- x\n", 10000, "", arena),
			    "f:10000:3: more than 10000 nodes");
	assert_null(read_repeated("", "- x\n", 9999, "", arena));
	assert_string_equal(read_repeated("a: ", "x", 65537, "\n", arena),
			    "f:1:4: a text of more than 65536 bytes");
	assert_null(read_repeated("a: ", "x", 65536, "\n", arena));
}

/* ---- what YAML would type ---- */

static void test_typed(void **state)
{
	static const char *const typed[] = {"",
					    "~",
					    "null",
					    "NULL",
					    "true",
					    "Yes",
					    "no",
					    "on",
					    "OFF",
					    "12",
					    "-3",
					    "+4",
					    "0x1f",
					    "010",
					    "0o17",
					    "0b11",
					    "1_000",
					    "1e3",
					    "1.5",
					    ".5",
					    "5.",
					    "-.5",
					    "1.5e-3",
					    ".inf",
					    "-.INF",
					    ".NaN",
					    "12:30",
					    "1:2:3",
					    "190:20:30.15",
					    "2024-05-15",
					    "2024-5-5",
					    "2024-05-15 10:00:00",
					    "2024-05-15T10:00:00Z",
					    "=",
					    "<<"};
	static const char *const texts[] = {"n",
					    "y",
					    "a",
					    "1a",
					    "0x",
					    "0b2",
					    "1 2",
					    "1,000",
					    "1.2.3",
					    "e3",
					    ".",
					    "-",
					    "--",
					    "nullable",
					    "-a",
					    "12:",
					    "12:ab",
					    "2024-05",
					    "2024-05-15 apples",
					    "127.0.0.1",
					    "0o8",
					    "SELECT 1",
					    "is no",
					    "5 s",
					    "é"};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(typed); i++)
		if (!scalar_typed(typed[i]))
			fail_msg("\"%s\" should be typed", typed[i]);
	for (i = 0; i < ARRAY_LEN(texts); i++)
		if (scalar_typed(texts[i]))
			fail_msg("\"%s\" should be a text", texts[i]);
}

static void test_forms(void **state)
{
	int64_t n;

	(void)state;
	assert_true(scalar_time("5 s", &n) && n == 5000);
	assert_true(scalar_time("2 min", &n) && n == 120000);
	assert_false(scalar_time("5m", &n));
	assert_false(scalar_time("05 s", &n));
	assert_false(scalar_time("9223372036854775807 s", &n));
	assert_true(scalar_size("64 MiB", &n) && n == 64 << 20);
	assert_false(scalar_size("64MiB", &n));
	assert_false(scalar_size("9223372036854775807 KiB", &n));
	assert_true(scalar_date("2024-02-29"));
	assert_false(scalar_date("2023-02-29"));
	assert_false(scalar_date("2024-13-01"));
	assert_false(scalar_date("2024/05/15"));
	assert_false(scalar_date("2024-05-15T10:00:00"));
	assert_true(scalar_date("2024-05-15 23:59:59"));
	assert_false(scalar_date("2024-05-15 24:00:00"));
	assert_null(scalar_path_fault("a/b.sql"));
	assert_null(scalar_path_fault("..a/b..c"));
	assert_non_null(scalar_path_fault("a/../b"));
	assert_non_null(scalar_path_fault("a//b"));
	assert_non_null(scalar_path_fault("a/"));
	assert_non_null(scalar_path_fault("./a"));
	assert_non_null(scalar_path_fault("C:\\x"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_typed),
		cmocka_unit_test(test_forms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
