/*
 * What a program in a sandbox sees of files: the system, read-only, and a
 * disk of its own. Nothing of the operator's: no homes, no /run, /var, /srv,
 * /opt, no data of this program.
 *
 * It is one tmpfs, whose size and number of files are limited. It is the
 * read-only root; its folders /work, /tmp and /dev/shm are mounted over
 * themselves once more, writable. The worker makes and fills it before any
 * process exists, and keeps a descriptor of it for what is left at the end.
 */
#ifndef GRADER_PROC_VIEW_H
#define GRADER_PROC_VIEW_H

#include "proc/sandbox.h"

/* In the worker: makes and fills the tmpfs; a descriptor of its root. */
MUST_CHECK bool view_make(const struct sandbox *sandbox, int *root,
			  struct err *err);

/*
 * In the init: mounts the system around it, makes it the root of this
 * process's mount namespace and drops all else. `*proc` is the /proc of this
 * pid namespace, or the outer one when `*own_proc` is false: then there is
 * none to see. The working folder is /work afterwards.
 * False: `*step` is what failed, errno why.
 */
MUST_CHECK bool view_enter(const struct sandbox *sandbox, int root, int *proc,
			   bool *own_proc, const char **step);

/* The bytes and files that are taken, of all that there are. */
struct view_usage {
	uint64_t bytes, all_bytes, files, all_files;
};
MUST_CHECK bool view_measure(int root, struct view_usage *usage);

#endif
