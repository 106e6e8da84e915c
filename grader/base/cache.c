/* Finds the user's cache. */
#include "base/cache.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char *absolute(const char *path)
{
	return path && path[0] == '/' ? path : NULL;
}

static const char *home(void)
{
	const char *said = absolute(getenv("HOME"));
	const struct passwd *user = said ? NULL : getpwuid(geteuid());

	return user ? absolute(user->pw_dir) : said;
}

bool cache_path(char *path, size_t size)
{
	const char *cache = absolute(getenv("XDG_CACHE_HOME")), *own = NULL;
	int len = -1;

	if (cache)
		len = snprintf(path, size, "%s/grader", cache);
	else if ((own = home()))
		len = snprintf(path, size, "%s/.cache/grader", own);
	return len > 0 && (size_t)len < size;
}
