/* unchanged: as it was right after `given`. */
#include "check/words.h"

struct body {
	bool on;
};

static void judge(const struct evidence *evidence, const void *body,
		  struct arena *arena, struct finding *finding)
{
	bool on = ((const struct body *)body)->on;

	words_compare(evidence, evidence->before, "as it was before", arena,
		      finding);
	if (on)
		return;
	finding->holds = !finding->holds;
	finding->wanted = "something else than before";
	finding->why = finding->holds ? NULL : "it is as it was before";
	finding->share = finding->holds;
	finding->diff = NULL;
}

static const struct field fields[] = {
	{.key = "unchanged",
	 .doc = "true: as right after `given`; false: not as then.",
	 .type = FIELD_BOOL,
	 .offset = offsetof(struct body, on),
	 .required = true},
	{0}};

extern const struct relation relation_unchanged;
const struct relation relation_unchanged = {
	.shape = {.name = "unchanged",
		  .doc = "As it was right after `given`.",
		  .fields = fields,
		  .size = sizeof(struct body)},
	.wants = WANT_BEFORE,
	.judge = judge,
};
