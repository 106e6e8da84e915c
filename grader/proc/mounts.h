/*
 * The mount calls of Linux 5.2 to 5.12, by number: the C libraries that this
 * is built with do not all know them. False or -1: errno says why.
 */
#ifndef GRADER_PROC_MOUNTS_H
#define GRADER_PROC_MOUNTS_H

#include "base/attr.h"

#include <stdbool.h>
#include <stdint.h>

/* MOUNT_ATTR_… of mount_setattr(2). */
#define MOUNT_RDONLY 1
#define MOUNT_NOSUID 2

/* A tmpfs, nosuid and nodev, that is not mounted anywhere: a descriptor. */
int mounts_tmpfs(uint64_t bytes, uint64_t files);

/* A copy of the mount at a path, with those below it if `recursive`. */
int mounts_take(const char *path, bool recursive);

/* Mounts what one of these gave. */
MUST_CHECK bool mounts_put(int tree, const char *path);

/* Shows a file or folder, with all mounts below it, in another place too. */
MUST_CHECK bool mounts_bind(const char *from, const char *to);

/* Changes attributes of the mount at a path, or of the tree `path` is "" of. */
MUST_CHECK bool mounts_change(int tree, const char *path, bool recursive,
			      uint64_t set, uint64_t clear);

#endif
