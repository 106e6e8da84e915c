/* The report for scripts. reports/report.schema.json documents it. */
#include "value/json.h"
#include "report/report.h"
#include "value/show.h"

/* Rows of a table, or elements of a list, that are written. */
#define ROWS_MOST 100

/* ---- parts ---- */

static json_t *text_or_null(const char *text)
{
	AUTO(arena_release) struct arena *arena = NULL;
	json_t *json;

	if (!text)
		return json_null();
	json = json_string(text);
	if (json)
		return json;
	arena = arena_new("json");
	return json_string(shown_text(text, strlen(text), arena));
}

static void put(json_t *object, const char *key, json_t *value)
{
	json_object_set_new_nocheck(object, key, value);
}

/* A long table or list is cut: the differences name what matters. */
static json_t *value_or_null(const struct value *value)
{
	struct value cut;
	json_t *object;

	if (!value)
		return json_null();
	cut = *value;
	if (cut.kind == VALUE_LIST && cut.as.list.n > ROWS_MOST)
		cut.as.list.n = ROWS_MOST;
	if (cut.kind != VALUE_TABLE || cut.as.table.rows <= ROWS_MOST)
		return value_json(&cut);
	cut.as.table.rows = ROWS_MOST;
	object = value_json(&cut);
	put(object, "more",
	    json_integer((json_int_t)(value->as.table.rows - ROWS_MOST)));
	return object;
}

static json_t *cause_json(const struct cause *cause)
{
	json_t *object;

	if (!cause->reason && !cause->text)
		return json_null();
	object = json_object();
	put(object, "reason", text_or_null(cause->reason));
	put(object, "text", text_or_null(cause->text));
	put(object, "statement", text_or_null(cause->statement));
	return object;
}

static json_t *difference_json(const struct diff *diff)
{
	AUTO(arena_release) struct arena *arena = arena_new("json");
	json_t *array = json_array();
	size_t i;

	for (i = 0; diff && i < diff->n; i++)
		json_array_append_new(
			array,
			json_string(diff_entry_text(&diff->entries[i], arena)));
	return array;
}

/* ---- checks, cases, tasks ---- */

static json_t *check_json(const struct check_result *result)
{
	const struct finding *finding = &result->finding;
	bool hidden = result->check->show == SHOW_NOTHING;
	bool holds = result->judged && finding->holds;
	json_t *object = json_object();

	put(object, "name", text_or_null(result->check->name));
	put(object, "judged", json_boolean(result->judged));
	put(object, "holds", json_boolean(holds));
	put(object, "guard", json_boolean(result->guard));
	put(object, "points", json_integer(result->points));
	put(object, "max_points", json_integer(result->check->points));
	put(object, "wanted", text_or_null(finding->wanted));
	put(object, "why", hidden ? json_null() : text_or_null(finding->why));
	put(object, "expected",
	    hidden || holds ? json_null() : value_or_null(finding->expected));
	put(object, "seen", holds ? json_null() : value_or_null(finding->seen));
	put(object, "difference",
	    hidden ? json_array() : difference_json(finding->diff));
	put(object, "says", text_or_null(result->says));
	put(object, "hint", text_or_null(result->check->hint));
	put(object, "smallest",
	    hidden ? json_null() : value_or_null(result->smallest));
	return object;
}

static json_t *case_json(const struct case_result *result)
{
	json_t *object = json_object(), *checks = json_array();
	bool scored = verdict_scored(result->verdict);
	size_t i;

	for (i = 0; i < result->scene->nthen; i++)
		json_array_append_new(checks, check_json(&result->checks[i]));
	put(object, "name", text_or_null(result->scene->name));
	put(object, "verdict", json_string(verdict_name(result->verdict)));
	put(object, "points",
	    scored ? json_integer(result->points) : json_null());
	put(object, "max_points", json_integer(result->max_points));
	put(object, "cause", cause_json(&result->cause));
	put(object, "left_processes", json_boolean(result->left));
	put(object, "checks", checks);
	return object;
}

static json_t *task_json(const struct task_result *result)
{
	json_t *object = json_object(), *cases = json_array();
	bool scored = verdict_scored(result->verdict);
	size_t i;

	for (i = 0; i < result->ncases; i++)
		json_array_append_new(cases, case_json(&result->cases[i]));
	put(object, "project", text_or_null(result->task->project));
	put(object, "task", text_or_null(result->task->id));
	put(object, "title", text_or_null(result->task->title));
	put(object, "verdict", json_string(verdict_name(result->verdict)));
	put(object, "points",
	    scored ? json_integer(result->points) : json_null());
	put(object, "max_points", json_integer(result->max_points));
	put(object, "cause", cause_json(&result->cause));
	put(object, "file", text_or_null(result->file));
	put(object, "note", text_or_null(result->note));
	put(object, "cases", cases);
	return object;
}

static json_t *project_json(const struct task_result *tasks, size_t ntasks)
{
	json_t *object = json_object();
	int64_t points, max_points;
	bool complete = tasks_sum(tasks, ntasks, &points, &max_points);

	put(object, "project", text_or_null(tasks[0].project->name));
	put(object, "points", complete ? json_integer(points) : json_null());
	put(object, "max_points", json_integer(max_points));
	put(object, "complete", json_boolean(complete));
	return object;
}

static json_t *projects_json(const struct task_result *tasks, size_t ntasks)
{
	json_t *array = json_array();
	size_t at, n;

	for (at = 0; at < ntasks; at += n) {
		n = tasks_of_project(tasks + at, ntasks - at);
		json_array_append_new(array, project_json(tasks + at, n));
	}
	return array;
}

static json_t *submission_json(const struct submission_result *result)
{
	json_t *object = json_object(), *tasks = json_array();
	size_t i;

	for (i = 0; i < result->ntasks; i++)
		json_array_append_new(tasks, task_json(&result->tasks[i]));
	put(object, "path", text_or_null(result->path));
	put(object, "points",
	    result->complete ? json_integer(result->points) : json_null());
	put(object, "max_points", json_integer(result->max_points));
	put(object, "complete", json_boolean(result->complete));
	put(object, "projects", projects_json(result->tasks, result->ntasks));
	put(object, "tasks", tasks);
	return object;
}

/* ---- timing: the only part that differs between equal runs ---- */

static json_t *case_times(const struct task_result *result)
{
	json_t *array = json_array(), *object;
	size_t i;

	for (i = 0; i < result->ncases; i++) {
		object = json_object();
		put(object, "name", text_or_null(result->cases[i].scene->name));
		put(object, "microseconds",
		    json_integer(result->cases[i].spent_us));
		put(object, "server_microseconds",
		    json_integer(result->cases[i].server_us));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *timing_json(const struct results *results)
{
	json_t *timing = json_object(), *tasks = json_array(), *object;
	size_t i, j;

	for (i = 0; i < results->nsubmissions; i++)
		for (j = 0; j < results->submissions[i].ntasks; j++) {
			const struct task_result *task =
				&results->submissions[i].tasks[j];

			object = json_object();
			put(object, "task", text_or_null(task->task->id));
			put(object, "cases", case_times(task));
			json_array_append_new(tasks, object);
		}
	put(timing, "tasks", tasks);
	return timing;
}

static void write_report(const struct results *results, const struct look *look,
			 struct buf *out)
{
	json_t *root = json_object(), *submissions = json_array();
	char *text;
	size_t i;

	(void)look;
	for (i = 0; i < results->nsubmissions; i++)
		json_array_append_new(
			submissions, submission_json(&results->submissions[i]));
	put(root, "program", text_or_null(results->program));
	put(root, "server", text_or_null(results->server));
	put(root, "isolation", text_or_null(results->isolation));
	put(root, "seed", json_integer((json_int_t)results->seed));
	put(root, "submissions", submissions);
	put(root, "timing", timing_json(results));
	text = json_dumps(root, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
	json_decref(root);
	buf_add_str(out, text ? text : "{}");
	buf_add_char(out, '\n');
	free(text);
}

extern const struct report report_json;
const struct report report_json = {
	.name = "json",
	.doc = "For scripts: reports/report.schema.json documents it",
	.write = write_report,
};
