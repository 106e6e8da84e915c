/* What the files that find differences share. Others use diff.h. */
#ifndef GRADER_VALUE_DIFFER_H
#define GRADER_VALUE_DIFFER_H

#include "value/diff.h"
#include "value/match.h"

struct differ {
	struct arena *arena;
	struct value_rules rules;
	struct diff_entry *entries; /* DIFF_MOST of them */
	size_t n, more, matching, total;
};

/* Adds an entry, or counts it when there are enough. */
void differ_add(struct differ *differ, struct diff_entry entry);

/* "columns" and "email" are "columns.email". */
const char *differ_join(struct differ *differ, const char *path,
			const char *part);

/* Each adds the differences of two values that lie at the path. */
void differ_any(struct differ *differ, const char *path,
		const struct value *expected, const struct value *seen);
void differ_lists(struct differ *differ, const char *path,
		  const struct value *expected, const struct value *seen);
void differ_tables(struct differ *differ, const char *path,
		   const struct value *expected, const struct value *seen);

/*
 * The place of the document, among n elements that have no equal, that is the
 * expected one with changes; n: none is, or it is no document. Elements that
 * are taken do not count.
 */
size_t differ_nearest(const struct differ *differ, const struct value *expected,
		      const match_row *seen, size_t n, const bool *taken);

/* Adds the differences of two such documents, in a list at the path. */
void differ_documents(struct differ *differ, const char *path,
		      const struct value *expected, const struct value *seen);

#endif
