/* The requests that the stub got, as values. */
#include "store/http.h"
#include "store/http_stub.h"

#include "value/wire.h"

#include <string.h>

/* Of one request, repeated ones included; those behind are not kept. */
#define HEADERS_MOST 200

struct http_logged {
	struct http_target target;
	const struct value *value;
	size_t bytes; /* that it takes on the wire */
};

void http_log_clear(struct http_log *log)
{
	free(log->items);
	arena_free(log->arena);
	*log = (struct http_log){.arena = arena_new("requests")};
}

/* ---- headers ---- */

/* What every client's library says of itself, or of the connection. */
static bool matters(const char *name)
{
	static const char *const own[] = {"host",
					  "user-agent",
					  "accept",
					  "accept-encoding",
					  "connection",
					  "keep-alive",
					  "content-length",
					  "expect",
					  "te",
					  "trailer",
					  "transfer-encoding"};
	size_t i;

	for (i = 0; i < ARRAY_LEN(own); i++)
		if (!strcmp(own[i], name))
			return false;
	return true;
}

struct headers {
	struct value_pair *pairs;
	size_t n, seen;
	struct arena *arena;
};

static char *lower(const char *text, size_t len, struct arena *arena)
{
	char *copy = arena_copy(arena, text, len);
	size_t i;

	for (i = 0; i < len; i++)
		if (copy[i] >= 'A' && copy[i] <= 'Z')
			copy[i] = (char)(copy[i] - 'A' + 'a');
	return copy;
}

/* Fields of one name are one list: RFC 9110, section 5.3. */
static const struct value *joined(const struct value *old, const char *bytes,
				  size_t len, struct arena *arena)
{
	size_t before = old->as.text.len;
	char *both = arena_alloc(arena, before + 2 + len);

	memcpy(both, old->as.text.bytes, before);
	memcpy(both + before, ", ", 2);
	memcpy(both + before + 2, bytes, len);
	return http_bytes(both, before + 2 + len, arena);
}

static enum MHD_Result add_header(void *private, enum MHD_ValueKind kind,
				  const char *key, size_t key_len,
				  const char *value, size_t len)
{
	struct headers *headers = private;
	struct value_pair *pair = headers->pairs;
	const char *name = lower(key, key_len, headers->arena);
	size_t i;

	(void)kind;
	if (++headers->seen > HEADERS_MOST)
		return MHD_NO;
	if (!matters(name))
		return MHD_YES;
	for (i = 0; i < headers->n && strcmp(pair[i].key.bytes, name) != 0; i++)
		;
	if (i < headers->n) {
		pair[i].value =
			joined(pair[i].value, value, len, headers->arena);
		return MHD_YES;
	}
	pair[i].key = (struct value_text){.bytes = name, .len = strlen(name)};
	pair[i].value =
		http_bytes(value ? value : "", value ? len : 0, headers->arena);
	headers->n++;
	return MHD_YES;
}

static const struct value *headers_of(struct MHD_Connection *connection,
				      struct arena *arena)
{
	struct headers headers = {
		.pairs = ARENA_ARRAY(arena, HEADERS_MOST, struct value_pair),
		.arena = arena};

	MHD_get_connection_values_n(connection, MHD_HEADER_KIND, add_header,
				    &headers);
	return value_map(arena, headers.pairs, headers.n);
}

/* ---- requests ---- */

static bool same_path(const struct http_target *a, const struct http_target *b)
{
	return a->path.len == b->path.len &&
	       !memcmp(a->path.bytes, b->path.bytes, a->path.len) &&
	       !strcmp(a->host, b->host);
}

/* Which request of its path this is, from 1. */
static int64_t number_of(const struct http_log *log,
			 const struct http_target *target)
{
	int64_t number = 1;
	size_t i;

	for (i = 0; i < log->n; i++)
		number += same_path(&log->items[i].target, target);
	return number;
}

static struct http_logged *slot(struct http_log *log)
{
	if (log->n == log->room) {
		log->room = log->room ? 2 * log->room : 64;
		log->items =
			xrealloc(log->items, log->room * sizeof(*log->items));
	}
	return &log->items[log->n++];
}

static struct value_text copied(const struct value_text *text,
				struct arena *arena)
{
	return (struct value_text){
		.bytes = arena_copy(arena, text->bytes, text->len),
		.len = text->len};
}

static void keep(struct http_log *log, const struct http_target *target,
		 const struct value *value)
{
	AUTO(buf_release) struct buf wire = {0};

	buf_init(&wire, HTTP_LOG_MOST - log->bytes);
	value_write(&wire, value);
	log->cut = log->cut || wire.cut || log->n == HTTP_REQUESTS_MOST;
	if (log->cut)
		return;
	log->bytes += wire.len;
	*slot(log) = (struct http_logged){
		.target = {.host = arena_str(log->arena, target->host),
			   .path = copied(&target->path, log->arena),
			   .query = copied(&target->query, log->arena)},
		.value = value_copy(value, log->arena),
		.bytes = wire.len};
}

void http_log_add(struct http_log *log, struct MHD_Connection *connection,
		  const char *method, const struct http_target *target,
		  const struct buf *body, struct arena *scratch)
{
	struct value_builder map;

	value_builder_init(&map, scratch);
	value_put(&map, "method", http_bytes(method, strlen(method), scratch));
	value_put(&map, "host",
		  http_bytes(target->host, strlen(target->host), scratch));
	value_put(&map, "path",
		  http_bytes(target->path.bytes, target->path.len, scratch));
	value_put(&map, "query", http_query(target, scratch));
	value_put(&map, "headers", headers_of(connection, scratch));
	value_put(&map, "body", http_bytes(body->data, body->len, scratch));
	value_put(&map, "n", value_int(scratch, number_of(log, target)));
	log->cut = log->cut || body->cut;
	keep(log, target, value_built_map(&map));
}

const struct value *http_log_of(const struct http_log *log, const char *route,
				int64_t most, struct arena *arena)
{
	struct value_builder list, map;
	size_t size = 0, i;
	bool cut = log->cut;

	value_builder_init(&list, arena);
	for (i = 0; i < log->n; i++) {
		const struct http_logged *logged = &log->items[i];

		if (!http_fits(route, &logged->target, arena))
			continue;
		size += logged->bytes;
		value_append(&list, logged->value);
	}
	cut = cut || size > (size_t)most;
	value_builder_init(&map, arena);
	value_put(&map, "cut", value_bool(cut));
	value_put(&map, "size", value_int(arena, (int64_t)size));
	if (cut)
		value_builder_init(&list, arena);
	value_put(&map, "list", value_built_list(&list));
	return value_built_map(&map);
}
