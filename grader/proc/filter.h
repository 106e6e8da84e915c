/*
 * The system calls that a program in a sandbox may not make. Everything is
 * allowed but the calls of denied.def, clone(2) with any flag of a new
 * namespace, sockets of other families than unix, inet and inet6, and the
 * ioctls that type into a terminal. Calls of another architecture of the
 * same processor (i386, x32) end the program with SIGSYS.
 *
 * It is the second wall, behind namespaces and a user without capabilities:
 * it keeps a program away from parts of the kernel that it does not need.
 */
#ifndef GRADER_PROC_FILTER_H
#define GRADER_PROC_FILTER_H

#include "base/err.h"

#include <stddef.h>

struct sock_filter; /* <linux/filter.h> */

/* A compiled filter. Compiling takes a millisecond: once for many runs. */
struct filter {
	struct sock_filter *code;
	unsigned short length; /* instructions */
};

MUST_CHECK bool filter_compile(struct filter *filter, struct err *err);

/*
 * From here on this process, and all that it starts, is under the filter.
 * Sets no_new_privs, which seccomp(2) asks for. False: errno says why.
 */
MUST_CHECK bool filter_enter(const struct filter *filter);

/* For AUTO() too; a zeroed filter is allowed. */
void filter_release(struct filter *filter);

#endif
