/* grader check: grades one submission. */
#include "base/file.h"
#include "cli/command.h"
#include "cli/packs.h"
#include "grade/grade.h"
#include "grade/labs.h"
#include "report/report.h"

#include <signal.h>
#include <sys/ioctl.h>

#define REPORT(name) extern const struct report report_##name;
#include "report/reports.def"
#undef REPORT

static const struct report *const reports[] = {
#define REPORT(name) &report_##name,
#include "report/reports.def"
#undef REPORT
	NULL};

static const struct report *find_report(const char *format)
{
	size_t i;

	for (i = 0; reports[i]; i++)
		if (!strcmp(reports[i]->name, format))
			return reports[i];
	return NULL;
}

static const char *formats(struct arena *arena)
{
	const char *text = "";
	size_t i;

	for (i = 0; reports[i]; i++)
		text = arena_printf(arena, "%s%s%s", text, i ? ", " : "",
				    reports[i]->name);
	return text;
}

static bool known_formats(const struct invocation *options, struct err *err)
{
	size_t i;

	for (i = 0; i < options->nreports; i++)
		if (!find_report(options->reports[i].format))
			return err_set(err, ERR_USAGE,
				       "there is no report \"%s\"; there are: "
				       "%s",
				       options->reports[i].format,
				       formats(options->arena));
	return true;
}

/* ---- the terminal ---- */

static bool terminal(int fd)
{
	const char *term = getenv("TERM");

	return isatty(fd) && term && strcmp(term, "dumb") != 0;
}

static struct look look_of(const struct invocation *options)
{
	const char *plain = getenv("NO_COLOR");
	struct look look = {.width = 80, .verbose = options->verbose};
	struct winsize size;

	look.colour = terminal(STDOUT_FILENO) && !(plain && *plain);
	if (terminal(STDOUT_FILENO) &&
	    ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40)
		look.width = size.ws_col < 120 ? size.ws_col : 120;
	return look;
}

/* One line on standard error that the next one overwrites. */
static void progress(void *who, size_t done, size_t all)
{
	(void)who;
	fprintf(stderr, "\r\033[Kran %zu of %zu cases", done, all);
	if (done == all)
		fputs("\r\033[K", stderr);
	fflush(stderr);
}

/* ---- reports ---- */

static bool write_report(const struct report_option *wanted,
			 const struct results *results,
			 const struct invocation *options, struct err *err)
{
	const struct report *report = find_report(wanted->format);
	struct look look = {.width = 80, .verbose = options->verbose};
	AUTO(buf_release) struct buf text = {0};

	if (!wanted->file)
		look = look_of(options);
	buf_init(&text, BUF_OURS);
	report->write(results, &look, &text);
	if (wanted->file)
		return file_write(wanted->file, text.data, text.len, err);
	if (fwrite(text.data, 1, text.len, stdout) != text.len ||
	    fflush(stdout) != 0)
		return err_errno(err, "cannot write the report");
	return true;
}

/* Text goes to standard output unless another report does. */
static bool write_reports(const struct results *results,
			  const struct invocation *options, struct err *err)
{
	const struct report_option text = {.format = "text"};
	bool taken = false;
	size_t i;

	for (i = 0; i < options->nreports; i++)
		taken = taken || !options->reports[i].file;
	if (!taken && !write_report(&text, results, options, err))
		return false;
	for (i = 0; i < options->nreports; i++)
		if (!write_report(&options->reports[i], results, options, err))
			return false;
	return true;
}

/* ---- keep ---- */

static void on_signal(int number)
{
	(void)number;
}

/* The commands, a line each, with the place of the lab put in. */
static void print_visit(const char *visit, const char *place)
{
	const char *hole;

	while (*visit) {
		fputs("  ", stderr);
		while ((hole = strstr(visit, "{lab}")) &&
		       hole < strchrnul(visit, '\n')) {
			fprintf(stderr, "%.*s%s", (int)(hole - visit), visit,
				place);
			visit = hole + strlen("{lab}");
		}
		fprintf(stderr, "%.*s\n", (int)strcspn(visit, "\n"), visit);
		visit = strchrnul(visit, '\n');
		visit += *visit == '\n';
	}
}

/* A signal that is already waiting ends the wait as well. */
static void wait_for_signal(void)
{
	struct sigaction action = {.sa_handler = on_signal};
	sigset_t wanted;
	int number;

	sigaction(SIGINT, &action, NULL);
	sigemptyset(&wanted);
	sigaddset(&wanted, SIGINT);
	sigaddset(&wanted, SIGTERM);
	sigprocmask(SIG_BLOCK, &wanted, NULL);
	sigwait(&wanted, &number);
}

static void kept(void *who, pid_t worker, enum isolation isolation,
		 const char *visit)
{
	char place[64];

	(void)who;
	snprintf(place, sizeof(place), "/proc/%d/root/tmp", (int)worker);
	if (isolation != ISOLATION_FULL)
		snprintf(place, sizeof(place), "/dev/shm/grader-*");
	fprintf(stderr, "The lab is kept; its disk is %s%s\n", place,
		*visit ? ". Look into it with" : ".");
	print_visit(visit, place);
	fputs("Press Ctrl-C to end it.\n", stderr);
	wait_for_signal();
}

/* ---- the command ---- */

/* A word as a shell reads it: in quotes unless it is plain. */
static const char *quoted(struct arena *arena, const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789_./-+,:@%=";
	AUTO(buf_release) struct buf text = {0};

	if (*word && strspn(word, plain) == strlen(word))
		return word;
	buf_init(&text, BUF_OURS);
	buf_add_char(&text, '\'');
	for (; *word; word++)
		if (*word == '\'')
			buf_add_str(&text, "'\\''");
		else
			buf_add_char(&text, *word);
	buf_add_char(&text, '\'');
	return arena_copy(arena, text.data, text.len);
}

/* What to type to see one task again, under the same circumstances. */
static void tell_again(const struct invocation *options, const char *path,
		       struct results *results)
{
	struct arena *arena = options->arena;
	const char *more = "";
	size_t i;

	for (i = 0; i < options->npacks; i++)
		more = arena_printf(arena, "%s --packs %s", more,
				    quoted(arena, options->packs[i]));
	if (options->project)
		more = arena_printf(arena, "%s -p %s", more,
				    quoted(arena, options->project));
	if (options->seed != 1)
		more = arena_printf(arena, "%s --seed %" PRId64, more,
				    options->seed);
	if (options->timeout_ms)
		more = arena_printf(arena, "%s --timeout %g", more,
				    (double)options->timeout_ms / 1000);
	results->again_options = more;
	results->again =
		arena_printf(arena, "grader check %s%s -t ",
			     *path == '-' ? "./" : "", quoted(arena, path));
}

static int check(const struct invocation *options, struct packs *packs,
		 struct err *err)
{
	const char *path = options->narguments ? options->arguments[0] : ".";
	struct grade_options how = {
		.workers = (size_t)options->jobs,
		.seed = (uint64_t)options->seed,
		.cache = options->cache,
		.keep = options->keep,
		.wall_ms = options->timeout_ms,
		.shrink = true,
		.progress = terminal(STDERR_FILENO) && !options->verbose
				    ? progress
				    : NULL,
		.kept = kept};
	AUTO(results_release) struct results results = {0};
	struct task_list tasks;
	struct finds finds;

	if (!known_formats(options, err) ||
	    !packs_tasks(packs, options->tasks, options->ntasks, options->arena,
			 &tasks, err))
		return complain(err);
	packs_keep(packs, &tasks, options->arena);
	if (!submission_find(path, packs->projects, packs->nprojects,
			     options->arena, &finds, err) ||
	    !grade_submission(&how, path, &finds, options->arena, &results,
			      err))
		return complain(err);
	tell_again(options, path, &results);
	if (!write_reports(&results, options, err))
		return complain(err);
	return results_status(&results);
}

static int run(const struct invocation *options)
{
	struct packs packs;
	struct err err;

	if (!isolated(options))
		return STATUS_ISOLATION;
	if (!packs_load(options, &packs, &err))
		return complain(&err);
	if (packs_complain(&packs, options->arena)) {
		fputs("grader: a task is wrong, so nothing was graded; this "
		      "is not the learner's fault\n",
		      stderr);
		return STATUS_SPEC;
	}
	return check(options, &packs, &err);
}

const struct command command_check = {
	.name = "check",
	.arguments = "[PATH]",
	.doc = "Grade a submission: a repository, a project folder, or a file",
	.more = "PATH is the current folder unless given. Which project and "
		"task a file belongs to is found from its name.",
	.options =
		OPTIONS_RUN | OPTIONS_REPORT | OPTIONS_PROJECT | OPTIONS_TASK,
	.most_arguments = 1,
	.run = run,
};
