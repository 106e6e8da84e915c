/* grader: finds the command that was typed and runs it. */
#include "cli/advice.h"
#include "cli/command.h"
#include "grade/labs.h"
#include "value/show.h"

#include <signal.h>
#include <sys/stat.h>

#define COMMAND(name) extern const struct command command_##name;
#include "cli/commands.def"
#undef COMMAND

static const struct command *const commands[] = {
#define COMMAND(name) &command_##name,
#include "cli/commands.def"
#undef COMMAND
	NULL};

int complain(const struct err *err)
{
	fprintf(stderr, "grader: %s\n", err->text);
	switch (err->owner) {
	case ERR_USAGE:
		return STATUS_USAGE;
	case ERR_SPEC:
		return STATUS_SPEC;
	case ERR_NONE:
	case ERR_INFRA:
		break;
	}
	return STATUS_INFRA;
}

bool isolated(const struct invocation *options)
{
	const struct level_found *found = labs_level(options->cache);
	const char *text = level_text(found), *advice = isolation_advice(found);

	if (found->level < options->least) {
		fprintf(stderr,
			"grader: nothing was run: isolation here is %s; what "
			"helps:\n  %s\n`grader doctor` says what holds and "
			"what does not\n",
			text, advice);
		return false;
	}
	if (found->level < LEVEL_NAMESPACES)
		fprintf(stderr,
			"grader: warning: isolation here is %s; run only files "
			"that you trust, or first:\n  %s\n",
			text, advice);
	return true;
}

static void help(FILE *to)
{
	size_t i;

	fputs("Usage: grader COMMAND [OPTION…] [ARGUMENT…]\n\n"
	      "Grades exercises about databases, each on a private server.\n\n",
	      to);
	for (i = 0; commands[i]; i++)
		fprintf(to, "  %-7s %s%*s %s\n", commands[i]->name,
			commands[i]->arguments,
			(int)(8 - shown_width(commands[i]->arguments)), "",
			commands[i]->doc);
	fputs("\n`grader COMMAND --help` tells more; `man grader` tells all.\n"
	      "Exit status: 0 all passed, 1 a learner's failure, 2 usage, 3 a "
	      "task is wrong,\n4 this machine could not judge, "
	      "5 less isolation than asked for.\n",
	      to);
}

static const struct command *find(const char *name)
{
	size_t i;

	for (i = 0; commands[i]; i++)
		if (!strcmp(commands[i]->name, name))
			return commands[i];
	return NULL;
}

/* Output that goes nowhere (a full disk, a closed pipe) is no success. */
static int finished(int status)
{
	bool lost = fflush(stdout) != 0 || ferror(stdout);

	return lost && status == STATUS_PASS ? STATUS_INFRA : status;
}

int main(int argc, char **argv)
{
	const struct command *command;
	struct invocation options;
	int status;

	if (argc == 1 && !strcmp(argv[0], ESCAPE_PATH))
		return escape_main();
	signal(SIGPIPE, SIG_IGN);
	/* A file that may not grow is an error like a full disk. */
	signal(SIGXFSZ, SIG_IGN);
	/* What it makes it must be able to use; the rest is the caller's. */
	umask(umask(0) & ~(mode_t)S_IRWXU);
	if (argc < 2) {
		help(stderr);
		return STATUS_USAGE;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") ||
	    !strcmp(argv[1], "help")) {
		help(stdout);
		return finished(STATUS_PASS);
	}
	if (!strcmp(argv[1], "--version") || !strcmp(argv[1], "-V")) {
		puts("grader " GRADER_VERSION);
		return finished(STATUS_PASS);
	}
	command = find(argv[1]);
	if (!command) {
		fprintf(stderr,
			"grader: there is no command \"%s\"; `grader --help` "
			"lists them\n",
			argv[1]);
		return STATUS_USAGE;
	}
	options_parse(command, argc - 1, argv + 1, &options);
	status = command->run(&options);
	arena_free(options.arena);
	return finished(status);
}
