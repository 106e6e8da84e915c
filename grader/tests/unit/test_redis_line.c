/* Lines of .redis files: which words they hold, or what is wrong. */
#include "store/redis.h"
#include "value/show.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define SIZED(text) text, sizeof(text) - 1

static const struct line {
	const char *text;
	size_t len;
	const char *words; /* each as a typed value, with blanks between */
	const char *why;   /* or what is wrong */
} lines[] = {
	{SIZED(""), "", NULL},
	{SIZED("  \t "), "", NULL},
	{SIZED("# a comment \"with a quote"), "", NULL},
	{SIZED("   # another"), "", NULL},
	{SIZED("PING"), "'PING'", NULL},
	{SIZED(" SET  a\t1 \r"), "'SET' 'a' '1'", NULL},
	{SIZED("SET a#b #c"), "'SET' 'a#b' '#c'", NULL},
	{SIZED("SET a \"\""), "'SET' 'a' ''", NULL},
	{SIZED("SET a ''"), "'SET' 'a' ''", NULL},
	{SIZED("\"a b\" 'c d'"), "'a b' 'c d'", NULL},
	{SIZED("a\"b c\""), "'ab c'", NULL},
	{SIZED("a'b c'"), "'ab c'", NULL},
	{SIZED("\"it's\" 'say \"x\"'"), "'it's' 'say \"x\"'", NULL},
	{SIZED("'it\\'s' '\\n'"), "'it's' '\\n'", NULL},
	{SIZED("\"\\\"\\\\\""), "'\"\\'", NULL},
	{SIZED("\"\\n\\r\\t\\b\\a\""), "'\\n\\r\\t\\x08\\x07'", NULL},
	{SIZED("\"\\x41\\x4a\\x4A\""), "'AJJ'", NULL},
	{SIZED("\"\\x00\\xff\""), "x'00ff'", NULL},
	{SIZED("\"\\xg1\\x4\\q\""), "'xg1x4q'", NULL},
	{SIZED("h\xc3\xa9llo \xff"), "'h\xc3\xa9llo' x'ff'", NULL},
	{SIZED("\\n a\\"), "'\\n' 'a\\'", NULL},
	{SIZED("a\rb\nc"), "'a' 'b' 'c'", NULL},
	{SIZED("SET a \"b"), NULL, "a double quote is not closed"},
	{SIZED("SET a \"b\\\""), NULL, "a double quote is not closed"},
	{SIZED("SET a \""), NULL, "a double quote is not closed"},
	{SIZED("SET a \"b\\"), NULL, "a double quote is not closed"},
	{SIZED("SET a 'b"), NULL, "a single quote is not closed"},
	{SIZED("SET a 'b\\'"), NULL, "a single quote is not closed"},
	{SIZED("SET \"a\"b"), NULL,
	 "a blank is missing behind the closing quote"},
	{SIZED("SET 'a''b'"), NULL,
	 "a blank is missing behind the closing quote"},
	{SIZED("SET 'a'\"b\""), NULL,
	 "a blank is missing behind the closing quote"},
	{SIZED("SET a\0b"), NULL, "a NUL byte; it is \"\\x00\" in quotes"},
};

static const char *shown(const struct redis_command *command,
			 struct arena *arena)
{
	const char *all = "";
	size_t i;

	for (i = 0; i < command->n; i++)
		all = arena_printf(
			arena, "%s%s%s", all, i ? " " : "",
			value_shown(redis_text(command->words[i],
					       command->lens[i], arena),
				    0, arena));
	return all;
}

static void test_lines(void **state)
{
	AUTO(arena_release) struct arena *arena = arena_new("test");
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(lines); i++) {
		const struct line *line = &lines[i];
		struct redis_command command = {0};
		/* Behind its last byte nothing may be read. */
		char *copy = xmalloc(line->len ? line->len : 1);
		const char *why = NULL, *got;

		memcpy(copy, line->text, line->len);
		got = redis_line(copy, line->len, arena, &command, &why)
			      ? shown(&command, arena)
			      : why;
		if (strcmp(got, line->why ? line->why : line->words) != 0)
			print_error("line %zu: %s\n", i, line->text);
		assert_string_equal(got, line->why ? line->why : line->words);
		assert_true(!why == !line->why);
		free(copy);
	}
}

static void test_long(void **state)
{
	AUTO(arena_release) struct arena *arena = arena_new("test");
	AUTO(buf_release) struct buf text = {0};
	struct redis_command command;
	const char *why;
	size_t i;

	(void)state;
	buf_init(&text, BUF_OURS);
	for (i = 0; i < 10000; i++)
		buf_printf(&text, "word%zu ", i);
	buf_fill(&text, 'x', 1 << 20);
	assert_true(redis_line(text.data, text.len, arena, &command, &why));
	assert_int_equal(command.n, 10001);
	assert_string_equal(command.words[9999], "word9999");
	assert_int_equal(command.lens[10000], 1 << 20);
	/* What is shown of it is short. */
	assert_int_equal(strlen(redis_shown(&command, arena)), 200);
}

/* ---- lists of a task ---- */

static void test_lists(void **state)
{
	AUTO(arena_release) struct arena *arena = arena_new("test");
	struct value_builder list;
	struct redis_command command = {0};

	(void)state;
	value_builder_init(&list, arena);
	assert_false(
		redis_command_in(value_built_list(&list), arena, &command));
	assert_false(redis_command_in(&value_true, arena, &command));
	value_append(&list, value_str(arena, "SET"));
	value_append(&list, value_text(arena, "a\0b", 3));
	value_append(&list, value_int(arena, -3));
	value_append(&list, value_scalar(arena, VALUE_DECIMAL, "1.50", 4));
	assert_true(redis_command_in(value_built_list(&list), arena, &command));
	assert_string_equal(shown(&command, arena),
			    "'SET' x'610062' '-3' '1.50'");
	value_append(&list, value_built_list(&list));
	assert_false(
		redis_command_in(value_built_list(&list), arena, &command));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_lines),
					   cmocka_unit_test(test_long),
					   cmocka_unit_test(test_lists)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
