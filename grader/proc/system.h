/*
 * What a program in a sandbox sees of the system: a mount namespace whose
 * root holds the read-only folders of programs and libraries, a made-up /etc,
 * a few devices and what install.sh has fetched. Nothing of the operator's: no
 * homes, no /run, /var, /srv, /opt, no data of this program.
 *
 * It is made once; each run enters it, copies it and mounts its own disk.
 */
#ifndef GRADER_PROC_SYSTEM_H
#define GRADER_PROC_SYSTEM_H

#include "base/err.h"

#include <sys/types.h>

/*
 * Makes it, for programs that run as this user. `hide` are folders below
 * /usr to cover; ends with NULL; may be NULL. The namespace's descriptor.
 */
MUST_CHECK bool system_make(uid_t uid, const char *const *hide, int *ns,
			    struct err *err);

#endif
