/*
 * Every kind of mistake in a pack is told at its place, in these words. The
 * table of specs is spec/specs.txt; the schema's test reads it too.
 *
 * With the argument "schema" it prints the schema of its vocabulary.
 */
#include "tests/unit/spec_scratch.h"

#define SPECS "grader/tests/unit/spec/specs.txt"

/* ---- the table ---- */

/* "project.yaml" lies in the project, "fixtures/x" in the pack. */
static const char *place_of(struct scratch *scratch, const char *file)
{
	if (!strncmp(file, "fixtures/", 9))
		return file;
	if (!strncmp(file, "../", 3))
		return arena_printf(scratch->arena, "tasks/p/%s", file + 3);
	if (!strcmp(file, "project.yaml"))
		return "tasks/p/project.yaml";
	return arena_printf(scratch->arena, "tasks/p/t/%s", file);
}

/* The text up to the next line that starts with `mark`; moves behind it. */
static const char *up_to(struct arena *arena, const char **at, const char *mark)
{
	const char *start = *at, *end = start;
	size_t len = strlen(mark);

	while (*end && strncmp(end, mark, len) != 0) {
		end = strchr(end, '\n');
		assert_non_null(end);
		end++;
	}
	*at = end;
	return arena_copy(arena, start, (size_t)(end - start));
}

static const char *line_of(struct arena *arena, const char **at)
{
	const char *start = *at, *end = strchr(start, '\n');

	assert_non_null(end);
	*at = end + 1;
	return arena_copy(arena, start, (size_t)(end - start));
}

/* One block: a name, files, what is told. */
static unsigned run_block(const char *block)
{
	struct scratch scratch;
	const char *name, *wanted = NULL, *got;
	unsigned failed = 0;

	scratch_open(&scratch);
	name = line_of(scratch.arena, &block);
	line_of(scratch.arena, &block); /* "structural: …" is the schema's */
	while (*block) {
		const char *file = line_of(scratch.arena, &block) + 4;
		const char *text = up_to(scratch.arena, &block, "--- ");

		if (!strcmp(file, "expect"))
			wanted = text;
		else if (*file == '-')
			unlink(arena_printf(scratch.arena, "%s/%s", scratch.dir,
					    place_of(&scratch, file + 1)));
		else
			put_text(&scratch, place_of(&scratch, file), text);
	}
	load(&scratch, 1);
	got = told(&scratch);
	if (!wanted || strcmp(got, wanted) != 0) {
		print_error("%s\nexpected:\n%sgot:\n%s\n", name,
			    wanted ? wanted : "?\n", got);
		failed = 1;
	}
	if (strstr(got, "task.yaml:") == got && scratch.project->ntask)
		fail_msg("%s: a task with problems exists", name);
	scratch_close(&scratch);
	return failed;
}

static void test_table(void **state)
{
	AUTO(arena_release) struct arena *arena = arena_new("table");
	AUTO(buf_release) struct buf buf;
	unsigned failed = 0, n = 0;
	const char *at;
	struct err err;

	(void)state;
	buf_init(&buf, BUF_OURS);
	if (!file_load(SPECS, &buf, ERR_INFRA, &err))
		fail_msg("%s", err.text);
	at = buf.data;
	up_to(arena, &at, "=== ");
	while (*at) {
		at += 4;
		failed += run_block(up_to(arena, &at, "=== "));
		n++;
	}
	print_message("%u specs\n", n);
	assert_true(n >= 80);
	assert_int_equal(failed, 0);
}

/* ---- limits ---- */

static void test_file_limit(void **state)
{
	struct scratch scratch;
	char *bytes = xmalloc((1 << 20) + 1);

	(void)state;
	memset(bytes, '#', (1 << 20) + 1);
	scratch_open(&scratch);
	put(&scratch, "tasks/p/t/task.yaml", bytes, (1 << 20) + 1);
	load(&scratch, 1);
	assert_string_equal(told(&scratch),
			    "task.yaml:1:1: \"task.yaml\" is too large\n");
	put(&scratch, "tasks/p/t/task.yaml", bytes, 1 << 20);
	load(&scratch, 1);
	assert_string_equal(told(&scratch),
			    "task.yaml:1:1: the file is empty\n");
	free(bytes);
	scratch_close(&scratch);
}

static void test_most_problems(void **state)
{
	struct scratch scratch;
	AUTO(buf_release) struct buf buf;
	size_t i;

	(void)state;
	buf_init(&buf, BUF_OURS);
	for (i = 0; i < 150; i++)
		buf_printf(&buf, "k%zu: 1\n", i);
	scratch_open(&scratch);
	put(&scratch, "tasks/p/t/task.yaml", buf.data, buf.len);
	load(&scratch, 1);
	assert_int_equal(scratch.problems.n, PROBLEMS_MOST);
	assert_true(scratch.problems.more >= 50);
	scratch_close(&scratch);
}

/* A task with n times the same part, numbered in its middle. */
static const char *told_of(const char *head, const char *part, const char *end,
			   size_t n, const char *tail, struct scratch *scratch)
{
	AUTO(buf_release) struct buf buf;
	size_t i;

	buf_init(&buf, BUF_OURS);
	buf_printf(&buf, "title: T\nhand_in: [a.sql]\n%s", head);
	for (i = 0; i < n; i++)
		buf_printf(&buf, "%s%zu%s", part, i, end);
	buf_printf(&buf, "%s\ncases: [then: [rows: SELECT 1]]\n", tail);
	put(scratch, "tasks/p/t/task.yaml", buf.data, buf.len);
	load(scratch, 1);
	return told(scratch);
}

static void test_most(void **state)
{
	struct scratch scratch;

	(void)state;
	scratch_open(&scratch);
	assert_string_equal(
		told_of("when: [", "sql: x", ", ", 200, "]", &scratch), "");
	assert_string_equal(
		told_of("when: [", "sql: x", ", ", 201, "]", &scratch),
		"task.yaml:4:9: more than 200 steps in a case\n");
	assert_string_equal(told_of("with: {", "n", ": x, ", 64, "}", &scratch),
			    "");
	assert_string_equal(told_of("with: {", "n", ": x, ", 65, "}", &scratch),
			    "task.yaml:3:7: more than 64 names\n");
	scratch_close(&scratch);
}

static int print_schema(void)
{
	char *schema = task_schema(&test_vocabulary);

	puts(schema);
	free(schema);
	return 0;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_file_limit),
		cmocka_unit_test(test_most_problems),
		cmocka_unit_test(test_most),
	};

	if (argc == 2 && !strcmp(argv[1], "schema"))
		return print_schema();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
