/* Arenas: chunks of memory, filled from the front, freed together. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define CHUNK_SIZE ((size_t)64 * 1024)

struct chunk {
	struct chunk *next;
	size_t size, used; /* of the whole chunk, this header included */
};

struct arena {
	const char *lifetime;
	struct chunk *chunks; /* the one that is being filled comes first */
	size_t used;
	bool private;
};

static void no_memory(size_t size)
{
	char text[80];
	int len = snprintf(text, sizeof(text),
			   "grader: out of memory (%zu bytes)\n", size);

	if (write(STDERR_FILENO, text, (size_t)len) < 0)
		_exit(4);
	_exit(4);
}

void *xmalloc(size_t size)
{
	void *memory = malloc(size ? size : 1);

	if (!memory)
		no_memory(size);
	return memory;
}

void *xrealloc(void *old, size_t size)
{
	void *memory = realloc(old, size ? size : 1);

	if (!memory)
		no_memory(size);
	return memory;
}

char *xstrdup(const char *text)
{
	size_t size = strlen(text) + 1;

	return memcpy(xmalloc(size), text, size);
}

static struct arena *new (const char *lifetime, bool private)
{
	struct arena *arena = xmalloc(sizeof(*arena));

	*arena = (struct arena){.lifetime = lifetime, .private = private};
	return arena;
}

struct arena *arena_new(const char *lifetime)
{
	return new (lifetime, false);
}

struct arena *arena_new_private(const char *lifetime)
{
	return new (lifetime, true);
}

static struct chunk *map_chunk(size_t size)
{
	struct chunk *chunk = mmap(NULL, size, PROT_READ | PROT_WRITE,
				   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (chunk == MAP_FAILED || madvise(chunk, size, MADV_DONTFORK) != 0)
		no_memory(size);
	return chunk;
}

static struct chunk *chunk_new(const struct arena *arena, size_t size)
{
	struct chunk *chunk = arena->private ? map_chunk(size) : xmalloc(size);

	*chunk = (struct chunk){
		.size = size, .used = sizeof(*chunk), .next = arena->chunks};
	return chunk;
}

void arena_free(struct arena *arena)
{
	struct chunk *chunk, *next;

	if (!arena)
		return;
	for (chunk = arena->chunks; chunk; chunk = next) {
		next = chunk->next;
		if (arena->private)
			munmap(chunk, chunk->size);
		else
			free(chunk);
	}
	free(arena);
}

void arena_release(struct arena **arena)
{
	arena_free(*arena);
	*arena = NULL;
}

static size_t aligned(size_t size)
{
	size_t align = alignof(max_align_t);

	return (size + align - 1) / align * align;
}

/* A chunk with room for `size` bytes, which becomes the first of the list. */
static struct chunk *roomy(struct arena *arena, size_t size)
{
	struct chunk *chunk = arena->chunks;
	size_t head = aligned(sizeof(*chunk));

	if (chunk && size <= chunk->size - chunk->used)
		return chunk;
	chunk = chunk_new(arena,
			  size > CHUNK_SIZE - head ? size + head : CHUNK_SIZE);
	chunk->used = head;
	arena->chunks = chunk;
	return chunk;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	size_t need = aligned(size ? size : 1);
	struct chunk *chunk;
	char *memory;

	if (need < size || need > SIZE_MAX / 2)
		no_memory(size);
	chunk = roomy(arena, need);
	memory = (char *)chunk + chunk->used;
	chunk->used += need;
	arena->used += need;
	return memset(memory, 0, need);
}

void *arena_array(struct arena *arena, size_t n, size_t size)
{
	size_t total;

	if (__builtin_mul_overflow(n, size, &total))
		no_memory(SIZE_MAX);
	return arena_alloc(arena, total);
}

char *arena_copy(struct arena *arena, const void *bytes, size_t len)
{
	char *copy = arena_alloc(arena, len + 1);

	if (len)
		memcpy(copy, bytes, len);
	return copy;
}

char *arena_str(struct arena *arena, const char *text)
{
	return arena_copy(arena, text, strlen(text));
}

char *arena_printf(struct arena *arena, const char *fmt, ...)
{
	va_list args;
	char *text;
	int len;

	va_start(args, fmt);
	len = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (len < 0)
		no_memory(0);
	text = arena_alloc(arena, (size_t)len + 1);
	va_start(args, fmt);
	vsnprintf(text, (size_t)len + 1, fmt, args);
	va_end(args);
	return text;
}

size_t arena_used(const struct arena *arena)
{
	return arena->used;
}
