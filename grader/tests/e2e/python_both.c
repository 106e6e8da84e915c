/*
 * Runs each Python file that is named on standard input twice in a sandbox:
 * by a python3 that is executed, and by the warm one. Prints how they differ:
 * for python_diff.py, which makes the files.
 */
#include "base/file.h"
#include "lab/lab.h"
#include "lang/python.h"

#include <fcntl.h>
#include <sys/wait.h>

#define FILE_MOST ((size_t)1 << 20)
#define SHOWN 30000
#define MODULES_MOST 2000

struct counts {
	size_t compared, differ;
};

static bool same(const struct buf *a, const struct buf *b)
{
	return a->len == b->len && !memcmp(a->data, b->data, a->len);
}

static void show(const char *what, const struct buf *executed,
		 const struct buf *warm)
{
	if (same(executed, warm))
		return;
	printf("  %s of the executed one:\n%.*s\n  %s of the warm one:\n%.*s\n",
	       what, SHOWN, executed->data, what, SHOWN, warm->data);
}

static bool compare(const char *path, const struct sandbox_result *executed,
		    const struct sandbox_result *warm)
{
	if (executed->exited == warm->exited &&
	    executed->status == warm->status &&
	    executed->limit == warm->limit &&
	    same(&executed->out, &warm->out) &&
	    same(&executed->err, &warm->err))
		return true;
	printf("%s differs: %s %d, %s %d\n", path,
	       executed->exited ? "exit" : "signal", executed->status,
	       warm->exited ? "exit" : "signal", warm->status);
	show("stdout", &executed->out, &warm->out);
	show("stderr", &executed->err, &warm->err);
	return false;
}

/* A place that has just what python_sandbox and python_tell look at. */
static bool run_both(struct lab *lab, const char *path, const struct buf *bytes,
		     struct counts *counts, struct err *err)
{
	AUTO(arena_release) struct arena *arena = arena_new("both");
	AUTO(sandbox_result_release)
	struct sandbox_result executed = NO_SANDBOX_RESULT;
	AUTO(sandbox_result_release)
	struct sandbox_result warm = NO_SANDBOX_RESULT;
	AUTO(buf_release) struct buf said = {0};
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	const char *const argv[] = {"/usr/bin/python3", name, "one", "t w o",
				    NULL};
	const struct handed handed = {.file = name,
				      .language = "python",
				      .bytes = bytes->data,
				      .len = bytes->len};
	const struct task task = {.nhandin = 1,
				  .limits = {.wall_ms = 20000,
					     .cpu_ms = 10000,
					     .memory = (int64_t)512 << 20,
					     .processes = 32}};
	const struct run run = {.file = name,
				.args = {.items = argv + 2, .n = 2}};
	struct place place = {.lab = lab,
			      .task = &task,
			      .handed = &handed,
			      .arena = arena,
			      .room = (size_t)8 << 20,
			      .deadline = deadline_in_ms(20000)};
	struct sandbox sandbox;

	buf_init(&said, BUF_OURS);
	if (!python_sandbox(&place, &sandbox, err))
		return false;
	python_tell(&said, &place, &run, NULL);
	sandbox.said = said.data;
	sandbox.said_len = said.len;
	if (!sandbox_run(&sandbox, &warm, err))
		return false;
	sandbox.warm = NULL;
	sandbox.argv = argv;
	sandbox.env = python_env;
	if (!sandbox_run(&sandbox, &executed, err))
		return false;
	counts->compared++;
	counts->differ += !compare(path, &executed, &warm);
	return true;
}

/* Read before the lab is entered, which has a /tmp of its own. */
struct module {
	char path[4096];
	struct buf bytes;
};

static struct module modules[MODULES_MOST];
static size_t nmodules;

static int work(struct lab *lab, void *unused)
{
	struct counts counts = {0};
	struct err err = {0};
	size_t i;

	(void)unused;
	for (i = 0; i < nmodules; i++)
		if (!run_both(lab, modules[i].path, &modules[i].bytes, &counts,
			      &err)) {
			printf("%s: %s\n", modules[i].path, err.text);
			fflush(stdout);
			return 1;
		}
	printf("%zu compared, %zu differ\n", counts.compared, counts.differ);
	fflush(stdout);
	return counts.differ != 0;
}

static bool read_modules(void)
{
	struct module *module = modules;

	while (nmodules < MODULES_MOST &&
	       fgets(module->path, sizeof(module->path), stdin)) {
		module->path[strcspn(module->path, "\n")] = '\0';
		buf_init(&module->bytes, FILE_MOST);
		if (file_read(AT_FDCWD, module->path, &module->bytes) !=
		    FILE_READ) {
			fprintf(stderr, "cannot read \"%s\"\n", module->path);
			return false;
		}
		module++;
		nmodules++;
	}
	return true;
}

int main(void)
{
	struct lab_options options = {.isolation = ISOLATION_FULL,
				      .disk = (uint64_t)64 << 20};
	struct err err;
	int status = 1;
	pid_t pid;

	if (!read_modules())
		return 1;
	if (!lab_fork(&options, -1, work, NULL, &pid, &err)) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
