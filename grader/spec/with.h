/*
 * Names for texts: ${school} is what `with: {school: …}` of the task or its
 * project says, or what was drawn from the seed. Only declared names are
 * replaced; any other "${" stays as it is.
 */
#ifndef GRADER_SPEC_WITH_H
#define GRADER_SPEC_WITH_H

#include "spec/bind.h"

struct with_text {
	const char *name, *text;
	bool drawn;
};

struct with {
	const struct with_text *items;
	size_t n;
};

/*
 * Reads a `with` map; NULL gives no names of its own. The names of `outer`
 * (NULL: none) hold too, where the map does not say otherwise.
 */
struct with with_read(struct binder *binder, const struct node *node,
		      const struct with *outer, uint64_t seed);

/* Whether a name was drawn, so that texts follow the seed. */
bool with_draws(const struct with *with);

/* A text with its names replaced; the same pointer when it has none. */
const char *with_fill(const struct with *with, const char *text, size_t *len,
		      struct arena *arena);

/* The same for the bytes of a file. */
void with_fill_file(const struct with *with, struct spec_file *file,
		    struct arena *arena);

/* The same for every scalar below a node. */
void with_fill_node(const struct with *with, struct node *node,
		    struct arena *arena);

#endif
