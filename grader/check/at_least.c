/* at_least: a value against one bound. */
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
		evidence, limit, NULL,
		arena_printf(arena, "at least %s", words_value(limit, arena)),
		arena, finding);
}

static const struct field fields[] = {{.key = "at_least",
				       .doc = "The least that it must be.",
				       .type = FIELD_VALUE,
				       .offset = offsetof(struct body, limit),
				       .required = true},
				      {0}};

extern const struct relation relation_at_least;
const struct relation relation_at_least = {
	.shape = {.name = "at_least",
		  .doc = "Not below a value.",
		  .fields = fields,
		  .size = sizeof(struct body)},
	.takes = TAKES_ORDERED,
	.judge = judge,
};
