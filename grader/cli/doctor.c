/* grader doctor: what this machine has, and how to mend what it lacks. */
#include "cli/advice.h"
#include "cli/command.h"
#include "cli/packs.h"
#include "grade/registry.h"
#include "proc/fetched.h"

static const char *const words[] = {[HELD_UNTRIED] = "could not be tried",
				    [HELD_NOT] = "did not hold",
				    [HELD_ROUGHLY] = "held, but late",
				    [HELD] = "held"};

/* Finds it out anew: what is in the way may have been mended. */
static void isolation(const struct invocation *options)
{
	struct level_found found;
	char why[256];
	size_t i;

	level_find(options->cache, true, lab_probe(why, sizeof(why)), why,
		   &found);
	printf("isolation  %s\n", level_text(&found));
	for (i = 0; i < ESCAPES; i++)
		printf("           %-18s  %s\n", words[found.held[i]],
		       escape_doc((enum escape)i));
	if (found.why[0])
		printf("           refused: %s\n", found.why);
	if (found.level < LEVEL_FULL)
		printf("           what helps: %s\n", isolation_advice(&found));
}

/* A program without a path was to be fetched. */
static void not_there(const char *who, const char *path, const char *package)
{
	if (!path)
		printf("%-10s not installed: " FETCHED_BY " fetches it\n", who);
	else
		printf("%-10s %s%snot %s: sudo apt-get install %s\n", who, path,
		       *path ? " is " : "", *path ? "there" : "installed",
		       package);
}

/* True when all servers are there. */
static bool servers(void)
{
	bool all = true;
	size_t i;

	for (i = 0; registry_stores[i]; i++) {
		const struct server_kind *kind = registry_stores[i]->server;
		const char *program;

		if (!kind || !kind->program)
			continue;
		program = kind->program();
		if (program)
			printf("%-10s %s\n", kind->name, program);
		else
			not_there(kind->name, kind->fetched ? NULL : "",
				  kind->package);
		all = all && program;
	}
	return all;
}

/* True when all that the languages need is there. */
static bool languages(void)
{
	bool all = true;
	size_t i;

	for (i = 0; registry_languages[i]; i++) {
		const struct language *language = registry_languages[i];
		const struct need *need = language->needs;
		bool whole = true;

		for (; need && need->path; need++) {
			const char *path = fetched_or_own(need->path);

			if (path && access(path, R_OK) == 0)
				continue;
			not_there(language->name, path, need->package);
			whole = false;
		}
		if (language->needs && whole)
			printf("%-10s %s\n", language->name,
			       fetched_or_own(language->needs->path));
		all = all && whole;
	}
	return all;
}

static void cache(const struct invocation *options)
{
	if (!options->cache)
		puts("cache      none: set HOME or XDG_CACHE_HOME");
	else
		printf("cache      %s\n", options->cache);
}

static int run(const struct invocation *options)
{
	struct packs packs;
	struct err err;
	bool all;
	size_t i;

	puts("grader     " GRADER_VERSION);
	all = servers();
	all = languages() && all;
	isolation(options);
	cache(options);
	if (!packs_load(options, &packs, &err))
		return complain(&err);
	for (i = 0; i < packs.nplaces; i++)
		printf("packs      %s\n", packs.places[i]);
	if (!all)
		puts("Tasks that need what is not installed are NOTRUN: they "
		     "carry no score.");
	return all ? STATUS_PASS : STATUS_INFRA;
}

const struct command command_doctor = {
	.name = "doctor",
	.arguments = "",
	.doc = "Say what this machine has and how to mend what it lacks",
	.run = run,
};
