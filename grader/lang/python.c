/*
 * Python: hand-ins are run as scripts by Debian's python3, or imported by
 * the author's driver, in the sandbox that everything of a learner's runs in.
 */
#include "lang/python.h"

#include "lang/source.h"
#include "lang/text.h"

#include <ctype.h>

/* ---- looking at the bytes ---- */

/* Whether the file names an encoding of its own, PEP 263: the interpreter
   then says what is wrong with its bytes. */
static bool names_encoding(const char *bytes, size_t len)
{
	const char *line = bytes, *end = bytes + len;
	int lines;

	for (lines = 0; lines < 2 && line < end; lines++) {
		const char *feed = memchr(line, '\n', (size_t)(end - line));
		size_t n = (size_t)((feed ? feed : end) - line);

		if (memchr(line, '#', n) && memmem(line, n, "coding", 6))
			return true;
		line += n + 1;
	}
	return false;
}

/* Whether there is nothing but blanks and comments. */
static bool says_nothing(const char *bytes, size_t len)
{
	bool comment = false;
	size_t i;

	for (i = 0; i < len; i++) {
		if (bytes[i] == '\n')
			comment = false;
		else if (bytes[i] == '#')
			comment = true;
		else if (!comment && !isspace((unsigned char)bytes[i]))
			return false;
	}
	return true;
}

static void inspect(const char *bytes, size_t len, struct arena *arena,
		    struct invalid *invalid)
{
	bool nul = len && memchr(bytes, '\0', len);

	if (len >= 3 && !memcmp(bytes, "\xef\xbb\xbf", 3)) {
		bytes += 3;
		len -= 3;
	}
	if ((nul || !names_encoding(bytes, len)) &&
	    text_wrong(bytes, len, arena, invalid))
		return;
	if (!says_nothing(bytes, len))
		return;
	invalid->reason = "empty";
	invalid->text = len ? "nothing but blanks and comments"
			    : "the file has no bytes";
}

/* ---- running a script ---- */

static bool run_handed(struct place *place, const struct handed *handed,
		       const struct run *run, struct outcome *outcome,
		       struct err *err)
{
	AUTO(sandbox_result_release)
	struct sandbox_result result = NO_SANDBOX_RESULT;
	AUTO(buf_release) struct buf said = {0};
	struct sandbox sandbox;
	bool ran;

	(void)handed;
	if (run->more)
		return err_set(err, ERR_SPEC,
			       "\"%s\" is Python: it takes no `more`",
			       run->file);
	if (!python_sandbox(place, &sandbox, err) ||
	    (place->apart && !python_execute(place, run, &sandbox, err)))
		return false;
	buf_init(&said, BUF_OURS);
	python_tell(&said, place, run, NULL);
	sandbox.said = said.data;
	sandbox.said_len = said.len;
	if (run->standard_input) {
		sandbox.in = run->standard_input;
		sandbox.in_len = strlen(run->standard_input);
	}
	lab_pause(place->lab);
	ran = sandbox_run(&sandbox, &result, err);
	lab_resume(place->lab);
	if (!ran)
		return false;
	program_streams(place, &result.out, 0, &result.err, 0, outcome);
	lab_adopt_work(place->lab, &result.work);
	program_ended(place, &result, run->any_exit, outcome);
	python_traceback(place, outcome);
	return true;
}

/* ---- the language ---- */

static bool later(struct place *place, int64_t ms, struct err *err)
{
	(void)err;
	python_of(place->lab)->later_ms += ms;
	return true;
}

#define LIBRARY(name) "/usr/lib/python3/dist-packages/" name "/__init__.py"

static const struct need needs[] = {
	{PYTHON_PROGRAM, "python3"},
	{LIBRARY("redis"), "python3-redis"},
	{LIBRARY("requests"), "python3-requests"},
	{LIBRARY("pymongo"), "python3-pymongo"},
	{"/usr/lib/python3/dist-packages/pycodestyle.py",
	 "python3-pycodestyle"},
	{NULL, NULL},
};

static const char *const suffixes[] = {".py", NULL};

static const struct step_kind *const steps[] = {&python_step, NULL};

static const struct subject_kind *const subjects[] = {
	&source_subject, &python_subject_style, NULL};

const struct language lang_python = {
	.name = "python",
	.suffixes = suffixes,
	.idle = "#!/usr/bin/env python3\n",
	.exit_matters = true,
	.programs = true,
	.needs = needs,
	.version = python_version,
	.prepare = python_prepare,
	.inspect = inspect,
	.run = run_handed,
	.later = later,
	.end = python_end,
	.steps = steps,
	.subjects = subjects,
};
