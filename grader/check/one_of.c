/* one_of: one of several literal values. */
#include "check/words.h"

struct body {
	const struct value *values; /* a LIST */
};

static void judge(const struct evidence *evidence, const void *body,
		  struct arena *arena, struct finding *finding)
{
	const struct value *values = ((const struct body *)body)->values;
	size_t i;

	*finding = (struct finding){
		.seen = evidence->seen,
		.expected = values,
		.wanted = arena_printf(arena, "one of %s",
				       words_value(values, arena))};
	for (i = 0; i < values->as.list.n && !finding->holds; i++)
		finding->holds = value_equal(values->as.list.items[i],
					     evidence->seen, &evidence->rules);
	finding->share = finding->holds;
	if (!finding->holds)
		finding->why =
			arena_printf(arena, "it is %s, which is none of %s",
				     words_value(evidence->seen, arena),
				     words_value(values, arena));
}

static const struct field fields[] = {
	{.key = "one_of",
	 .doc = "The values of which it must be one.",
	 .type = FIELD_VALUES,
	 .offset = offsetof(struct body, values),
	 .required = true},
	{0}};

extern const struct relation relation_one_of;
const struct relation relation_one_of = {
	.shape = {.name = "one_of",
		  .doc = "Equal to one of several values.",
		  .fields = fields,
		  .size = sizeof(struct body)},
	.judge = judge,
};
