/* equals: one literal value. */
#include "check/words.h"

struct body {
	const struct value *value;
};

static void judge(const struct evidence *evidence, const void *body,
		  struct arena *arena, struct finding *finding)
{
	const struct value *value = ((const struct body *)body)->value;

	words_compare(evidence, value, words_value(value, arena), arena,
		      finding);
}

static const struct field fields[] = {{.key = "equals",
				       .doc = "The value that it must be.",
				       .type = FIELD_VALUE,
				       .offset = offsetof(struct body, value),
				       .required = true},
				      {0}};

extern const struct relation relation_equals;
const struct relation relation_equals = {
	.shape = {.name = "equals",
		  .doc = "Equal to a value that the task names.",
		  .fields = fields,
		  .size = sizeof(struct body)},
	.judge = judge,
};
