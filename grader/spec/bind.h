/*
 * Shapes and nodes become bodies: the keys of a map are looked up in tables
 * of fields, and each value is bound as its field's type says. Whatever does
 * not fit is a problem at its place; binding goes on, so that all problems
 * of a file are told.
 */
#ifndef GRADER_SPEC_BIND_H
#define GRADER_SPEC_BIND_H

#include "spec/near.h"
#include "spec/problem.h"
#include "spec/yaml.h"

/* What a value may refer to, beside the node itself. */
struct binder {
	struct arena *arena;
	struct problems *problems;
	const struct vocabulary *vocabulary;
	const struct fixtures *fixtures; /* for FIELD_FILES */
	const struct handin *handin;	 /* for FIELD_HANDIN */
	size_t nhandin;
	const char *every; /* the hand-in that '*' stands for; NULL: '*' may
			      not be written */
	const struct step *step; /* for FIELD_STEP: the steps of the case */
	size_t nstep;
};

/* A table of fields and what they fill. */
struct target {
	const struct field *fields; /* may be NULL: none */
	void *body;
};

/*
 * Binds every key of a map by the tables; tables that share a key all get
 * it. Unknown keys and missing required ones are problems. `kinds` are words
 * that are keys elsewhere: they are suggested, and told when they are
 * planned; NULL for none.
 */
void bind_keys(struct binder *binder, const struct node *map,
	       const struct target *targets, size_t n,
	       const struct shape *const *kinds);

/* The same for a node that has to be a map, with one table. */
bool bind_map(struct binder *binder, const struct node *node, const char *key,
	      const struct field *fields, void *body);

/* Binds one value. False: it has a problem. */
bool bind_field(struct binder *binder, const struct field *field,
		const struct node *node, void *body);

/*
 * The kind that a map is of: the shape whose name is one of its keys. NULL
 * when none is, or when several are, which is a problem. `what` is "step",
 * "check" …
 */
const struct shape *bind_kind(struct binder *binder, const struct node *map,
			      const struct shape *const *shapes,
			      const char *what);

/* Adds the problem that a map has no key that is one of these kinds. */
void bind_no_kind(struct binder *binder, const struct node *map,
		  const struct shape *const *shapes, const char *what);

/* Adds the problem that a key is none of these kinds. */
void bind_unknown_kind(struct binder *binder, const struct node *key,
		       const struct shape *const *shapes, const char *what);

/* Whether the key is planned only; a problem at the node then says so. */
bool bind_not_built(struct binder *binder, const struct node *node);

/* Adds the problem that a word is unknown, with the nearest known one. */
bool bind_unknown(struct binder *binder, const struct node *node,
		  const char *what, const struct words *words);

/* Whether the node is of the kind; adds a problem that names the key if not. */
bool bind_is(struct binder *binder, const struct node *node,
	     enum node_kind kind, const char *key);

/*
 * The text of a node: no list or map, nothing that YAML would type or has
 * cut. NULL: it has a problem. `key` names it in messages.
 */
const char *bind_text(struct binder *binder, const struct node *node,
		      const char *key);

/* The words of a table of names, which ends with NULL. */
void words_of_names(struct words *words, const char *const *names);

/* The value of any YAML: FIELD_VALUE. NULL: it has a problem. */
const struct value *bind_value(struct binder *binder, const struct node *node);

#endif
