/*
 * Inside the stub web server: targets of requests, answers by route, and the
 * log. Its main loop is http_stub.c; nothing of this runs in a worker.
 */
#ifndef GRADER_STORE_HTTP_STUB_H
#define GRADER_STORE_HTTP_STUB_H

#include "base/buf.h"
#include "value/value.h"

#include <microhttpd.h>

/* The whole of the process: see struct server_kind, `within`. */
int http_stub(void);

/* ---- targets (http_target.c) ---- */

/* What a request is about. */
struct http_target {
	const char *host;	 /* in lower case, without a port; or "" */
	struct value_text path;	 /* percent-decoded */
	struct value_text query; /* behind the '?', as it was sent */
};

/* Of a request's first line and its Host header (or NULL). */
struct http_target http_target(const char *raw, const char *host,
			       struct arena *arena);

/*
 * How well a route fits: 0 not at all, more the more it says. A path alone
 * fits any host and query.
 */
int http_fits(const char *route, const struct http_target *target,
	      struct arena *arena);

/* TEXT when it is UTF-8, else BYTES. */
const struct value *http_bytes(const char *bytes, size_t len,
			       struct arena *arena);

/*
 * A map of decoded names to decoded values, a list of them where a name comes
 * again. With more than HTTP_PARAMETERS_MOST of them: the text as it is.
 */
#define HTTP_PARAMETERS_MOST 200
const struct value *http_query(const struct http_target *target,
			       struct arena *arena);

/* ---- answers (http_answers.c) ---- */

struct http_scripted {
	struct MHD_Response *response; /* NULL: the connection ends */
	unsigned status;
	uint64_t delay_ms;
};

struct http_answers {
	struct http_route *routes;
	size_t n;
	struct http_scripted nothing; /* for who asks for another route */
};

/* False: no memory. */
bool http_answers_init(struct http_answers *answers);

/*
 * Sets the routes of a list as http_routes made it. What they answered before
 * is kept until all is forgotten: somebody may still wait for it.
 */
void http_answers_set(struct http_answers *answers, const struct value *list);

/* Forgets all routes; what is being sent is still sent. */
void http_answers_clear(struct http_answers *answers);

/* The next answer to a request. */
const struct http_scripted *http_answers_next(struct http_answers *answers,
					      const struct http_target *target,
					      struct arena *arena);

/* ---- the log (http_log.c) ---- */

struct http_log {
	struct arena *arena;
	struct http_logged *items;
	size_t n, room, bytes;
	bool cut; /* a request was not kept */
};

void http_log_clear(struct http_log *log);

/* Keeps a request, or says that it was cut. `scratch` is the request's. */
void http_log_add(struct http_log *log, struct MHD_Connection *connection,
		  const char *method, const struct http_target *target,
		  const struct buf *body, struct arena *scratch);

/* {cut, size, list} of the requests that the route fits. */
const struct value *http_log_of(const struct http_log *log, const char *route,
				int64_t most, struct arena *arena);

#endif
