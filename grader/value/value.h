/*
 * The typed tree that every store, language and relation speaks. A value is
 * immutable once built, lives in an arena, and may share its parts with
 * other values of arenas that live as long.
 *
 * NONE, NULL and empty are three things: NONE is "there is nothing here" (no
 * error, no such part), NULL is the stores' null, and an empty text or list
 * is a text or list.
 */
#ifndef GRADER_VALUE_VALUE_H
#define GRADER_VALUE_VALUE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* VALUE_KIND(enum suffix, the word for people) */
#define VALUE_KINDS(VALUE_KIND)                                               \
	VALUE_KIND(NONE, "nothing")                                           \
	VALUE_KIND(NULL, "NULL")                                              \
	VALUE_KIND(BOOL, "boolean")                                           \
	VALUE_KIND(INT, "integer")                                            \
	VALUE_KIND(REAL, "number")     /* binary floating point */            \
	VALUE_KIND(DECIMAL, "decimal") /* exact, digits kept as written */    \
	VALUE_KIND(TEXT, "text")       /* UTF-8 when the sender kept to it */ \
	VALUE_KIND(BYTES, "bytes")                                            \
	VALUE_KIND(DATE, "date")	 /* "2024-05-15" */                   \
	VALUE_KIND(DATETIME, "datetime") /* "2024-05-15 10:00:00[.ffffff]" */ \
	VALUE_KIND(TIME, "time")	 /* "[-]10:00:00[.ffffff]", a span */ \
	VALUE_KIND(LIST, "list")                                              \
	VALUE_KIND(MAP, "map")	     /* keys in order, each once */           \
	VALUE_KIND(TABLE, "table")   /* columns in order, then rows */        \
	VALUE_KIND(TAGGED, "tagged") /* a word and a value: see below */

enum value_kind {
#define VALUE_KIND(name, text) VALUE_##name,
	VALUE_KINDS(VALUE_KIND)
#undef VALUE_KIND
};

struct value;

struct value_text {
	const char *bytes; /* a NUL that is not counted stands behind them */
	size_t len;
};

struct value_list {
	const struct value *const *items;
	size_t n;
};

struct value_pair {
	struct value_text key;
	const struct value *value;
};

struct value_map {
	const struct value_pair *pairs;
	size_t n;
};

/* Column names may repeat; cells[r * columns + c] is one cell. */
struct value_table {
	const struct value_text *names;
	size_t columns;
	const struct value *const *cells;
	size_t rows;
};

/*
 * What has no kind of its own: {tag "error", a map of number, state, text}
 * for a statement that was refused; ObjectId, regular expressions, a Python
 * tuple, set or unknown class by its name. Two tagged values are equal when
 * tag and inner value are.
 */
struct value_tagged {
	struct value_text tag;
	const struct value *inner;
};

struct value {
	enum value_kind kind;
	bool single; /* REAL that was a 32-bit float: 6 digits count */
	bool wide; /* INT that 32 bits hold, in a type of 64: equal by value */
	union {
		bool truth;		/* BOOL */
		int64_t integer;	/* INT */
		double real;		/* REAL */
		struct value_text text; /* DECIMAL TEXT BYTES DATE… TIME */
		struct value_list list;
		struct value_map map;
		struct value_table table;
		struct value_tagged tagged;
	} as;
};

/* "integer", "list" …: the word for a kind. */
const char *value_kind_name(enum value_kind kind);

/* Constant values, for comparing and for filling gaps. */
extern const struct value value_none, value_null, value_true, value_false;

/* Each builds a value in the arena; bytes and names are copied. */
const struct value *value_bool(bool truth);
const struct value *value_int(struct arena *arena, int64_t integer);

/* An INT of a type that has 64 bits, where another type has 32. */
const struct value *value_long(struct arena *arena, int64_t integer);
const struct value *value_real(struct arena *arena, double real, bool single);
const struct value *value_text(struct arena *arena, const char *bytes,
			       size_t len);
const struct value *value_str(struct arena *arena, const char *text);

/* DECIMAL, BYTES, DATE, DATETIME or TIME, its text in the form given above. */
const struct value *value_scalar(struct arena *arena, enum value_kind kind,
				 const char *bytes, size_t len);

/* The arrays are borrowed: they have to live as long as the arena. */
const struct value *value_list(struct arena *arena,
			       const struct value *const *items, size_t n);
const struct value *value_map(struct arena *arena,
			      const struct value_pair *pairs, size_t n);
const struct value *value_table(struct arena *arena,
				const struct value_text *names, size_t columns,
				const struct value *const *cells, size_t rows);
const struct value *value_tagged(struct arena *arena, const char *tag,
				 const struct value *inner);

/* A list or map that is still being built; it grows in the arena. */
struct value_builder {
	struct arena *arena;
	const struct value **items;
	struct value_pair *pairs;
	size_t n, room;
};

void value_builder_init(struct value_builder *builder, struct arena *arena);
void value_append(struct value_builder *builder, const struct value *item);
void value_put(struct value_builder *builder, const char *key,
	       const struct value *value);
const struct value *value_built_list(const struct value_builder *builder);
const struct value *value_built_map(const struct value_builder *builder);

/* "error" tagged {number, state, text}: what a store refused. */
const struct value *value_error(struct arena *arena, int number,
				const char *state, const char *text);
bool value_is_error(const struct value *value);

/* The value of a key of a MAP (or of what a TAGGED holds); NULL: not there. */
const struct value *value_get(const struct value *map, const char *key);
const struct value *value_get_text(const struct value *map,
				   const struct value_text *key);

/* One cell of a TABLE. */
const struct value *value_cell(const struct value *table, size_t row,
			       size_t column);

/* How many elements, pairs, rows, characters or bytes it has; 0 for others. */
size_t value_length(const struct value *value);

/*
 * A part of a value, by a path of names and numbers with dots between them:
 * "columns.email.type", "0", "-1" (from the end), "*" for each element, and
 * "*.value". A name applied to a TABLE gives that column as a list, a number
 * a row as a map. What is not there is NONE; parts of an error are its
 * number, state and text, and every other path into an error is the error
 * itself, so that it stays visible.
 */
const struct value *value_pick(const struct value *value, const char *path,
			       struct arena *arena);

/* A copy without the parts that the path names; a bare name: anywhere. */
const struct value *value_without(const struct value *value, const char *path,
				  struct arena *arena);

/* A deep copy into another arena. */
const struct value *value_copy(const struct value *value, struct arena *arena);

#endif
