/* Any bytes are what a server says: a value that can be shown, or none. */
#include "store/redis.h"
#include "value/show.h"

#include <assert.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static const char *const types[] = {"string", "list", "hash",
				    "set",    "zset", "stream"};

/* hiredis allocates as many elements as are announced, or says that it
   cannot: libFuzzer would take that for a leak. */
static bool announces_much(const uint8_t *bytes, size_t len)
{
	size_t i, digits = 0;

	for (i = 0; i < len && digits < 6; i++)
		digits = bytes[i] >= '0' && bytes[i] <= '9' ? digits + 1 : 0;
	return digits == 6;
}

static void look(const redisReply *reply, struct arena *arena)
{
	size_t room = 4096, i;
	const struct value *value = redis_value(reply, arena, &room);

	for (i = 0; value && i < ARRAY_LEN(types); i++)
		assert(value_shown(redis_content(types[i], value, arena), 80,
				   arena));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	AUTO(arena_release) struct arena *arena = arena_new("fuzz");
	redisReader *reader;
	void *reply = NULL;

	if (announces_much(bytes, len))
		return 0;
	reader = redisReaderCreate();
	redisReaderFeed(reader, (const char *)bytes, len);
	while (redisReaderGetReply(reader, &reply) == REDIS_OK && reply) {
		look(reply, arena);
		freeReplyObject(reply);
		reply = NULL;
	}
	redisReaderFree(reader);
	return 0;
}
