/*
 * Files below a folder that a learner may have written to: nothing is
 * followed, nothing blocks, everything is bounded. For the files store and
 * its tests.
 */
#ifndef GRADER_STORE_FILES_H
#define GRADER_STORE_FILES_H

#include "value/value.h"

/* Writes a file, with the folders above it. False: errno says why. */
bool files_write(int folder, const char *path, const char *bytes, size_t len,
		 struct arena *arena);

/* Removes a file, or a folder with all in it. False: errno says why. */
bool files_remove(int folder, const char *path, struct arena *arena);

/*
 * A map from each path below `path` to {type, mode, size, sha256}; the last
 * two of files only. NONE when there is no such folder.
 */
const struct value *files_tree(int folder, const char *path,
			       struct arena *arena);

/* The content as TEXT, or BYTES when it is no UTF-8; NONE: no such file. */
const struct value *files_file(int folder, const char *path,
			       struct arena *arena);

#endif
