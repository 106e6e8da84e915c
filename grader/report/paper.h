/*
 * Text on a terminal or in a file: wrapped at its width, coloured only when
 * asked for, and safe: whatever is put on it has no control bytes.
 */
#ifndef GRADER_REPORT_PAPER_H
#define GRADER_REPORT_PAPER_H

#include "report/report.h"

/* Of the basic eight colours those that show on light and dark ones. */
enum ink { INK_PLAIN, INK_BOLD, INK_DIM, INK_GOOD, INK_BAD, INK_WARN };

struct paper {
	const struct look *look;
	struct buf *out;
	struct arena *arena; /* for what is made on the way */
};

/* The text between the codes of the colour, if there is colour. */
const char *inked(const struct paper *paper, enum ink ink, const char *text);

/*
 * Lines of the text, each behind `indent` blanks, broken between words at
 * the width. Newlines in the text begin a new line.
 */
void paper_lines(const struct paper *paper, size_t indent, enum ink ink,
		 const char *text);

/* "label: text", its lines behind a short label, below a long one. */
void paper_labelled(const struct paper *paper, size_t indent, const char *label,
		    const char *text);

/*
 * What comes from a learner, or shows data: its lines behind a gutter "│ ",
 * never broken, cut at the width.
 */
void paper_quoted(const struct paper *paper, size_t indent, const char *text,
		  size_t most);

/* A table or any value behind the gutter, at most so many rows. */
void paper_value(const struct paper *paper, size_t indent,
		 const struct value *value, size_t rows);

#endif
