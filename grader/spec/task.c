/* Reads one task: its task.yaml, and the files of its folder. */
#include "spec/cases.h"
#include "spec/project.h"
#include "spec/scalar.h"
#include "spec/solution.h"

/* One task while it is read. */
struct draft {
	struct reading *reading;
	struct binder binder;
	struct fixtures fixtures;
	struct spec_file file; /* task.yaml */
	struct node *root;
	struct task_keys keys;
	struct with with;
	struct task *task;
};

/* ---- the keys ---- */

static void bind_limits(struct binder *binder, const struct node *node,
			struct limits *limits)
{
	size_t i;

	bind_map(binder, node, "limits", limit_fields, limits);
	for (i = 0; node->kind == NODE_MAP && i < node->n; i++)
		bind_not_built(binder, node->pairs[i].key);
}

static void bind_head(struct draft *draft)
{
	struct task_keys *keys = &draft->keys;
	struct task *task = draft->task;

	keys->level = keys->needs = keys->dialect = -1;
	bind_map(&draft->binder, draft->root, "task.yaml", task_fields, keys);
	task->title = keys->title;
	task->level = level_names[keys->level < 0 ? 0 : keys->level];
	task->needs = keys->needs < 0 ? NULL : needs_names[keys->needs];
	task->strict_dialect = keys->dialect == 1;
	task->limits = (struct limits){.wall_ms = 10000,
				       .output = INT64_C(8) << 20,
				       .memory = INT64_C(512) << 20,
				       .disk = INT64_C(256) << 20,
				       .processes = 32,
				       .cpu_ms = 5000};
	if (keys->limits)
		bind_limits(&draft->binder, keys->limits, &task->limits);
	if (keys->hand_in)
		handin_bind(&draft->binder, keys->hand_in,
			    draft->reading->keys.language, task);
	draft->binder.handin = task->handin;
	draft->binder.nhandin = task->nhandin;
}

/* The checks of project.yaml for each language that is handed in. */
static size_t common_checks(const struct draft *draft, struct common *common)
{
	const struct task *task = draft->task;
	size_t n = 0, i, j;

	for (i = 0; i < task->nhandin; i++) {
		const char *language = task->handin[i].language;
		const struct node *list =
			language ? project_every(draft->reading, language)
				 : NULL;

		for (j = 0; j < n; j++)
			if (common[j].checks == list)
				list = NULL;
		if (list)
			common[n++] = (struct common){
				.checks = list,
				.file = task->handin[i].file,
				.points = draft->reading->keys.style == 1};
	}
	return n;
}

static void bind_cases(struct draft *draft)
{
	struct common *common = ARENA_ARRAY(
		draft->binder.arena, draft->task->nhandin, struct common);

	cases_bind(&draft->binder, &draft->keys, common,
		   common_checks(draft, common), draft->task);
}

/* ---- the files ---- */

/* The folder of the reference: of this task, or of the one it names. */
static const char *reference_folder(struct draft *draft, const char **shown)
{
	const char *other = draft->keys.solution, *name, *folder;
	struct arena *arena = draft->binder.arena;

	*shown = "solution";
	if (!other)
		return arena_printf(arena, "%s/solution", draft->task->dir);
	name = !strncmp(other, "../", 3) ? other + 3 : "";
	folder = arena_printf(arena, "%s/%s/solution", draft->reading->dir,
			      name);
	*shown = arena_printf(arena, "%s/solution", other);
	if (!scalar_path_fault(name) && !strchr(name, '/') &&
	    folder_exists(folder))
		return folder;
	problem_add(draft->binder.problems,
		    node_get(draft->root, "solution")->at,
		    "\"%s\" is no task of the project, like ../4-replay, with "
		    "a solution/",
		    brief(other, arena));
	return NULL;
}

static void read_statement(struct draft *draft)
{
	const struct reading *reading = draft->reading;
	struct spec_file file;
	const char *reason;
	const char *path =
		arena_printf(reading->arena, "%s/README.md", draft->task->dir);

	if (!pack_read(reading->pack, path, SOLUTION_MOST, reading->arena,
		       &file, &reason)) {
		problem_add(reading->problems, draft->root->at,
			    "the statement \"README.md\" %s", reason);
		return;
	}
	with_fill_file(&draft->with, &file, reading->arena);
	draft->task->statement = file.bytes;
}

static void read_solutions(struct draft *draft, bool whole)
{
	struct task *task = draft->task;
	struct mark at = draft->keys.hand_in->at;
	const struct solutions solutions = {.binder = &draft->binder,
					    .pack = draft->reading->pack,
					    .with = &draft->with,
					    .task = task,
					    .whole = whole};
	const char *shown, *folder = reference_folder(draft, &shown);

	if (folder)
		task->reference = solution_read(&solutions, folder, shown, at);
	task->reference.name = "reference";
	task->starter = solution_read(
		&solutions,
		arena_printf(draft->binder.arena, "%s/starter", task->dir),
		"starter", at);
	solutions_read(&solutions, &draft->keys, draft->root->at, task);
}

/* ---- a task ---- */

static void bind_task(struct draft *draft)
{
	struct reading *reading = draft->reading;
	size_t before = problems_count(reading->problems);

	draft->with = with_read(&draft->binder, node_get(draft->root, "with"),
				&reading->with, reading->seed);
	with_fill_node(&draft->with, draft->root, reading->arena);
	bind_head(draft);
	read_statement(draft);
	if (!draft->task->nhandin)
		return;
	bind_cases(draft);
	read_solutions(draft, problems_count(reading->problems) == before);
}

static bool read_yaml(struct draft *draft)
{
	struct reading *reading = draft->reading;
	const char *path =
		arena_printf(reading->arena, "%s/task.yaml", draft->task->dir);
	const char *reason;

	if (!pack_read(reading->pack, path, YAML_FILE_MOST, reading->arena,
		       &draft->file, &reason))
		return problem_add(reading->problems, (struct mark){path, 1, 1},
				   "\"task.yaml\" %s", reason);
	draft->root = yaml_read(path, draft->file.bytes, draft->file.len,
				reading->arena, reading->problems);
	return draft->root &&
	       bind_is(&draft->binder, draft->root, NODE_MAP, "task.yaml");
}

static struct draft draft_of(struct reading *reading, const char *id)
{
	struct task *task = ARENA_NEW(reading->arena, struct task);

	task->project = reading->name;
	task->id = arena_str(reading->arena, id);
	task->dir = arena_printf(reading->arena, "%s/%s", reading->dir, id);
	return (struct draft){
		.reading = reading,
		.task = task,
		.binder = {.arena = reading->arena,
			   .problems = reading->problems,
			   .vocabulary = reading->vocabulary},
		.fixtures = {.pack = reading->pack,
			     .shelf = &reading->shelf,
			     .places = {task->dir, reading->dir,
					reading->pack->fixtures}}};
}

const struct task *task_read(struct reading *reading, const char *id)
{
	size_t before = problems_count(reading->problems);
	struct draft draft = draft_of(reading, id);

	draft.binder.fixtures = &draft.fixtures;
	if (!read_yaml(&draft))
		return NULL;
	bind_task(&draft);
	if (problems_count(reading->problems) != before)
		return NULL;
	draft.task->draws = with_draws(&draft.with);
	draft.task->digest = task_digest(reading, &draft.file, draft.task);
	return draft.task;
}
