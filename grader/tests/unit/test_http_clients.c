/*
 * Clients of the stub web server as they come: slow, many, at once, greedy,
 * talking nonsense.
 */
#include "tests/unit/http_client.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define LARGE ((size_t)1 << 20)

/* ---- connections ---- */

static bool keep_alive(struct lab *lab, struct arena *arena)
{
	AUTO(file_close) int fd = -1;
	int i;

	if (!plainly(lab, arena))
		return false;
	fd = connect_to_stub();
	for (i = 0; i < 10; i++)
		if (!say_str(fd, GET("/a")) || !hears(fd, "first") ||
		    !say_str(fd, GET("/b")) || !hears(fd, "second"))
			return false;
	return count(lab, "*") == 20;
}

static bool pipelined(struct lab *lab, struct arena *arena)
{
	AUTO(file_close) int fd = -1;

	if (!plainly(lab, arena))
		return false;
	fd = connect_to_stub();
	return say_str(fd, GET("/a") GET("/slow") GET("/b") GET("/nowhere")) &&
	       hears(fd, "first") && hears(fd, "slow") && hears(fd, "second") &&
	       hears(fd, "nothing is here\n") && count(lab, "*") == 4;
}

/* A request in pieces of one byte. */
static bool dripping(struct lab *lab, struct arena *arena)
{
	static const char request[] = "POST /a HTTP/1.1\r\nHost: x\r\n"
				      "Content-Length: 4\r\n\r\nbody";
	AUTO(file_close) int fd = -1;
	size_t i;

	if (!plainly(lab, arena))
		return false;
	fd = connect_to_stub();
	for (i = 0; i < sizeof(request) - 1; i++) {
		if (count(lab, "*") != 0 || !say(fd, request + i, 1))
			return false;
		usleep(1000);
	}
	return hears(fd, "first") && count(lab, "/a") == 1;
}

/* The second is answered while the first one waits. */
static bool at_once(struct lab *lab, struct arena *arena)
{
	AUTO(file_close) int slow = -1;
	uint64_t began = clock_now_us(), quick;

	if (!plainly(lab, arena))
		return false;
	slow = connect_to_stub();
	if (!say_str(slow, GET("/slow")) || !asks_and_hears(GET("/a"), "first"))
		return false;
	quick = clock_now_us() - began;
	return hears(slow, "slow") && clock_now_us() - began >= 300000 &&
	       quick < clock_now_us() - began && count(lab, "*") == 2;
}

/* More connections than there are places: all get their answer. */
static bool many(struct lab *lab, struct arena *arena)
{
	int fds[2 * HTTP_CONNECTIONS];
	bool all = plainly(lab, arena);
	size_t i;

	for (i = 0; i < ARRAY_LEN(fds); i++) {
		fds[i] = connect_to_stub();
		all = all && fds[i] >= 0 && say_str(fds[i], GET("/a"));
	}
	for (i = 0; i < HTTP_CONNECTIONS; i++)
		all = all && hears(fds[i], "first");
	/* All their places become free at once. */
	for (i = 0; i < HTTP_CONNECTIONS; i++)
		file_close(&fds[i]);
	for (i = HTTP_CONNECTIONS; i < ARRAY_LEN(fds); i++) {
		all = all && hears(fds[i], "first");
		file_close(&fds[i]);
	}
	return all && count(lab, "/a") == (long)ARRAY_LEN(fds);
}

/* ---- amounts ---- */

static bool large(struct lab *lab, struct arena *arena)
{
	char *bytes = arena_alloc(arena, LARGE);
	const struct spec_file file = {.bytes = bytes, .len = LARGE};
	const struct scripted routes[] = {{"/large", {.file = {&file, 1}}}};
	AUTO(buf_release) struct buf request = {0}, heard = {0};
	AUTO(file_close) int fd = -1;
	const struct value *list, *body;
	size_t room = 2 * LARGE, i;

	for (i = 0; i < LARGE; i++)
		bytes[i] = (char)(i * 31 + i / 256);
	buf_init(&request, 2 * LARGE);
	buf_init(&heard, 2 * LARGE);
	buf_printf(&request,
		   "POST /large HTTP/1.1\r\nHost: x\r\n"
		   "Content-Length: %zu\r\n\r\n",
		   LARGE);
	buf_add(&request, bytes, LARGE);
	if (!script(lab, routes, 1, arena))
		return false;
	fd = connect_to_stub();
	if (!say(fd, request.data, request.len) || !hear_one(fd, &heard) ||
	    memcmp(heard.data + heard.len - LARGE, bytes, LARGE) != 0 ||
	    !http_requests(lab, "/large", &room, arena, &list, NULL))
		return false;
	body = value_get(list->as.list.items[0], "body");
	return room < LARGE && body->kind == VALUE_BYTES &&
	       body->as.text.len == LARGE &&
	       !memcmp(body->as.text.bytes, bytes, LARGE);
}

/* A thousand, each counted; `n` says which it was. */
static bool thousand(struct lab *lab, struct arena *arena)
{
	size_t room = LARGE, i;
	const struct value *list;

	if (!plainly(lab, arena))
		return false;
	for (i = 0; i < 500; i++)
		if (!asks_and_hears(GET("/a"), "first") ||
		    !asks_and_hears(GET("/b"), "second"))
			return false;
	if (count(lab, "*") != 1000 ||
	    !http_requests(lab, "/b", &room, arena, &list, NULL) ||
	    list->as.list.n != 500)
		return false;
	for (i = 0; i < 500; i++)
		if (value_get(list->as.list.items[i], "n")->as.integer !=
		    (int64_t)i + 1)
			return false;
	return true;
}

/* Whether what was asked is said to be too much. */
static bool too_much(struct lab *lab, struct arena *arena, size_t most)
{
	const struct value *list;

	return !http_requests(lab, "*", &most, arena, &list, NULL) && !most;
}

static bool too_many(struct lab *lab, struct arena *arena)
{
	AUTO(file_close) int fd = -1;
	size_t i;

	if (!plainly(lab, arena))
		return false;
	fd = connect_to_stub();
	for (i = 0; i <= HTTP_REQUESTS_MOST; i++) {
		if (i == HTTP_REQUESTS_MOST && count(lab, "*") != (long)i)
			return false;
		if (!say_str(fd, GET("/a")) || !hears(fd, "first"))
			return false;
	}
	return too_much(lab, arena, (size_t)64 << 20);
}

static bool too_large(struct lab *lab, struct arena *arena)
{
	char *zeros = arena_alloc(arena, HTTP_BODY_MOST + 1);
	AUTO(file_close) int fd = -1;

	if (!plainly(lab, arena))
		return false;
	fd = connect_to_stub();
	return say_str(fd, "PUT /a HTTP/1.1\r\nHost: x\r\n"
			   "Content-Length: 2097153\r\n\r\n") &&
	       say(fd, zeros, HTTP_BODY_MOST + 1) && hears(fd, "first") &&
	       too_much(lab, arena, (size_t)64 << 20);
}

static bool more_than_room(struct lab *lab, struct arena *arena)
{
	return plainly(lab, arena) && asks_and_hears(GET("/a"), "first") &&
	       too_much(lab, arena, 20) && count(lab, "*") == 1;
}

/* ---- nonsense ---- */

static bool nonsense(struct lab *lab, struct arena *arena)
{
	static const char *const lines[] = {
		"\r\n\r\n\r\n",
		"\xff\xfe\x01\r\n\r\n",
		"GET\r\n\r\n",
		"GET / HTTP/9.9\r\n\r\n",
		"GET / HTTP/1.1\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999"
		"99999\r\n\r\n",
		"PUT / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
		"\r\nZZ\r\n"};
	char *head = arena_alloc(arena, 2 * HTTP_HEAD_MOST + 1);
	size_t i;

	if (!plainly(lab, arena))
		return false;
	memset(head, 'x', 2 * HTTP_HEAD_MOST);
	for (i = 0; i <= ARRAY_LEN(lines); i++) {
		AUTO(file_close) int fd = connect_to_stub();
		const char *bytes = i < ARRAY_LEN(lines) ? lines[i] : head;

		say_str(fd, bytes);
		shutdown(fd, SHUT_WR);
		if (!asks_and_hears(GET("/a"), "first"))
			return false;
	}
	return count(lab, "/a") == (long)ARRAY_LEN(lines) + 1;
}

/* NUL bytes wherever a request has bytes. */
static bool zeros(struct lab *lab, struct arena *arena)
{
	static const char request[] = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
	size_t i;

	if (!plainly(lab, arena))
		return false;
	for (i = 0; i < sizeof(request) - 1; i++) {
		AUTO(file_close) int fd = connect_to_stub();
		char copy[sizeof(request)];

		memcpy(copy, request, sizeof(request));
		copy[i] = '\0';
		say(fd, copy, sizeof(request) - 1);
		shutdown(fd, SHUT_WR);
	}
	return asks_and_hears(GET("/b"), "second") && count(lab, "/b") == 1;
}

static struct http_case cases[] = {{"keep_alive", keep_alive},
				   {"pipelined", pipelined},
				   {"dripping", dripping},
				   {"at_once", at_once},
				   {"many", many},
				   {"large", large},
				   {"thousand", thousand},
				   {"too_many", too_many},
				   {"too_large", too_large},
				   {"more_than_room", more_than_room},
				   {"nonsense", nonsense},
				   {"zeros", zeros},
				   {0}};

static void test_clients(void **state)
{
	(void)state;
	run_cases_in_lab(cases);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_clients)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
