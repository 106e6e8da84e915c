/* What a request is about, and which routes that fits. Pure functions. */
#include "store/http_stub.h"

#include "text/utf8.h"

#include <string.h>

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Percent-decoded; what is no escape stays. With `form` a '+' is a blank. */
static struct value_text decoded(const char *text, size_t len, bool form,
				 struct arena *arena)
{
	char *to = arena_alloc(arena, len + 1);
	size_t n = 0, i;

	for (i = 0; i < len; i++) {
		char c = text[i];

		if (c == '%' && i + 2 < len && hex(text[i + 1]) >= 0 &&
		    hex(text[i + 2]) >= 0) {
			c = (char)(hex(text[i + 1]) * 16 + hex(text[i + 2]));
			i += 2;
		} else if (form && c == '+') {
			c = ' ';
		}
		to[n++] = c;
	}
	return (struct value_text){.bytes = to, .len = n};
}

static const char *host_name(const char *text, size_t len, struct arena *arena)
{
	char *name = arena_copy(arena, text, len);
	size_t i;

	name[strcspn(name, ":")] = '\0';
	for (i = 0; name[i]; i++)
		if (name[i] >= 'A' && name[i] <= 'Z')
			name[i] = (char)(name[i] - 'A' + 'a');
	return name;
}

struct http_target http_target(const char *raw, const char *host,
			       struct arena *arena)
{
	struct http_target target = {.host = ""};
	size_t len;

	if (host)
		target.host = host_name(host, strlen(host), arena);
	/* "http://host/path": RFC 9112, section 3.2.2. */
	if (!strncasecmp(raw, "http://", 7)) {
		len = strcspn(raw + 7, "/?");
		target.host = host_name(raw + 7, len, arena);
		raw += 7 + len;
	}
	len = strcspn(raw, "?");
	target.path = decoded(raw, len, false, arena);
	raw += len + (raw[len] == '?');
	target.query = (struct value_text){.bytes = arena_str(arena, raw),
					   .len = strlen(raw)};
	return target;
}

static bool same(const struct value_text *a, const struct value_text *b)
{
	return a->len == b->len && !memcmp(a->bytes, b->bytes, a->len);
}

int http_fits(const char *route, const struct http_target *target,
	      struct arena *arena)
{
	size_t host = strcspn(route, "/");
	struct http_target wanted;
	bool query;

	if (!strcmp(route, "*"))
		return 1;
	wanted = http_target(route + host, NULL, arena);
	query = strchr(route, '?') != NULL;
	if (host && (strlen(target->host) != host ||
		     memcmp(target->host, route, host) != 0))
		return 0;
	if (!same(&wanted.path, &target->path) ||
	    (query && !same(&wanted.query, &target->query)))
		return 0;
	return 2 + (query ? 1 : 0) + (host ? 2 : 0);
}

const struct value *http_bytes(const char *bytes, size_t len,
			       struct arena *arena)
{
	return utf8_valid(bytes, len) == len
		       ? value_text(arena, bytes, len)
		       : value_scalar(arena, VALUE_BYTES, bytes, len);
}

/* ---- queries ---- */

/* The value that a name has once another one came. */
static const struct value *more(const struct value *old,
				const struct value *item, struct arena *arena)
{
	struct value_builder list;
	size_t i;

	value_builder_init(&list, arena);
	if (old->kind != VALUE_LIST)
		value_append(&list, old);
	for (i = 0; old->kind == VALUE_LIST && i < old->as.list.n; i++)
		value_append(&list, old->as.list.items[i]);
	value_append(&list, item);
	return value_built_list(&list);
}

/* Adds "name=value" to n pairs. */
static size_t add(struct value_pair *pairs, size_t n, const char *text,
		  size_t len, struct arena *arena)
{
	const char *equals = memchr(text, '=', len);
	size_t name_len = equals ? (size_t)(equals - text) : len, i;
	struct value_text name = decoded(text, name_len, true, arena), right;
	const struct value *item;

	right = decoded(text + name_len + (equals ? 1 : 0),
			len - name_len - (equals ? 1 : 0), true, arena);
	item = http_bytes(right.bytes, right.len, arena);
	for (i = 0; i < n && !same(&pairs[i].key, &name); i++)
		;
	pairs[i].value = i < n ? more(pairs[i].value, item, arena) : item;
	pairs[i].key = name;
	return i < n ? n : n + 1;
}

const struct value *http_query(const struct http_target *target,
			       struct arena *arena)
{
	struct value_pair *pairs =
		ARENA_ARRAY(arena, HTTP_PARAMETERS_MOST, struct value_pair);
	const char *at = target->query.bytes;
	size_t n = 0, count = 0, len;

	for (; *at; at += len + (at[len] == '&')) {
		len = strcspn(at, "&");
		if (!len)
			continue;
		if (count++ == HTTP_PARAMETERS_MOST)
			return http_bytes(target->query.bytes,
					  target->query.len, arena);
		n = add(pairs, n, at, len, arena);
	}
	return value_map(arena, pairs, n);
}
