/* Edit distance, and advice made of it. */
#include "spec/near.h"

#include "base/buf.h"

#include <ctype.h>

#define LONGEST 64
#define LISTED_MOST 24

void words_init(struct words *words, struct arena *arena)
{
	*words = (struct words){.arena = arena};
}

static void grow(struct words *words)
{
	size_t room = words->room ? 2 * words->room : 16;
	const char **items = ARENA_ARRAY(words->arena, room, const char *);

	if (words->n)
		memcpy(items, words->items, words->n * sizeof(*items));
	words->items = items;
	words->room = room;
}

void words_add(struct words *words, const char *word)
{
	size_t i;

	for (i = 0; i < words->n; i++)
		if (!strcmp(words->items[i], word))
			return;
	if (words->n == words->room)
		grow(words);
	words->items[words->n++] = word;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static bool same(char a, char b)
{
	return tolower((unsigned char)a) == tolower((unsigned char)b);
}

/*
 * Insertions, deletions, changes and swaps of neighbours that turn one text
 * into the other, letter case aside.
 */
static size_t distance(const char *a, const char *b)
{
	size_t rows[3][LONGEST + 1], la = strlen(a), lb = strlen(b), i, j;

	if (la > LONGEST || lb > LONGEST)
		return SIZE_MAX;
	for (j = 0; j <= lb; j++)
		rows[0][j] = j;
	for (i = 1; i <= la; i++) {
		size_t *row = rows[i % 3], *above = rows[(i + 2) % 3],
		       *top = rows[(i + 1) % 3];

		row[0] = i;
		for (j = 1; j <= lb; j++) {
			row[j] =
				least(least(row[j - 1], above[j]) + 1,
				      above[j - 1] + !same(a[i - 1], b[j - 1]));
			if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) &&
			    same(a[i - 2], b[j - 1]))
				row[j] = least(row[j], top[j - 2] + 1);
		}
	}
	return rows[la % 3][lb];
}

const char *words_nearest(const struct words *words, const char *text)
{
	size_t best = (strlen(text) + 2) / 3 + 1, i;
	const char *nearest = NULL;

	for (i = 0; i < words->n; i++) {
		size_t far = distance(text, words->items[i]);

		if (far < best) {
			best = far;
			nearest = words->items[i];
		}
	}
	return nearest;
}

const char *words_joined(const struct words *words)
{
	AUTO(buf_release) struct buf buf;
	size_t i;

	buf_init(&buf, BUF_OURS);
	for (i = 0; i < words->n && i < LISTED_MOST; i++)
		buf_printf(&buf, "%s%s", i ? ", " : "", words->items[i]);
	if (i < words->n)
		buf_add_str(&buf, ", …");
	return arena_copy(words->arena, buf.data, buf.len);
}

const char *words_advice(const struct words *words, const char *text,
			 const char *label)
{
	const char *nearest = words_nearest(words, text);

	if (nearest)
		return arena_printf(words->arena, "; did you mean \"%s\"?",
				    nearest);
	if (!words->n)
		return "";
	return arena_printf(words->arena, "; %s: %s", label,
			    words_joined(words));
}
