/*
 * Memory that dies together. A tree of values, a task, the results of a run:
 * each lives in one arena, is never freed piece by piece, and goes when its
 * arena goes. Memory from an arena is zeroed and aligned for any type.
 *
 * Allocation cannot fail: when the system has no memory left the program
 * ends at once with a message and status 4 (infrastructure).
 */
#ifndef GRADER_BASE_ARENA_H
#define GRADER_BASE_ARENA_H

#include "base/attr.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* An empty arena. `lifetime` names it in debug logs; it is borrowed. */
struct arena *arena_new(const char *lifetime);

/*
 * The same, but what is allocated in it does not exist in processes that
 * are forked while it lives (madvise(2), MADV_DONTFORK): expected values are
 * kept in such an arena, so that no worker can hold them.
 */
struct arena *arena_new_private(const char *lifetime);

/* Frees the arena and all that was allocated in it. NULL is allowed. */
void arena_free(struct arena *arena);

/* For AUTO(): frees *arena. */
void arena_release(struct arena **arena);

/* `size` zeroed bytes; a size of 0 gives a unique pointer. */
void *arena_alloc(struct arena *arena, size_t size);

/* An array of `n` zeroed elements of `size` bytes; the product is checked. */
void *arena_array(struct arena *arena, size_t n, size_t size);

/* A copy of `len` bytes with a NUL byte behind them. */
char *arena_copy(struct arena *arena, const void *bytes, size_t len);

/* A copy of a string. */
char *arena_str(struct arena *arena, const char *text);

/* A formatted string. */
char *arena_printf(struct arena *arena, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* How many bytes were asked for so far. */
size_t arena_used(const struct arena *arena);

/* One zeroed object, or an array of n, of the type. */
#define ARENA_NEW(arena, type) ((type *)arena_alloc(arena, sizeof(type)))
#define ARENA_ARRAY(arena, n, type) \
	((type *)arena_array(arena, n, sizeof(type)))

/* malloc, realloc and strdup that end the program when memory is out. */
void *xmalloc(size_t size);
void *xrealloc(void *old, size_t size);
char *xstrdup(const char *text);

#endif
