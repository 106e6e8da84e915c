/*
 * What a program in a sandbox may do: the steps between fork and exec that
 * take everything else away. Each is called once, in this order, in the
 * process that becomes the program. False: errno says why.
 */
#ifndef GRADER_PROC_RIGHTS_H
#define GRADER_PROC_RIGHTS_H

#include "proc/sandbox.h"

/*
 * Becomes the user and enters a user namespace in which there is no other,
 * with all capabilities in that namespace. `proc` is a /proc that can be
 * written to.
 */
MUST_CHECK bool rights_user(uid_t uid, int proc);

/* The limits that the kernel keeps of each process, or of the user. */
MUST_CHECK bool rights_limit(const struct sandbox_limits *limits);

/* No capabilities any more, and no way to have some again. */
MUST_CHECK bool rights_drop(void);

#endif
