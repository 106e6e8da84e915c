/* Reads the solutions that lie in a task's folder. */
#include "spec/solution.h"

#include "spec/files.h"

/* ---- files ---- */

static bool read_file(const struct solutions *solutions, const char *path,
		      const char *shown, struct mark at, struct spec_file *file)
{
	struct binder *binder = solutions->binder;
	const char *reason;

	if (!pack_read(solutions->pack, path, SOLUTION_MOST, binder->arena,
		       file, &reason))
		return problem_add(binder->problems, at, "\"%s\" %s", shown,
				   reason);
	with_fill_file(solutions->with, file, binder->arena);
	return true;
}

struct solution solution_read(const struct solutions *solutions,
			      const char *folder, const char *shown,
			      struct mark at)
{
	const struct task *task = solutions->task;
	struct arena *arena = solutions->binder->arena;
	struct spec_file *files =
		ARENA_ARRAY(arena, task->nhandin, struct spec_file);
	size_t i;

	for (i = 0; i < task->nhandin; i++) {
		const char *name = task->handin[i].file;

		read_file(solutions, arena_printf(arena, "%s/%s", folder, name),
			  arena_printf(arena, "%s/%s", shown, name), at,
			  &files[i]);
		files[i].name = name;
	}
	return (struct solution){.name = shown, .files = files};
}

/* ---- right/ and wrong/ ---- */

/* What one entry of right/ or wrong/ is. */
struct entry {
	const char *name; /* of the solution: without the ending */
	const char *path, *shown;
	bool folder;
};

struct entries {
	struct entry *items;
	size_t n;
};

/* ".sql" of "4-store.sql"; "" when there is none. */
static const char *ending(const char *file)
{
	const char *base = strrchr(file, '/'), *dot;

	base = base ? base + 1 : file;
	dot = strrchr(base, '.');
	return dot && dot > base ? dot : "";
}

static bool ends_with(const char *text, const char *end)
{
	size_t len = strlen(text), tail = strlen(end);

	return len > tail && !strcmp(text + len - tail, end);
}

static bool entry_of(const struct solutions *solutions, const char *folder,
		     const char *file, struct mark at, struct entry *entry)
{
	const struct task *task = solutions->task;
	struct arena *arena = solutions->binder->arena;
	const char *end = ending(task->handin[0].file);

	entry->shown = arena_printf(arena, "%s/%s", folder, file);
	entry->path = arena_printf(arena, "%s/%s", task->dir, entry->shown);
	entry->folder = folder_exists(entry->path);
	entry->name = file;
	if (entry->folder)
		return true;
	if (ends_with(file, ".patch")) {
		entry->name = arena_copy(arena, file, strlen(file) - 6);
		problem_add(solutions->binder->problems, at,
			    "\"%s\": patches are not built yet", entry->shown);
		return true;
	}
	if (task->nhandin != 1)
		return problem_add(solutions->binder->problems, at,
				   "\"%s\" is a file; with several hand-ins a "
				   "solution is a folder",
				   entry->shown);
	if (!ends_with(file, end) || (!*end && *ending(file)))
		return problem_add(solutions->binder->problems, at,
				   "\"%s\" does not end as the hand-in \"%s\" "
				   "does",
				   entry->shown, task->handin[0].file);
	entry->name = arena_copy(arena, file, strlen(file) - strlen(end));
	return true;
}

static bool named(const struct entries *entries, const char *name)
{
	size_t i;

	for (i = 0; i < entries->n; i++)
		if (!strcmp(entries->items[i].name, name))
			return true;
	return false;
}

static struct entries entries_of(const struct solutions *solutions,
				 const char *folder, struct mark at)
{
	struct arena *arena = solutions->binder->arena;
	struct entries entries = {0};
	struct words files;
	size_t i;

	words_init(&files, arena);
	folder_list(arena_printf(arena, "%s/%s", solutions->task->dir, folder),
		    &files);
	entries.items = ARENA_ARRAY(arena, files.n, struct entry);
	for (i = 0; i < files.n; i++) {
		struct entry *entry = &entries.items[entries.n];

		if (!entry_of(solutions, folder, files.items[i], at, entry))
			continue;
		if (named(&entries, entry->name))
			problem_add(solutions->binder->problems, at,
				    "%s/ holds two solutions named \"%s\"",
				    folder, entry->name);
		else
			entries.n++;
	}
	return entries;
}

/* A folder holds the hand-ins and nothing else. */
static void check_folder(const struct solutions *solutions,
			 const struct entry *entry, struct mark at)
{
	const struct task *task = solutions->task;
	struct words files, handin;
	size_t i;

	words_init(&files, solutions->binder->arena);
	words_init(&handin, solutions->binder->arena);
	folder_list(entry->path, &files);
	for (i = 0; i < task->nhandin; i++)
		words_add(&handin,
			  arena_copy(handin.arena, task->handin[i].file,
				     strcspn(task->handin[i].file, "/")));
	for (i = 0; i < files.n; i++) {
		size_t known = handin.n;

		words_add(&handin, files.items[i]);
		if (handin.n == known)
			continue;
		handin.n--;
		problem_add(
			solutions->binder->problems, at,
			"\"%s/%s\" is not handed in%s", entry->shown,
			files.items[i],
			words_advice(&handin, files.items[i], "known here"));
	}
}

static struct solution entry_read(const struct solutions *solutions,
				  const struct entry *entry, struct mark at)
{
	struct spec_file *file;
	struct solution solution;

	if (entry->folder) {
		check_folder(solutions, entry, at);
		solution =
			solution_read(solutions, entry->path, entry->shown, at);
		solution.name = entry->name;
		return solution;
	}
	file = ARENA_NEW(solutions->binder->arena, struct spec_file);
	read_file(solutions, entry->path, entry->shown, at, file);
	file->name = solutions->task->handin[0].file;
	return (struct solution){.name = entry->name, .files = file};
}

/* ---- wrong ---- */

static void bind_wrong_one(const struct solutions *solutions,
			   const struct node_pair *pair, struct wrong *wrong)
{
	struct binder *binder = solutions->binder;
	const struct node *fails = node_get(pair->value, "fails");
	struct wrong_keys keys = {0};
	size_t i;

	wrong->at = pair->key->at;
	wrong->name = pair->key->text;
	if (!bind_map(binder, pair->value, pair->key->text, wrong_fields,
		      &keys))
		return;
	if (!keys.fails.n)
		problem_add(binder->problems, fails->at,
			    "\"fails\" names no case or check");
	if (solutions->whole && fails->kind == NODE_SCALAR)
		fails_known(binder, solutions->task, fails);
	for (i = 0;
	     solutions->whole && fails->kind == NODE_LIST && i < fails->n; i++)
		fails_known(binder, solutions->task, fails->items[i]);
	wrong->fails = keys.fails;
	wrong->says = keys.says;
}

static const struct entry *entry_named(const struct entries *entries,
				       const char *name)
{
	size_t i;

	for (i = 0; i < entries->n; i++)
		if (!strcmp(entries->items[i].name, name))
			return &entries->items[i];
	return NULL;
}

/* `wrong:` names no solution that lies in wrong/. */
static void wrong_missing(const struct solutions *solutions,
			  const struct entries *entries, const struct node *key)
{
	struct words words;
	size_t i;

	words_init(&words, solutions->binder->arena);
	for (i = 0; i < entries->n; i++)
		words_add(&words, entries->items[i].name);
	problem_add(solutions->binder->problems, key->at,
		    "wrong/ holds no solution \"%s\"%s",
		    brief(key->text, words.arena),
		    words_advice(&words, key->text, "there are"));
}

static void read_wrong(const struct solutions *solutions,
		       const struct node *map, struct mark at,
		       struct task *task)
{
	struct entries entries = entries_of(solutions, "wrong", at);
	size_t n = map ? map->n : 0, i;
	struct wrong *wrong =
		ARENA_ARRAY(solutions->binder->arena, n, struct wrong);
	const struct entry *entry;

	for (i = 0; i < n; i++) {
		bind_wrong_one(solutions, &map->pairs[i], &wrong[i]);
		entry = entry_named(&entries, wrong[i].name);
		if (entry)
			wrong[i].solution =
				entry_read(solutions, entry, wrong[i].at);
		else
			wrong_missing(solutions, &entries, map->pairs[i].key);
	}
	for (i = 0; i < entries.n; i++)
		if (!map || !node_get(map, entries.items[i].name))
			problem_add(solutions->binder->problems, at,
				    "\"%s\" is not named under \"wrong\"",
				    entries.items[i].shown);
	task->wrong = wrong;
	task->nwrong = n;
}

static void read_right(const struct solutions *solutions, struct mark at,
		       struct task *task)
{
	struct entries entries = entries_of(solutions, "right", at);
	struct solution *right = ARENA_ARRAY(solutions->binder->arena,
					     entries.n, struct solution);
	size_t i;

	for (i = 0; i < entries.n; i++)
		right[i] = entry_read(solutions, &entries.items[i], at);
	task->right = right;
	task->nright = entries.n;
}

void solutions_read(const struct solutions *solutions,
		    const struct task_keys *keys, struct mark at,
		    struct task *task)
{
	const struct node *wrong = keys->wrong;

	if (wrong && !bind_is(solutions->binder, wrong, NODE_MAP, "wrong"))
		wrong = NULL;
	read_right(solutions, at, task);
	read_wrong(solutions, wrong, wrong ? wrong->at : at, task);
}
