/*
 * A client for the tests of the stub web server: bytes to it and from it, and
 * what it says that it was asked. All of it runs in a lab.
 */
#ifndef GRADER_TESTS_HTTP_CLIENT_H
#define GRADER_TESTS_HTTP_CLIENT_H

#include "base/file.h"
#include "store/http.h"
#include "tests/unit/in_lab.h"
#include "value/json.h"

#include <netinet/in.h>
#include <sys/socket.h>

#define GIVE_UP_MS 20000
#define GET(target) "GET " target " HTTP/1.1\r\nHost: pages.test\r\n\r\n"

/* One answer of one route, for short. */
struct scripted {
	const char *route;
	struct http_answer answer;
};

static inline int connect_to_stub(void)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
				      .sin_port = htons(HTTP_PORT),
				      .sin_addr.s_addr =
					      htonl(INADDR_LOOPBACK)};
	struct timeval most = {.tv_sec = GIVE_UP_MS / 1000};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof(most));
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof(most));
	if (connect(fd, (const struct sockaddr *)(const void *)&address,
		    sizeof(address)) == 0)
		return fd;
	close(fd);
	return -1;
}

static inline bool say(int fd, const char *bytes, size_t len)
{
	ssize_t sent;

	for (; len; len -= (size_t)sent, bytes += sent) {
		sent = send(fd, bytes, len, MSG_NOSIGNAL);
		if (sent <= 0)
			return false;
	}
	return true;
}

static inline bool say_str(int fd, const char *text)
{
	return say(fd, text, strlen(text));
}

/* Reads until the other end closes, or `most` bytes are there. */
static inline void hear(int fd, struct buf *heard, size_t most)
{
	char piece[65536];
	ssize_t got;

	while (heard->len < most) {
		size_t left = most - heard->len;

		got = recv(fd, piece,
			   left < sizeof(piece) ? left : sizeof(piece), 0);
		if (got <= 0)
			return;
		buf_add(heard, piece, (size_t)got);
	}
}

/* Reads one response to its last byte, by its Content-Length. */
static inline bool hear_one(int fd, struct buf *heard)
{
	const char *end, *length;
	size_t body = 0;

	while (!(end = memmem(heard->data, heard->len, "\r\n\r\n", 4))) {
		size_t before = heard->len;

		hear(fd, heard, before + 1);
		if (heard->len == before)
			return false;
	}
	length = strstr(heard->data, "Content-Length: ");
	if (length && sscanf(length + 16, "%zu", &body) != 1)
		return false;
	body += (size_t)(end + 4 - heard->data);
	hear(fd, heard, body);
	return heard->len == body;
}

/* Asks on a connection of its own until it is closed. */
static inline void ask_for(const char *request, size_t len, struct buf *heard)
{
	AUTO(file_close) int fd = connect_to_stub();

	buf_init(heard, (size_t)16 << 20);
	if (fd >= 0 && say(fd, request, len))
		hear(fd, heard, heard->limit);
}

static inline int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The head's lines in alphabetical order, with \n; then the body. */
static inline void normal(const struct buf *heard, struct buf *out)
{
	static const char end[] = "\r\n\r\n";
	char *lines[64], *head, *at, *body;
	size_t n = 0, i;

	buf_init(out, (size_t)16 << 20);
	body = heard->len ? memmem(heard->data, heard->len, end, 4) : NULL;
	if (!body) {
		buf_add(out, heard->data, heard->len);
		return;
	}
	head = strndup(heard->data, (size_t)(body + 2 - heard->data));
	for (at = head; *at && n < ARRAY_LEN(lines); at += strlen(at) + 2) {
		lines[n++] = at;
		*strstr(at, "\r\n") = '\0';
	}
	qsort(lines + 1, n - 1, sizeof(*lines), by_text);
	for (i = 0; i < n; i++)
		buf_printf(out, "%s\n", lines[i]);
	buf_add_char(out, '\n');
	buf_add(out, body + 4, heard->len - (size_t)(body + 4 - heard->data));
	free(head);
}

/* Empties the stub and sets these answers. */
static inline bool script(struct lab *lab, const struct scripted *scripted,
			  size_t n, struct arena *arena)
{
	struct spec_entry *items = ARENA_ARRAY(arena, n, struct spec_entry);
	struct spec_entries routes = {.items = items, .n = n};
	const struct value *value;
	struct err err;
	bool clean;
	size_t i;

	for (i = 0; i < n; i++) {
		const void **body = ARENA_ARRAY(arena, 1, const void *);

		body[0] = &scripted[i].answer;
		items[i] = (struct spec_entry){
			.key = scripted[i].route, .bodies = body, .n = 1};
	}
	if (http_empty(lab, &clean, &err) &&
	    http_routes(&routes, arena, &value, &err) &&
	    http_script(lab, value, arena, &err))
		return true;
	dprintf(2, "%s\n", err.text);
	return false;
}

/* What was asked of a route, as JSON; the caller frees it. */
static inline char *asked(struct lab *lab, const char *route,
			  struct arena *arena)
{
	size_t room = (size_t)64 << 20;
	const struct value *list;
	struct err err;
	json_t *json;
	char *text;

	if (!http_requests(lab, route, &room, arena, &list, &err))
		return strdup(err.text);
	json = value_json(list);
	text = json_dumps(json, JSON_SORT_KEYS | JSON_COMPACT);
	json_decref(json);
	return text;
}

/* How many requests of a route there were; -1: it cannot be said. */
static inline long count(struct lab *lab, const char *route)
{
	AUTO(arena_release) struct arena *arena = arena_new("count");
	size_t room = (size_t)64 << 20;
	const struct value *list;
	struct err err;

	if (!http_requests(lab, route, &room, arena, &list, &err))
		return -1;
	return (long)list->as.list.n;
}

/* ---- tests in a lab ---- */

/* Routes that many tests ask. */
static const struct scripted plain[] = {
	{"/a", {.text = "first"}},
	{"/b", {.text = "second"}},
	{"/slow", {.text = "slow", .delay = 300}},
	{"/never", {.text = "never", .delay = 60000}},
};

static inline bool plainly(struct lab *lab, struct arena *arena)
{
	return script(lab, plain, ARRAY_LEN(plain), arena);
}

/* Whether the next response on the connection ends with the text. */
static inline bool hears(int fd, const char *text)
{
	AUTO(buf_release) struct buf heard = {0};
	size_t len = strlen(text);

	buf_init(&heard, (size_t)16 << 20);
	return hear_one(fd, &heard) && heard.len > len &&
	       !memcmp(heard.data + heard.len - len, text, len);
}

/* Whether the other end closes without a byte. */
static inline bool hears_nothing(int fd)
{
	AUTO(buf_release) struct buf heard = {0};

	buf_init(&heard, 1000);
	hear(fd, &heard, 1000);
	return heard.len == 0;
}

static inline bool asks_and_hears(const char *request, const char *text)
{
	AUTO(file_close) int fd = connect_to_stub();

	return fd >= 0 && say_str(fd, request) && hears(fd, text);
}

/* One test, in the lab of its file. */
struct http_case {
	const char *name;
	bool (*run)(struct lab *lab, struct arena *arena);
};

/* Runs the cases, which end with one without a name; how many failed. */
static inline int run_cases(struct lab *lab, void *cases)
{
	const struct http_case *each = cases;
	int failed = 0;

	for (; each->name; each++) {
		AUTO(arena_release) struct arena *arena = arena_new("test");
		uint64_t began = clock_now_us();

		if (each->run(lab, arena))
			continue;
		failed++;
		dprintf(2, "%s failed after %d ms\n", each->name,
			(int)((clock_now_us() - began) / 1000));
	}
	return failed;
}

/* The same in a fresh lab; skipped where none has a network of its own. */
static inline void run_cases_in_lab(struct http_case *cases)
{
	struct lab_options options = best_lab(64);

	if (options.isolation != ISOLATION_FULL)
		skip();
	run_in_lab(&options, run_cases, cases);
}

#endif
