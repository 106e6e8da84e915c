/* What the files that bind the types of fields share. */
#ifndef GRADER_SPEC_BIND_TYPES_H
#define GRADER_SPEC_BIND_TYPES_H

#include "spec/bind.h"

/* Where a field's value goes. */
#define SLOT(type, field, body) \
	((type *)(void *)((char *)(body) + (field)->offset))

/* Adds the problem that the field takes `wanted`, not this. */
bool bind_wrong(struct binder *binder, const struct field *field,
		const struct node *node, const char *wanted);

/*
 * As bind_text, but a comment may follow: the text has to be one that is
 * known, so that nothing can be cut unnoticed.
 */
const char *bind_word(struct binder *binder, const struct node *node,
		      const char *key);

/* A list's items, or the node itself as the only one. */
struct items {
	const struct node *const *items;
	size_t n;
};

struct items items_of(const struct node *const *node);

/* One function for each type of field that refers to something else. */
bool bind_handin(struct binder *binder, const struct field *field,
		 const struct node *node, void *body);
bool bind_step(struct binder *binder, const struct field *field,
	       const struct node *node, void *body);
bool bind_files(struct binder *binder, const struct field *field,
		const struct node *node, void *body);
bool bind_strings(struct binder *binder, const struct field *field,
		  const struct node *node, void *body);
bool bind_host(struct binder *binder, const struct field *field,
	       const struct node *node, void *body);
bool bind_route(struct binder *binder, const struct field *field,
		const struct node *node, void *body);
bool bind_routes(struct binder *binder, const struct field *field,
		 const struct node *node, void *body);
bool bind_pattern(struct binder *binder, const struct field *field,
		  const struct node *node, void *body);

#endif
