/* lacks: no part occurs. */
#include "check/within.h"
#include "check/words.h"

struct body {
	const struct value *parts;
};

static void judge(const struct evidence *evidence, const void *body,
		  struct arena *arena, struct finding *finding)
{
	const struct value *parts = ((const struct body *)body)->parts;
	size_t n = within_parts(parts), held = 0, i;

	*finding = (struct finding){
		.seen = evidence->seen,
		.expected = parts,
		.wanted = arena_printf(arena, "something without %s",
				       words_value(parts, arena))};
	for (i = 0; i < n; i++) {
		const struct value *part = within_part(parts, i);

		if (!within_occurs(evidence->seen, part, &evidence->rules))
			held++;
		else if (!finding->why)
			finding->why = arena_printf(arena, "%s is in it",
						    words_value(part, arena));
	}
	finding->holds = held == n;
	finding->share = n ? (double)held / (double)n : 1;
}

static const struct field fields[] = {
	{.key = "lacks",
	 .doc = "A part, or a list of parts, that must not occur.",
	 .type = FIELD_VALUE,
	 .offset = offsetof(struct body, parts),
	 .required = true},
	{0}};

extern const struct relation relation_lacks;
const struct relation relation_lacks = {
	.shape = {.name = "lacks",
		  .doc = "A text, list, map or table in which parts do not "
			 "occur.",
		  .fields = fields,
		  .size = sizeof(struct body)},
	.takes = TAKES_PARTS,
	.judge = judge,
};
