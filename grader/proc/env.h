/* The environment of a program in a sandbox. */
#ifndef GRADER_PROC_ENV_H
#define GRADER_PROC_ENV_H

#include "base/attr.h"

#include <stdbool.h>

#define ENV_MOST 64

/*
 * What every program gets, then `more`, which ends with NULL and may be NULL; a
 * variable that comes again is replaced. `env` ends with NULL. False: they are
 * too many, and errno is E2BIG.
 */
MUST_CHECK bool env_make(const char *const *more,
			 const char *env[ENV_MOST + 1]);

#endif
