/* Makes the environment of a program in a sandbox. */
#include "proc/env.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

static const char *const usual[] = {"PATH=/usr/local/bin:/usr/bin:/bin",
				    "HOME=/work",
				    "LANG=C.UTF-8",
				    "LC_ALL=C.UTF-8",
				    "TZ=UTC",
				    "TERM=dumb"};

/* Whether both set the same variable. */
static bool same_name(const char *a, const char *b)
{
	size_t len = strcspn(a, "=");

	return strcspn(b, "=") == len && !memcmp(a, b, len);
}

/* The place of the variable among n, or behind them. */
static size_t place_of(const char *const *env, size_t n, const char *setting)
{
	size_t i = 0;

	while (i < n && !same_name(env[i], setting))
		i++;
	return i;
}

bool env_make(const char *const *more, const char *env[ENV_MOST + 1])
{
	size_t i, n = 0;

	for (i = 0; i < ARRAY_LEN(usual); i++)
		env[n++] = usual[i];
	for (; more && *more && n < ENV_MOST; more++) {
		size_t at = place_of(env, n, *more);

		env[at] = *more;
		n += at == n;
	}
	env[n] = NULL;
	errno = E2BIG;
	return !more || !*more;
}
