/*
 * The stub web server's process: libmicrohttpd and the link in one loop, in
 * one thread, so that requests have an order. See http.h and http_stub.h.
 *
 * An answer that takes its time is a connection that is suspended until it is
 * due (MHD_suspend_connection); the others go on meanwhile.
 */
#include "store/http_stub.h"
#include "store/http.h"

#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>

#define LISTENER 0
#define LINK 1

/* Then the worker is listened to again, whatever clients still send. */
#define TURNS_MOST 64

struct stub {
	struct MHD_Daemon *daemon;
	int epoll;
	struct http_answers answers;
	struct http_log log;
	struct asked *waiting; /* for an answer that is not due yet */
};

/* One request. */
struct asked {
	struct stub *stub;
	struct MHD_Connection *connection;
	struct arena *arena;
	const char *raw; /* its target */
	struct buf body;
	bool begun, logged, dropped;
	const struct http_scripted *scripted; /* its answer */
	uint64_t due_us;
	struct asked *next;
};

/* ---- requests ---- */

/* The target as it was sent: the library's `url` ends at a %00. */
static void *begin(void *private, const char *raw,
		   struct MHD_Connection *connection)
{
	struct asked *asked = xmalloc(sizeof(*asked));

	*asked = (struct asked){.stub = private,
				.connection = connection,
				.arena = arena_new("request")};
	asked->raw = arena_str(asked->arena, raw);
	buf_init(&asked->body, HTTP_BODY_MOST);
	return asked;
}

static void end(void *private, struct MHD_Connection *connection,
		void **request, enum MHD_RequestTerminationCode code)
{
	struct asked *asked = *request;
	struct asked **at;

	(void)connection;
	(void)code;
	if (!asked)
		return;
	for (at = &((struct stub *)private)->waiting; *at; at = &(*at)->next)
		if (*at == asked) {
			*at = asked->next;
			break;
		}
	buf_release(&asked->body);
	arena_free(asked->arena);
	free(asked);
	*request = NULL;
}

static void wait_for(struct asked *asked, uint64_t ms)
{
	asked->due_us = clock_now_us() + ms * 1000;
	asked->next = asked->stub->waiting;
	asked->stub->waiting = asked;
	MHD_suspend_connection(asked->connection);
}

static enum MHD_Result answer(struct asked *asked)
{
	if (asked->dropped || !asked->scripted->response)
		return MHD_NO;
	return MHD_queue_response(asked->connection, asked->scripted->status,
				  asked->scripted->response);
}

/* All of it is here: it is kept, and its answer is chosen. */
static enum MHD_Result received(struct asked *asked, const char *method)
{
	struct stub *stub = asked->stub;
	const char *host = MHD_lookup_connection_value(asked->connection,
						       MHD_HEADER_KIND, "Host");
	struct http_target target = http_target(asked->raw, host, asked->arena);

	asked->logged = true;
	http_log_add(&stub->log, asked->connection, method, &target,
		     &asked->body, asked->arena);
	asked->scripted =
		http_answers_next(&stub->answers, &target, asked->arena);
	if (!asked->scripted->delay_ms)
		return answer(asked);
	wait_for(asked, asked->scripted->delay_ms);
	return MHD_YES;
}

static enum MHD_Result handle(void *private, struct MHD_Connection *connection,
			      const char *url, const char *method,
			      const char *version, const char *bytes,
			      size_t *len, void **request)
{
	struct asked *asked = *request;

	(void)private;
	(void)connection;
	(void)url;
	(void)version;
	if (!asked->begun) {
		asked->begun = true;
		return MHD_YES;
	}
	if (*len) {
		buf_add(&asked->body, bytes, *len);
		*len = 0;
		return MHD_YES;
	}
	return asked->logged ? answer(asked) : received(asked, method);
}

/* ---- time ---- */

static void resume(struct stub *stub, bool all)
{
	uint64_t now = clock_now_us();
	struct asked **at = &stub->waiting;

	while (*at) {
		struct asked *asked = *at;

		if (!all && asked->due_us > now) {
			at = &asked->next;
			continue;
		}
		*at = asked->next;
		asked->dropped = all;
		MHD_resume_connection(asked->connection);
	}
}

/* Milliseconds until something is to be done without being asked; -1: never. */
static int time_left(const struct stub *stub)
{
	uint64_t now = clock_now_us(), least = UINT64_MAX;
	const struct asked *asked;
	MHD_UNSIGNED_LONG_LONG ms;

	if (MHD_get_timeout(stub->daemon, &ms) == MHD_YES)
		least = ms;
	for (asked = stub->waiting; asked; asked = asked->next) {
		uint64_t left =
			asked->due_us > now ? asked->due_us - now + 999 : 0;

		if (left / 1000 < least)
			least = left / 1000;
	}
	if (least == UINT64_MAX)
		return -1;
	return least < 60000 ? (int)least : 60000;
}

static unsigned connections(const struct stub *stub)
{
	return MHD_get_daemon_info(stub->daemon,
				   MHD_DAEMON_INFO_CURRENT_CONNECTIONS)
		->num_connections;
}

/*
 * Lets the library do what there is to do. A place that has become free is
 * given to who waits for one in the turn after that, which no event announces.
 */
static void run(struct stub *stub)
{
	MHD_UNSIGNED_LONG_LONG ms;
	unsigned before;
	int i = 0;

	do {
		before = connections(stub);
		MHD_run(stub->daemon);
	} while (++i < TURNS_MOST &&
		 (connections(stub) != before ||
		  (MHD_get_timeout(stub->daemon, &ms) == MHD_YES && ms == 0)));
}

/* ---- the worker's questions ---- */

static const struct value *empty(struct stub *stub, struct arena *arena)
{
	struct value_builder map;

	resume(stub, true);
	run(stub);
	http_answers_clear(&stub->answers);
	http_log_clear(&stub->log);
	value_builder_init(&map, arena);
	value_put(&map, "clean", value_bool(connections(stub) == 0));
	return value_built_map(&map);
}

static const struct value *reply_to(struct stub *stub,
				    const struct value *question,
				    struct arena *arena)
{
	const char *what = value_get(question, "do")->as.text.bytes;
	struct value_builder nothing;

	run(stub);
	if (!strcmp(what, "empty"))
		return empty(stub, arena);
	if (!strcmp(what, "requests"))
		return http_log_of(
			&stub->log, value_get(question, "route")->as.text.bytes,
			value_get(question, "most")->as.integer, arena);
	http_answers_set(&stub->answers, value_get(question, "routes"));
	value_builder_init(&nothing, arena);
	return value_built_map(&nothing);
}

static bool serve_worker(struct stub *stub)
{
	AUTO(arena_release) struct arena *arena = arena_new("question");
	const struct value *question;

	return http_receive(LINK, arena, &question) &&
	       http_send(LINK, reply_to(stub, question, arena));
}

/* ---- the whole ---- */

static bool open_stub(struct stub *stub)
{
	*stub = (struct stub){.epoll = -1};
	http_log_clear(&stub->log);
	if (!http_answers_init(&stub->answers))
		return false;
	stub->daemon = MHD_start_daemon(
		MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME |
			MHD_USE_SUPPRESS_DATE_NO_CLOCK,
		0, NULL, NULL, handle, stub, MHD_OPTION_LISTEN_SOCKET, LISTENER,
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)HTTP_CONNECTIONS,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, HTTP_HEAD_MOST,
		MHD_OPTION_URI_LOG_CALLBACK, begin, stub,
		MHD_OPTION_NOTIFY_COMPLETED, end, stub, MHD_OPTION_END);
	if (!stub->daemon)
		return false;
	stub->epoll =
		MHD_get_daemon_info(stub->daemon, MHD_DAEMON_INFO_EPOLL_FD)
			->epoll_fd;
	return true;
}

int http_stub(void)
{
	struct stub stub;
	struct pollfd watch[] = {{.fd = LINK, .events = POLLIN},
				 {.events = POLLIN}};

	signal(SIGPIPE, SIG_IGN);
	prctl(PR_SET_NAME, "grader-http");
	if (!open_stub(&stub))
		return 1;
	watch[1].fd = stub.epoll;
	for (;;) {
		if (poll(watch, ARRAY_LEN(watch), time_left(&stub)) < 0)
			continue;
		if (watch[0].revents && !serve_worker(&stub))
			return 0;
		resume(&stub, false);
		run(&stub);
	}
}
