/*
 * Values as people read them. What comes out is valid UTF-8 without control
 * bytes, whatever the value holds: a byte that cannot be shown becomes \xNN,
 * invisible and right-to-left marks become \u{202E}, a newline becomes \n.
 */
#ifndef GRADER_VALUE_SHOW_H
#define GRADER_VALUE_SHOW_H

#include "base/buf.h"
#include "value/value.h"

/*
 * The value on one line, cut with "…" after `width` characters (0: never):
 * NULL, true, 12, 0.6667, 'text' in single quotes, x'00ff' for bytes, bytes
 * 'abc' where they are plain text, [1, 2], {a: 1, b: 'x'}, error 1146: text, "3
 * rows (name, quantity)", and as MongoDB's shell has it NumberLong(5),
 * ObjectId('…'), /regex/i, Timestamp({t: 1, i: 2}), MinKey(), undefined.
 */
void value_show(struct buf *buf, const struct value *value, size_t width);
const char *value_shown(const struct value *value, size_t width,
			struct arena *arena);

/*
 * A table (or a list of maps) as aligned columns, numbers to the right,
 * under a line of names, within `width` characters, at most `rows` rows and
 * then "… and 12 more rows". No line has trailing blanks.
 */
void value_show_table(struct buf *buf, const struct value *table, size_t width,
		      size_t rows);

/* Any bytes as safe text: the rule above, without quotes. */
void show_text(struct buf *buf, const char *bytes, size_t len);
const char *shown_text(const char *bytes, size_t len, struct arena *arena);

/* How many terminal columns a text that show_text made takes. */
size_t shown_width(const char *text);

#endif
