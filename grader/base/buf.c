/* Growing bytes with a limit. */
#include "base/buf.h"

#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buf_init(struct buf *buf, size_t limit)
{
	*buf = (struct buf){.data = xmalloc(1), .size = 1, .limit = limit};
	buf->data[0] = '\0';
}

void buf_release(struct buf *buf)
{
	free(buf->data);
	*buf = (struct buf){0};
}

void buf_clear(struct buf *buf)
{
	buf->len = 0;
	buf->cut = false;
	buf->data[0] = '\0';
}

static void grow(struct buf *buf, size_t need)
{
	size_t size = buf->size;

	while (size < need)
		size = size < 64 ? 64 : size * 2;
	if (size == buf->size)
		return;
	buf->data = xrealloc(buf->data, size);
	buf->size = size;
}

void buf_add(struct buf *buf, const void *bytes, size_t len)
{
	size_t room = buf->limit - buf->len;

	if (len > room) {
		buf->cut = true;
		len = room;
	}
	if (!len)
		return;
	grow(buf, buf->len + len + 1);
	memcpy(buf->data + buf->len, bytes, len);
	buf->len += len;
	buf->data[buf->len] = '\0';
}

void buf_add_str(struct buf *buf, const char *text)
{
	buf_add(buf, text, strlen(text));
}

void buf_add_char(struct buf *buf, char c)
{
	buf_add(buf, &c, 1);
}

void buf_printf(struct buf *buf, const char *fmt, ...)
{
	char small[256], *text = small;
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(small, sizeof(small), fmt, args);
	va_end(args);
	if (len < 0)
		return;
	if ((size_t)len >= sizeof(small)) {
		text = xmalloc((size_t)len + 1);
		va_start(args, fmt);
		vsnprintf(text, (size_t)len + 1, fmt, args);
		va_end(args);
	}
	buf_add(buf, text, (size_t)len);
	if (text != small)
		free(text);
}

void buf_fill(struct buf *buf, char c, size_t n)
{
	while (n--)
		buf_add_char(buf, c);
}
