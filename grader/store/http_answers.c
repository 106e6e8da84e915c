/* The stub's answers: by route, one after the other. */
#include "store/http_stub.h"

#include <string.h>

struct http_route {
	char *key;
	struct http_scripted *items;
	size_t n, next;
};

/* ---- one answer ---- */

/* A body of which only the first half is ever sent. */
struct half {
	size_t len;
	char bytes[];
};

static ssize_t read_half(void *private, uint64_t at, char *to, size_t most)
{
	const struct half *half = private;
	size_t left = half->len - (size_t)at;

	if (at >= half->len)
		return MHD_CONTENT_READER_END_WITH_ERROR;
	if (left > most)
		left = most;
	memcpy(to, half->bytes + at, left);
	return (ssize_t)left;
}

static struct MHD_Response *cut_response(const struct value_text *body)
{
	struct half *half;

	if (!body->len)
		return NULL;
	half = xmalloc(sizeof(*half) + body->len / 2);
	half->len = body->len / 2;
	memcpy(half->bytes, body->bytes, half->len);
	return MHD_create_response_from_callback(body->len, 16384, read_half,
						 half, free);
}

static struct MHD_Response *whole_response(const struct value_text *body)
{
	/* The library copies the bytes and does not change them. */
	return MHD_create_response_from_buffer(body->len,
					       (void *)(uintptr_t)body->bytes,
					       MHD_RESPMEM_MUST_COPY);
}

static struct http_scripted scripted(const struct value *answer)
{
	const struct value_map *headers = &value_get(answer, "headers")->as.map;
	const struct value_text *body = &value_get(answer, "body")->as.text;
	bool cut = value_get(answer, "cut")->as.truth;
	struct http_scripted made = {
		.response = cut ? cut_response(body) : whole_response(body),
		.status = (unsigned)value_get(answer, "status")->as.integer,
		.delay_ms = (uint64_t)value_get(answer, "delay")->as.integer};
	size_t i;

	for (i = 0; made.response && i < headers->n; i++)
		MHD_add_response_header(made.response,
					headers->pairs[i].key.bytes,
					headers->pairs[i].value->as.text.bytes);
	return made;
}

/* ---- routes ---- */

static void forget_route(struct http_route *route)
{
	size_t i;

	for (i = 0; i < route->n; i++)
		if (route->items[i].response)
			MHD_destroy_response(route->items[i].response);
	free(route->items);
	free(route->key);
}

void http_answers_clear(struct http_answers *answers)
{
	while (answers->n)
		forget_route(&answers->routes[--answers->n]);
}

bool http_answers_init(struct http_answers *answers)
{
	static const char text[] = "nothing is here\n";
	struct value_text body = {.bytes = text, .len = sizeof(text) - 1};

	*answers = (struct http_answers){
		.nothing = {.response = whole_response(&body),
			    .status = MHD_HTTP_NOT_FOUND}};
	return answers->nothing.response &&
	       MHD_add_response_header(answers->nothing.response,
				       "Content-Type", "text/plain") == MHD_YES;
}

static void add_route(struct http_answers *answers, const char *key,
		      const struct value_list *items)
{
	struct http_route *route;

	answers->routes = xrealloc(answers->routes,
				   (answers->n + 1) * sizeof(*answers->routes));
	route = &answers->routes[answers->n++];
	*route = (struct http_route){
		.key = xstrdup(key),
		.items = xmalloc(items->n * sizeof(*route->items))};
	for (; route->n < items->n; route->n++)
		route->items[route->n] = scripted(items->items[route->n]);
}

void http_answers_set(struct http_answers *answers, const struct value *list)
{
	size_t i;

	for (i = 0; i < list->as.list.n; i++) {
		const struct value *const *pair =
			list->as.list.items[i]->as.list.items;

		add_route(answers, pair[0]->as.text.bytes, &pair[1]->as.list);
	}
}

const struct http_scripted *http_answers_next(struct http_answers *answers,
					      const struct http_target *target,
					      struct arena *arena)
{
	struct http_route *best = NULL;
	int most = 0;
	size_t i;

	for (i = 0; i < answers->n; i++) {
		int fits = http_fits(answers->routes[i].key, target, arena);

		/* Of two that fit as well, the one that was said last. */
		if (!fits || fits < most)
			continue;
		most = fits;
		best = &answers->routes[i];
	}
	if (!best)
		return &answers->nothing;
	/* The last one stays. */
	return &best->items[best->next + 1 < best->n ? best->next++
						     : best->next];
}
