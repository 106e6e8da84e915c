/*
 * The values in documents of MongoDB that have no kind of their own, made in
 * one way for all who meet them: store/mongo_value.h tells which there are.
 */
#ifndef GRADER_VALUE_DOCUMENT_H
#define GRADER_VALUE_DOCUMENT_H

#include "value/value.h"

/*
 * A moment in milliseconds since 1970: a DATETIME, with ".123" if it has
 * milliseconds; outside of the years 0 to 9999 "Date" of an INT.
 */
const struct value *value_moment(struct arena *arena, int64_t ms);

/* "ObjectId" of these 12 bytes, "UUID" of these 16. */
const struct value *value_object_id(struct arena *arena,
				    const unsigned char *bytes);
const struct value *value_uuid(struct arena *arena, const unsigned char *bytes);

/* A binary by its subtype: BYTES, "UUID" or "BinData". */
const struct value *value_binary(struct arena *arena, unsigned subtype,
				 const char *bytes, size_t len);

/*
 * "regex" of "/pattern/options", the options sorted. A slash in the pattern
 * may have a backslash, as JavaScript writes it: it is the same pattern.
 */
const struct value *value_regex(struct arena *arena,
				const struct value_text *pattern,
				const struct value_text *options);

/* "Timestamp" of {t, i}. */
const struct value *value_timestamp(struct arena *arena, uint32_t seconds,
				    uint32_t number);

/* DECIMAL; "NumberDecimal" of a TEXT when it is no finite number. */
const struct value *value_decimal(struct arena *arena, const char *text,
				  size_t len);

/* Whether a key stands twice; the document is then not a MAP but this. */
bool value_keys_repeat(const struct value_pair *pairs, size_t n);

/* "duplicate keys" of a LIST of [key, value]. */
const struct value *value_repeated(struct arena *arena,
				   const struct value_pair *pairs, size_t n);

#endif
