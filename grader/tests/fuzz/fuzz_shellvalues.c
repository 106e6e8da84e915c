/* Any bytes are what a shell has printed: values that can be shown and
   compared, within their room. */
#include "text/shellvalues.h"
#include "value/diff.h"
#include "value/show.h"

#include <assert.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	AUTO(arena_release) struct arena *arena = arena_new("fuzz");
	AUTO(arena_release) struct arena *other = arena_new("less room");
	/* The first byte says how much room there is. */
	size_t room = SHELLVALUES_ROOM, less = len ? bytes[0] * 16U : 0;
	const struct value *list, *part;

	list = shellvalues((const char *)bytes, len, arena, &room);
	assert(list->kind == VALUE_LIST);
	assert(arena_used(arena) <= 4 * (SHELLVALUES_ROOM - room) + 1024);
	assert(list->as.list.n <= len);
	assert(value_shown(list, 200, arena));
	assert(value_equal(list, value_copy(list, arena), NULL));
	assert(!value_diff(list, list, NULL, arena)->n);

	part = shellvalues((const char *)bytes, len, other, &less);
	assert(arena_used(other) <= 4 * 256 * 16 + 1024);
	assert(part->as.list.n <= list->as.list.n + 1 ||
	       part->as.list.items[part->as.list.n - 1]->kind == VALUE_TAGGED);
	return 0;
}
