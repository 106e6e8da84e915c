/*
 * The stub web server, asked byte by byte: each kind of answer, which route
 * it is of, what the log holds, what a task may not say, and that nobody but
 * the lab reaches it.
 */
#include "tests/unit/http_client.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define ODD "\x00\xff\xfe\r\n\r\n\x01"
#define ASK(target) "GET " target " HTTP/1.1\r\nHost: pages.test\r\n"
#define CLOSE "Connection: close\r\n\r\n"
#define HTML "Content-Type: text/html; charset=utf-8\n"

/* ---- answers ---- */

static const struct spec_string two_headers[] = {
	{"X-One", "1"}, {"Content-Type", "a/b; c=\"d\""}};
static const struct spec_file odd_files[] = {{.bytes = ODD, .len = 9},
					     {.bytes = "more", .len = 4}};

static const struct scripted answers[] = {
	{"/", {.text = "<p>"}},
	{"/empty", {.text = ""}},
	{"/nothing", {0}},
	{"/caf\xc3\xa9", {.text = "caf\xc3\xa9\n"}},
	{"/file", {.file = {odd_files, 2}}},
	{"/headers", {.text = "x", .headers = {two_headers, 2}}},
	{"/busy", {.status = 503, .text = "t"}},
	{"/none", {.status = 204}},
	{"/moved", {.location = "http://other.test/b?c"}},
	{"/gone", {.status = 301, .location = "/b", .text = "b"}},
	{"/cut", {.text = "12345678", .cut = true}},
	{"/one", {.text = "1", .cut = true}},
	{"/dead", {.cut = true}},
	{"/q", {.text = "no query"}},
	{"/q?a=1&b", {.text = "that query"}},
	{"other.test/q", {.text = "other"}},
	{"other.test/q?a=1&b", {.text = "other query"}},
};

static const struct exchange {
	const char *request, *reply;
} exchanges[] = {
	{ASK("/") CLOSE, "HTTP/1.1 200 OK\nConnection: close\n"
			 "Content-Length: 3\n" HTML "\n<p>"},
	{"GET / HTTP/1.0\r\n\r\n", "HTTP/1.1 200 OK\nConnection: close\n"
				   "Content-Length: 3\n" HTML "\n<p>"},
	{"HEAD / HTTP/1.1\r\nHost: x\r\n" CLOSE,
	 "HTTP/1.1 200 OK\nConnection: close\nContent-Length: 3\n" HTML "\n"},
	{ASK("/empty") CLOSE, "HTTP/1.1 200 OK\nConnection: close\n"
			      "Content-Length: 0\n" HTML "\n"},
	{ASK("/nothing") CLOSE,
	 "HTTP/1.1 200 OK\nConnection: close\nContent-Length: 0\n\n"},
	{ASK("/caf%C3%A9") CLOSE, "HTTP/1.1 200 OK\nConnection: close\n"
				  "Content-Length: 6\n" HTML "\ncaf\xc3\xa9\n"},
	{ASK("/file") CLOSE,
	 "HTTP/1.1 200 OK\nConnection: close\nContent-Length: 13\n\n" ODD
	 "\0more"},
	{ASK("/headers") CLOSE,
	 "HTTP/1.1 200 OK\nConnection: close\nContent-Length: 1\n"
	 "Content-Type: a/b; c=\"d\"\nX-One: 1\n\nx"},
	{ASK("/busy") CLOSE,
	 "HTTP/1.1 503 Service Unavailable\nConnection: close\n"
	 "Content-Length: 1\n" HTML "\nt"},
	{ASK("/none") CLOSE, "HTTP/1.1 204 No Content\nConnection: close\n\n"},
	{ASK("/moved") CLOSE,
	 "HTTP/1.1 302 Found\nConnection: close\nContent-Length: 0\n"
	 "Location: http://other.test/b?c\n\n"},
	{ASK("/gone") CLOSE,
	 "HTTP/1.1 301 Moved Permanently\n"
	 "Connection: close\nContent-Length: 1\n" HTML "Location: /b\n\nb"},
	{ASK("/cut") "\r\n",
	 "HTTP/1.1 200 OK\nContent-Length: 8\n" HTML "\n1234"},
	{ASK("/one") "\r\n", "HTTP/1.1 200 OK\nContent-Length: 1\n" HTML "\n"},
	{ASK("/dead") "\r\n", ""},
	{ASK("/nowhere") CLOSE,
	 "HTTP/1.1 404 Not Found\nConnection: close\nContent-Length: 16\n"
	 "Content-Type: text/plain\n\nnothing is here\n"},
	{ASK("//") CLOSE,
	 "HTTP/1.1 404 Not Found\nConnection: close\nContent-Length: 16\n"
	 "Content-Type: text/plain\n\nnothing is here\n"},
	{ASK("/q") CLOSE, "HTTP/1.1 200 OK\nConnection: close\n"
			  "Content-Length: 8\n" HTML "\nno query"},
	{ASK("/q?a=1&b") CLOSE, "HTTP/1.1 200 OK\nConnection: close\n"
				"Content-Length: 10\n" HTML "\nthat query"},
	{ASK("/q?a=1") CLOSE, "HTTP/1.1 200 OK\nConnection: close\n"
			      "Content-Length: 8\n" HTML "\nno query"},
	{"GET /q?a=2 HTTP/1.1\r\nHost: OTHER.test:80\r\n" CLOSE,
	 "HTTP/1.1 200 OK\nConnection: close\n"
	 "Content-Length: 5\n" HTML "\nother"},
	{"GET http://other.test/q?a=1&b HTTP/1.1\r\nHost: x\r\n" CLOSE,
	 "HTTP/1.1 200 OK\nConnection: close\n"
	 "Content-Length: 11\n" HTML "\nother query"},
};

static bool answered(struct lab *lab, struct arena *arena)
{
	int failed = 0;
	size_t i;

	if (!script(lab, answers, ARRAY_LEN(answers), arena))
		return false;
	for (i = 0; i < ARRAY_LEN(exchanges); i++) {
		AUTO(buf_release) struct buf heard = {0}, got = {0};
		const struct exchange *each = &exchanges[i];
		const char *odd = strstr(each->reply, "\n\n");
		size_t len = strlen(each->reply);

		if (strstr(each->request, "/file"))
			len = (size_t)(odd - each->reply) + 2 + 13;
		ask_for(each->request, strlen(each->request), &heard);
		normal(&heard, &got);
		if (got.len == len && !memcmp(got.data, each->reply, len))
			continue;
		failed++;
		dprintf(2, "%s\nexpected:\n%s\ngot:\n%s\n", each->request,
			each->reply, got.data);
	}
	return !failed;
}

/* Several answers of a route come in turn, the last one stays. */
static bool in_turn(struct lab *lab, struct arena *arena)
{
	static const struct http_answer first = {.status = 500},
					second = {.text = "2"},
					star = {.text = "*"};
	const void *both[] = {&first, &second}, *last[] = {&star};
	const struct spec_entry items[] = {{"/a", both, 2}, {"*", last, 1}};
	const struct spec_entries routes = {items, 2};
	static const char *const wanted[] = {" 500 ", "\n2", "\n2", "\n*"};
	const struct value *value;
	int failed = 0;
	struct err err;
	size_t i;

	if (!script(lab, NULL, 0, arena) ||
	    !http_routes(&routes, arena, &value, &err) ||
	    !http_script(lab, value, arena, &err))
		return false;
	for (i = 0; i < ARRAY_LEN(wanted); i++) {
		AUTO(buf_release) struct buf heard = {0};
		const char *request = i < 3 ? ASK("/a") CLOSE : ASK("/b") CLOSE;

		ask_for(request, strlen(request), &heard);
		if (!strstr(heard.data, wanted[i])) {
			failed++;
			dprintf(2, "answer %zu: %s\n", i, heard.data);
		}
	}
	return !failed;
}

/* ---- the log ---- */

static const struct logged {
	const char *request;
	size_t len; /* 0: it is a string */
	const char *log;
} logs[] = {
	{ASK("/a") CLOSE, 0,
	 "[{\"body\":\"\",\"headers\":{},\"host\":\"pages.test\","
	 "\"method\":\"GET\",\"n\":1,\"path\":\"/a\",\"query\":{}}]"},
	{"GET /%63af%C3%A9?a=1&b=%20x+y&a=%32&c&&=d HTTP/1.1\r\n"
	 "Host: X.test:80\r\nUser-Agent: u\r\nAccept: */*\r\n"
	 "X-A: 1\r\nx-a: 2\r\nAuthorization: Bearer t\r\n" CLOSE,
	 0,
	 "[{\"body\":\"\",\"headers\":{\"authorization\":\"Bearer t\","
	 "\"x-a\":\"1, 2\"},\"host\":\"x.test\",\"method\":\"GET\",\"n\":1,"
	 "\"path\":\"/café\",\"query\":{\"\":\"d\",\"a\":[\"1\",\"2\"],"
	 "\"b\":\" x y\",\"c\":\"\"}}]"},
	{"POST /p HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
	 "Content-Length: 8\r\n" CLOSE "{\"a\": 1}",
	 0,
	 "[{\"body\":\"{\\\"a\\\": 1}\",\"headers\":{\"content-type\":"
	 "\"application/json\"},\"host\":\"x\",\"method\":\"POST\",\"n\":1,"
	 "\"path\":\"/p\",\"query\":{}}]"},
	{"PUT /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n" CLOSE
	 "3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n",
	 0,
	 "[{\"body\":\"abc0123456789\",\"headers\":{},\"host\":\"x\","
	 "\"method\":\"PUT\",\"n\":1,\"path\":\"/c\",\"query\":{}}]"},
	{"POST /z%00%ff?%00=%fe HTTP/1.1\r\nHost: x\r\nX-B: \xff\r\n"
	 "Content-Length: 4\r\n" CLOSE "\x00\xff\x01\x02",
	 0x1000,
	 "[{\"body\":{\"$bytes\":\"00ff0102\"},\"headers\":{\"x-b\":{\"$"
	 "bytes\":"
	 "\"ff\"}},\"host\":\"x\",\"method\":\"POST\",\"n\":1,\"path\":"
	 "{\"$bytes\":\"2f7a00ff\"},\"query\":{\"\\\\x00\":{\"$bytes\":\"fe\"}"
	 "}}]"},
	{"BREW /tea HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
	 "Content-Length: 2\r\n" CLOSE "hi",
	 0,
	 "[{\"body\":\"hi\",\"headers\":{},\"host\":\"x\",\"method\":\"BREW\","
	 "\"n\":1,\"path\":\"/tea\",\"query\":{}}]"},
	/* What is no request is not one of the log. */
	{"NONSENSE\r\n\r\n", 0, "[]"},
	{"GET /half HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf",
	 0x2000, "[]"},
};

static size_t length_of(const struct logged *logged)
{
	if (logged->len == 0x1000)
		return (size_t)(strstr(logged->request, "\r\n\r\n") -
				logged->request) +
		       8;
	return strlen(logged->request);
}

static bool kept(struct lab *lab, struct arena *arena)
{
	int failed = 0;
	size_t i;

	for (i = 0; i < ARRAY_LEN(logs); i++) {
		AUTO(buf_release) struct buf heard = {0};
		char *got;

		if (!script(lab, NULL, 0, arena))
			return false;
		if (logs[i].len == 0x2000) {
			AUTO(file_close) int fd = connect_to_stub();

			say_str(fd, logs[i].request);
		} else {
			ask_for(logs[i].request, length_of(&logs[i]), &heard);
		}
		got = asked(lab, "*", arena);
		if (strcmp(got, logs[i].log) != 0) {
			failed++;
			dprintf(2, "%s\nexpected: %s\ngot:      %s\n",
				logs[i].request, logs[i].log, got);
		}
		free(got);
	}
	return !failed;
}

/* Routes choose among what was asked. */
static bool chosen(struct lab *lab, struct arena *arena)
{
	static const char *const requests[] = {
		ASK("/a") CLOSE, ASK("/a?x=1") CLOSE, ASK("/b") CLOSE,
		"GET /a HTTP/1.1\r\nHost: b.test\r\n" CLOSE};
	static const struct {
		const char *route;
		long count;
	} counts[] = {
		{"*", 4},  {"/a", 3}, {"/a?x=1", 1},	   {"b.test/a", 1},
		{"/b", 1}, {"/c", 0}, {"pages.test/b", 1}, {"/A", 0}};
	int failed = 0;
	size_t i;

	if (!script(lab, NULL, 0, arena))
		return false;
	for (i = 0; i < ARRAY_LEN(requests); i++) {
		AUTO(buf_release) struct buf heard = {0};

		ask_for(requests[i], strlen(requests[i]), &heard);
	}
	for (i = 0; i < ARRAY_LEN(counts); i++)
		if (count(lab, counts[i].route) != counts[i].count) {
			failed++;
			dprintf(2, "%s: %ld\n", counts[i].route,
				count(lab, counts[i].route));
		}
	return !failed;
}

/* ---- what cannot be sent ---- */

static const struct spec_string bad_headers[] = {
	{"a b", "1"},  {"", "1"},  {"a", "1\n2"},
	{"a:", "1"},   {"a", ""},  {"Content-Length", "3"},
	{"a", "\x7f"}, {"a", "1 "}};
static const char *const bad_words[] = {
	"the route \"/a\": \"a b: 1\" is no header",
	"the route \"/a\": \": 1\" is no header",
	"the route \"/a\": \"a: 1\n2\" is no header",
	"the route \"/a\": \"a:: 1\" is no header",
	"the route \"/a\": \"a: \" is no header",
	"the route \"/a\": the header \"Content-Length\" follows from the body",
	"the route \"/a\": \"a: \x7f\" is no header",
	"the route \"/a\": \"a: 1 \" is no header"};

static void refused(const struct http_answer *answer, const char *words)
{
	AUTO(arena_release) struct arena *arena = arena_new("test");
	const void *bodies[] = {answer};
	const struct spec_entry entry = {"/a", bodies, 1};
	const struct spec_entries routes = {&entry, 1};
	const struct value *value;
	struct err err = {0};

	assert_false(http_routes(&routes, arena, &value, &err));
	assert_int_equal(err.owner, ERR_SPEC);
	assert_string_equal(err.text, words);
}

static void test_refused(void **state)
{
	struct http_answer answer = {.text = "a", .file = {odd_files, 1}};
	size_t i;

	(void)state;
	refused(&answer, "the route \"/a\": an answer has both a text and a "
			 "file");
	answer = (struct http_answer){.status = 304, .text = "a"};
	refused(&answer, "the route \"/a\": an answer with status 304 has no "
			 "body");
	for (i = 0; i < ARRAY_LEN(bad_headers); i++) {
		answer = (struct http_answer){.headers = {&bad_headers[i], 1}};
		refused(&answer, bad_words[i]);
	}
}

/* ---- in a lab ---- */

static struct http_case cases[] = {{"answered", answered},
				   {"in_turn", in_turn},
				   {"kept", kept},
				   {"chosen", chosen},
				   {0}};

static void test_in_lab(void **state)
{
	(void)state;
	run_cases_in_lab(cases);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_refused),
					   cmocka_unit_test(test_in_lab)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
