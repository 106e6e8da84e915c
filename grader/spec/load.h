/*
 * Reads packs: tasks/<project>/project.yaml and tasks/<project>/<task>/.
 *
 * Strict: unknown or duplicate keys, aliases, tags, several documents, tabs,
 * paths that leave the pack, plain scalars in a text field that YAML would
 * type or cut, numbers out of range: each is a problem with file:line:column,
 * the key, and the nearest valid one. All problems of a file are collected,
 * up to PROBLEMS_MOST of them; a task with a problem does not exist.
 */
#ifndef GRADER_SPEC_LOAD_H
#define GRADER_SPEC_LOAD_H

#include "spec/task.h"

struct problem {
	struct mark at;
	const char
		*text; /* "unknown key \"timout\"; did you mean \"timeout\"?" */
};

struct problems {
	struct arena *arena;
	struct problem *items;
	size_t n, room;
	size_t more; /* beyond PROBLEMS_MOST */
	size_t seen; /* how often one was added, repeated ones too */
};

#define PROBLEMS_MOST 100

void problems_init(struct problems *problems, struct arena *arena);

/* What the packs may say: the registry of grade/ fills it. */
struct vocabulary {
	const struct shape *const *stores,
		*const *steps,
			*const *subjects,
				*const *relations; /* each ends with NULL */
	const struct planned { /* kinds of the grammar that are not built */
		const char *name, *what;
	} * planned;	      /* ends with a NULL name */
	const struct spoken { /* languages */
		const char *name;
		const char *const *suffixes; /* ".sql", ends with NULL */
	} * languages;			     /* ends with a NULL name */
};

/*
 * Where fixtures are looked for beside the task and its project: the
 * folders `fixtures/` of the packs, NULL-terminated.
 */
struct pack {
	const char *tasks;    /* …/tasks */
	const char *fixtures; /* …/fixtures */
};

/*
 * Loads one project, or one of its tasks when `only` is not NULL. The seed
 * decides what `with: {x: {draw: word}}` draws. What has problems is left
 * out of the project and listed in `problems`; the project is NULL when its
 * own file has some. False only for infrastructure errors.
 */
MUST_CHECK bool project_load(const struct pack *pack, const char *name,
			     const char *only, uint64_t seed,
			     const struct vocabulary *vocabulary,
			     struct arena *arena, struct problems *problems,
			     const struct project **project, struct err *err);

/* The names of the projects of a pack, sorted. */
MUST_CHECK bool pack_projects(const struct pack *pack, struct arena *arena,
			      struct texts *names, struct err *err);

/* "file:line:column: text", for messages. */
const char *problem_text(const struct problem *problem, struct arena *arena);

/*
 * The JSON Schema (draft 2020-12, in the subset of draft 7) of task.yaml,
 * made from the same tables. The caller frees it with free().
 */
char *task_schema(const struct vocabulary *vocabulary);

#endif
