/* grader doctor: what this machine has, and how to mend what it lacks. */
#include "cli/command.h"
#include "cli/packs.h"
#include "grade/labs.h"
#include "grade/registry.h"

static void isolation(void)
{
	char why[256];
	enum isolation level = lab_probe(why, sizeof(why));

	printf("isolation  %s\n", lab_isolation_text(level));
	if (level == ISOLATION_FULL)
		return;
	printf("           refused: %s\n", why[0] ? why : "a namespace");
	puts("           on a desktop or a CI runner: sudo sysctl -w "
	     "kernel.apparmor_restrict_unprivileged_userns=0\n"
	     "           in Docker: docker run --security-opt "
	     "seccomp=docker/seccomp.json …");
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
			printf("%-10s not installed: sudo apt-get install %s\n",
			       kind->name, kind->package);
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
			if (access(need->path, R_OK) == 0)
				continue;
			printf("%-10s %s is not there: sudo apt-get install "
			       "%s\n",
			       language->name, need->path, need->package);
			whole = false;
		}
		if (language->needs && whole)
			printf("%-10s %s\n", language->name,
			       language->needs->path);
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
	isolation();
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
