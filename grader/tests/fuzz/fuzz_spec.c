/*
 * Any bytes as a task.yaml: no crash, no leak, and either a tree or a
 * problem; a tree is bound to the end.
 */
#include "base/file.h"
#include "tests/unit/spec_words.h"

#include <stddef.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

static char dir[] = "/tmp/fuzz_spec.XXXXXX";

static void put(const char *path, const void *bytes, size_t len)
{
	AUTO(arena_release) struct arena *arena = arena_new("fuzz");
	const char *full = arena_printf(arena, "%s/tasks/p/%s", dir, path);
	FILE *file = fopen(full, "wb");

	if (!file || fwrite(bytes, 1, len, file) != len || fclose(file) != 0)
		abort();
}

static void make_folders(void)
{
	static const char *const folders[] = {"solution", "starter", "wrong"};
	struct err err;
	size_t i;

	for (i = 0; i < ARRAY_LEN(folders); i++) {
		AUTO(arena_release) struct arena *arena = arena_new("fuzz");

		if (!file_make_dirs(arena_printf(arena, "%s/tasks/p/t/%s", dir,
						 folders[i]),
				    0755, &err))
			abort();
	}
}

static void remove_all(void)
{
	struct err err;

	if (!file_remove_tree(dir, &err))
		abort();
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	if (!mkdtemp(dir))
		abort();
	atexit(remove_all);
	make_folders();
	put("project.yaml", "grader: 1\ntitle: P\n", 19);
	put("t/README.md", "", 0);
	put("t/solution/a.sql", "", 0);
	put("t/starter/a.sql", "", 0);
	put("t/wrong/bad.sql", "", 0);
	put("t/store.sql", "", 0);
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(arena_release) struct arena *arena = arena_new("fuzz");
	const struct pack pack = {
		.tasks = arena_printf(arena, "%s/tasks", dir),
		.fixtures = arena_printf(arena, "%s/fixtures", dir)};
	const struct project *project;
	struct problems problems;
	struct err err;

	put("t/task.yaml", data, size);
	problems_init(&problems, arena);
	if (!project_load(&pack, "p", NULL, 1, &test_vocabulary, arena,
			  &problems, &project, &err))
		abort();
	if (!project || !project->ntask == !problems.n)
		abort();
	return 0;
}
