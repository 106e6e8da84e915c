/*
 * What a program in a sandbox may do: the steps before exec that take
 * everything else away. Each is called once, in this order: the first in the
 * init, the others in the process that becomes the program, which stands in
 * a user namespace of its own. False: errno says why.
 */
#ifndef GRADER_PROC_RIGHTS_H
#define GRADER_PROC_RIGHTS_H

#include "proc/sandbox.h"

/* Becomes the user, and keeps the capabilities. */
MUST_CHECK bool rights_become(uid_t uid);

/*
 * Maps that user, and nobody else, into the new namespace. `proc` is a /proc
 * that can be written to.
 */
MUST_CHECK bool rights_map(uid_t uid, int proc);

/* The limits that the kernel keeps of each process, or of the user. */
MUST_CHECK bool rights_limit(const struct sandbox_limits *limits);

/* No capabilities any more, and no way to have some again. */
MUST_CHECK bool rights_drop(void);

#endif
