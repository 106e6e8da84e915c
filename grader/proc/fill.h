/*
 * Filling the file systems of a sandbox, before anybody else sees them.
 * False: errno says why.
 */
#ifndef GRADER_PROC_FILL_H
#define GRADER_PROC_FILL_H

#include "base/attr.h"

#include <stdbool.h>
#include <sys/types.h>

/* A file that does not exist yet, for this user and group. */
MUST_CHECK bool fill_file(int dir, const char *name, const void *bytes,
			  size_t len, mode_t mode, uid_t uid);

/* A file of this process's own user that all may read. */
MUST_CHECK bool fill_text(int dir, const char *name, const char *text);

/* The folders above the last part of a path, for this user. */
MUST_CHECK bool fill_parents(int dir, const char *path, uid_t uid);

/* A folder for this user. */
MUST_CHECK bool fill_folder(int dir, const char *name, mode_t mode, uid_t uid);

#endif
