/* Any bytes are a line of a .redis file: words that say the same again, or
   what is wrong. */
#include "store/redis.h"

#include <assert.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* The words in the form that has no secrets: "\xHH" only. */
static void write_again(const struct redis_command *command, struct buf *text)
{
	size_t i, j;

	for (i = 0; i < command->n; i++) {
		buf_add_str(text, i ? " \"" : "\"");
		for (j = 0; j < command->lens[i]; j++)
			buf_printf(text, "\\x%02x",
				   (unsigned char)command->words[i][j]);
		buf_add_char(text, '"');
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	AUTO(arena_release) struct arena *arena = arena_new("fuzz");
	AUTO(buf_release) struct buf text = {0};
	struct redis_command once, again;
	const char *why = NULL;
	size_t i, sum = 0;

	if (!redis_line((const char *)bytes, len, arena, &once, &why)) {
		assert(why);
		return 0;
	}
	buf_init(&text, BUF_OURS);
	write_again(&once, &text);
	assert(redis_line(text.data, text.len, arena, &again, &why));
	assert(once.n == again.n);
	for (i = 0; i < once.n; i++) {
		assert(once.lens[i] == again.lens[i]);
		assert(!memcmp(once.words[i], again.words[i], once.lens[i]));
		sum += once.lens[i];
	}
	assert(sum <= len);
	assert(strlen(redis_shown(&once, arena)) <= 200);
	return 0;
}
