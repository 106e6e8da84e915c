/* What the subject `source` says of a hand-in's bytes. */
#include "base/buf.h"
#include "lang/source.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define NULSTR(text) text, sizeof(text) - 1

/* The map as "first line|lines bytes encoding bom line_ends final". */
static const struct {
	const char *name, *bytes;
	size_t len;
	const char *shown;
} sources[] = {
	{"nothing", NULSTR(""), "|0 0 ascii 0 none 0"},
	{"one line", NULSTR("-- x"), "-- x|1 4 ascii 0 none 0"},
	{"two", NULSTR("-- x\ny\n"), "-- x|2 7 ascii 0 lf 1"},
	{"returns", NULSTR("\xef\xbb\xbf-- x\r\n\xc3\xa9"),
	 "-- x|2 11 utf-8 1 crlf 0"},
	{"both ends", NULSTR("a\r\nb\n"), "a|2 5 ascii 0 mixed 1"},
	{"latin1", NULSTR("\xe9\n"), "\xe9|1 2 other 0 lf 1"},
	{"NUL", NULSTR("a\0\n"), "a|1 3 other 0 lf 1"},
	{"a blank line", NULSTR("\n"), "|1 1 ascii 0 lf 1"},
};

static void describe(const struct value *map, struct buf *out)
{
	buf_init(out, BUF_OURS);
	buf_printf(out, "%s|%d %d %s %d %s %d",
		   value_get(map, "first_line")->as.text.bytes,
		   (int)value_get(map, "lines")->as.integer,
		   (int)value_get(map, "bytes")->as.integer,
		   value_get(map, "encoding")->as.text.bytes,
		   value_get(map, "bom")->as.truth,
		   value_get(map, "line_ends")->as.text.bytes,
		   value_get(map, "final_newline")->as.truth);
}

static void describes_sources(void **state)
{
	AUTO(arena_release) struct arena *arena = arena_new("test");
	const char *file = "b.sql";
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(sources); i++) {
		struct handed handed[] = {
			{.file = "a.sql", .bytes = "x", .len = 1},
			{.file = "b.sql",
			 .bytes = sources[i].bytes,
			 .len = sources[i].len}};
		AUTO(buf_release) struct buf got = {0};
		const struct value *map =
			source_subject.bytes(handed, 2, &file, arena);

		describe(map, &got);
		if (strcmp(got.data, sources[i].shown))
			fail_msg("%s: \"%s\"\nexpected %s\ngot      %s",
				 sources[i].name, sources[i].bytes,
				 sources[i].shown, got.data);
		assert_int_equal(value_get(map, "text")->as.text.len,
				 sources[i].len);
	}
	assert_ptr_equal(source_subject.bytes(NULL, 0, &file, arena),
			 &value_none);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(describes_sources),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
