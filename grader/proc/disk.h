/*
 * The disk of one run: a tmpfs of limited size and number of files, with the
 * folders that are /work, /tmp and /dev/shm in the sandbox. The worker makes
 * and fills it before any process exists, and keeps a descriptor of it for
 * what is left at the end.
 */
#ifndef GRADER_PROC_DISK_H
#define GRADER_PROC_DISK_H

#include "proc/sandbox.h"

/* In the worker: a descriptor of its root. */
MUST_CHECK bool disk_make(const struct sandbox *sandbox, int *root,
			  struct err *err);

/* The bytes and files that are taken, of all that there are. */
struct disk_usage {
	uint64_t bytes, all_bytes, files, all_files;
};
MUST_CHECK bool disk_measure(int root, struct disk_usage *usage);

/*
 * In the init, in its own copy of the system's namespace: mounts the disk's
 * folders in their places. The disk's root itself is then out of sight.
 */
MUST_CHECK bool disk_mount(int root);

#endif
