/*
 * A report: one format, one function over the finished results. One file
 * each, one line in reports.def. A report sees results only; it never looks
 * at a store, a file of the submission, or the clock.
 */
#ifndef GRADER_REPORT_REPORT_H
#define GRADER_REPORT_REPORT_H

#include "base/buf.h"
#include "grade/result.h"

/* How text goes to a terminal or a file. */
struct look {
	bool colour;
	size_t width; /* columns; 80 when it is not a terminal */
	bool verbose; /* passing checks too */
};

struct report {
	const char *name; /* "text", "json" */
	const char *doc;  /* one line for --help */
	void (*write)(const struct results *results, const struct look *look,
		      struct buf *out);
};

#endif
