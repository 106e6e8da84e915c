/* Which bytes are UTF-8: well-formed, no surrogates, up to U+10FFFF. */
#ifndef GRADER_TEXT_UTF8_H
#define GRADER_TEXT_UTF8_H

#include <stddef.h>

/* How many bytes the first character has; 0 when it is no character. */
size_t utf8_length(const char *bytes, size_t len);

/* How many bytes from the start are UTF-8; `len` when all are. */
size_t utf8_valid(const char *bytes, size_t len);

#endif
