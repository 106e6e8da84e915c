/* One difference as a sentence. */
#include "value/diff.h"
#include "value/show.h"

#include <string.h>

#define SHOWN 60

static const char *show(const struct value *value, struct arena *arena)
{
	return value ? value_shown(value, SHOWN, arena) : "";
}

static const char *at(const struct diff_entry *entry, struct arena *arena)
{
	const char *path = entry->path ? entry->path : "";

	return *path ? arena_printf(arena, "%s: ",
				    shown_text(path, strlen(path), arena))
		     : "";
}

static const char *note(const struct diff_entry *entry, struct arena *arena)
{
	return entry->note ? arena_printf(arena, " (%s)", entry->note) : "";
}

const char *diff_entry_text(const struct diff_entry *entry, struct arena *arena)
{
	const char *where = at(entry, arena);
	const char *expected = show(entry->expected, arena);
	const char *seen = show(entry->seen, arena);

	switch (entry->kind) {
	case DIFF_COLUMN_MISSING:
		return arena_printf(arena, "%sthe column %s is missing", where,
				    expected);
	case DIFF_COLUMN_EXTRA:
		return arena_printf(arena, "%sthere is one column more: %s",
				    where, seen);
	case DIFF_COLUMN_RENAMED:
		return arena_printf(arena, "%sa column is called %s, not %s",
				    where, seen, expected);
	case DIFF_ROW_MISSING:
		return arena_printf(arena, "%smissing: %s", where, expected);
	case DIFF_ROW_EXTRA:
		return arena_printf(arena, "%stoo much: %s", where, seen);
	case DIFF_KEY_MISSING:
		return arena_printf(arena, "%smissing (it should be %s)", where,
				    expected);
	case DIFF_KEY_EXTRA:
		return arena_printf(arena, "%stoo much (it is %s)", where,
				    seen);
	case DIFF_CELL:
		return arena_printf(
			arena, "%s%s is %s, not %s%s, in %s", where,
			shown_text(entry->column, strlen(entry->column), arena),
			seen, expected, note(entry, arena),
			show(entry->row, arena));
	case DIFF_VALUE:
		return arena_printf(arena, "%sit is %s, not %s%s", where, seen,
				    expected, note(entry, arena));
	case DIFF_ORDER:
		return arena_printf(arena,
				    "the order differs: %s%s comes where %s "
				    "should",
				    where, seen, expected);
	}
	return "";
}
