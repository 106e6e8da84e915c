/* Options of all commands, by argp. */
#include "cli/options.h"

#include "base/cache.h"
#include "base/log.h"
#include "base/num.h"
#include "cli/command.h"

#include <argp.h>
#include <limits.h>
#include <sched.h>

/* Keys above the characters have no short form. */
enum {
	KEY_PACKS = 256,
	KEY_SEED,
	KEY_JOBS,
	KEY_TIMEOUT,
	KEY_REPORT,
	KEY_KEEP,
	KEY_ISOLATION
};

static const struct argp_option common[] = {
	{"packs", KEY_PACKS, "DIR", 0,
	 "Also look for tasks in DIR/tasks (GRADER_PACKS adds more, with ':' "
	 "between them)",
	 8},
	{"verbose", 'v', NULL, 0,
	 "Show cases that pass too, and on standard error what is done", 8},
	{0}};

static const struct argp_option run[] = {
	{"seed", KEY_SEED, "N", 0,
	 "The number that generated data follows (1); the report names it", 1},
	{"jobs", KEY_JOBS, "N", 0,
	 "How many cases run at once (the number of processors)", 1},
	{"timeout", KEY_TIMEOUT, "SECONDS", 0,
	 "The wall-clock limit of each case, in place of the task's own", 1},
	{"isolation", KEY_ISOLATION, "LEVEL", 0,
	 "Refuse to run (status 5) where `grader doctor` finds less than full, "
	 "namespaces or user; any: run all the same (the default)",
	 1},
	{0}};

static const struct argp_option report[] = {
	{"report", KEY_REPORT, "FORMAT[:FILE]", 0,
	 "Write a report: text or json; may be given several times", 2},
	{"keep", KEY_KEEP, NULL, 0,
	 "Stop at the first case that does not pass and leave its lab to look "
	 "into",
	 2},
	{0}};

static const struct argp_option project[] = {
	{"project", 'p', "PROJECT", 0,
	 "Only this project (0x00-MySQL_Advanced, MySQL_Advanced or 0x00)", 3},
	{0}};

static const struct argp_option task[] = {
	{"task", 't', "TASK", 0,
	 "Only this task (4-store, store, 4 or 4-store.sql); may be given "
	 "several times",
	 3},
	{0}};

static int64_t number(struct argp_state *state, const char *text,
		      const char *option, int64_t most)
{
	int64_t n;

	if (!num_int(text, strlen(text), &n) || n < 1 || n > most)
		argp_error(state,
			   "--%s takes a whole number from 1 to %" PRId64
			   ", not \"%s\"",
			   option, most, text);
	return n;
}

static int64_t milliseconds(struct argp_state *state, const char *text)
{
	double seconds;

	if (!num_real(text, strlen(text), &seconds) || seconds < 0.001 ||
	    seconds > 86400)
		argp_error(state,
			   "--timeout takes seconds, from 0.001 to 86400, not "
			   "\"%s\"",
			   text);
	return (int64_t)(seconds * 1000);
}

static void push(struct argp_state *state, const char **list, size_t *n,
		 const char *word)
{
	if (*n == LIST_MOST)
		argp_error(state, "more than %d values", LIST_MOST);
	else
		list[(*n)++] = word;
}

static void add_report(struct argp_state *state, struct invocation *options,
		       char *text)
{
	const char *colon = strchr(text, ':');
	struct report_option *added = &options->reports[options->nreports];

	if (options->nreports == LIST_MOST)
		argp_error(state, "more than %d reports", LIST_MOST);
	options->nreports++;
	added->format =
		colon ? arena_copy(options->arena, text, (size_t)(colon - text))
		      : text;
	added->file = colon ? colon + 1 : NULL;
	if (colon && !colon[1])
		argp_error(state, "--report %s: the file has no name", text);
}

static error_t take(int key, char *text, struct argp_state *state)
{
	struct invocation *options = state->input;

	switch (key) {
	case KEY_PACKS:
		push(state, options->packs, &options->npacks, text);
		return 0;
	case 'v':
		options->verbose = true;
		log_enable(true);
		return 0;
	case KEY_SEED:
		options->seed = number(state, text, "seed", INT32_MAX);
		return 0;
	case KEY_JOBS:
		options->jobs = number(state, text, "jobs", 256);
		return 0;
	case KEY_TIMEOUT:
		options->timeout_ms = milliseconds(state, text);
		return 0;
	case KEY_ISOLATION:
		if (!strcmp(text, "any"))
			options->least = LEVEL_NONE;
		else if (!level_named(text, &options->least) ||
			 options->least == LEVEL_NONE)
			argp_error(state,
				   "--isolation takes full, namespaces, user "
				   "or any, not \"%s\"",
				   text);
		return 0;
	case KEY_REPORT:
		add_report(state, options, text);
		return 0;
	case KEY_KEEP:
		options->keep = true;
		return 0;
	case 'p':
		options->project = text;
		return 0;
	case 't':
		push(state, options->tasks, &options->ntasks, text);
		return 0;
	case ARGP_KEY_ARG:
		push(state, options->arguments, &options->narguments, text);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static int64_t processors(void)
{
	cpu_set_t set;

	return sched_getaffinity(0, sizeof(set), &set) == 0 ? CPU_COUNT(&set)
							    : 1;
}

static const char *cache_folder(struct arena *arena)
{
	char path[PATH_MAX];

	return cache_path(path, sizeof(path)) ? arena_str(arena, path) : NULL;
}

static void add_group(struct argp_option *all, size_t *n,
		      const struct argp_option *group)
{
	for (; group->name; group++)
		all[(*n)++] = *group;
}

void options_parse(const struct command *command, int argc, char **argv,
		   struct invocation *options)
{
	struct argp_option all[32] = {{0}};
	struct argp argp = {
		.options = all, .parser = take, .args_doc = command->arguments};
	struct arena *arena = arena_new("command");
	size_t n = 0;

	*options = (struct invocation){.seed = 1,
				       .jobs = processors(),
				       .cache = cache_folder(arena),
				       .arena = arena};
	argp.doc = arena_printf(arena, "%s%s%s", command->doc,
				command->more ? "\v" : "",
				command->more ? command->more : "");
	if (command->options & OPTIONS_RUN)
		add_group(all, &n, run);
	if (command->options & OPTIONS_REPORT)
		add_group(all, &n, report);
	if (command->options & OPTIONS_PROJECT)
		add_group(all, &n, project);
	if (command->options & OPTIONS_TASK)
		add_group(all, &n, task);
	add_group(all, &n, common);
	argv[0] = arena_printf(arena, "grader %s", command->name);
	argp_err_exit_status = STATUS_USAGE;
	argp_parse(&argp, argc, argv, 0, NULL, options);
	if (options->narguments <= command->most_arguments)
		return;
	fprintf(stderr, "grader %s: too many arguments: \"%s\"\n",
		command->name, options->arguments[command->most_arguments]);
	exit(STATUS_USAGE);
}
