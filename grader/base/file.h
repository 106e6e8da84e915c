/*
 * Files and folders: bounded reads of regular files, atomic writes, and the
 * trees that a lab is made of. All descriptors are close-on-exec. Paths are
 * taken as they are: who hands in a learner's path has checked it.
 */
#ifndef GRADER_BASE_FILE_H
#define GRADER_BASE_FILE_H

#include "base/buf.h"
#include "base/err.h"

#include <sys/types.h>

/* What file_read says about a file that it does not read. */
enum file_state {
	FILE_READ,	 /* read; also when it is empty */
	FILE_MISSING,	 /* there is no such file */
	FILE_UNREADABLE, /* no permission, or the disk says no */
	FILE_SPECIAL,	 /* a link, folder, fifo, device or socket */
	FILE_TOO_LARGE,	 /* more bytes than the buffer's limit */
};

/*
 * Reads a regular file below `dirfd` (AT_FDCWD for the working directory)
 * into the buffer, which the caller made with the limit. The last part of
 * the path is never followed if it is a link, and opening never blocks on a
 * fifo. The answer is a fact about the file, not an error.
 */
enum file_state file_read(int dirfd, const char *path, struct buf *buf);

/* Whether it is a regular file that its owner may execute. */
bool file_executable(int dirfd, const char *path);

/* The same as an error of the owner, with the path and the reason. */
MUST_CHECK bool file_load(const char *path, struct buf *buf,
			  enum err_owner owner, struct err *err);

/* "is missing", "is larger than the limit" …; for messages. */
const char *file_state_text(enum file_state state);

/*
 * Writes a file so that a reader sees the old or the new bytes, never half:
 * a temporary file beside it, then rename(2).
 */
MUST_CHECK bool file_write(const char *path, const void *bytes, size_t len,
			   struct err *err);

/* Writes all of it to a descriptor, in as many pieces as it takes. */
MUST_CHECK bool file_write_all(int fd, const void *bytes, size_t len);

/*
 * A file without a name in any folder that holds these bytes, to be read from
 * its start; flags as for memfd_create(2), which also gets the name. Gives a
 * descriptor, or -1 with errno.
 */
int file_in_memory(const char *name, unsigned flags, const void *bytes,
		   size_t len);

/* Makes a folder and the missing ones above it, with this mode. */
MUST_CHECK bool file_make_dirs(const char *path, mode_t mode, struct err *err);

/*
 * Copies a tree of folders and regular files, holes kept, into the folder
 * `to`, which must exist. With uid other than (uid_t)-1 the copies belong to
 * that user and group.
 */
MUST_CHECK bool file_copy_tree(int from, int to, uid_t uid, struct err *err);

/* Removes a folder and all below it, without following links. */
MUST_CHECK bool file_remove_tree(const char *path, struct err *err);

/* For AUTO(): closes *fd unless it is negative. */
void file_close(int *fd);

#endif
