/* Parts of values by path, values without parts, and copies. */
#include "base/num.h"
#include "value/value.h"

#include <string.h>

/* The first step of a path and what follows it. */
struct step {
	const char *name;
	size_t len;
	const char *rest; /* NULL: it was the last one */
	bool is_number;
	int64_t number;
};

static struct step first_step(const char *path)
{
	const char *dot = strchr(path, '.');
	struct step step = {.name = path,
			    .len = dot ? (size_t)(dot - path) : strlen(path),
			    .rest = dot ? dot + 1 : NULL};

	step.is_number = num_int(step.name, step.len, &step.number);
	return step;
}

static bool is(const struct step *step, const char *word)
{
	return step->len == strlen(word) &&
	       !memcmp(step->name, word, step->len);
}

/* Place `number` of `n`, from the end when negative; n: there is none. */
static size_t place(int64_t number, size_t n)
{
	if (number < 0)
		number += (int64_t)n;
	return number < 0 || (uint64_t)number >= n ? n : (size_t)number;
}

static const struct value *row_of(const struct value *table, size_t row,
				  struct arena *arena)
{
	const struct value_table *t = &table->as.table;
	struct value_pair *pairs =
		ARENA_ARRAY(arena, t->columns, struct value_pair);
	size_t i;

	for (i = 0; i < t->columns; i++)
		pairs[i] = (struct value_pair){
			.key = t->names[i], .value = value_cell(table, row, i)};
	return value_map(arena, pairs, t->columns);
}

static const struct value *column_of(const struct value *table,
				     const struct step *step,
				     struct arena *arena)
{
	const struct value_table *t = &table->as.table;
	struct value_builder list;
	size_t i, row;

	for (i = 0; i < t->columns; i++)
		if (t->names[i].len == step->len &&
		    !memcmp(t->names[i].bytes, step->name, step->len))
			break;
	if (i == t->columns)
		return &value_none;
	value_builder_init(&list, arena);
	for (row = 0; row < t->rows; row++)
		value_append(&list, value_cell(table, row, i));
	return value_built_list(&list);
}

static const struct value *get(const struct value *map, const struct step *step)
{
	size_t i;

	for (i = 0; i < map->as.map.n; i++) {
		const struct value_pair *pair = &map->as.map.pairs[i];

		if (pair->key.len == step->len &&
		    !memcmp(pair->key.bytes, step->name, step->len))
			return pair->value;
	}
	return &value_none;
}

/* The part that one step names; NONE when there is no such part. */
static const struct value *part(const struct value *value,
				const struct step *step, struct arena *arena)
{
	size_t at;

	if (value->kind == VALUE_LIST && step->is_number) {
		at = place(step->number, value->as.list.n);
		return at < value->as.list.n ? value->as.list.items[at]
					     : &value_none;
	}
	if (value->kind == VALUE_TABLE && step->is_number) {
		at = place(step->number, value->as.table.rows);
		return at < value->as.table.rows ? row_of(value, at, arena)
						 : &value_none;
	}
	if (value->kind == VALUE_TABLE)
		return column_of(value, step, arena);
	if (value->kind == VALUE_MAP)
		return get(value, step);
	return &value_none;
}

static const struct value *element(const struct value *value, size_t i,
				   struct arena *arena)
{
	if (value->kind == VALUE_LIST)
		return value->as.list.items[i];
	if (value->kind == VALUE_MAP)
		return value->as.map.pairs[i].value;
	return row_of(value, i, arena);
}

static const struct value *each(const struct value *value, const char *rest,
				struct arena *arena)
{
	struct value_builder list;
	size_t i;

	if (value->kind != VALUE_LIST && value->kind != VALUE_MAP &&
	    value->kind != VALUE_TABLE)
		return &value_none;
	value_builder_init(&list, arena);
	for (i = 0; i < value_length(value); i++) {
		const struct value *one = element(value, i, arena);

		value_append(&list, rest ? value_pick(one, rest, arena) : one);
	}
	return value_built_list(&list);
}

const struct value *value_pick(const struct value *value, const char *path,
			       struct arena *arena)
{
	struct step step = first_step(path);

	if (value_is_error(value)) {
		const struct value *found =
			step.rest ? &value_none
				  : part(value->as.tagged.inner, &step, arena);

		return found->kind == VALUE_NONE ? value : found;
	}
	if (value->kind == VALUE_TAGGED)
		return value_pick(value->as.tagged.inner, path, arena);
	if (is(&step, "*"))
		return each(value, step.rest, arena);
	value = part(value, &step, arena);
	return step.rest ? value_pick(value, step.rest, arena) : value;
}

/* ---- without ---- */

/* What a path still names inside a value: `anywhere` for a bare name. */
struct drop {
	const char *path;
	bool anywhere;
};

static const struct value *drop(const struct value *value,
				const struct drop *what, struct arena *arena);

/* Whether the part called so goes; else *below says what goes inside it. */
static bool goes(const struct drop *what, const char *name, size_t len,
		 struct drop *below)
{
	struct step step;

	*below = (struct drop){0};
	if (!what->path)
		return false;
	step = first_step(what->path);
	if ((step.len == len && !memcmp(step.name, name, len)) ||
	    is(&step, "*")) {
		if (!step.rest)
			return true;
		below->path = step.rest;
	}
	if (what->anywhere)
		*below = *what;
	return false;
}

static const struct value *drop_map(const struct value *value,
				    const struct drop *what,
				    struct arena *arena)
{
	size_t n = value->as.map.n, used = 0, i;
	struct value_pair *pairs = ARENA_ARRAY(arena, n, struct value_pair);
	struct drop below;

	for (i = 0; i < n; i++) {
		struct value_pair pair = value->as.map.pairs[i];

		if (goes(what, pair.key.bytes, pair.key.len, &below))
			continue;
		pair.value = drop(pair.value, &below, arena);
		pairs[used++] = pair;
	}
	return value_map(arena, pairs, used);
}

/* A name goes through a list to its elements; a number or * is one. */
static const struct value *drop_list(const struct value *value,
				     const struct drop *what,
				     struct arena *arena)
{
	struct step step = first_step(what->path);
	struct value_builder list;
	size_t n = value->as.list.n, i;
	bool all = is(&step, "*");
	size_t at = step.is_number ? place(step.number, n) : n;

	value_builder_init(&list, arena);
	for (i = 0; i < n; i++) {
		struct drop below = *what;

		if (all || i == at) {
			if (!step.rest)
				continue;
			below = (struct drop){.path = step.rest};
		}
		value_append(&list,
			     drop(value->as.list.items[i], &below, arena));
	}
	return value_built_list(&list);
}

static const struct value *drop_table(const struct value *value,
				      const struct drop *what,
				      struct arena *arena)
{
	const struct value_table *t = &value->as.table;
	struct value_text *names =
		ARENA_ARRAY(arena, t->columns, struct value_text);
	const struct value **cells =
		ARENA_ARRAY(arena, t->rows * t->columns, const struct value *);
	size_t used = 0, n = 0, i, row;
	bool *gone = ARENA_ARRAY(arena, t->columns, bool);
	struct drop below;

	for (i = 0; i < t->columns; i++) {
		gone[i] =
			goes(what, t->names[i].bytes, t->names[i].len, &below);
		if (!gone[i])
			names[used++] = t->names[i];
	}
	for (row = 0; row < t->rows; row++)
		for (i = 0; i < t->columns; i++)
			if (!gone[i])
				cells[n++] = value_cell(value, row, i);
	return value_table(arena, names, used, cells, t->rows);
}

static const struct value *drop(const struct value *value,
				const struct drop *what, struct arena *arena)
{
	if (!what->path || value_is_error(value))
		return value;
	if (value->kind == VALUE_MAP)
		return drop_map(value, what, arena);
	if (value->kind == VALUE_LIST)
		return drop_list(value, what, arena);
	if (value->kind == VALUE_TABLE)
		return drop_table(value, what, arena);
	return value;
}

const struct value *value_without(const struct value *value, const char *path,
				  struct arena *arena)
{
	struct step step = first_step(path);
	struct drop what = {.path = path,
			    .anywhere = !step.rest && !step.is_number &&
					!is(&step, "*")};

	return drop(value, &what, arena);
}

/* ---- copies ---- */

static struct value_text copy_text(const struct value_text *text,
				   struct arena *arena)
{
	return (struct value_text){
		.bytes = arena_copy(arena, text->bytes, text->len),
		.len = text->len};
}

static const struct value **copy_items(const struct value *const *items,
				       size_t n, struct arena *arena)
{
	const struct value **copies =
		ARENA_ARRAY(arena, n, const struct value *);
	size_t i;

	for (i = 0; i < n; i++)
		copies[i] = value_copy(items[i], arena);
	return copies;
}

static const struct value *copy_map(const struct value *value,
				    struct arena *arena)
{
	size_t n = value->as.map.n, i;
	struct value_pair *pairs = ARENA_ARRAY(arena, n, struct value_pair);

	for (i = 0; i < n; i++)
		pairs[i] = (struct value_pair){
			.key = copy_text(&value->as.map.pairs[i].key, arena),
			.value = value_copy(value->as.map.pairs[i].value,
					    arena)};
	return value_map(arena, pairs, n);
}

static const struct value *copy_table(const struct value *value,
				      struct arena *arena)
{
	const struct value_table *t = &value->as.table;
	struct value_text *names =
		ARENA_ARRAY(arena, t->columns, struct value_text);
	size_t i;

	for (i = 0; i < t->columns; i++)
		names[i] = copy_text(&t->names[i], arena);
	return value_table(arena, names, t->columns,
			   copy_items(t->cells, t->rows * t->columns, arena),
			   t->rows);
}

const struct value *value_copy(const struct value *value, struct arena *arena)
{
	switch (value->kind) {
	case VALUE_NONE:
		return &value_none;
	case VALUE_NULL:
		return &value_null;
	case VALUE_BOOL:
		return value_bool(value->as.truth);
	case VALUE_INT:
		return value->wide ? value_long(arena, value->as.integer)
				   : value_int(arena, value->as.integer);
	case VALUE_REAL:
		return value_real(arena, value->as.real, value->single);
	case VALUE_DECIMAL:
	case VALUE_TEXT:
	case VALUE_BYTES:
	case VALUE_DATE:
	case VALUE_DATETIME:
	case VALUE_TIME:
		return value_scalar(arena, value->kind, value->as.text.bytes,
				    value->as.text.len);
	case VALUE_LIST:
		return value_list(arena,
				  copy_items(value->as.list.items,
					     value->as.list.n, arena),
				  value->as.list.n);
	case VALUE_MAP:
		return copy_map(value, arena);
	case VALUE_TABLE:
		return copy_table(value, arena);
	case VALUE_TAGGED:
		return value_tagged(arena, value->as.tagged.tag.bytes,
				    value_copy(value->as.tagged.inner, arena));
	}
	return &value_none;
}
