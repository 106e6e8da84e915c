/* Any bytes are a target: it is read, compared and its query decoded. */
#include "store/http_stub.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* A line of the input as a text, as the library hands them on; moves on. */
static const char *line_of(const char **at, const char *end,
			   struct arena *arena)
{
	const char *start = *at,
		   *stop = memchr(start, '\n', (size_t)(end - start));

	stop = stop ? stop : end;
	*at = stop < end ? stop + 1 : end;
	return arena_copy(arena, start, (size_t)(stop - start));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	AUTO(arena_release) struct arena *arena = arena_new("fuzz");
	const char *at = (const char *)bytes, *end = at + len;
	const char *raw = line_of(&at, end, arena);
	const char *host = line_of(&at, end, arena);
	const char *route = line_of(&at, end, arena);
	struct http_target target = http_target(raw, host, arena);
	const struct value *query = http_query(&target, arena);

	assert(target.path.len + target.query.len <= strlen(raw));
	assert(!strpbrk(target.host, ":ABCDEFGHIJKLMNOPQRSTUVWXYZ"));
	assert(query->kind == VALUE_MAP ||
	       value_length(query) <= target.query.len);
	assert(value_length(query) <= target.query.len);
	assert(http_fits("*", &target, arena) == 1);
	assert(http_fits(route, &target, arena) >= 0);
	/* What a path is written like fits that path. */
	if (*raw == '/')
		assert(http_fits(raw, &target, arena) > 1);
	return 0;
}
