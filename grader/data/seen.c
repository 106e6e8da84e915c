/* A set of values: a hash table that doubles. */
#include "data/seen.h"

#include "value/equal.h"

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

/* FNV-1a over what the value holds. */
static size_t hash_of(const struct value *value)
{
	const unsigned char *bytes = (const unsigned char *)&value->as.integer;
	size_t len = sizeof(value->as.integer), i;
	uint64_t hash = 0xcbf29ce484222325u;

	if (value->kind != VALUE_INT) {
		bytes = (const unsigned char *)value->as.text.bytes;
		len = value->as.text.len;
	}
	for (i = 0; i < len; i++)
		hash = (hash ^ bytes[i]) * 0x100000001b3u;
	return (size_t)hash;
}

static bool put(struct seen *seen, const struct value *value)
{
	size_t at = hash_of(value) & (seen->room - 1);

	for (; seen->slots[at]; at = (at + 1) & (seen->room - 1))
		if (!value_compare(seen->slots[at], value))
			return false;
	seen->slots[at] = value;
	return true;
}

bool seen_add(struct seen *seen, const struct value *value)
{
	const struct value **old = seen->slots;
	size_t room = seen->room, i;

	/* NULLs may repeat, as in a unique key. */
	if (value->kind == VALUE_NULL)
		return true;
	if (2 * seen->n >= room) {
		seen->room = 2 * room;
		seen->slots = ARENA_ARRAY(seen->arena, seen->room,
					  const struct value *);
		for (i = 0; i < room; i++)
			if (old[i])
				put(seen, old[i]);
	}
	if (!put(seen, value))
		return false;
	seen->n++;
	return true;
}
