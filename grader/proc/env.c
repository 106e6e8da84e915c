/* Makes the environment of a program in a sandbox. */
#include "proc/env.h"

#include <errno.h>
#include <stddef.h>

static const char *const usual[] = {"PATH=/usr/local/bin:/usr/bin:/bin",
				    "HOME=/work",
				    "LANG=C.UTF-8",
				    "LC_ALL=C.UTF-8",
				    "TZ=UTC",
				    "TERM=dumb"};

bool env_make(const char *const *more, const char *env[ENV_MOST + 1])
{
	size_t i, n = 0;

	for (i = 0; i < ARRAY_LEN(usual); i++)
		env[n++] = usual[i];
	for (; more && *more && n < ENV_MOST; more++)
		env[n++] = *more;
	env[n] = NULL;
	errno = E2BIG;
	return !more || !*more;
}
