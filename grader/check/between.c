/* between: a value against two bounds, both included. */
#include "check/bound.h"
#include "check/words.h"

struct body {
	struct spec_span span;
};

static void judge(const struct evidence *evidence, const void *body,
		  struct arena *arena, struct finding *finding)
{
	const struct spec_span *span = &((const struct body *)body)->span;

	bound_judge(evidence, span->low, span->high,
		    arena_printf(arena, "between %s and %s",
				 words_value(span->low, arena),
				 words_value(span->high, arena)),
		    arena, finding);
}

static const struct field fields[] = {
	{.key = "between",
	 .doc = "The lowest and the highest value that it may be.",
	 .type = FIELD_NUMBERS,
	 .offset = offsetof(struct body, span),
	 .required = true},
	{0}};

extern const struct relation relation_between;
const struct relation relation_between = {
	.shape = {.name = "between",
		  .doc = "From one value to another, both included.",
		  .fields = fields,
		  .size = sizeof(struct body)},
	.takes = TAKES_ORDERED,
	.judge = judge,
};
