/* The subject `source`: a file as it was handed in, whatever its language. */
#ifndef GRADER_LANG_SOURCE_H
#define GRADER_LANG_SOURCE_H

#include "lab/place.h"

/*
 * A map: `first_line` (a byte order mark and its end left out), `lines` (an
 * unfinished last one counts), `bytes`, `encoding` ("ascii", "utf-8" or
 * "other"), `bom`, `line_ends` ("lf", "crlf", "mixed" or "none"),
 * `final_newline`, `executable` and `text`.
 */
extern const struct subject_kind source_subject;

#endif
