/* The answers of a task: their fields, and what the stub is sent of them. */
#include "store/http.h"

#define AT(member) offsetof(struct http_answer, member)

const struct field http_answer_fields[] = {
	{.key = "status",
	 .doc = "The status; 200 by default, 302 with a location.",
	 .type = FIELD_INT,
	 .offset = AT(status),
	 .least = 200,
	 .most = 599},
	{.key = "text",
	 .doc = "The body, as UTF-8; text/html unless a header says otherwise.",
	 .type = FIELD_TEXT,
	 .offset = AT(text)},
	{.key = "file",
	 .doc = "The body, bytes of a file; several follow each other.",
	 .type = FIELD_FILES,
	 .offset = AT(file)},
	{.key = "headers",
	 .doc = "Headers and their values.",
	 .type = FIELD_STRINGS,
	 .offset = AT(headers)},
	{.key = "location",
	 .doc = "Where the answer redirects to.",
	 .type = FIELD_LINE,
	 .offset = AT(location)},
	{.key = "delay",
	 .doc = "How long the answer takes.",
	 .type = FIELD_TIME,
	 .offset = AT(delay),
	 .most = 60000},
	{.key = "cut",
	 .doc = "The connection ends after half of the body; without a body "
		"before any answer.",
	 .type = FIELD_BOOL,
	 .offset = AT(cut)},
	{0}};

/* ---- headers ---- */

/* A token of RFC 9110, section 5.6.2. */
static bool is_token(const char *text)
{
	return *text && !text[strspn(text, "abcdefghijklmnopqrstuvwxyz"
					   "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
					   "0123456789!#$%&'*+-.^_`|~")];
}

static bool is_line(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < 0x20 || *text == 0x7f)
			return false;
	return true;
}

/* What the stub's library writes by itself. */
static bool is_ours(const char *name)
{
	return !strcasecmp(name, "content-length") ||
	       !strcasecmp(name, "transfer-encoding");
}

static bool put_header(struct value_builder *map, const char *name,
		       const char *value, struct err *err)
{
	if (!is_token(name) || !*value || !is_line(value) || *value == ' ' ||
	    value[strlen(value) - 1] == ' ')
		return err_set(err, ERR_SPEC, "\"%s: %s\" is no header", name,
			       value);
	if (is_ours(name))
		return err_set(err, ERR_SPEC,
			       "the header \"%s\" follows from the body", name);
	value_put(map, name, value_str(map->arena, value));
	return true;
}

static bool has_type(const struct spec_strings *headers)
{
	size_t i;

	for (i = 0; i < headers->n; i++)
		if (!strcasecmp(headers->items[i].key, "content-type"))
			return true;
	return false;
}

static bool put_headers(struct value_builder *map,
			const struct http_answer *answer, struct err *err)
{
	size_t i;

	for (i = 0; i < answer->headers.n; i++)
		if (!put_header(map, answer->headers.items[i].key,
				answer->headers.items[i].value, err))
			return false;
	if (answer->location &&
	    !put_header(map, "Location", answer->location, err))
		return false;
	return !answer->text || has_type(&answer->headers) ||
	       put_header(map, "Content-Type", "text/html; charset=utf-8", err);
}

/* ---- answers ---- */

static const struct value *body_of(const struct http_answer *answer,
				   struct arena *arena)
{
	AUTO(buf_release) struct buf all = {0};
	size_t i;

	buf_init(&all, HTTP_ANSWERS_MOST);
	if (answer->text)
		buf_add_str(&all, answer->text);
	for (i = 0; i < answer->file.n; i++)
		buf_add(&all, answer->file.items[i].bytes,
			answer->file.items[i].len);
	return all.cut ? NULL
		       : value_scalar(arena, VALUE_BYTES, all.data, all.len);
}

static int64_t status_of(const struct http_answer *answer)
{
	if (answer->status)
		return answer->status;
	return answer->location ? 302 : 200;
}

/* RFC 9110, sections 15.3.5 and 15.4.5. */
static bool may_have_body(int64_t status)
{
	return status != 204 && status != 304;
}

/* Whether an answer with this body (NULL: too large) can be sent. */
static bool sendable(const struct http_answer *answer, const struct value *body,
		     size_t room, struct err *err)
{
	if (answer->text && answer->file.n)
		return err_set(err, ERR_SPEC,
			       "an answer has both a text and a file");
	if (!body || body->as.text.len > room)
		return err_set(err, ERR_SPEC,
			       "the answers are more than %zu MiB",
			       HTTP_ANSWERS_MOST >> 20);
	if (body->as.text.len && !may_have_body(status_of(answer)))
		return err_set(err, ERR_SPEC,
			       "an answer with status %d has no body",
			       (int)status_of(answer));
	return true;
}

static const struct value *answer_value(const struct http_answer *answer,
					size_t *room, struct arena *arena,
					struct err *err)
{
	const struct value *body = body_of(answer, arena);
	struct value_builder map, headers;

	value_builder_init(&headers, arena);
	if (!sendable(answer, body, *room, err) ||
	    !put_headers(&headers, answer, err))
		return NULL;
	*room -= body->as.text.len;
	value_builder_init(&map, arena);
	value_put(&map, "status", value_int(arena, status_of(answer)));
	value_put(&map, "headers", value_built_map(&headers));
	value_put(&map, "body", body);
	value_put(&map, "delay", value_int(arena, answer->delay));
	value_put(&map, "cut", value_bool(answer->cut));
	return value_built_map(&map);
}

static const struct value *route_value(const struct spec_entry *entry,
				       size_t *room, struct arena *arena,
				       struct err *err)
{
	struct value_builder answers, pair;
	size_t i;

	value_builder_init(&answers, arena);
	for (i = 0; i < entry->n; i++) {
		const struct value *answer =
			answer_value(entry->bodies[i], room, arena, err);

		if (!answer)
			return NULL;
		value_append(&answers, answer);
	}
	value_builder_init(&pair, arena);
	value_append(&pair, value_str(arena, entry->key));
	value_append(&pair, value_built_list(&answers));
	return value_built_list(&pair);
}

bool http_routes(const struct spec_entries *routes, struct arena *arena,
		 const struct value **value, struct err *err)
{
	size_t room = HTTP_ANSWERS_MOST, i;
	struct value_builder list;

	value_builder_init(&list, arena);
	for (i = 0; i < routes->n; i++) {
		const struct value *route =
			route_value(&routes->items[i], &room, arena, err);

		if (!route)
			return err_at(err, "the route \"%s\"",
				      routes->items[i].key);
		value_append(&list, route);
	}
	*value = value_built_list(&list);
	return true;
}
