/* Frames between the worker and its stub: a length, then a value. */
#include "store/http.h"

#include "base/socket.h"
#include "value/wire.h"

#include <errno.h>
#include <sys/socket.h>

static bool receive_all(int fd, void *bytes, size_t len)
{
	char *at = bytes;
	ssize_t got;

	while (len) {
		got = recv(fd, at, len, 0);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		at += got;
		len -= (size_t)got;
	}
	return true;
}

bool http_send(int fd, const struct value *value)
{
	AUTO(buf_release) struct buf body = {0};
	uint64_t len;

	buf_init(&body, HTTP_FRAME_MOST);
	value_write(&body, value);
	len = body.len;
	return !body.cut && socket_send(fd, &len, sizeof(len)) &&
	       socket_send(fd, body.data, body.len);
}

bool http_receive(int fd, struct arena *arena, const struct value **value)
{
	const char *at;
	uint64_t len;
	char *bytes;

	if (!receive_all(fd, &len, sizeof(len)) || len > HTTP_FRAME_MOST)
		return false;
	bytes = arena_alloc(arena, (size_t)len);
	at = bytes;
	return receive_all(fd, bytes, (size_t)len) &&
	       value_read(&at, bytes + len, arena, value, NULL) &&
	       (*value)->kind == VALUE_MAP;
}

/* ---- the worker's end ---- */

static bool ask(struct lab *lab, const struct value_builder *question,
		const struct value **reply, struct err *err)
{
	struct server *server = lab_running(lab, &http_server);

	if (!server)
		return err_set(err, ERR_INFRA, "the http server is gone");
	if (!http_send(server->link, value_built_map(question)) ||
	    !http_receive(server->link, question->arena, reply))
		return err_set(err, ERR_INFRA,
			       "the http server does not answer");
	return true;
}

static void begin(struct value_builder *question, const char *what,
		  struct arena *arena)
{
	value_builder_init(question, arena);
	value_put(question, "do", value_str(arena, what));
}

static bool is_true(const struct value *map, const char *key)
{
	const struct value *value = value_get(map, key);

	return value && value->kind == VALUE_BOOL && value->as.truth;
}

bool http_empty(struct lab *lab, bool *clean, struct err *err)
{
	AUTO(arena_release) struct arena *arena = arena_new("http");
	struct value_builder question;
	const struct value *reply;
	struct server *server;

	begin(&question, "empty", arena);
	if (!lab_server(lab, &http_server, &server, err) ||
	    !ask(lab, &question, &reply, err))
		return false;
	*clean = is_true(reply, "clean");
	return true;
}

bool http_script(struct lab *lab, const struct value *routes,
		 struct arena *arena, struct err *err)
{
	struct value_builder question;
	const struct value *reply;

	begin(&question, "answer", arena);
	value_put(&question, "routes", routes);
	return ask(lab, &question, &reply, err);
}

bool http_requests(struct lab *lab, const char *route, size_t *room,
		   struct arena *arena, const struct value **list,
		   struct err *err)
{
	struct value_builder question;
	const struct value *reply, *size;

	begin(&question, "requests", arena);
	value_put(&question, "route", value_str(arena, route));
	value_put(&question, "most", value_int(arena, (int64_t)*room));
	if (!ask(lab, &question, &reply, err))
		return false;
	size = value_get(reply, "size");
	if (is_true(reply, "cut")) {
		*room = 0;
		return err_set(err, ERR_INFRA, "there were too many requests");
	}
	*list = value_get(reply, "list");
	if (!*list || (*list)->kind != VALUE_LIST || !size ||
	    size->kind != VALUE_INT || size->as.integer < 0 ||
	    (size_t)size->as.integer > *room)
		return err_set(err, ERR_INFRA,
			       "the http server answers nonsense");
	*room -= (size_t)size->as.integer;
	return true;
}
