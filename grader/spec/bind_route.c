/* Host names, routes, and maps from routes to what belongs to them. */
#include "spec/bind_types.h"
#include "spec/scalar.h"

#define HOST_WORDS "a host name like pages.test"
#define ROUTE_WORDS "a route like /page, pages.test/page or *"

/* What a list of a route may hold. */
#define BODIES_MOST 100

bool bind_host(struct binder *binder, const struct field *field,
	       const struct node *node, void *body)
{
	const char *text = bind_text(binder, node, field->key);

	if (!text)
		return false;
	if (!scalar_host(text))
		return bind_wrong(binder, field, node, HOST_WORDS);
	*SLOT(const char *, field, body) = text;
	return true;
}

bool bind_route(struct binder *binder, const struct field *field,
		const struct node *node, void *body)
{
	const char *text = bind_text(binder, node, field->key);

	if (!text)
		return false;
	if (!scalar_route(text))
		return bind_wrong(binder, field, node, ROUTE_WORDS);
	*SLOT(const char *, field, body) = text;
	return true;
}

static bool bind_bodies(struct binder *binder, const struct field *field,
			const struct node *node, struct spec_entry *entry)
{
	struct items list = items_of(&node);
	const void **bodies = ARENA_ARRAY(binder->arena, list.n, const void *);
	bool all = true;
	size_t i;

	if (!list.n || list.n > BODIES_MOST)
		return problem_add(binder->problems, node->at,
				   "\"%s\" takes 1 to %d of them, not %zu",
				   entry->key, BODIES_MOST, list.n);
	for (i = 0; i < list.n; i++) {
		void *body = arena_alloc(binder->arena, field->size);

		bodies[i] = body;
		all = bind_map(binder, list.items[i], entry->key, field->fields,
			       body) &&
		      all;
	}
	entry->bodies = bodies;
	entry->n = list.n;
	return all;
}

bool bind_routes(struct binder *binder, const struct field *field,
		 const struct node *node, void *body)
{
	struct spec_entry *entries;
	bool all = true;
	size_t i;

	if (!bind_is(binder, node, NODE_MAP, field->key))
		return false;
	entries = ARENA_ARRAY(binder->arena, node->n, struct spec_entry);
	for (i = 0; i < node->n; i++) {
		const struct node *key = node->pairs[i].key;

		entries[i].key = key->text;
		if (!scalar_route(key->text))
			all = bind_wrong(binder, field, key,
					 "keys that are each " ROUTE_WORDS);
		else
			all = bind_bodies(binder, field, node->pairs[i].value,
					  &entries[i]) &&
			      all;
	}
	if (all)
		*SLOT(struct spec_entries, field, body) =
			(struct spec_entries){.items = entries, .n = node->n};
	return all;
}
