/*
 * BSON as typed values, and what authors write as BSON. Both are pure: no
 * server is asked.
 *
 * How each type of BSON is told, here, by the printing of a shell
 * (text/shellvalues.h) and by the driver of Python alike:
 *
 *   null                NULL; a missing field is not there
 *   bool                BOOL
 *   int32, int64        INT; `wide` marks an int64 that 32 bits could hold
 *   double              REAL
 *   decimal128          DECIMAL, maybe with an exponent; "NumberDecimal" of a
 *                       TEXT for NaN, Infinity and -Infinity
 *   string              TEXT; BYTES when it is not UTF-8
 *   date                DATETIME, with three digits of a second if they are
 *                       not zero; "Date" of an INT of milliseconds outside of
 *                       the years 0 to 9999
 *   ObjectId            "ObjectId" of 24 hexadecimal digits
 *   binary 0            BYTES
 *   binary 3 and 4      "UUID" of a TEXT, when it has 16 bytes
 *   other binaries      "BinData" of {subtype, bytes}
 *   regular expression  "regex" of a TEXT: "/pattern/options", sorted options
 *   code                "Code" of a TEXT, with a scope of {code, scope}
 *   timestamp           "Timestamp" of {t, i}
 *   minKey, maxKey      "MinKey", "MaxKey" of NULL
 *   undefined           "undefined" of NULL
 *   symbol              "Symbol" of a TEXT
 *   DBPointer           "DBPointer" of {ref, id}
 *   document            MAP in its order
 *   array               LIST
 *
 * What no right document is, is no MAP either: one with a key that stands
 * twice is "duplicate keys" of a list of [key, value]; one that is no BSON
 * from some place on is "invalid BSON" of what comes before; one that is
 * nested too deep has "too deep" of nothing in it.
 */
#ifndef GRADER_STORE_MONGO_VALUE_H
#define GRADER_STORE_MONGO_VALUE_H

#include "base/err.h"
#include "value/value.h"

#include <bson/bson.h>

/*
 * A document, or the element that an iterator stands at, as a value. What it
 * takes is counted down from `room`; NULL: there is not enough.
 */
const struct value *mongo_value(const bson_t *doc, struct arena *arena,
				size_t *room);
const struct value *mongo_element(const bson_iter_t *at, struct arena *arena,
				  size_t *room);

/*
 * Appends what an author wrote, a MAP, to an initialised document. A map
 * whose first key is one of extended JSON 2 ($oid $date $numberInt
 * $numberLong $numberDouble $numberDecimal $binary $uuid $regularExpression
 * $timestamp $minKey $maxKey $undefined $code $symbol $dbPointer) is that
 * type; all other keys stay, with a $ too, $regex among them: they are
 * operators. A whole number is an int32 when it fits, else an int64; one with
 * a point is a double. What only generated rows have: a DATE or DATETIME is a
 * date of a clock in UTC, a TIME a string, BYTES a binary. False: `*why` says
 * what is wrong, and where in it.
 */
bool mongo_bson(const struct value *value, bson_t *bson, struct arena *arena,
		const char **why);

/*
 * The documents of a text in extended JSON, canonical or relaxed, one a line;
 * lines of blanks only, a byte order mark and CRLF do no harm.
 */
struct mongo_lines {
	const char *name; /* of the file, for messages; borrowed as the text */
	const char *at, *end;
	size_t line; /* of the document that was read last, from 1 */
};

void mongo_lines_init(struct mongo_lines *lines, const char *name,
		      const char *text, size_t len);

/*
 * Reads the next document, which the caller destroys; NULL after the last
 * one. False: an error of the author's, "name:line: what".
 */
MUST_CHECK bool mongo_lines_next(struct mongo_lines *lines, bson_t **doc,
				 struct err *err);

/* For AUTO(): destroys *doc unless it is NULL. */
void mongo_doc_release(bson_t **doc);

#endif
