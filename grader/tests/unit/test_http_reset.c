/*
 * What clients of the stub web server leave does not reach the next case, and
 * waiting for them costs nothing.
 */
#include "store/store.h"
#include "tests/unit/http_client.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

extern const struct store store_http;

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

/* ---- as a case goes ---- */

static const struct http_answer one = {.text = "one"}, two = {.text = "two"};

/* A body of the store's or the step's, by the tables that bind them. */
static void *body_of(const struct shape *shape, const char *host,
		     const struct http_answer *answer, struct arena *arena)
{
	struct spec_entry *entry = ARENA_NEW(arena, struct spec_entry);
	const void **bodies = ARENA_ARRAY(arena, 1, const void *);
	char *body = arena_alloc(arena, shape->size);
	const struct field *field = shape->fields;

	bodies[0] = answer;
	*entry = (struct spec_entry){
		.key = "api.test/a", .bodies = bodies, .n = 1};
	for (; field->key; field++) {
		void *at = body + field->offset;

		if (field->type == FIELD_HOST)
			*(const char **)at = host;
		if (field->type == FIELD_ROUTES)
			*(struct spec_entries *)at =
				(struct spec_entries){.items = entry, .n = 1};
	}
	return body;
}

static bool hosts_are(struct lab *lab, const char *wanted)
{
	AUTO(buf_release) struct buf text = {0};

	buf_init(&text, 1000);
	lab_hosts(lab, &text);
	return !strcmp(text.data, wanted);
}

#define ASK "GET /a HTTP/1.1\r\nHost: api.test\r\n\r\n"

/* given, asked, step, asked, looked at, reset. */
static bool whole_case(struct lab *lab, struct arena *arena)
{
	const struct step_kind *step = store_http.steps[0];
	const struct subject_kind *subject = store_http.subjects[0];
	const struct clause given = {
		.shape = &store_http.given,
		.body = body_of(&store_http.given, "pages.test", &one, arena)};
	const struct scene scene = {.given = &given, .ngiven = 1};
	struct place place = {
		.lab = lab, .scene = &scene, .arena = arena, .room = 10000};
	const char *route = "/a";
	struct outcome outcome = {0};
	const struct value *value;
	bool clean = false;

	if (!store_http.provision(&place, given.body, NULL) ||
	    !hosts_are(lab, "127.0.0.1 localhost\n127.0.0.1 pages.test\n"
			    "127.0.0.1 api.test\n") ||
	    !asks_and_hears(ASK, "one") ||
	    !step->act(&place, body_of(&step->shape, NULL, &two, arena),
		       &outcome, NULL) ||
	    outcome.fate != FATE_DONE || !asks_and_hears(ASK, "two") ||
	    !subject->look(&place, &route, &value, NULL))
		return false;
	return value->as.list.n == 2 && place.room < 10000 &&
	       place.room > 9000 && store_http.reset(lab, &clean, NULL) &&
	       clean && hosts_are(lab, "127.0.0.1 localhost\n") &&
	       asks_and_hears(ASK, "nothing is here\n");
}

/* A step or a look of a case that has no stub says so. */
static bool without_given(struct lab *lab, struct arena *arena)
{
	static const char *const words = "the case needs `given: {http: …}`";
	const struct step_kind *step = store_http.steps[0];
	const struct scene scene = {0};
	struct place place = {.lab = lab, .scene = &scene, .arena = arena};
	const char *route = "*";
	const struct value *value;
	struct outcome outcome = {0};
	struct err err = {0}, other = {0};

	return !step->act(&place, body_of(&step->shape, NULL, &one, arena),
			  &outcome, &err) &&
	       !store_http.subjects[0]->look(&place, &route, &value, &other) &&
	       err.owner == ERR_SPEC && !strcmp(err.text, words) &&
	       other.owner == ERR_SPEC && !strcmp(other.text, words);
}

static struct http_case cases[] = {{"never_reads", never_reads},
				   {"waits", waits},
				   {"idle", idle},
				   {"emptied", emptied},
				   {"silent", silent},
				   {"names", names},
				   {"whole_case", whole_case},
				   {"without_given", without_given},
				   {0}};

static void test_reset(void **state)
{
	(void)state;
	run_cases_in_lab(cases);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_reset)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
