/*
 * The stub web server: what is said to it and how.
 *
 * Theory of operation. The worker keeps one stub in its lab: a process of its
 * own, forked and not executed, which runs libmicrohttpd at port 80 of the
 * lab's loopback as a user without any right (struct server_kind, `within`).
 * It knows two things: the answers of each route and the requests that came
 * since it was emptied. The worker speaks to it over the link, one question
 * and one reply at a time, both typed values in frames:
 *
 *   {do: empty}   answers and requests are forgotten, who still waits for an
 *                 answer gets none: {clean: BOOL}, whether nobody is
 *                 connected
 *   {do: answer, routes: [[ROUTE, [ANSWER, …]], …]}   these routes answer so
 *                                  from now on, in this order, the last one
 *                                  again and again: {}
 *   {do: requests, route: ROUTE, most: INT}   {cut: BOOL, size: INT,
 *                                              list: [REQUEST, …]}
 *
 * An ANSWER is {status, headers, body, delay, cut}. A REQUEST is {method,
 * host, path, query, headers, body, n}. A request is one once it has been
 * received to its last byte. Nothing that a client sends makes the stub end
 * or grow beyond the limits here.
 */
#ifndef GRADER_STORE_HTTP_H
#define GRADER_STORE_HTTP_H

#include "lab/lab.h"
#include "lab/place.h"

#define HTTP_PORT 80
#define HTTP_CONNECTIONS 64		  /* at once; others wait */
#define HTTP_HEAD_MOST ((size_t)64 << 10) /* bytes of a request's head */
#define HTTP_BODY_MOST ((size_t)2 << 20)  /* bytes of a request's body */
#define HTTP_LOG_MOST ((size_t)16 << 20)  /* bytes of all requests kept */
#define HTTP_REQUESTS_MOST 10000	  /* requests kept */
#define HTTP_FRAME_MOST ((size_t)64 << 20)
#define HTTP_ANSWERS_MOST ((size_t)32 << 20) /* bytes of a case's answers */

/* One answer as the task says it: a body of FIELD_ROUTES. */
struct http_answer {
	int64_t status; /* 0: 200, or 302 with a location */
	const char *text;
	struct spec_files file;
	struct spec_strings headers;
	const char *location;
	int64_t delay; /* milliseconds */
	bool cut;
};

extern const struct field http_answer_fields[];
extern const struct server_kind http_server;

/*
 * Answers as they are sent: the list under `routes`. What cannot be sent (a
 * header that is none) is ERR_SPEC.
 */
MUST_CHECK bool http_routes(const struct spec_entries *routes,
			    struct arena *arena, const struct value **value,
			    struct err *err);

/* Empties the stub, starting it if need be. */
MUST_CHECK bool http_empty(struct lab *lab, bool *clean, struct err *err);

/* Sets these answers; the stub runs. */
MUST_CHECK bool http_script(struct lab *lab, const struct value *routes,
			    struct arena *arena, struct err *err);

/*
 * The requests to a route, a list; what they take is counted down from *room.
 * It is 0 when they take more, or when more came than the stub keeps: false.
 */
MUST_CHECK bool http_requests(struct lab *lab, const char *route, size_t *room,
			      struct arena *arena, const struct value **list,
			      struct err *err);

/* One frame; false: the other end is gone, hangs, or sent nonsense. */
bool http_send(int fd, const struct value *value);
bool http_receive(int fd, struct arena *arena, const struct value **value);

#endif
