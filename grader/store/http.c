/* The store `http`: a stub web server, what it answers and was asked. */
#include "store/http.h"
#include "store/http_stub.h"
#include "store/store.h"

/* ---- given ---- */

struct given {
	const char *host;
	struct spec_entries routes;
};

static const struct field given_fields[] = {
	{.key = "host",
	 .doc = "The name that the server is reached by, at port 80.",
	 .type = FIELD_HOST,
	 .offset = offsetof(struct given, host)},
	{.key = "routes",
	 .doc = "What it answers, by route: one answer or several in turn.",
	 .type = FIELD_ROUTES,
	 .offset = offsetof(struct given, routes),
	 .fields = http_answer_fields,
	 .size = sizeof(struct http_answer)},
	{0}};

/* The host names that stand before paths. */
static bool add_hosts(struct place *place, const struct spec_entries *routes,
		      struct err *err)
{
	size_t i, len;

	for (i = 0; i < routes->n; i++) {
		const char *route = routes->items[i].key;

		len = strcspn(route, "/");
		if (len && route[len] &&
		    !lab_add_host(place->lab,
				  arena_copy(place->arena, route, len), err))
			return false;
	}
	return true;
}

static bool answer(struct place *place, const struct spec_entries *routes,
		   struct err *err)
{
	const struct value *value;

	return http_routes(routes, place->arena, &value, err) &&
	       add_hosts(place, routes, err) &&
	       http_script(place->lab, value, place->arena, err);
}

static bool provision(struct place *place, const void *body, struct err *err)
{
	const struct given *given = body;
	bool clean;

	if (given->host && !lab_add_host(place->lab, given->host, err))
		return false;
	return http_empty(place->lab, &clean, err) &&
	       answer(place, &given->routes, err);
}

/* A connection that somebody still holds: the next case gets a fresh stub. */
static bool reset(struct lab *lab, bool *clean, struct err *err)
{
	lab_clear_hosts(lab);
	*clean = true;
	return !lab_running(lab, &http_server) || http_empty(lab, clean, err);
}

const struct server_kind http_server = {
	.name = "http",
	.settings = "",
	.within = http_stub,
	.port = HTTP_PORT,
};

/* ---- the step ---- */

struct http_body {
	struct spec_entries routes;
};

static bool act(struct place *place, const void *body, struct outcome *outcome,
		struct err *err)
{
	const struct http_body *http = body;

	if (!place_given(place, "http"))
		return err_set(err, ERR_SPEC,
			       "the case needs `given: {http: …}`");
	outcome->fate = FATE_DONE;
	return answer(place, &http->routes, err);
}

static const struct field http_fields[] = {
	{.key = "http",
	 .doc = "What these routes answer from now on.",
	 .type = FIELD_ROUTES,
	 .offset = offsetof(struct http_body, routes),
	 .required = true,
	 .fields = http_answer_fields,
	 .size = sizeof(struct http_answer)},
	{0}};

static const struct step_kind step_http = {
	.shape = {.name = "http",
		  .doc = "Scripts the next answers of the stub web server.",
		  .fields = http_fields,
		  .alone = "it is about what all of them ask",
		  .size = sizeof(struct http_body)},
	.act = act,
};

/* ---- the subject ---- */

struct requests_body {
	const char *route;
};

static bool look(struct place *place, const void *body,
		 const struct value **value, struct err *err)
{
	const struct requests_body *requests = body;

	if (!place_given(place, "http"))
		return err_set(err, ERR_SPEC,
			       "the case needs `given: {http: …}`");
	return http_requests(place->lab, requests->route, &place->room,
			     place->arena, value, err);
}

static const struct field requests_fields[] = {
	{.key = "requests",
	 .doc = "A route, or * for all.",
	 .type = FIELD_ROUTE,
	 .offset = offsetof(struct requests_body, route),
	 .required = true},
	{0}};

static const struct subject_kind subject_requests = {
	.shape = {.name = "requests",
		  .doc = "What the stub web server was asked since `given`.",
		  .fields = requests_fields,
		  .size = sizeof(struct requests_body)},
	.ordered = true,
	.look = look,
};

static const struct step_kind *const steps[] = {&step_http, NULL};
static const struct subject_kind *const subjects[] = {&subject_requests, NULL};

const struct store store_http = {
	.given = {.name = "http",
		  .doc = "A stub web server, the only one that is reached.",
		  .fields = given_fields,
		  .size = sizeof(struct given)},
	.server = &http_server,
	.provision = provision,
	.reset = reset,
	.steps = steps,
	.subjects = subjects,
};
