/* A set of values: a hash table that doubles. */
#include "data/seen.h"

#include "value/equal.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct seen {
	struct arena *arena;
	const struct value **slots;
	size_t n, room; /* a power of two */
};

struct seen *seen_new(struct arena *arena)
{
	struct seen *seen = ARENA_NEW(arena, struct seen);

	seen->arena = arena;
	seen->room = 64;
	seen->slots = ARENA_ARRAY(arena, seen->room, const struct value *);
	return seen;
}

/* FNV-1a. */
static size_t hash_of(const char *bytes, size_t len)
{
	uint64_t hash = 0xcbf29ce484222325u;
	size_t i;

	for (i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * 0x100000001b3u;
	return (size_t)hash;
}

/* The digits without sign and what is behind 1 in 1.00: equal for equals. */
static size_t hash_of_number(const char *digits, size_t len)
{
	size_t sign = *digits == '-';

	if (memchr(digits, '.', len)) {
		while (digits[len - 1] == '0')
			len--;
		len -= digits[len - 1] == '.';
	}
	return hash_of(digits + sign, len - sign);
}

static size_t hash_of_value(const struct value *value)
{
	char digits[24];

	switch (value->kind) {
	case VALUE_INT:
		return hash_of_number(digits,
				      (size_t)snprintf(digits, sizeof(digits),
						       "%" PRId64,
						       value->as.integer));
	case VALUE_DECIMAL:
		return hash_of_number(value->as.text.bytes, value->as.text.len);
	case VALUE_TEXT:
	case VALUE_BYTES:
	case VALUE_DATE:
	case VALUE_DATETIME:
	case VALUE_TIME:
		return hash_of(value->as.text.bytes, value->as.text.len);
	case VALUE_NONE:
	case VALUE_NULL:
	case VALUE_BOOL:
	case VALUE_REAL:
	case VALUE_LIST:
	case VALUE_MAP:
	case VALUE_TABLE:
	case VALUE_TAGGED:
		return 0;
	}
	return 0;
}

/* Where the value is, or would be. */
static size_t place_of(const struct seen *seen, const struct value *value)
{
	size_t at = hash_of_value(value) & (seen->room - 1);

	while (seen->slots[at] && value_compare(seen->slots[at], value))
		at = (at + 1) & (seen->room - 1);
	return at;
}

bool seen_has(const struct seen *seen, const struct value *value)
{
	return value->kind != VALUE_NULL &&
	       seen->slots[place_of(seen, value)] != NULL;
}

size_t seen_count(const struct seen *seen)
{
	return seen->n;
}

static void grow(struct seen *seen)
{
	const struct value **old = seen->slots;
	size_t room = seen->room, i;

	seen->room = 2 * room;
	seen->slots =
		ARENA_ARRAY(seen->arena, seen->room, const struct value *);
	for (i = 0; i < room; i++)
		if (old[i])
			seen->slots[place_of(seen, old[i])] = old[i];
}

bool seen_add(struct seen *seen, const struct value *value)
{
	if (value->kind == VALUE_NULL)
		return true;
	if (seen_has(seen, value))
		return false;
	if (2 * seen->n >= seen->room)
		grow(seen);
	seen->slots[place_of(seen, value)] = value;
	seen->n++;
	return true;
}
