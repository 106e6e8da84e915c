/*
 * Observations of the pack's own solutions (the reference, the idle hand-in,
 * the wrong ones), kept in the cache under a hash of everything that they
 * depend on. The entry repeats its key; what does not match is run again.
 *
 * What is read here is expected values: it lives in a private arena, which
 * no worker can see.
 */
#ifndef GRADER_GRADE_EXPECTED_H
#define GRADER_GRADE_EXPECTED_H

#include "grade/observe.h"

/*
 * The key: every byte read for the task, the files that are run, the case,
 * the seed, this program, and the servers' programs.
 */
struct digest expected_key(const struct order *order);

/* True when the cache holds it. `cache` may be NULL: it never does. */
bool expected_load(const char *cache, const struct digest *key,
		   struct arena *arena, struct observation *observation);

/* Keeps it; that it cannot be kept is no error. */
void expected_save(const char *cache, const struct digest *key,
		   const struct observation *observation);

#endif
