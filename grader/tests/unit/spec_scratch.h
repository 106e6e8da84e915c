/* A pack in a scratch folder, for the tests of spec/. */
#ifndef GRADER_TESTS_SPEC_SCRATCH_H
#define GRADER_TESTS_SPEC_SCRATCH_H

#include "base/buf.h"
#include "base/file.h"
#include "tests/unit/spec_words.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

struct scratch {
	struct arena *arena;
	char dir[64];
	struct pack pack;
	struct problems problems;
	const struct project *project;
};

static inline void put(struct scratch *scratch, const char *path,
		       const char *bytes, size_t len)
{
	const char *full =
		arena_printf(scratch->arena, "%s/%s", scratch->dir, path);
	struct err err;

	assert_true(
		file_make_dirs(arena_copy(scratch->arena, full,
					  (size_t)(strrchr(full, '/') - full)),
			       0755, &err));
	unlink(full);
	if (!file_write(full, bytes, len, &err))
		fail_msg("%s", err.text);
}

static inline void put_text(struct scratch *scratch, const char *path,
			    const char *text)
{
	put(scratch, path, text, strlen(text));
}

static inline void scratch_open(struct scratch *scratch)
{
	*scratch = (struct scratch){.arena = arena_new("test"),
				    .dir = "/tmp/test_spec.XXXXXX"};
	assert_non_null(mkdtemp(scratch->dir));
	scratch->pack.tasks =
		arena_printf(scratch->arena, "%s/tasks", scratch->dir);
	scratch->pack.fixtures =
		arena_printf(scratch->arena, "%s/fixtures", scratch->dir);
	put_text(scratch, "fixtures/shared.sql", "-- shared\n");
	put_text(scratch, "tasks/p/project.yaml", "grader: 1\ntitle: P\n");
	put_text(scratch, "tasks/p/t/README.md", "Do it.\n");
	put_text(scratch, "tasks/p/t/solution/a.sql", "SELECT 1;\n");
	put_text(scratch, "tasks/p/t/starter/a.sql", "-- \n");
	put_text(scratch, "tasks/p/t/store.sql", "CREATE TABLE t (a INT);\n");
}

static inline void scratch_close(struct scratch *scratch)
{
	struct err err;

	assert_true(file_remove_tree(scratch->dir, &err));
	arena_free(scratch->arena);
}

static inline void load(struct scratch *scratch, uint64_t seed)
{
	struct err err;

	problems_init(&scratch->problems, scratch->arena);
	if (!project_load(&scratch->pack, "p", NULL, seed, &test_vocabulary,
			  scratch->arena, &scratch->problems, &scratch->project,
			  &err))
		fail_msg("%s", err.text);
}

/* The problems, a line each, with paths as they are in the table. */
static inline const char *told(const struct scratch *scratch)
{
	const char *task =
		arena_printf(scratch->arena, "%s/tasks/p/t/", scratch->dir);
	const char *project =
		arena_printf(scratch->arena, "%s/tasks/p/", scratch->dir);
	AUTO(buf_release) struct buf buf;
	size_t i;

	buf_init(&buf, BUF_OURS);
	for (i = 0; i < scratch->problems.n; i++) {
		const char *line = problem_text(&scratch->problems.items[i],
						scratch->arena);

		if (!strncmp(line, task, strlen(task)))
			line += strlen(task);
		else if (!strncmp(line, project, strlen(project)))
			line += strlen(project);
		buf_printf(&buf, "%s\n", line);
	}
	if (scratch->problems.more)
		buf_printf(&buf, "and %zu more\n", scratch->problems.more);
	return arena_copy(scratch->arena, buf.data, buf.len);
}

#endif
