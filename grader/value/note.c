/* Finds words for how two scalars differ. */
#include "value/note.h"

#include "base/num.h"
#include "value/show.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

static bool is_number(const struct value *value)
{
	return value->kind == VALUE_INT || value->kind == VALUE_REAL ||
	       value->kind == VALUE_DECIMAL;
}

static double number_of(const struct value *value)
{
	double number = 0;

	if (value->kind == VALUE_INT)
		return (double)value->as.integer;
	if (value->kind == VALUE_REAL)
		return value->as.real;
	if (!num_real(value->as.text.bytes, value->as.text.len, &number))
		return NAN;
	return number;
}

/* How many decimals the number was rounded to, if that is what it was. */
static int rounded_to(double expected, double seen)
{
	double scale = 1;
	int decimals;

	for (decimals = 0; decimals <= 6; decimals++, scale *= 10)
		if (fabs(round(expected * scale) / scale - seen) < 1e-9 &&
		    fabs(expected - seen) > 1e-9)
			return decimals;
	return -1;
}

static const char *number_note(const struct value *expected,
			       const struct value *seen, struct arena *arena)
{
	double x = number_of(expected), y = number_of(seen);
	int decimals;

	if (!isfinite(x) || !isfinite(y))
		return NULL;
	if (x == y && seen->kind != expected->kind)
		return seen->kind == VALUE_INT
			       ? "a whole number where one with a decimal "
				 "point is expected"
			       : "a number with a decimal point where a whole "
				 "one is expected";
	decimals = rounded_to(x, y);
	if (decimals > 0)
		return arena_printf(arena, "rounded to %d decimal%s", decimals,
				    decimals == 1 ? "" : "s");
	if (decimals == 0)
		return "rounded to a whole number";
	if (x != 0 && y == trunc(x))
		return "the decimals are cut off";
	return x != 0 && x == -y ? "the sign is the other one" : NULL;
}

static bool same_but_case(const struct value_text *a,
			  const struct value_text *b)
{
	return a->len == b->len && !strncasecmp(a->bytes, b->bytes, a->len);
}

static struct value_text trimmed(struct value_text text)
{
	while (text.len && isspace((unsigned char)text.bytes[0])) {
		text.bytes++;
		text.len--;
	}
	while (text.len && isspace((unsigned char)text.bytes[text.len - 1]))
		text.len--;
	return text;
}

static const char *text_note(const struct value_text *expected,
			     const struct value_text *seen)
{
	struct value_text x = trimmed(*expected), y = trimmed(*seen);

	if (!seen->len)
		return "the text is empty";
	if (x.len == y.len && !memcmp(x.bytes, y.bytes, x.len))
		return "differs in blanks at the ends only";
	return same_but_case(expected, seen) ? "differs in letter case only"
					     : NULL;
}

/* "an ObjectId", "undefined". */
static const char *a_tagged(const struct value_tagged *tagged,
			    struct arena *arena)
{
	const char *tag = shown_text(tagged->tag.bytes, tagged->tag.len, arena);
	const char *article = *tag && strchr("AEIOaeio", *tag) ? "an" : "a";

	return tagged->inner->kind == VALUE_NULL
		       ? tag
		       : arena_printf(arena, "%s %s", article, tag);
}

/* "a text", "an integer". */
static const char *a_kind(const struct value *value, struct arena *arena)
{
	const char *name = value_kind_name(value->kind);

	if (value->kind == VALUE_TAGGED)
		return a_tagged(&value->as.tagged, arena);
	if (value->kind == VALUE_NULL || value->kind == VALUE_NONE)
		return name;
	if (value->kind == VALUE_BYTES)
		return name;
	if (is_number(value))
		return "a number";
	return arena_printf(arena, "a %s", name);
}

const char *note_of(const struct value *expected, const struct value *seen,
		    struct arena *arena)
{
	if (is_number(expected) && is_number(seen))
		return number_note(expected, seen, arena);
	if (expected->kind == seen->kind) {
		if (expected->kind != VALUE_TEXT)
			return NULL;
		return text_note(&expected->as.text, &seen->as.text);
	}
	if (expected->kind == VALUE_NULL || seen->kind == VALUE_NULL ||
	    expected->kind == VALUE_NONE || seen->kind == VALUE_NONE ||
	    value_is_error(seen) || value_is_error(expected))
		return NULL;
	if (is_number(expected))
		return arena_printf(arena, "%s where a number is expected",
				    a_kind(seen, arena));
	if (is_number(seen))
		return arena_printf(arena, "a number where %s is expected",
				    a_kind(expected, arena));
	return arena_printf(arena, "%s where %s is expected",
			    a_kind(seen, arena), a_kind(expected, arena));
}
