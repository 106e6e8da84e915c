/* at_most: a value against one bound. */
#include "check/bound.h"
#include "check/words.h"

struct body {
	const struct value *limit;
};

static void judge(const struct evidence *evidence, const void *body,
		  struct arena *arena, struct finding *finding)
{
	const struct value *limit = ((const struct body *)body)->limit;

	bound_judge(
		evidence, NULL, limit,
		arena_printf(arena, "at most %s", words_value(limit, arena)),
		arena, finding);
}

static const struct field fields[] = {{.key = "at_most",
				       .doc = "The most that it may be.",
				       .type = FIELD_VALUE,
				       .offset = offsetof(struct body, limit),
				       .required = true},
				      {0}};

extern const struct relation relation_at_most;
const struct relation relation_at_most = {
	.shape = {.name = "at_most",
		  .doc = "Not above a value.",
		  .fields = fields,
		  .size = sizeof(struct body)},
	.takes = TAKES_ORDERED,
	.judge = judge,
};
