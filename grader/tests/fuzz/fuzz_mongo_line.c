/* Any bytes are a line of MongoDB's log, most of which a hand-in has made:
   words within bounds, or nothing. */
#include "store/mongo.h"

#include <assert.h>
#include <stdint.h>

#define ROOM ((size_t)4096)

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	AUTO(arena_release) struct arena *arena = arena_new("fuzz");
	const struct value *words = NULL;
	size_t room = ROOM, sum = 0, i;

	if (mongo_line((const char *)bytes, len, "my_db", arena, &room,
		       &words) != MONGO_TOLD_COMMAND)
		return 0;
	assert(words->kind == VALUE_LIST && words->as.list.n);
	for (i = 0; i < words->as.list.n; i++) {
		assert(words->as.list.items[i]->kind == VALUE_TEXT);
		sum += words->as.list.items[i]->as.text.len;
	}
	assert(room <= ROOM && sum <= ROOM - room);
	assert(words->as.list.n <= 3);
	return 0;
}
