/*
 * The step `python`: the author's driver. All of a case run in one process,
 * which is started by the first and ended before anything is looked at.
 */
#include "lang/python.h"

#include "proc/page.h"
#include "value/wire.h"

struct python_body {
	const char *code;
};

const char *python_code(const void *body)
{
	return ((const struct python_body *)body)->code;
}

/* ---- what was answered ---- */

static void take_streams(struct place *place, struct outcome *outcome)
{
	struct python *python = python_of(place->lab);
	const struct buf *out = sandbox_out(python->driver);
	const struct buf *err = sandbox_err(python->driver);

	program_streams(place, out, python->out, err, python->err, outcome);
	python->out = out->len;
	python->err = err->len;
}

/* More than fits, or what only a program that tampers would write. */
static void refuse(struct place *place, bool large, struct outcome *outcome)
{
	int64_t most = place->task->limits.output;

	outcome->fate = large ? FATE_LIMITED : FATE_REFUSED;
	outcome->reason = large ? "output" : "runtime";
	outcome->text = large ? NULL
			      : "the hand-in has broken the interpreter it "
				"runs in";
	outcome->allowed = outcome->measured = large ? most : 0;
}

static void take_answer(struct place *place, struct outcome *outcome)
{
	struct page *page = sandbox_page(python_of(place->lab)->driver);
	size_t len = page_len(page);
	/* A copy: the program may still write. */
	const char *at = arena_copy(place->arena, page->bytes, len);
	const struct value *answer, *error;

	if (!value_read(&at, at + len, place->arena, &answer, NULL) ||
	    answer->kind != VALUE_MAP || len > place->room) {
		refuse(place, len > place->room, outcome);
		return;
	}
	place->room -= len;
	if (value_get(answer, "large")) {
		refuse(place, true, outcome);
		return;
	}
	outcome->value = value_get(answer, "value");
	outcome->fate = FATE_DONE;
	error = value_get(answer, "error");
	if (error)
		python_raised(place, error, outcome);
}

/* ---- the driver ---- */

/* It has ended before it answered. */
static bool take_end(struct place *place, struct outcome *outcome,
		     struct err *err)
{
	AUTO(sandbox_result_release)
	struct sandbox_result result = NO_SANDBOX_RESULT;
	struct python *python = python_of(place->lab);
	size_t out = python->out, errors = python->err;

	python->gone = true;
	if (!sandbox_end(&python->driver, &result, err))
		return false;
	program_streams(place, &result.out, out, &result.err, errors, outcome);
	lab_adopt_work(place->lab, &result.work);
	program_ended(place, &result, false, outcome);
	if (outcome->fate != FATE_DONE)
		return true;
	outcome->fate = FATE_REFUSED;
	outcome->reason = "exit";
	outcome->text = "the program has ended itself, with status 0";
	return true;
}

static bool tell(struct place *place, const char *code, struct err *err)
{
	struct python *python = python_of(place->lab);
	AUTO(buf_release) struct buf said = {0};

	buf_init(&said, BUF_OURS);
	python_tell(&said, place, NULL, code);
	if (python->driver)
		return page_say(sandbox_page(python->driver), said.data,
				said.len) ||
		       err_errno(err, "cannot talk to python3");
	if (!python_sandbox(place, &python->sandbox, err))
		return false;
	python->sandbox.said = said.data;
	python->sandbox.said_len = said.len;
	python->sandbox.converses = true;
	return sandbox_start(&python->sandbox, &python->driver, err);
}

static bool act(struct place *place, const void *body, struct outcome *outcome,
		struct err *err)
{
	const struct python_body *step = body;
	struct python *python = python_of(place->lab);
	bool answered;

	if (python->gone) {
		outcome->fate = FATE_REFUSED;
		outcome->reason = "exit";
		outcome->text = "the program has ended already";
		return true;
	}
	if (!tell(place, step->code, err))
		return false;
	lab_pause(place->lab);
	answered = sandbox_await(python->driver);
	lab_resume(place->lab);
	if (!answered)
		return take_end(place, outcome, err);
	take_streams(place, outcome);
	take_answer(place, outcome);
	return true;
}

void python_end(struct place *place)
{
	AUTO(sandbox_result_release)
	struct sandbox_result result = NO_SANDBOX_RESULT;
	struct python *python = python_of(place->lab);

	/* That it was ended is no error, whatever else it was. */
	if (python->driver && sandbox_end(&python->driver, &result, NULL))
		lab_adopt_work(place->lab, &result.work);
	python->gone = false;
	python->out = python->err = 0;
	python->later_ms = 0;
}

static const struct field fields[] = {
	{.key = "python",
	 .doc = "Code of the author's; names last until the case ends.",
	 .type = FIELD_TEXT,
	 .offset = offsetof(struct python_body, code),
	 .required = true},
	{0}};

const struct step_kind python_step = {
	.shape = {.name = "python",
		  .doc = "Runs the author's Python, which can import the "
			 "hand-in; its value is that of its last expression.",
		  .fields = fields,
		  .alone = "the Python of a case is one process",
		  .size = sizeof(struct python_body)},
	.act = act,
};
