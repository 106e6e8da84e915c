/*
 * The subject `style`: what style tools say of a hand-in. They read it in a
 * sandbox of their own; nothing of it is run.
 */
#include "lang/python.h"

#include "base/hash.h"
#include "proc/page.h"
#include "value/wire.h"

struct style_body {
	const char *file;
};

/* What a lab knows already: the cases of a hand-in ask the same. */
struct styles {
	struct arena *arena;
	struct digest digest;
	const struct value *value;
};

static void forget(void *kept)
{
	arena_free(((struct styles *)kept)->arena);
}

static struct styles *styles_of(struct lab *lab)
{
	static const char owner;

	return lab_keep(lab, &owner, sizeof(struct styles), forget);
}

/* A name of the task's own, of letters, digits and a few signs, quoted. */
static const char *code_for(const char *file, struct arena *arena)
{
	AUTO(buf_release) struct buf code = {0};

	buf_init(&code, BUF_OURS);
	buf_add_str(&code, "NAME = r'");
	for (; *file; file++)
		if (*file != '\'' && *file != '\\' && *file != '\n')
			buf_add_char(&code, *file);
	buf_add_str(&code, "'\n");
	buf_add_str(&code, python_style);
	return arena_copy(arena, code.data, code.len);
}

static const struct value *answer_of(const struct page *page,
				     struct arena *arena)
{
	size_t len = page_len(page);
	const char *at = arena_copy(arena, page->bytes, len);
	const struct value *answer, *value;

	if (!value_read(&at, at + len, arena, &answer, NULL) ||
	    answer->kind != VALUE_MAP)
		return &value_none;
	value = value_get(answer, "value");
	return value ? value : &value_none;
}

/* NONE: the tools themselves did not come to an end. */
static bool ask(struct place *place, const char *file,
		const struct value **value, struct err *err)
{
	AUTO(sandbox_result_release)
	struct sandbox_result result = NO_SANDBOX_RESULT;
	AUTO(buf_release) struct buf said = {0};
	struct sandbox_run *run;
	struct sandbox sandbox;

	if (!python_sandbox(place, &sandbox, err))
		return false;
	buf_init(&said, BUF_OURS);
	python_tell(&said, place, NULL, code_for(file, place->arena));
	sandbox.said = said.data;
	sandbox.said_len = said.len;
	sandbox.converses = true;
	if (!sandbox_start(&sandbox, &run, err))
		return false;
	lab_pause(place->lab);
	*value = sandbox_await(run) ? answer_of(sandbox_page(run), place->arena)
				    : &value_none;
	lab_resume(place->lab);
	return sandbox_end(&run, &result, err);
}

static bool look(struct place *place, const void *body,
		 const struct value **value, struct err *err)
{
	const struct style_body *style = body;
	const struct handed *handed = place_handed(place, style->file);
	struct styles *known = styles_of(place->lab);
	struct digest digest;

	if (!handed)
		return err_set(err, ERR_SPEC, "\"%s\" is not handed in",
			       style->file);
	digest = hash_of(handed->bytes, handed->len);
	if (!known->value ||
	    memcmp(&digest, &known->digest, sizeof(digest)) != 0) {
		const struct value *fresh;

		if (!ask(place, style->file, &fresh, err))
			return false;
		arena_free(known->arena);
		known->arena = arena_new("style");
		known->value = value_copy(fresh, known->arena);
		known->digest = digest;
	}
	*value = value_copy(known->value, place->arena);
	return true;
}

static const struct field fields[] = {
	{.key = "style",
	 .doc = "A hand-in in Python; it is read, not run.",
	 .type = FIELD_HANDIN,
	 .offset = offsetof(struct style_body, file),
	 .required = true},
	{0}};

const struct subject_kind python_subject_style = {
	.shape = {.name = "style",
		  .doc = "What style tools say of a file: pycodestyle, "
			 "docstrings, annotations, each a list of complaints.",
		  .fields = fields,
		  .size = sizeof(struct style_body)},
	.look = look,
};
