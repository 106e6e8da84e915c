/* Whose a file is that has another number before its name. */
#include "grade/alike.h"

#include "grade/names.h"

#include <stdlib.h>

/* Hand-ins of one stem, or files of it. Two tasks share one at most. */
#define ALIKE_MOST 8

struct few {
	const char *names[ALIKE_MOST];
	size_t n;
	bool more; /* or two with the same number */
};

static bool same_stem(const char *a, const char *b)
{
	return !strcmp(name_stem(a), name_stem(b));
}

static unsigned long number(const char *name)
{
	return strtoul(name, NULL, 10);
}

/* By their numbers; each name once. */
static void few_add(struct few *few, const char *name)
{
	size_t i, at = 0;

	for (i = 0; i < few->n; i++) {
		if (!strcmp(few->names[i], name))
			return;
		few->more = few->more || number(few->names[i]) == number(name);
		at += number(few->names[i]) < number(name);
	}
	if (few->n == ALIKE_MOST) {
		few->more = true;
		return;
	}
	for (i = few->n++; i > at; i--)
		few->names[i] = few->names[i - 1];
	few->names[at] = name;
}

/* What the project asks for under that stem. */
static struct few asked(const struct project *project, const char *stem)
{
	struct few few = {0};
	size_t i, j;

	project = project_whole(project);
	for (i = 0; i < project->ntask; i++)
		for (j = 0; j < project->task[i]->nhandin; j++)
			if (same_stem(project->task[i]->handin[j].file, stem))
				few_add(&few, project->task[i]->handin[j].file);
	return few;
}

bool alike_exact(const struct project *project, const char *name)
{
	struct few few = asked(project, name_stem(name));
	size_t i;

	for (i = 0; i < few.n; i++)
		if (!strcmp(few.names[i], name))
			return true;
	return false;
}

bool alike_shared(const struct project *project, const char *stem)
{
	return asked(project, stem).n > 1;
}

const char *alike_file(const struct alike *alike, const char *file)
{
	struct few asks = asked(alike->project, name_stem(file)), there = {0};
	size_t i, at = 0;

	for (i = 0; i < alike->n; i++) {
		if (!same_stem(alike->names[i], file))
			continue;
		if (!alike_exact(alike->project, alike->names[i]))
			few_add(&there, alike->names[i]);
		else if (asks.n > 1)
			return NULL;
	}
	if (there.more || there.n != asks.n)
		return NULL;
	while (at < asks.n && strcmp(asks.names[at], file) != 0)
		at++;
	return at < there.n ? there.names[at] : NULL;
}

size_t alike_numbered(const struct alike *alike)
{
	size_t found = 0, i;

	for (i = 0; i < alike->n; i++)
		found += name_stem(alike->names[i]) != alike->names[i] &&
			 asked(alike->project, name_stem(alike->names[i])).n;
	return found;
}
