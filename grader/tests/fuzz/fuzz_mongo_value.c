/* Any bytes are BSON that some server sent: a value that fits an observation,
   whatever is wrong with it. */
#include "base/buf.h"
#include "store/mongo_value.h"
#include "value/equal.h"
#include "value/show.h"
#include "value/wire.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* With the length in front and the byte at the end that each document has. */
static uint8_t *framed(const uint8_t *bytes, size_t len, struct arena *arena)
{
	uint8_t *doc = arena_alloc(arena, len + 5);
	uint32_t size = BSON_UINT32_TO_LE((uint32_t)len + 5);

	memcpy(doc, &size, 4);
	if (len)
		memcpy(doc + 4, bytes, len);
	return doc;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	AUTO(arena_release) struct arena *arena = arena_new("fuzz");
	AUTO(buf_release) struct buf wire = {0};
	size_t room = (size_t)1 << 30;
	const struct value *value, *back;
	const char *at;
	struct err err;
	bson_t doc;

	assert(bson_init_static(&doc, framed(bytes, len, arena), len + 5));
	value = mongo_value(&doc, arena, &room);
	assert(value && value_shown(value, 200, arena));
	buf_init(&wire, BUF_OURS);
	value_write(&wire, value);
	at = wire.data;
	assert(value_read(&at, wire.data + wire.len, arena, &back, &err));
	assert(value_equal(value, back, NULL));
	return 0;
}
