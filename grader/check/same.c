/* same: as the reference's value. What a check without a relation asks. */
#include "check/words.h"

static void judge(const struct evidence *evidence, const void *body,
		  struct arena *arena, struct finding *finding)
{
	(void)body;
	words_compare(evidence, evidence->expected,
		      "the same as the reference gives", arena, finding);
}

extern const struct relation relation_same;
const struct relation relation_same = {
	.shape = {.name = "same", .doc = "The same as the reference gives."},
	.wants = WANT_EXPECTED,
	.judge = judge,
};
