/*
 * The mongo shell: a hand-in is typed into a session of the real mongosh, as
 * `mongosh DATABASE < FILE` does it. A statement that fails does not end the
 * session, and the exit status says nothing: what was done and printed
 * decides.
 *
 * Every worker has one warm node (proc/warm.h), in which mongosh is loaded;
 * mongosh/bootstrap.js is what runs in it. A program is told the database's
 * name as JSON, reads what is typed from its stdin, and tells of each
 * statement that failed: {line, name, text, code}.
 */
#include "lang/lang.h"
#include "lang/program.h"
#include "lang/source.h"
#include "lang/text.h"

#include "proc/fetched.h"
#include "proc/page.h"
#include "proc/warm.h"

#include <ctype.h>
#include <jansson.h>

/* Fetched together with the shell, which bootstrap.js finds from there. */
#define NODE "mongosh/bin/node"

extern const char mongosh_library[], mongosh_library_end[];
extern const char mongosh_bootstrap[];

/* ---- looking at the bytes ---- */

/* Behind a comment that begins here, or where it begins. */
static const char *skip_comment(const char *at, const char *end, bool first)
{
	const char *stop;

	if (end - at < 2)
		return at;
	if ((at[0] == '/' && at[1] == '/') ||
	    (first && at[0] == '#' && at[1] == '!')) {
		stop = memchr(at, '\n', (size_t)(end - at));
		return stop ? stop : end;
	}
	if (at[0] == '/' && at[1] == '*') {
		stop = memmem(at + 2, (size_t)(end - at - 2), "*/", 2);
		return stop ? stop + 2 : end;
	}
	return at;
}

/* Whether there is nothing but blanks, `;` and comments. */
static bool says_nothing(const char *bytes, size_t len)
{
	const char *at = bytes, *end = bytes + len, *next;

	while (at < end) {
		next = skip_comment(at, end, at == bytes);
		if (next == at && !isspace((unsigned char)*at) && *at != ';')
			return false;
		at = next == at ? at + 1 : next;
	}
	return true;
}

static void inspect(const char *bytes, size_t len, struct arena *arena,
		    struct invalid *invalid)
{
	if (text_wrong(bytes, len, arena, invalid))
		return;
	if (len >= 3 && !memcmp(bytes, "\xef\xbb\xbf", 3)) {
		bytes += 3;
		len -= 3;
	}
	if (!says_nothing(bytes, len))
		return;
	invalid->reason = "empty";
	invalid->text = len ? "nothing but blanks and comments"
			    : "the file has no bytes";
}

/* ---- the warm node ---- */

static void release(void *kept)
{
	warm_free(*(struct warm **)kept);
}

static struct warm **warm_of(struct lab *lab)
{
	static const char owner;

	return lab_keep(lab, &owner, sizeof(struct warm *), release);
}

static bool warm_up(struct warm **warm, const struct sandbox_base *base,
		    struct err *err)
{
	/*
	 * Without threads: they would not be forked. What a program writes to
	 * is copied for it: with a small space for new objects it is less.
	 * Nothing that a session calls is called so often that optimizing it
	 * pays; loops are optimized as ever. And mongosh has rewritten what is
	 * awaited before the REPL would parse all of it, to look for that.
	 */
	const char *const argv[] = {fetched_path(NODE),
				    "--v8-pool-size=0",
				    "--single-threaded",
				    "--max-semi-space-size=2",
				    "--invocation-count-for-turbofan=100000",
				    "--no-experimental-repl-await",
				    "-e",
				    mongosh_bootstrap,
				    NULL};
	const struct warm_options options = {
		.base = base,
		.argv = argv,
		.library = mongosh_library,
		.len = (size_t)(mongosh_library_end - mongosh_library)};

	if (*warm && warm_alive(*warm))
		return true;
	warm_free(*warm);
	*warm = NULL;
	if (!argv[0])
		return err_set(err, ERR_INFRA, "mongosh is not there any more");
	return warm_start(&options, warm, err);
}

static bool prepare(struct place *place, bool wait, struct err *err)
{
	struct warm **warm = warm_of(place->lab);
	const struct sandbox_base *base;

	if (!lab_sandbox(place->lab, &base, err) || !warm_up(warm, base, err))
		return false;
	/* Somebody may have killed it. */
	return !wait || warm_await(*warm, NULL) ||
	       (warm_up(warm, base, err) && warm_await(*warm, err));
}

static const char *version(struct lab *lab, struct arena *arena)
{
	struct warm **warm = warm_of(lab);

	return *warm ? arena_str(arena, warm_about(*warm)) : "";
}

/* ---- a session ---- */

/* What is typed: the hand-in, and on a new line what follows it. */
static void type(struct buf *typed, const struct handed *handed,
		 const struct run *run)
{
	buf_init(typed, BUF_OURS);
	buf_add(typed, handed->bytes, handed->len);
	if (typed->len && typed->data[typed->len - 1] != '\n')
		buf_add_char(typed, '\n');
	if (run->more) {
		buf_add_str(typed, run->more);
		buf_add_char(typed, '\n');
	}
}

/* Which database the case's session is on: that is the shell's, too. */
static bool order(struct place *place, char **text, struct err *err)
{
	AUTO(session_close) struct session *session = NULL;
	json_t *order;

	if (!place->open(place, "mongo", AS_LEARNER, &session, err))
		return false;
	order = json_pack("{s:s}", "database", session->database);
	*text = json_dumps(order, JSON_COMPACT);
	json_decref(order);
	return true;
}

static int64_t lines_of(const struct handed *handed)
{
	const char *at = handed->bytes, *end = at + handed->len;
	int64_t lines = 1;

	while ((at = memchr(at, '\n', (size_t)(end - at)))) {
		lines++;
		at++;
	}
	return lines;
}

/* SQL's comments and Python's are the likeliest mistake behind those. */
static const char *advised(const char *text, const char *line,
			   struct arena *arena)
{
	const char *sign = !strncmp(line, "--", 2) ? "--"
			   : line[0] == '#'	   ? "#"
						   : NULL;

	return sign ? arena_printf(arena,
				   "%s (a comment begins with // here, not "
				   "with %s)",
				   text, sign)
		    : text;
}

/* The first statement that failed is what the learner is told. */
static void take_failure(struct place *place, const struct handed *handed,
			 const struct page *page, struct outcome *outcome)
{
	size_t len = page_len(page);
	json_t *told = json_loadb(arena_copy(place->arena, page->bytes, len),
				  len, 0, NULL);
	const char *name, *text;
	json_int_t line, code;

	if (outcome->reason ||
	    json_unpack(told, "{s:I, s:s, s:s, s:I}", "line", &line, "name",
			&name, "text", &text, "code", &code) != 0) {
		json_decref(told);
		return;
	}
	outcome->reason =
		strcmp(name, "SyntaxError") == 0 ? "syntax" : "runtime";
	outcome->state = arena_str(place->arena, name);
	outcome->text = arena_printf(place->arena, "%s: %s", name, text);
	outcome->number = (int)code;
	if (line > 0 && line <= lines_of(handed)) {
		outcome->file = handed->file;
		outcome->line = line;
		outcome->statement = program_line(handed, line, place->arena);
		outcome->text = advised(outcome->text, outcome->statement,
					place->arena);
	}
	json_decref(told);
}

/* The session is talked to until it ends. */
static bool attend(struct place *place, const struct handed *handed,
		   struct sandbox_run *run, struct outcome *failed,
		   struct err *err)
{
	while (sandbox_await(run)) {
		take_failure(place, handed, sandbox_page(run), failed);
		if (!page_say(sandbox_page(run), "", 0))
			return err_errno(err, "cannot talk to mongosh");
	}
	return true;
}

static bool run_session(struct place *place, const struct handed *handed,
			const struct sandbox *sandbox,
			struct sandbox_result *result, struct outcome *failed,
			struct err *err)
{
	struct sandbox_run *run;
	bool attended;

	if (!sandbox_start(sandbox, &run, err))
		return false;
	attended = attend(place, handed, run, failed, err);
	return sandbox_end(&run, result, attended ? err : NULL) && attended;
}

/* A statement that failed matters only where the session came to its end. */
static void conclude(struct place *place, const struct sandbox_result *result,
		     const struct outcome *failed, struct outcome *outcome)
{
	struct outcome ended = *failed;

	program_ended(place, result, true, outcome);
	if (outcome->fate != FATE_DONE || !failed->reason)
		return;
	ended.fate = FATE_REFUSED;
	ended.out = outcome->out;
	ended.err = outcome->err;
	ended.exit = outcome->exit;
	ended.left = outcome->left;
	ended.memory = outcome->memory;
	*outcome = ended;
}

static bool run_handed(struct place *place, const struct handed *handed,
		       const struct run *run, struct outcome *outcome,
		       struct err *err)
{
	AUTO(sandbox_result_release)
	struct sandbox_result result = NO_SANDBOX_RESULT;
	AUTO(buf_release) struct buf typed = {0};
	struct sandbox sandbox = {.converses = true};
	struct outcome failed = {0};
	char *said = NULL;
	bool ran;

	if (run->args.n || run->standard_input || run->env.n)
		return err_set(err, ERR_SPEC,
			       "\"%s\" is typed into a shell: it takes no "
			       "args, stdin or env",
			       handed->file);
	if (place->apart)
		return err_set(err, ERR_SPEC,
			       "\"%s\" is typed into a shell, which cannot "
			       "run together with others",
			       handed->file);
	if (!lab_sandbox(place->lab, &sandbox.base, err) ||
	    !prepare(place, true, err) || !order(place, &said, err))
		return false;
	type(&typed, handed, run);
	sandbox.warm = *warm_of(place->lab);
	sandbox.said = said;
	sandbox.said_len = strlen(said);
	sandbox.in = typed.data;
	sandbox.in_len = typed.len;
	sandbox.hosts = program_hosts(place);
	sandbox.until = lab_falls(place->lab);
	sandbox.limits = program_limits(place);
	lab_pause(place->lab);
	ran = run_session(place, handed, &sandbox, &result, &failed, err);
	lab_resume(place->lab);
	free(said);
	if (!ran)
		return false;
	program_streams(place, &result.out, 0, &result.err, 0, outcome);
	lab_adopt_work(place->lab, &result.work);
	conclude(place, &result, &failed, outcome);
	return true;
}

/* ---- the language ---- */

static const struct need needs[] = {
	{NODE, "mongosh"},
	{"mongosh/node_modules/mongosh/package.json", "mongosh"},
	{NULL, NULL}};

static const char *const suffixes[] = {".mongosh", NULL};

static const struct step_kind *const steps[] = {NULL};

static const struct subject_kind *const subjects[] = {&source_subject, NULL};

const struct language lang_mongosh = {
	.name = "mongosh",
	.suffixes = suffixes,
	.store = "mongo",
	.idle = "// \n",
	.programs = true,
	.needs = needs,
	.version = version,
	.prepare = prepare,
	.start_cases = 12,
	.inspect = inspect,
	.run = run_handed,
	.steps = steps,
	.subjects = subjects,
};
