/* Explains a failing check to the person who failed it. */
#include "report/failure.h"

#include "value/show.h"

#define DIFFERENCES_SHOWN 6
#define ROWS_SHOWN 10

static bool fails(const struct check_result *result)
{
	return result->judged && !result->finding.holds;
}

static const char *safe(const struct paper *paper, const char *text)
{
	return shown_text(text, strlen(text), paper->arena);
}

/* ---- the difference ---- */

static const char *mark_of(const struct diff_entry *entry)
{
	switch (entry->kind) {
	case DIFF_COLUMN_MISSING:
	case DIFF_ROW_MISSING:
	case DIFF_KEY_MISSING:
		return "- ";
	case DIFF_COLUMN_EXTRA:
	case DIFF_ROW_EXTRA:
	case DIFF_KEY_EXTRA:
		return "+ ";
	case DIFF_COLUMN_RENAMED:
	case DIFF_CELL:
	case DIFF_VALUE:
	case DIFF_ORDER:
		return "~ ";
	}
	return "";
}

/* A single difference is the headline, unless its author says more. */
static bool lone(const struct diff *diff)
{
	return diff->n + diff->more == 1 && diff->entries[0].kind != DIFF_CELL;
}

/* Whether it names a row or a part, not only the whole. */
static bool somewhere(const struct diff_entry *entry)
{
	return entry->kind != DIFF_VALUE || *entry->path;
}

static void differences(const struct paper *paper,
			const struct check_result *result)
{
	const struct diff *diff = result->finding.diff;
	size_t shown =
		diff->n < DIFFERENCES_SHOWN ? diff->n : DIFFERENCES_SHOWN;
	size_t more = diff->n + diff->more - shown, i;

	if (lone(diff) && !(result->says && somewhere(&diff->entries[0])))
		return;
	for (i = 0; i < shown; i++)
		paper_quoted(paper, 6,
			     arena_printf(paper->arena, "%s%s",
					  mark_of(&diff->entries[i]),
					  diff_entry_text(&diff->entries[i],
							  paper->arena)),
			     2);
	if (more)
		paper_quoted(paper, 6,
			     arena_printf(paper->arena,
					  "… and %zu difference%s more", more,
					  more == 1 ? "" : "s"),
			     1);
}

static bool table(const struct value *value)
{
	return value && value->kind == VALUE_TABLE;
}

static void both(const struct paper *paper, const struct finding *finding)
{
	if (finding->expected) {
		paper_lines(paper, 6, INK_PLAIN, "expected:");
		paper_value(paper, 6, finding->expected, ROWS_SHOWN);
	}
	if (finding->seen) {
		paper_lines(paper, 6, INK_PLAIN, "yours:");
		paper_value(paper, 6, finding->seen, ROWS_SHOWN);
	}
}

/* Small tables are shown whole, so that one sees them side by side. */
static bool small(const struct finding *finding)
{
	return table(finding->seen) && table(finding->expected) &&
	       finding->seen->as.table.rows <= ROWS_SHOWN &&
	       finding->expected->as.table.rows <= ROWS_SHOWN;
}

static void evidence(const struct paper *paper,
		     const struct check_result *result)
{
	const struct finding *finding = &result->finding;

	switch (result->check->show) {
	case SHOW_NOTHING:
		return;
	case SHOW_EXPECTED:
		both(paper, finding);
		return;
	case SHOW_DIFFERENCE:
		if (finding->diff)
			differences(paper, result);
		if (small(finding))
			both(paper, finding);
		return;
	}
}

static void smallest(const struct paper *paper, const struct value *tables)
{
	size_t i;

	paper_lines(paper, 6, INK_PLAIN, "the smallest data that shows it:");
	for (i = 0; i < tables->as.map.n; i++) {
		const struct value_pair *pair = &tables->as.map.pairs[i];

		paper_lines(paper, 6, INK_DIM, safe(paper, pair->key.bytes));
		paper_value(paper, 6, pair->value, ROWS_SHOWN);
	}
}

/* ---- checks ---- */

static void in_full(const struct paper *paper,
		    const struct check_result *result)
{
	const struct finding *finding = &result->finding;
	const char *why = result->says	 ? result->says
			  : finding->why ? finding->why
					 : "it does not hold";

	if (result->check->show == SHOW_NOTHING && !result->says)
		why = "it does not hold";
	paper_labelled(paper, 4, safe(paper, result->check->name),
		       safe(paper, why));
	evidence(paper, result);
	if (result->smallest && result->check->show != SHOW_NOTHING)
		smallest(paper, result->smallest);
	if (result->check->hint)
		paper_labelled(paper, 4, "hint",
			       safe(paper, result->check->hint));
}

void failure_of_case(const struct paper *paper,
		     const struct case_result *result)
{
	bool told = false;
	size_t i;

	for (i = 0; i < result->scene->nthen; i++) {
		const struct check_result *check = &result->checks[i];

		if (!fails(check) || !check->check->points)
			continue;
		if (!told)
			in_full(paper, check);
		else
			paper_lines(
				paper, 4, INK_PLAIN,
				arena_printf(paper->arena, "also: %s",
					     safe(paper, check->check->name)));
		told = true;
	}
}

/* What a hint about the task helps with: 1064 is a syntax error. */
static bool about_the_task(const struct cause *cause)
{
	if (!cause->reason || !cause->text)
		return false;
	if (!strcmp(cause->reason, "sql"))
		return strncmp(cause->text, "1064", 4) != 0;
	return !strcmp(cause->reason, "denied");
}

void failure_hint(const struct paper *paper, const struct case_result *result)
{
	size_t i;

	for (i = 0; i < result->scene->nthen; i++) {
		const struct check *check = &result->scene->then[i];
		const struct check_result *one = &result->checks[i];

		if (!check->points || check_holds(one))
			continue;
		if (check->hint && about_the_task(&result->cause))
			paper_labelled(paper, 4, "hint",
				       safe(paper, check->hint));
		return;
	}
}

/* The first advice of that name in these cases, or NULL. */
static const struct check_result *advice_of(const struct task_result *result,
					    size_t ncases, const char *name)
{
	size_t i, j;

	for (i = 0; i < ncases; i++)
		for (j = 0; j < result->cases[i].scene->nthen; j++)
			if (fails(&result->cases[i].checks[j]) &&
			    !strcmp(result->cases[i].checks[j].check->name,
				    name))
				return &result->cases[i].checks[j];
	return NULL;
}

/* Whether a task before it said the same of the same file. */
static bool advised(const struct task_result *tasks, size_t at,
		    const struct check_result *check)
{
	const struct check_result *other;
	const char *why = check->finding.why ? check->finding.why : "";
	size_t i;

	for (i = 0; i < at && tasks[at].file; i++) {
		if (!tasks[i].file || strcmp(tasks[i].file, tasks[at].file))
			continue;
		other = advice_of(&tasks[i], tasks[i].ncases,
				  check->check->name);
		if (other &&
		    !strcmp(other->finding.why ? other->finding.why : "", why))
			return true;
	}
	return false;
}

/* A complaint of a tool's, where there should be none, speaks for itself. */
static const char *complaint(const struct diff *diff)
{
	const struct value *seen;

	if (!diff || !diff->n || diff->entries[0].kind != DIFF_ROW_EXTRA)
		return NULL;
	seen = diff->entries[0].seen;
	return seen && seen->kind == VALUE_TEXT ? seen->as.text.bytes : NULL;
}

static void advise(const struct paper *paper, const struct check_result *check)
{
	const struct diff *diff = check->finding.diff;
	size_t more = diff ? diff->n + diff->more - 1 : 0;
	const char *why = complaint(diff);

	if (!why)
		why = check->finding.why ? check->finding.why : "";
	if (diff && more)
		why = arena_printf(paper->arena, "%s (and %zu more)", why,
				   more);
	paper_labelled(paper, 4,
		       arena_printf(paper->arena, "advice: %s",
				    safe(paper, check->check->name)),
		       safe(paper, why));
}

void failure_advice(const struct paper *paper, const struct task_result *tasks,
		    size_t at)
{
	const struct task_result *result = &tasks[at];
	size_t i, j;

	for (i = 0; i < result->ncases; i++)
		for (j = 0; j < result->cases[i].scene->nthen; j++) {
			const struct check_result *check =
				&result->cases[i].checks[j];

			if (fails(check) && !check->check->points &&
			    !advice_of(result, i, check->check->name) &&
			    !advised(tasks, at, check))
				advise(paper, check);
		}
}
