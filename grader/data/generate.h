/*
 * Generated tables: a description in YAML, a seed and a size give the same
 * rows on every machine. Stores load the rows; nobody else knows how they
 * came about. docs/authors.md has the grammar of a description.
 */
#ifndef GRADER_DATA_GENERATE_H
#define GRADER_DATA_GENERATE_H

#include "base/err.h"
#include "value/value.h"

#include <stdint.h>

/* How much memory the rows of a description or of a CSV file may take. */
#define DATA_MIB 1024

struct generated_table {
	const char *name;
	const char *create; /* the statement that makes it, as described; NULL:
			       there is none, as for documents */
	const struct value *rows; /* a TABLE */
	size_t first; /* the number of its first row among all tables' rows */
};

struct generated {
	const struct generated_table *tables;
	size_t n;
	size_t rows; /* of all tables */
};

/*
 * Rows of all tables of the description (bytes of a YAML file called `name`).
 * `rows` other than 0 replaces the number of rows of the first table, which
 * still has all of its `always`. The same bytes, seed and size give the same
 * rows, and a column more or less changes no other column. A mistake in the
 * description is ERR_SPEC with "name:line:column: …", and so is more memory
 * than DATA_MIB.
 */
MUST_CHECK bool data_generate(const char *name, const char *bytes, size_t len,
			      uint64_t seed, int64_t rows, struct arena *arena,
			      struct generated *generated, struct err *err);

/*
 * The same for several descriptions: the tables of each behind those of the
 * ones before, and so the numbers of rows.
 */
struct spec_files;
MUST_CHECK bool data_generate_all(const struct spec_files *files, uint64_t seed,
				  int64_t rows, struct arena *arena,
				  struct generated *generated, struct err *err);

/*
 * Rows of a CSV file (RFC 4180, first line: the columns; an empty field
 * without quotes is NULL, "" the empty text) as a TABLE of texts and NULLs.
 * A line ends with LF or CRLF, the last one also without. A mistake is
 * ERR_SPEC with "name:line:column: …".
 */
MUST_CHECK bool data_csv(const char *name, const char *bytes, size_t len,
			 struct arena *arena, const struct value **table,
			 struct err *err);

#endif
