/*
 * What level.h has found, kept in the cache folder. Nothing outside this
 * folder includes it.
 */
#ifndef GRADER_LAB_LEVEL_CACHE_H
#define GRADER_LAB_LEVEL_CACHE_H

#include "base/hash.h"
#include "lab/level.h"

/*
 * All that it depends on: the boot, the build of this program, and where in
 * the system this process stands.
 */
struct digest level_key(enum isolation shape);

/* False: there is no whole entry of that key. `cache` may be NULL. */
MUST_CHECK bool level_load(const char *cache, const struct digest *key,
			   struct level_found *found);

/* A cache that cannot be written is no error. */
void level_save(const char *cache, const struct digest *key,
		const struct level_found *found);

#endif
