/* The report for a terminal: project by project, the sums last. */
#include "report/paper.h"

#include "report/failure.h"
#include "value/show.h"

static enum ink ink_of(enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_PASS:
		return INK_GOOD;
	case VERDICT_FAIL:
	case VERDICT_ERROR:
	case VERDICT_LIMIT:
	case VERDICT_INVALID:
		return INK_BAD;
	case VERDICT_NOTRUN:
	case VERDICT_SPEC:
	case VERDICT_INFRA:
		return INK_WARN;
	}
	return INK_PLAIN;
}

static const char *sign_of(enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_PASS:
		return "✔";
	case VERDICT_FAIL:
	case VERDICT_ERROR:
	case VERDICT_LIMIT:
	case VERDICT_INVALID:
		return "✘";
	case VERDICT_NOTRUN:
		return "–";
	case VERDICT_SPEC:
	case VERDICT_INFRA:
		return "!";
	}
	return "";
}

/* ---- one task ---- */

static void headline(const struct paper *paper, enum verdict verdict,
		     const char *what, int64_t points, int64_t max_points)
{
	const char *score = "no score";
	const char *word =
		arena_printf(paper->arena, "%s %-7s", sign_of(verdict),
			     verdict_name(verdict));

	if (verdict_scored(verdict))
		score = arena_printf(paper->arena, "%" PRId64 "/%" PRId64,
				     points, max_points);
	buf_printf(paper->out, "%s %-30s %8s\n",
		   inked(paper, ink_of(verdict), word), what, score);
}

/* "ERROR sql: 1064 at 4-store.sql:7: …", and what was running. */
static void cause(const struct paper *paper, const struct cause *cause)
{
	if (!cause->text)
		return;
	paper_lines(paper, 4, INK_PLAIN,
		    arena_printf(paper->arena, "%s: %s", cause->reason,
				 cause->text));
	if (cause->statement)
		paper_quoted(paper, 4, cause->statement, 3);
}

/* What struck says how much it was; this, where to look. */
static void limited(const struct paper *paper, const struct cause *cause)
{
	static const struct {
		const char *reason, *text;
	} words[] = {
		{"wall", "It was not done when its time was up: look for a "
			 "loop that does not end, or for something that is "
			 "waited for and never comes."},
		{"cpu", "It computed for longer than it may: look for a loop "
			"that does not end."},
		{"memory", "It needs more memory than it may have: look for "
			   "what grows without an end."},
		{"output", "It printed more than it may: look for what is "
			   "printed again and again."},
		{"processes", "It started more processes and threads than it "
			      "may have at once."},
		{"disk", "It wrote more than there is room for: look for a "
			 "loop that does not end."},
		{"files", "It made more files than it may: look for a loop "
			  "that does not end."},
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(words); i++)
		if (!strcmp(cause->reason, words[i].reason))
			paper_lines(paper, 4, INK_PLAIN, words[i].text);
}

static void excuse(const struct paper *paper, enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_SPEC:
		paper_lines(paper, 4, INK_WARN,
			    "The task itself is wrong. This is not your "
			    "fault and carries no score: tell its author.");
		return;
	case VERDICT_INFRA:
		paper_lines(paper, 4, INK_WARN,
			    "This machine could not judge it. This is not "
			    "your fault and carries no score: grade it again.");
		return;
	case VERDICT_NOTRUN:
		paper_lines(paper, 4, INK_WARN,
			    "It was not judged. This is not your fault and "
			    "carries no score.");
		return;
	case VERDICT_PASS:
	case VERDICT_FAIL:
	case VERDICT_ERROR:
	case VERDICT_LIMIT:
	case VERDICT_INVALID:
		return;
	}
}

static void other_cases(const struct paper *paper,
			const struct task_result *result, size_t told)
{
	size_t i;

	for (i = 0; i < result->ncases; i++) {
		const struct case_result *one = &result->cases[i];

		if (i == told ||
		    (one->verdict == VERDICT_PASS && !paper->look->verbose))
			continue;
		buf_printf(paper->out, "    %s %s\n",
			   inked(paper, ink_of(one->verdict),
				 sign_of(one->verdict)),
			   shown_text(one->scene->name,
				      strlen(one->scene->name), paper->arena));
	}
}

/* The case that explains most: the first that failed as the task did. */
static size_t telling(const struct task_result *result)
{
	size_t i;

	for (i = 0; i < result->ncases; i++)
		if (result->cases[i].verdict == result->verdict)
			return i;
	return result->ncases;
}

static void again(const struct paper *paper, const struct results *results,
		  const struct task_result *result)
{
	const char *command;

	if (!results->again)
		return;
	command = arena_printf(paper->arena, "again: %s%s%s", results->again,
			       result->task->id, results->again_options);
	/* In one line, however long: it is there to be copied. */
	buf_fill(paper->out, ' ', 4);
	buf_printf(paper->out, "%s\n",
		   inked(paper, INK_DIM,
			 shown_text(command, strlen(command), paper->arena)));
}

static void failed_task(const struct paper *paper,
			const struct results *results,
			const struct task_result *result)
{
	size_t first = telling(result);
	const struct case_result *one;

	if (first == result->ncases) {
		cause(paper, &result->cause);
		excuse(paper, result->verdict);
		return;
	}
	one = &result->cases[first];
	paper_lines(paper, 4, INK_BOLD,
		    shown_text(one->scene->name, strlen(one->scene->name),
			       paper->arena));
	cause(paper, &one->cause);
	if (one->verdict == VERDICT_LIMIT)
		limited(paper, &one->cause);
	if (one->verdict == VERDICT_FAIL)
		failure_of_case(paper, one);
	if (one->verdict == VERDICT_ERROR)
		failure_hint(paper, one);
	other_cases(paper, result, first);
	excuse(paper, result->verdict);
	again(paper, results, result);
}

static bool left_processes(const struct task_result *result)
{
	size_t i;

	for (i = 0; i < result->ncases; i++)
		if (result->cases[i].left)
			return true;
	return false;
}

static void task(const struct paper *paper, const struct results *results,
		 const struct task_result *tasks, size_t at)
{
	const struct task_result *result = &tasks[at];

	headline(paper, result->verdict, result->task->id, result->points,
		 result->max_points);
	if (result->note)
		paper_lines(paper, 4, INK_DIM, result->note);
	if (left_processes(result))
		paper_lines(paper, 4, INK_DIM,
			    "processes of it ran on; they were ended");
	if (result->verdict != VERDICT_PASS)
		failed_task(paper, results, result);
	else if (paper->look->verbose)
		other_cases(paper, result, result->ncases);
	failure_advice(paper, tasks, at);
}

/* ---- tasks without a file ---- */

/* Below that many they are told one by one. */
#define FOLDED_LEAST 3

static bool folded(const struct task_result *tasks, size_t ntasks)
{
	size_t n = 0, i;

	for (i = 0; i < ntasks; i++)
		n += tasks[i].absent != NULL;
	return n >= FOLDED_LEAST;
}

/* Several tasks may ask for the same file. */
static bool named_before(const struct task_result *tasks, size_t at)
{
	size_t i;

	for (i = 0; i < at; i++)
		if (tasks[i].absent &&
		    !strcmp(tasks[i].absent, tasks[at].absent))
			return true;
	return false;
}

/* Those of one project at once: what is not there is soon told. */
static void absent_tasks(const struct paper *paper,
			 const struct task_result *tasks, size_t ntasks)
{
	const char *names = "";
	int64_t max_points = 0;
	size_t n = 0, i;

	for (i = 0; i < ntasks; i++) {
		if (!tasks[i].absent)
			continue;
		if (!named_before(tasks, i))
			names = arena_printf(paper->arena, "%s%s%s", names,
					     *names ? ", " : "",
					     tasks[i].absent);
		n++;
		max_points += tasks[i].max_points;
	}
	headline(paper, VERDICT_INVALID,
		 arena_printf(paper->arena, "%zu tasks", n), 0, max_points);
	paper_lines(
		paper, 4, INK_PLAIN,
		arena_printf(paper->arena, "missing: not there: %s", names));
}

/* ---- the sums ---- */

/* "22 PASS, 7 FAIL" of n tasks; without colour where lines are broken. */
static const char *counts(const struct paper *paper, bool coloured,
			  const struct task_result *tasks, size_t ntasks)
{
	size_t n[VERDICT_INFRA + 1] = {0}, i;
	const char *text = "";

	for (i = 0; i < ntasks; i++)
		n[tasks[i].verdict]++;
	for (i = 0; i <= VERDICT_INFRA; i++)
		if (n[i])
			text = arena_printf(
				paper->arena, "%s%s%zu %s", text,
				*text ? ", " : "", n[i],
				inked(paper,
				      coloured ? ink_of((enum verdict)i)
					       : INK_PLAIN,
				      verdict_name((enum verdict)i)));
	return text;
}

static void project_sum(const struct paper *paper,
			const struct task_result *tasks, size_t ntasks)
{
	int64_t points, max_points;

	(void)tasks_sum(tasks, ntasks, &points, &max_points);
	paper_lines(
		paper, 0, INK_PLAIN,
		arena_printf(paper->arena, "%-24s %7s  %s",
			     tasks[0].project->name,
			     arena_printf(paper->arena, "%" PRId64 "/%" PRId64,
					  points, max_points),
			     counts(paper, false, tasks, ntasks)));
}

static void sums(const struct paper *paper, const struct results *results,
		 const struct submission_result *submission)
{
	const struct task_result *tasks = submission->tasks;
	size_t n = submission->ntasks, at, one;

	if (tasks_of_project(tasks, n) < n)
		for (at = 0; at < n; at += one) {
			one = tasks_of_project(tasks + at, n - at);
			project_sum(paper, tasks + at, one);
		}
	buf_printf(paper->out, "%zu task%s: %s\n", n, n == 1 ? "" : "s",
		   counts(paper, true, tasks, n));
	buf_printf(
		paper->out, "%s%s\n",
		inked(paper, INK_BOLD,
		      arena_printf(paper->arena,
				   "%" PRId64 " of %" PRId64 " points",
				   submission->points, submission->max_points)),
		submission->complete
			? ""
			: ", not complete: some tasks carry no score");
	paper_lines(paper, 0, INK_DIM,
		    arena_printf(paper->arena,
				 "%s%s%s, seed %" PRIu64 ", isolation %s",
				 results->program, results->server ? ", " : "",
				 results->server ? results->server : "",
				 results->seed, results->isolation));
}

/* The tasks of each project below its name, where there are several. */
static void all_tasks(const struct paper *paper, const struct results *results,
		      const struct submission_result *submission)
{
	const struct task_result *tasks = submission->tasks;
	size_t n = submission->ntasks, at, one, i;
	bool fold;

	for (at = 0; at < n; at += one) {
		one = tasks_of_project(tasks + at, n - at);
		if (one < n)
			buf_printf(paper->out, "%s%s\n", at ? "\n" : "",
				   inked(paper, INK_BOLD,
					 tasks[at].project->name));
		fold = folded(tasks + at, one);
		for (i = at; i < at + one; i++)
			if (!fold || !tasks[i].absent)
				task(paper, results, tasks, i);
		if (fold)
			absent_tasks(paper, tasks + at, one);
	}
}

static void write_report(const struct results *results, const struct look *look,
			 struct buf *out)
{
	AUTO(arena_release) struct arena *arena = arena_new("text report");
	struct paper paper = {.look = look, .out = out, .arena = arena};
	size_t i;

	for (i = 0; i < results->nsubmissions; i++) {
		all_tasks(&paper, results, &results->submissions[i]);
		buf_add_char(out, '\n');
		sums(&paper, results, &results->submissions[i]);
	}
}

extern const struct report report_text;
const struct report report_text = {
	.name = "text",
	.doc = "For reading in a terminal",
	.write = write_report,
};
