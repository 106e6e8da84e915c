/* A value against bounds. */
#include "check/bound.h"

#include "check/words.h"

/* At the bound counts as within, tolerance included. */
static bool within(const struct value *low, const struct value *high,
		   const struct value_rules *rules)
{
	return value_compare(low, high) <= 0 || value_equal(low, high, rules);
}

void bound_judge(const struct evidence *evidence, const struct value *low,
		 const struct value *high, const char *wanted,
		 struct arena *arena, struct finding *finding)
{
	const struct value *seen = evidence->seen;

	*finding = (struct finding){.seen = seen, .wanted = wanted};
	if ((low && !value_comparable(low, seen)) ||
	    (high && !value_comparable(high, seen))) {
		finding->why = arena_printf(
			arena, "it is %s, a %s, and cannot be compared with %s",
			words_value(seen, arena), value_kind_name(seen->kind),
			words_value(low ? low : high, arena));
		return;
	}
	finding->holds = (!low || within(low, seen, &evidence->rules)) &&
			 (!high || within(seen, high, &evidence->rules));
	finding->share = finding->holds;
	if (!finding->holds)
		finding->why = arena_printf(arena, "it is %s, and must be %s",
					    words_value(seen, arena), wanted);
}
