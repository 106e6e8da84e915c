/*
 * Programs that docker/install.sh has fetched because the system has no
 * package of them: a folder for each in `programs` of the user's cache, or
 * else of this program's data.
 *
 * A lab hides homes, so it shows the folder in another place; a sandbox sees
 * what programs of hand-ins need in the same place as the lab.
 */
#ifndef GRADER_PROC_FETCHED_H
#define GRADER_PROC_FETCHED_H

#include "base/attr.h"

#include <stdbool.h>

/* What fetches them, in the sources of this program. */
#define FETCHED_BY "docker/install.sh"

/* Where a lab and a sandbox show them. */
#define FETCHED_INSIDE "/mnt"

/* The folder as this process sees it; NULL: nothing was fetched. */
const char *fetched_folder(void);

/* The same as whoever started this program sees it. */
const char *fetched_outside(void);

/*
 * The absolute path of a file in it ("mongod/bin/mongod") as this process sees
 * it, or NULL when there is none. It stays valid.
 */
const char *fetched_path(const char *name);

/* The same, but an absolute path is the system's own and given back as it is.
 */
const char *fetched_or_own(const char *path);

/* From here on this process sees them at FETCHED_INSIDE. */
void fetched_entered(void);

#endif
