/* The warm python3 of a lab, and the sandboxes of its programs. */
#include "lang/python.h"

#include "proc/warm.h"
#include "value/wire.h"

/*
 * The order of a set, and so what a hand-in prints, is the same in each run;
 * nothing is read from or written to __pycache__; what was printed before a
 * limit strikes is seen.
 */
const char *const python_env[] = {"PYTHONHASHSEED=0",
				  "PYTHONDONTWRITEBYTECODE=1",
				  "PYTHONUNBUFFERED=1", NULL};

static void release(void *kept)
{
	struct python *python = kept;
	struct sandbox_result result = NO_SANDBOX_RESULT;

	if (python->driver && sandbox_end(&python->driver, &result, NULL))
		sandbox_result_release(&result);
	warm_free(python->warm);
}

struct python *python_of(struct lab *lab)
{
	static const char owner;

	return lab_keep(lab, &owner, sizeof(struct python), release);
}

/* ---- which libraries ---- */

static const char *const libraries[] = {"redis", "requests", "pymongo"};

static bool names(const char *text, size_t len, const char *word)
{
	return memmem(text, len, word, strlen(word)) != NULL;
}

/* Whether a hand-in or the author's code of the case speaks of it. */
static bool wanted(const struct place *place, const char *library)
{
	size_t i;

	for (i = 0; i < place->task->nhandin; i++)
		if (names(place->handed[i].bytes, place->handed[i].len,
			  library))
			return true;
	for (i = 0; i < place->scene->nwhen; i++) {
		const struct clause *step = &place->scene->when[i].clause;
		const char *code = step->shape == &python_step.shape
					   ? python_code(step->body)
					   : "";

		if (names(code, strlen(code), library))
			return true;
	}
	return false;
}

/* As bits: loading takes time and every program a share of the memory. */
static unsigned wanted_all(const struct place *place)
{
	unsigned bits = 0;
	size_t i;

	for (i = 0; i < ARRAY_LEN(libraries); i++)
		if (wanted(place, libraries[i]))
			bits |= 1u << i;
	return bits;
}

static const char *list_of(unsigned bits, struct arena *arena)
{
	const char *list = "";
	size_t i;

	for (i = 0; i < ARRAY_LEN(libraries); i++)
		if (bits >> i & 1)
			list = arena_printf(arena, "%s %s", list, libraries[i]);
	return list;
}

/* ---- the warm python3 ---- */

static bool warm_up(struct python *python, const struct place *place,
		    const struct sandbox_base *base, struct err *err)
{
	static const char *const argv[] = {PYTHON_PROGRAM, NULL};
	unsigned bits = python->libraries | wanted_all(place);
	const struct warm_options options = {
		.base = base,
		.argv = argv,
		.env = python_env,
		.load = list_of(bits, place->arena),
		.library = python_library,
		.len = (size_t)(python_library_end - python_library)};

	if (python->warm && bits == python->libraries &&
	    warm_alive(python->warm))
		return true;
	warm_free(python->warm);
	python->warm = NULL;
	python->libraries = bits;
	return warm_start(&options, &python->warm, err);
}

bool python_prepare(struct place *place, bool wait, struct err *err)
{
	struct python *python = python_of(place->lab);
	const struct sandbox_base *base;

	if (!lab_sandbox(place->lab, &base, err) ||
	    !warm_up(python, place, base, err))
		return false;
	/* Somebody may have killed it. */
	return !wait || warm_await(python->warm, NULL) ||
	       (warm_up(python, place, base, err) &&
		warm_await(python->warm, err));
}

const char *python_version(struct lab *lab, struct arena *arena)
{
	const struct warm *warm = python_of(lab)->warm;

	return warm ? arena_str(arena, warm_about(warm)) : "";
}

/*
 * Only the files that the task names, and in a case that has files those of
 * its work folder: nothing else that is handed in can stand in a library's
 * place.
 */
static void give_files(const struct place *place, struct sandbox *sandbox)
{
	size_t n = place->task->nhandin, nwork = 0, i;
	const struct sandbox_file *work = NULL;
	struct sandbox_file *files;

	if (place_given(place, "files"))
		lab_work_files(place->lab, place->arena, &work, &nwork);
	files = ARENA_ARRAY(place->arena, n + nwork, struct sandbox_file);
	for (i = 0; i < n; i++)
		files[i] =
			(struct sandbox_file){.name = place->handed[i].file,
					      .bytes = place->handed[i].bytes,
					      .len = place->handed[i].len,
					      .mode = 0644};
	for (i = 0; i < nwork; i++)
		if (!place_handed(place, work[i].name))
			files[n++] = work[i];
	sandbox->files = files;
	sandbox->nfiles = n;
}

bool python_sandbox(struct place *place, struct sandbox *sandbox,
		    struct err *err)
{
	struct python *python = python_of(place->lab);
	const struct sandbox_base *base;

	if (!lab_sandbox(place->lab, &base, err) ||
	    (!place->apart && !python_prepare(place, true, err)))
		return false;
	*sandbox = (struct sandbox){.base = base,
				    .warm = place->apart ? NULL : python->warm,
				    .hosts = program_hosts(place),
				    .until = lab_falls(place->lab),
				    .limits = program_limits(place)};
	give_files(place, sandbox);
	return true;
}

/* ---- one that is executed ---- */

/* python3 FILE ARGUMENT… */
static const char *const *argv_of(const struct run *run, struct arena *arena)
{
	const char **argv = ARENA_ARRAY(arena, run->args.n + 3, const char *);
	size_t n = 0, i;

	argv[n++] = PYTHON_PROGRAM;
	argv[n++] = run->file;
	for (i = 0; i < run->args.n; i++)
		argv[n++] = run->args.items[i];
	return argv;
}

static const char *const *env_of(const struct run *run, struct arena *arena)
{
	size_t n = 0, usual = ARRAY_LEN(python_env) - 1, i;
	const char **env =
		ARENA_ARRAY(arena, usual + run->env.n + 1, const char *);

	while (n < usual) {
		env[n] = python_env[n];
		n++;
	}
	for (i = 0; i < run->env.n; i++)
		env[n++] = arena_printf(arena, "%s=%s", run->env.items[i].key,
					run->env.items[i].value);
	return env;
}

bool python_execute(const struct place *place, const struct run *run,
		    struct sandbox *sandbox, struct err *err)
{
	if (python_of(place->lab)->later_ms)
		return err_set(err, ERR_SPEC,
			       "\"%s\" cannot start at once with others behind "
			       "`later`: its clock is not moved",
			       run->file);
	sandbox->argv = argv_of(run, place->arena);
	sandbox->env = env_of(run, place->arena);
	return true;
}

/* ---- what programs are told ---- */

static const struct value *texts_value(const struct texts *texts,
				       struct arena *arena)
{
	struct value_builder list;
	size_t i;

	value_builder_init(&list, arena);
	for (i = 0; i < texts->n; i++)
		value_append(&list, value_str(arena, texts->items[i]));
	return value_built_list(&list);
}

static const struct value *pairs_value(const struct spec_strings *strings,
				       struct arena *arena)
{
	struct value_builder list, pair;
	size_t i;

	value_builder_init(&list, arena);
	for (i = 0; i < strings->n; i++) {
		value_builder_init(&pair, arena);
		value_append(&pair, value_str(arena, strings->items[i].key));
		value_append(&pair, value_str(arena, strings->items[i].value));
		value_append(&list, value_built_list(&pair));
	}
	return value_built_list(&list);
}

void python_tell(struct buf *said, const struct place *place,
		 const struct run *run, const char *code)
{
	static const struct run nothing;
	struct arena *arena = place->arena;
	struct value_builder map;

	run = run ? run : &nothing;
	value_builder_init(&map, arena);
	value_put(&map, "file", value_str(arena, run->file ? run->file : ""));
	value_put(&map, "args", texts_value(&run->args, arena));
	value_put(&map, "env", pairs_value(&run->env, arena));
	value_put(&map, "code", value_str(arena, code ? code : ""));
	value_put(&map, "later",
		  value_int(arena, python_of(place->lab)->later_ms));
	value_write(said, value_built_map(&map));
}
