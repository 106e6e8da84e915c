/* Whether a part occurs in a value. */
#include "check/within.h"

#include <string.h>

static const struct value *cell_of(const struct value *whole, size_t row,
				   const struct value_text *name)
{
	const struct value_table *t = &whole->as.table;
	size_t i;

	for (i = 0; i < t->columns; i++)
		if (t->names[i].len == name->len &&
		    !memcmp(t->names[i].bytes, name->bytes, name->len))
			return value_cell(whole, row, i);
	return NULL;
}

static bool sub_map(const struct value *whole, size_t row,
		    const struct value *part, const struct value_rules *rules);

/* A map within a map need not be whole either. */
static bool fits(const struct value *value, const struct value *part,
		 const struct value_rules *rules)
{
	if (value->kind == VALUE_MAP && part->kind == VALUE_MAP)
		return sub_map(value, 0, part, rules);
	return value_equal(value, part, rules);
}

/* Every key of `part` is in the map, or row, with a value that fits. */
static bool sub_map(const struct value *whole, size_t row,
		    const struct value *part, const struct value_rules *rules)
{
	size_t i;

	for (i = 0; i < part->as.map.n; i++) {
		const struct value_pair *pair = &part->as.map.pairs[i];
		const struct value *value =
			whole->kind == VALUE_TABLE
				? cell_of(whole, row, &pair->key)
				: value_get(whole, pair->key.bytes);

		if (!value || !fits(value, pair->value, rules))
			return false;
	}
	return true;
}

static bool in_list(const struct value *whole, const struct value *part,
		    const struct value_rules *rules)
{
	size_t i;

	for (i = 0; i < whole->as.list.n; i++)
		if (fits(whole->as.list.items[i], part, rules))
			return true;
	return false;
}

static bool in_table(const struct value *whole, const struct value *part,
		     const struct value_rules *rules)
{
	size_t row;

	for (row = 0; part->kind == VALUE_MAP && row < whole->as.table.rows;
	     row++)
		if (sub_map(whole, row, part, rules))
			return true;
	return false;
}

static bool in_text(const struct value *whole, const struct value *part)
{
	return (part->kind == VALUE_TEXT || part->kind == VALUE_BYTES) &&
	       memmem(whole->as.text.bytes, whole->as.text.len,
		      part->as.text.bytes, part->as.text.len);
}

bool within_occurs(const struct value *whole, const struct value *part,
		   const struct value_rules *rules)
{
	struct value_rules inner = *rules;

	inner.order = ORDER_DEFAULT;
	if (whole->kind == VALUE_TEXT || whole->kind == VALUE_BYTES)
		return in_text(whole, part);
	if (whole->kind == VALUE_LIST)
		return in_list(whole, part, &inner);
	if (whole->kind == VALUE_TABLE)
		return in_table(whole, part, &inner);
	return whole->kind == VALUE_MAP && part->kind == VALUE_MAP &&
	       sub_map(whole, 0, part, &inner);
}

size_t within_parts(const struct value *argument)
{
	return argument->kind == VALUE_LIST ? argument->as.list.n : 1;
}

const struct value *within_part(const struct value *argument, size_t i)
{
	return argument->kind == VALUE_LIST ? argument->as.list.items[i]
					    : argument;
}
