/*
 * What clients of the stub web server leave does not reach the next case, and
 * waiting for them costs nothing.
 */
#include "tests/unit/http_client.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define LARGE ((size_t)1 << 20)

/* One that asks for much and never reads; the rest goes on. */
static bool never_reads(struct lab *lab, struct arena *arena)
{
	char *bytes = arena_alloc(arena, 8 * LARGE);
	const struct spec_file file = {.bytes = bytes, .len = 8 * LARGE};
	const struct scripted routes[] = {{"/large", {.file = {&file, 1}}},
					  {"/a", {.text = "first"}}};
	AUTO(file_close) int fd = -1;
	bool clean = true;
	uint64_t used;
	int i;

	if (!script(lab, routes, 2, arena))
		return false;
	fd = connect_to_stub();
	for (i = 0; i < 40; i++)
		if (!say_str(fd, GET("/large")))
			return false;
	used = lab_cpu_us(lab);
	usleep(200000);
	if (lab_cpu_us(lab) - used > 20000 ||
	    !asks_and_hears(GET("/a"), "first") ||
	    !http_empty(lab, &clean, NULL) || clean)
		return false;
	lab_discard(lab, &http_server);
	return plainly(lab, arena) && asks_and_hears(GET("/b"), "second") &&
	       count(lab, "*") == 1;
}

/* An answer that is not due yet is not given to anybody after a reset. */
static bool waits(struct lab *lab, struct arena *arena)
{
	AUTO(file_close) int fd = -1;
	bool clean = false;

	if (!plainly(lab, arena))
		return false;
	fd = connect_to_stub();
	return say_str(fd, GET("/never")) && count(lab, "/never") == 1 &&
	       http_empty(lab, &clean, NULL) && hears_nothing(fd) &&
	       http_empty(lab, &clean, NULL) && clean;
}

/* Waiting for clients takes no processor time, whatever they wait for. */
static bool idle(struct lab *lab, struct arena *arena)
{
	AUTO(file_close) int waiting = -1, quiet = -1, half = -1;
	uint64_t used;

	if (!plainly(lab, arena))
		return false;
	waiting = connect_to_stub();
	quiet = connect_to_stub();
	half = connect_to_stub();
	if (!say_str(waiting, GET("/never")) || !say_str(half, "GET /a HT") ||
	    !say_str(quiet, GET("/a")) || !hears(quiet, "first"))
		return false;
	used = lab_cpu_us(lab);
	usleep(400000);
	return lab_cpu_us(lab) - used < 40000;
}

static bool emptied(struct lab *lab, struct arena *arena)
{
	bool clean = false;

	return plainly(lab, arena) && asks_and_hears(GET("/a"), "first") &&
	       http_empty(lab, &clean, NULL) && clean && count(lab, "*") == 0 &&
	       asks_and_hears(GET("/a"), "nothing is here\n");
}

static bool silent(struct lab *lab, struct arena *arena)
{
	AUTO(file_close) int fd = -1;
	bool clean = true;

	if (!plainly(lab, arena))
		return false;
	fd = connect_to_stub();
	return http_empty(lab, &clean, NULL) && !clean;
}

static bool names(struct lab *lab, struct arena *arena)
{
	AUTO(buf_release) struct buf text = {0};
	struct err err;
	bool added;

	(void)arena;
	buf_init(&text, 1000);
	added = lab_add_host(lab, "pages.test", &err) &&
		lab_add_host(lab, "b.test", &err) &&
		lab_add_host(lab, "pages.test", &err);
	lab_hosts(lab, &text);
	lab_clear_hosts(lab);
	lab_hosts(lab, &text);
	return added && !strcmp(text.data, "127.0.0.1 localhost\n"
					   "127.0.0.1 pages.test\n"
					   "127.0.0.1 b.test\n"
					   "127.0.0.1 localhost\n");
}

static struct http_case cases[] = {{"never_reads", never_reads},
				   {"waits", waits},
				   {"idle", idle},
				   {"emptied", emptied},
				   {"silent", silent},
				   {"names", names},
				   {0}};

static void test_reset(void **state)
{
	int failed = run_in_lab(cases);

	(void)state;
	if (failed < 0)
		skip();
	assert_int_equal(failed, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_reset)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
