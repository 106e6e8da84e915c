/*
 * A growing piece of bytes with a limit that is set at birth. What comes
 * from outside is only ever collected in one of these: bytes beyond the
 * limit are dropped and `cut` says so. The bytes may hold NUL; one NUL that
 * is not counted always stands behind them, so that `data` is also a string.
 */
#ifndef GRADER_BASE_BUF_H
#define GRADER_BASE_BUF_H

#include "base/attr.h"

#include <stdbool.h>
#include <stddef.h>

struct buf {
	char *data; /* never NULL after buf_init */
	size_t len, size, limit;
	bool cut; /* something did not fit within the limit */
};

/* A limit for text that this program makes itself. */
#define BUF_OURS ((size_t)1 << 30)

/* An empty buffer that never holds more than `limit` bytes. */
void buf_init(struct buf *buf, size_t limit);

/* Frees the bytes. For AUTO() too; a zeroed buffer is allowed. */
void buf_release(struct buf *buf);

/* Forgets the bytes and the cut, keeps the memory. */
void buf_clear(struct buf *buf);

/* Each of these adds; bytes beyond the limit are dropped. */
void buf_add(struct buf *buf, const void *bytes, size_t len);
void buf_add_str(struct buf *buf, const char *text);
void buf_add_char(struct buf *buf, char c);
void buf_printf(struct buf *buf, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Adds a character `n` times. */
void buf_fill(struct buf *buf, char c, size_t n);

#endif
