/*
 * What the text of one scalar is: whether YAML would take it for something
 * else than a text, and whether it has the form of a number, a date, a name,
 * a time, a size, a path. Pure functions over text.
 */
#ifndef GRADER_SPEC_SCALAR_H
#define GRADER_SPEC_SCALAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Whether YAML 1.1 or 1.2 takes this plain scalar for null, a boolean, a
 * number, a time, a date or a merge: null ~ yes off 12 0x1f 010 1_000 1e3
 * .inf 12:30 2024-05-15 = and their like.
 */
bool scalar_typed(const char *text);

/* 0, 12, -7: digits without a leading zero that fit in 64 bits. */
bool scalar_int(const char *text, int64_t *number);

/* The same with an optional fraction: 0.001. No exponent. */
bool scalar_decimal(const char *text);

/* 2024-05-15 or 2024-05-15 10:00:00, a day that exists. */
bool scalar_date(const char *text);

/* 1 to 64 letters, digits, _ and $. */
bool scalar_name(const char *text);

/* "5 s" as 5000 milliseconds; "64 MiB" as bytes. False also if too large. */
bool scalar_time(const char *text, int64_t *ms);
bool scalar_size(const char *text, int64_t *bytes);

/* pages.test: lower-case letters, digits and -, in parts with dots between. */
bool scalar_host(const char *text);

/* /path, /path?query, either behind a host name, or * alone. */
bool scalar_route(const char *text);

/*
 * Why a text is not a relative path that stays where it starts, without
 * shell or home directory notation; NULL when it is one.
 */
const char *scalar_path_fault(const char *text);

/* Whether it is one line, without control characters. */
bool scalar_line(const char *text);

#endif
