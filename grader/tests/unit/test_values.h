/* Random values for property tests: small, with ties, of all kinds. */
#ifndef GRADER_TESTS_TEST_VALUES_H
#define GRADER_TESTS_TEST_VALUES_H

#include "base/random.h"
#include "value/value.h"

#include <math.h>

static const struct value *any_value(struct random *random, struct arena *arena,
				     int depth);

static const struct value *any_scalar(struct random *random,
				      struct arena *arena)
{
	static const char *const texts[] = {
		"", "a", "A", " a", "Äpfel", "\xff\x00x", "1", "\x1b[31m"};
	static const char *const decimals[] = {"0",
					       "1.50",
					       "-0.0",
					       "1.5",
					       "0.6667",
					       "2",
					       "-7.25",
					       "2E0",
					       "200e-2",
					       "-725E-2",
					       "1E+300",
					       "-0E+9",
					       "9007199254740993"};
	static const int64_t large[] = {INT64_MAX, INT64_MIN, 9007199254740993,
					9007199254740992};
	static const double reals[] = {0.0,   -0.0, 1.5,    0.6666666667,
				       1e300, 2.0,  0x1p53, -7.25};
	size_t pick = (size_t)random_below(random, 8);

	switch (random_below(random, 14)) {
	case 12:
		return value_int(arena, large[pick & 3]);
	case 13:
		return value_long(arena, (int64_t)pick - 3);
	case 0:
		return &value_none;
	case 1:
		return &value_null;
	case 2:
		return value_bool(pick & 1);
	case 3:
		return value_int(arena, (int64_t)pick - 3);
	case 4:
		return value_real(arena, reals[pick], pick & 1);
	case 5:
		return value_real(arena, pick ? INFINITY : NAN, false);
	case 6:
		pick = (size_t)random_below(random, ARRAY_LEN(decimals));
		return value_scalar(arena, VALUE_DECIMAL, decimals[pick],
				    strlen(decimals[pick]));
	case 7:
		return value_scalar(arena, VALUE_BYTES, texts[pick],
				    pick == 5 ? 3 : strlen(texts[pick]));
	case 8:
		return value_scalar(arena, VALUE_DATE, "2024-05-15", 10);
	case 9:
		return value_scalar(arena, VALUE_TIME, "10:00:00", 8);
	default:
		return value_text(arena, texts[pick],
				  pick == 5 ? 3 : strlen(texts[pick]));
	}
}

static const struct value *any_table(struct random *random, struct arena *arena)
{
	static const char *const names[] = {"id", "name", "score"};
	size_t columns = 1 + random_below(random, 3);
	size_t rows = random_below(random, 5), i;
	struct value_text *heads =
		ARENA_ARRAY(arena, columns, struct value_text);
	const struct value **cells =
		ARENA_ARRAY(arena, rows * columns, const struct value *);

	for (i = 0; i < columns; i++)
		heads[i] = (struct value_text){.bytes = names[i],
					       .len = strlen(names[i])};
	for (i = 0; i < rows * columns; i++)
		cells[i] = any_scalar(random, arena);
	return value_table(arena, heads, columns, cells, rows);
}

static const struct value *any_value(struct random *random, struct arena *arena,
				     int depth)
{
	static const char *const keys[] = {"_id", "b", "c", "d"};
	static const char *const tags[] = {"ObjectId", "set", "regex",
					   "undefined"};
	size_t n = random_below(random, 4), i;
	struct value_builder builder;

	value_builder_init(&builder, arena);
	switch (depth > 0 ? random_below(random, 7) : 6) {
	case 0:
		for (i = 0; i < n; i++)
			value_append(&builder,
				     any_value(random, arena, depth - 1));
		return value_built_list(&builder);
	case 1:
		for (i = 0; i < n; i++)
			value_put(&builder, keys[i],
				  any_value(random, arena, depth - 1));
		return value_built_map(&builder);
	case 2:
		return any_table(random, arena);
	case 3:
		return value_tagged(arena, tags[random_below(random, 4)],
				    any_value(random, arena, depth - 1));
	case 4:
		return value_error(arena, (int)n, "42000", "no");
	default:
		return any_scalar(random, arena);
	}
}

#endif
