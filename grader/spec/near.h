/* The valid word that somebody most likely meant. */
#ifndef GRADER_SPEC_NEAR_H
#define GRADER_SPEC_NEAR_H

#include "base/arena.h"

/* Words among which one is looked for. */
struct words {
	struct arena *arena;
	const char **items;
	size_t n, room;
};

void words_init(struct words *words, struct arena *arena);

/* Adds a word, unless it is there; it is borrowed. */
void words_add(struct words *words, const char *word);

/* The word that is nearest to `text` by edits; NULL when none is near. */
const char *words_nearest(const struct words *words, const char *text);

/*
 * How a message about an unknown text goes on: `; did you mean "x"?`, or
 * `; LABEL: a, b, c` when no word is near, or nothing when there are none.
 */
const char *words_advice(const struct words *words, const char *text,
			 const char *label);

/* "a, b, c" */
const char *words_joined(const struct words *words);

#endif
