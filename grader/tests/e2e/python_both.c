/*
 * Python in a sandbox, for python_diff.py. Files are named on standard input,
 * a line each.
 *
 *	python_both			runs each file by a python3 that is
 *					executed and by the warm one, and
 *					prints how they differ
 *	python_both STEP...		drives all of them together: a step is
 *					code, or +MS, which lets time pass;
 *					prints a line of JSON for each
 *
 * In GRADER_IN is what the programs have to read.
 */
#include "base/file.h"
#include "base/num.h"
#include "lab/lab.h"
#include "lang/python.h"

#include "value/json.h"

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

/* No two processes have their objects at the same addresses. */
static void hide_addresses(struct buf *text)
{
	static const char hex[] = "0123456789abcdef";
	char *at = text->data, *end = at + text->len, *to;

	while ((at = memmem(at, (size_t)(end - at), "0x", 2))) {
		to = at += 2;
		while (at < end && *at && strchr(hex, *at))
			at++;
		memmove(to, at, (size_t)(end - at));
		end -= at - to;
		at = to;
	}
	text->len = (size_t)(end - text->data);
}

static void show(const char *what, const struct buf *executed,
		 const struct buf *warm)
{
	if (same(executed, warm))
		return;
	printf("  %s of the executed one:\n%.*s\n  %s of the warm one:\n%.*s\n",
	       what, SHOWN, executed->data, what, SHOWN, warm->data);
}

static const char *how(const struct sandbox_result *result, char *text,
		       size_t size)
{
	if (result->limit != SANDBOX_NONE)
		snprintf(text, size, "limit %s",
			 sandbox_limit_name(result->limit));
	else
		snprintf(text, size, "%s %d",
			 result->exited ? "exit" : "signal", result->status);
	return text;
}

static bool compare(const char *path, const struct sandbox_result *executed,
		    const struct sandbox_result *warm)
{
	char a[50], b[50];

	if (executed->exited == warm->exited &&
	    executed->status == warm->status &&
	    executed->limit == warm->limit &&
	    same(&executed->out, &warm->out) &&
	    same(&executed->err, &warm->err))
		return true;
	printf("%s differs: %s, %s\n", path, how(executed, a, sizeof(a)),
	       how(warm, b, sizeof(b)));
	show("stdout", &executed->out, &warm->out);
	show("stderr", &executed->err, &warm->err);
	return false;
}

/* Read before the lab is entered, which has a /tmp of its own. */
struct module {
	char path[4096];
	struct buf bytes;
};

static struct module modules[MODULES_MOST];
static size_t nmodules;

/* ---- comparing ---- */

static const struct limits limits = {.wall_ms = 20000,
				     .cpu_ms = 10000,
				     .memory = (int64_t)512 << 20,
				     .processes = 32,
				     .output = (int64_t)8 << 20};

static struct handed handed_of(const struct module *module)
{
	const char *slash = strrchr(module->path, '/');

	return (struct handed){.file = slash ? slash + 1 : module->path,
			       .language = "python",
			       .bytes = module->bytes.data,
			       .len = module->bytes.len};
}

/* What python_sandbox, python_tell and a step look at. */
static struct place place_of(struct lab *lab, const struct task *task,
			     const struct handed *handed, struct arena *arena)
{
	static const struct scene nothing;
	struct deadline deadline = deadline_in_ms((uint64_t)limits.wall_ms);

	lab_watch(lab,
		  &(struct watch){.deadline = deadline, .latest = deadline});
	return (struct place){.lab = lab,
			      .scene = &nothing,
			      .task = task,
			      .handed = handed,
			      .arena = arena,
			      .room = (size_t)8 << 20,
			      .began_us = clock_now_us(),
			      .wall_ms = limits.wall_ms,
			      .deadline = deadline};
}

static bool run_warm(struct place *place, const struct run *run,
		     struct sandbox *sandbox, struct sandbox_result *result,
		     struct err *err)
{
	AUTO(buf_release) struct buf said = {0};

	buf_init(&said, BUF_OURS);
	if (!python_sandbox(place, sandbox, err))
		return false;
	python_tell(&said, place, run, NULL);
	sandbox->said = said.data;
	sandbox->said_len = said.len;
	sandbox->in = getenv("GRADER_IN");
	sandbox->in_len = sandbox->in ? strlen(sandbox->in) : 0;
	return sandbox_run(sandbox, result, err);
}

static bool run_both(struct lab *lab, const struct module *module,
		     struct counts *counts, struct err *err)
{
	AUTO(arena_release) struct arena *arena = arena_new("both");
	AUTO(sandbox_result_release)
	struct sandbox_result executed = NO_SANDBOX_RESULT;
	AUTO(sandbox_result_release)
	struct sandbox_result warm = NO_SANDBOX_RESULT;
	const struct handed handed = handed_of(module);
	const char *const argv[] = {"/usr/bin/python3", handed.file, "one",
				    "t w o", NULL};
	const struct task task = {.nhandin = 1, .limits = limits};
	const struct run run = {.file = handed.file,
				.args = {.items = argv + 2, .n = 2}};
	struct place place = place_of(lab, &task, &handed, arena);
	struct sandbox sandbox;

	if (!run_warm(&place, &run, &sandbox, &warm, err))
		return false;
	sandbox.warm = NULL;
	sandbox.argv = argv;
	sandbox.env = python_env;
	if (!sandbox_run(&sandbox, &executed, err))
		return false;
	hide_addresses(&executed.out);
	hide_addresses(&executed.err);
	hide_addresses(&warm.out);
	hide_addresses(&warm.err);
	counts->compared++;
	counts->differ += !compare(module->path, &executed, &warm);
	return true;
}

static bool compare_all(struct lab *lab, struct err *err)
{
	struct counts counts = {0};
	size_t i;

	for (i = 0; i < nmodules; i++)
		if (!run_both(lab, &modules[i], &counts, err)) {
			printf("%s: ", modules[i].path);
			return false;
		}
	printf("%zu compared, %zu differ\n", counts.compared, counts.differ);
	return counts.differ == 0;
}

/* ---- driving ---- */

static void put(json_t *line, const char *key, const struct value *value)
{
	if (value)
		json_object_set_new(line, key, value_json(value));
}

static void print_outcome(const struct outcome *outcome, int64_t ms)
{
	json_t *line = json_object();
	char *text;

	json_object_set_new(line, "done",
			    json_boolean(outcome->fate == FATE_DONE));
	json_object_set_new(line, "ms", json_integer(ms));
	put(line, "value", outcome->value);
	put(line, "out", outcome->out);
	put(line, "err", outcome->err);
	if (outcome->reason)
		json_object_set_new(line, "reason",
				    json_string(outcome->reason));
	if (outcome->state)
		json_object_set_new(line, "class", json_string(outcome->state));
	text = json_dumps(line, JSON_COMPACT);
	printf("%s\n", text);
	free(text);
	json_decref(line);
}

/* As the body of a step `python`, whose only field it is. */
struct driver_code {
	const char *code;
};

static bool drive(struct place *place, const char *const *steps,
		  struct err *err)
{
	uint64_t began;
	int64_t ms;

	for (; *steps; steps++) {
		const struct driver_code body = {.code = *steps};
		struct outcome outcome = {0};

		if (**steps == '+' &&
		    num_int(*steps + 1, strlen(*steps + 1), &ms)) {
			python_of(place->lab)->later_ms += ms;
			continue;
		}
		began = clock_now_us();
		if (!python_step.act(place, &body, &outcome, err))
			return false;
		print_outcome(&outcome,
			      (int64_t)(clock_now_us() - began) / 1000);
	}
	return true;
}

static bool drive_all(struct lab *lab, const char *const *steps,
		      struct err *err)
{
	AUTO(arena_release) struct arena *arena = arena_new("drive");
	struct handed *handed = ARENA_ARRAY(arena, nmodules, struct handed);
	const struct task task = {.nhandin = nmodules, .limits = limits};
	struct place place = place_of(lab, &task, handed, arena);
	bool driven;
	size_t i;

	for (i = 0; i < nmodules; i++)
		handed[i] = handed_of(&modules[i]);
	driven = drive(&place, steps, err);
	python_end(&place);
	return driven;
}

/* ---- the whole ---- */

static int work(struct lab *lab, void *steps)
{
	const char *const *first = steps;
	struct err err = {0};
	bool good =
		*first ? drive_all(lab, first, &err) : compare_all(lab, &err);

	if (err.text[0])
		printf("%s\n", err.text);
	fflush(stdout);
	return !good;
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

int main(int argc, char **argv)
{
	struct lab_options options = {.isolation = ISOLATION_FULL,
				      .disk = (uint64_t)64 << 20};
	struct err err;
	int status = 1;
	pid_t pid;

	(void)argc;
	if (!read_modules())
		return 1;
	if (!lab_fork(&options, -1, work, argv + 1, &pid, &err)) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
