/* Names of files and folders: stems, and which one is near. */
#include "grade/names.h"

#include <ctype.h>

const char *name_stem(const char *name)
{
	const char *at = name;

	while (isdigit((unsigned char)*at))
		at++;
	return at > name && *at == '-' && at[1] ? at + 1 : name;
}

const char *project_stem(const char *name)
{
	const char *dash = strchr(name, '-');

	return !strncmp(name, "0x", 2) && dash && dash[1] ? dash + 1 : name;
}

bool name_same_project(const char *folder, const char *project)
{
	return !strcmp(folder, project) ||
	       !strcasecmp(project_stem(folder), project_stem(project));
}

/* Levenshtein's distance, for names of up to 64 bytes. */
static size_t distance(const char *a, const char *b)
{
	size_t row[65], la = strlen(a), lb = strlen(b), i, j;

	if (la > 64 || lb > 64)
		return 64;
	for (j = 0; j <= lb; j++)
		row[j] = j;
	for (i = 1; i <= la; i++) {
		size_t corner = row[0]++;

		for (j = 1; j <= lb; j++) {
			size_t change =
				corner + (tolower((unsigned char)a[i - 1]) !=
					  tolower((unsigned char)b[j - 1]));
			size_t least =
				row[j] < row[j - 1] ? row[j] : row[j - 1];

			corner = row[j];
			row[j] = least + 1 < change ? least + 1 : change;
		}
	}
	return row[lb];
}

const char *nearest_name(const char *name, const char *const *names, size_t n)
{
	const char *nearest = NULL;
	size_t best = strlen(name) / 3 + 1, i;

	for (i = 0; i < n; i++) {
		size_t d = distance(name, names[i]);

		if (d && d < best) {
			best = d;
			nearest = names[i];
		}
	}
	return nearest;
}
