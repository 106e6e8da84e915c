/*
 * YAML as this program takes it: bytes become a tree of scalars, lists and
 * maps, each with its place in the file. All strictness about YAML itself is
 * here; what the keys mean is bind.h's.
 *
 * Over libyaml's event parser with limits of our own, because libyaml has
 * none and takes quadratic time on deep input. Refused are tabs, control
 * characters, anything but UTF-8, directives, tags, anchors, aliases, merge
 * keys, duplicate keys, keys that are not texts, NUL in a text, and a second
 * document.
 */
#ifndef GRADER_SPEC_YAML_H
#define GRADER_SPEC_YAML_H

#include "spec/load.h"

#define YAML_FILE_MOST ((size_t)1 << 20)
#define YAML_SCALAR_MOST ((size_t)64 << 10)
#define YAML_NODES_MOST 10000
#define YAML_DEPTH_MOST 32

enum node_kind { NODE_SCALAR, NODE_LIST, NODE_MAP };

struct node {
	enum node_kind kind;
	struct mark at;

	/* NODE_SCALAR: no NUL is in the text, one stands behind it. */
	const char *text;
	size_t len;
	bool plain;  /* without quotes, and no block scalar */
	bool cut;    /* plain, and a comment follows it on its line */
	bool filled; /* a ${name} in it has been replaced */

	struct node **items;	 /* NODE_LIST: n of them */
	struct node_pair *pairs; /* NODE_MAP: n of them */
	size_t n;
};

struct node_pair {
	struct node *key, *value; /* the key is a scalar */
};

/*
 * The tree of a file, in the arena; its name is borrowed by the marks. NULL
 * when it has problems, which are added.
 */
struct node *yaml_read(const char *file, const char *bytes, size_t len,
		       struct arena *arena, struct problems *problems);

/*
 * Whether the bytes are text that a spec may be made of; adds a problem for
 * the first that is not.
 */
bool yaml_bytes(const char *file, const char *bytes, size_t len,
		struct problems *problems);

/* Adds a problem for every key that is there twice; false: there was one. */
bool node_keys_differ(const struct node *map, struct problems *problems);

/* The value of a key of a map, or NULL; also when `map` is NULL or no map. */
struct node *node_get(const struct node *map, const char *key);

/* Whether it is a plain scalar that says nothing: `key:` alone. */
bool node_empty(const struct node *node);

/* "a text", "a list", "a map": for messages. */
const char *node_word(const struct node *node);

#endif
