/* Comparing with one value, and saying how it differs. */
#include "check/words.h"

#include "value/show.h"

const char *words_value(const struct value *value, struct arena *arena)
{
	return value_shown(value, WORDS_VALUE, arena);
}

static bool collection(const struct value *value)
{
	return value->kind == VALUE_LIST || value->kind == VALUE_MAP ||
	       value->kind == VALUE_TABLE;
}

static double share_of(const struct diff *diff, bool holds)
{
	if (holds)
		return 1;
	return diff->total ? (double)diff->matching / (double)diff->total : 0;
}

/* One line: an error in full, else the most telling difference. */
static const char *why(const struct value *expected, const struct value *seen,
		       const struct diff *diff, struct arena *arena)
{
	if (value_is_error(seen))
		return value_shown(seen, 0, arena);
	if (seen->kind == VALUE_NONE && expected->kind != VALUE_NONE)
		return "there is nothing";
	if (collection(seen) && diff->n)
		return diff_entry_text(&diff->entries[0], arena);
	if (diff->n && diff->entries[0].note)
		return arena_printf(
			arena, "it is %s, not %s: %s", words_value(seen, arena),
			words_value(expected, arena), diff->entries[0].note);
	return arena_printf(arena, "it is %s, not %s", words_value(seen, arena),
			    words_value(expected, arena));
}

void words_compare(const struct evidence *evidence,
		   const struct value *expected, const char *wanted,
		   struct arena *arena, struct finding *finding)
{
	bool holds = value_equal(expected, evidence->seen, &evidence->rules);

	*finding = (struct finding){.holds = holds,
				    .share = holds,
				    .wanted = wanted,
				    .expected = expected,
				    .seen = evidence->seen};
	if (holds)
		return;
	finding->diff =
		value_diff(expected, evidence->seen, &evidence->rules, arena);
	finding->share = share_of(finding->diff, holds);
	finding->why = why(expected, evidence->seen, finding->diff, arena);
}
