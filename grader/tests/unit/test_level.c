/*
 * The level of isolation: what outcomes mean which level, what is kept of it,
 * and that canaries outside tell what was reached.
 */
#include "base/file.h"
#include "lab/canary.h"
#include "lab/level.h"
#include "lab/level_cache.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <cmocka.h>

/* ---- levels ---- */

static void test_levels(void **state)
{
	/* In the order of escapes.def: 'h'eld, 'r'oughly, 'n'ot, '?'. */
	static const struct {
		const char *outcomes;
		enum level level;
	} cases[] = {
		{"hhhhhhhh", LEVEL_FULL},	{"hhhhhhhr", LEVEL_NAMESPACES},
		{"hhhhhhhn", LEVEL_NAMESPACES}, {"hhhhhhh?", LEVEL_NAMESPACES},
		{"hhhhnhhh", LEVEL_USER},	{"hhhh?hhh", LEVEL_USER},
		{"hhhhhhrh", LEVEL_USER},	{"hnnhnnnn", LEVEL_USER},
		{"nhhhhhhh", LEVEL_NONE},	{"?hhhhhhh", LEVEL_NONE},
		{"hhhnhhhh", LEVEL_NONE},	{"hhh?hhhh", LEVEL_NONE},
		{"nnnnnnnn", LEVEL_NONE},	{"????????", LEVEL_NONE},
	};
	size_t i, j;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		enum held held[ESCAPES];

		for (j = 0; j < ESCAPES; j++)
			switch (cases[i].outcomes[j]) {
			case 'h':
				held[j] = HELD;
				break;
			case 'r':
				held[j] = HELD_ROUGHLY;
				break;
			case 'n':
				held[j] = HELD_NOT;
				break;
			default:
				held[j] = HELD_UNTRIED;
			}
		if (level_of(held) != cases[i].level)
			fail_msg("%s is %s", cases[i].outcomes,
				 level_name(level_of(held)));
	}
}

static void test_names(void **state)
{
	enum level level, named;

	(void)state;
	for (level = LEVEL_NONE; level <= LEVEL_FULL; level++) {
		assert_true(level_named(level_name(level), &named));
		assert_int_equal(named, level);
	}
	assert_false(level_named("any", &named));
	assert_false(level_named("", &named));
}

/* ---- the cache ---- */

static char folder[] = "/tmp/grader-level-XXXXXX";

static void test_cache(void **state)
{
	struct level_found wrote = {.level = LEVEL_USER, .why = "because"};
	struct digest key = level_key(ISOLATION_FULL);
	struct digest other = level_key(ISOLATION_FOLDER);
	struct level_found read = {.level = LEVEL_FULL};
	AUTO(buf_release) struct buf whole = {0};
	char path[64];
	size_t i;

	(void)state;
	snprintf(path, sizeof(path), "%s/isolation", folder);
	assert_false(level_load(NULL, &key, &read));
	assert_false(level_load(folder, &key, &read));
	level_save(folder, &key, &wrote);
	assert_true(level_load(folder, &key, &read));
	assert_memory_equal(&read, &wrote, sizeof(read));
	assert_false(level_load(folder, &other, &read));
	buf_init(&whole, 4096);
	assert_int_equal(file_read(AT_FDCWD, path, &whole), FILE_READ);
	for (i = 0; i < whole.len; i++) {
		whole.data[i] ^= 1;
		assert_true(file_write(path, whole.data, whole.len, NULL));
		assert_false(level_load(folder, &key, &read));
		whole.data[i] ^= 1;
		assert_true(file_write(path, whole.data, i, NULL));
		assert_false(level_load(folder, &key, &read));
	}
}

/* ---- canaries ---- */

/* Carries out the orders as a process of its own, with nothing to hold it. */
static void carry_out(const struct buf *orders, struct buf *said)
{
	int in[2], out[2];
	char bytes[4096];
	ssize_t got;
	pid_t pid;

	assert_int_equal(pipe2(in, O_CLOEXEC), 0);
	assert_int_equal(pipe2(out, O_CLOEXEC), 0);
	pid = fork();
	if (pid == 0) {
		dup2(in[0], 0);
		dup2(out[1], 1);
		close(in[1]);
		_exit(escape_main());
	}
	close(in[0]);
	close(out[1]);
	assert_int_equal(write(in[1], orders->data, orders->len), orders->len);
	close(in[1]);
	while ((got = read(out[0], bytes, sizeof(bytes))) > 0)
		buf_add(said, bytes, (size_t)got);
	close(out[0]);
	waitpid(pid, NULL, 0);
}

static void test_canaries_tell(void **state)
{
	static const enum escape asked[] = {ESCAPE_PORT, ESCAPE_SOCKET,
					    ESCAPE_SIGNAL};
	AUTO(canaries_close) struct canaries canaries = NO_CANARIES;
	AUTO(buf_release) struct buf orders = {0};
	AUTO(buf_release) struct buf said = {0};
	size_t i;

	(void)state;
	buf_init(&orders, 8192);
	buf_init(&said, 4096);
	canaries_open(folder, &canaries, &orders);
	for (i = 0; i < ARRAY_LEN(asked); i++)
		assert_false(canaries_touched(&canaries, asked[i], false));
	carry_out(&orders, &said);
	assert_string_equal(said.data, "file 0\nport 0\nsocket 0\nsignal 0\n");
	for (i = 0; i < ARRAY_LEN(asked); i++)
		assert_true(canaries_touched(&canaries, asked[i], true));
}

/* Refusals, and orders that make no sense. */
static void test_refusals(void **state)
{
	AUTO(buf_release) struct buf orders = {0};
	AUTO(buf_release) struct buf said = {0};
	char wanted[256];

	(void)state;
	buf_init(&orders, 8192);
	buf_init(&said, 4096);
	buf_add_str(&orders, "file 00 /etc/passwd\nfile\nport 0\n"
			     "socket grader-nobody\nsignal 0\nsignal -1\n"
			     "memory x\nnothing\n\n");
	carry_out(&orders, &said);
	snprintf(wanted, sizeof(wanted),
		 "file %d\nfile %d\nport %d\nsocket %d\nsignal %d\n"
		 "signal %d\nmemory %d\n",
		 ENOENT, ENOENT, ECONNREFUSED, ECONNREFUSED, ESRCH, ESRCH,
		 EINVAL);
	assert_string_equal(said.data, wanted);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_levels),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_cache),
		cmocka_unit_test(test_canaries_tell),
		cmocka_unit_test(test_refusals),
	};
	int failed;

	if (!mkdtemp(folder))
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	return file_remove_tree(folder, NULL) ? failed : 1;
}
