/* Values that refer to something else: hand-ins, steps, files, patterns. */
#include "spec/bind_types.h"
#include "spec/files.h"
#include "spec/scalar.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

bool bind_handin(struct binder *binder, const struct field *field,
		 const struct node *node, void *body)
{
	const char *text = bind_word(binder, node, field->key);
	struct words words;
	size_t i;

	if (!text)
		return false;
	if (!strcmp(text, "*") && binder->every) {
		*SLOT(const char *, field, body) = binder->every;
		return true;
	}
	words_init(&words, binder->arena);
	for (i = 0; i < binder->nhandin; i++) {
		words_add(&words, binder->handin[i].file);
		if (strcmp(binder->handin[i].file, text) != 0)
			continue;
		*SLOT(const char *, field, body) = binder->handin[i].file;
		return true;
	}
	return problem_add(binder->problems, node->at,
			   "\"%s\" is not handed in%s",
			   brief(text, binder->arena),
			   words_advice(&words, text, "known here"));
}

bool bind_step(struct binder *binder, const struct field *field,
	       const struct node *node, void *body)
{
	const char *text = bind_word(binder, node, field->key);
	struct words words;
	size_t i;

	if (!text)
		return false;
	if (binder->nstep && !strcmp(text, "last")) {
		*SLOT(size_t, field, body) = binder->nstep - 1;
		return true;
	}
	if (!binder->nstep)
		return problem_add(binder->problems, node->at,
				   "the case has no step to look at");
	words_init(&words, binder->arena);
	for (i = 0; i < binder->nstep; i++) {
		if (!binder->step[i].as)
			continue;
		words_add(&words, binder->step[i].as);
		if (strcmp(binder->step[i].as, text) != 0)
			continue;
		*SLOT(size_t, field, body) = i;
		return true;
	}
	words_add(&words, "last");
	return problem_add(binder->problems, node->at,
			   "no step of the case is named \"%s\"%s",
			   brief(text, binder->arena),
			   words_advice(&words, text, "known here"));
}

static bool one_file(struct binder *binder, const struct field *field,
		     const struct node *node, struct spec_file *file)
{
	const char *name = bind_word(binder, node, field->key), *fault;

	if (!name)
		return false;
	fault = scalar_path_fault(name);
	if (fault)
		return problem_add(binder->problems, node->at,
				   "the path \"%s\" %s",
				   brief(name, binder->arena), fault);
	if (!binder->fixtures)
		return problem_add(binder->problems, node->at,
				   "\"%s\" cannot name files here", field->key);
	return fixture_read(binder->fixtures, name, node->at, binder->problems,
			    file);
}

bool bind_files(struct binder *binder, const struct field *field,
		const struct node *node, void *body)
{
	struct items list = items_of(&node);
	struct spec_file *files =
		ARENA_ARRAY(binder->arena, list.n, struct spec_file);
	bool all = true;
	size_t i;

	for (i = 0; i < list.n; i++)
		all = one_file(binder, field, list.items[i], &files[i]) && all;
	if (all)
		*SLOT(struct spec_files, field, body) =
			(struct spec_files){.items = files, .n = list.n};
	return all;
}

bool bind_strings(struct binder *binder, const struct field *field,
		  const struct node *node, void *body)
{
	struct spec_string *strings;
	bool all = true;
	size_t i;

	if (node->kind != NODE_MAP)
		return bind_wrong(binder, field, node, "a map of texts");
	strings = ARENA_ARRAY(binder->arena, node->n, struct spec_string);
	for (i = 0; i < node->n; i++) {
		strings[i].key =
			bind_text(binder, node->pairs[i].key, field->key);
		strings[i].value = bind_text(binder, node->pairs[i].value,
					     node->pairs[i].key->text);
		all = all && strings[i].key && strings[i].value;
	}
	if (all)
		*SLOT(struct spec_strings, field, body) =
			(struct spec_strings){.items = strings, .n = node->n};
	return all;
}

static void free_code(pcre2_code **code)
{
	pcre2_code_free(*code);
}

bool bind_pattern(struct binder *binder, const struct field *field,
		  const struct node *node, void *body)
{
	const char *text = bind_text(binder, node, field->key);
	unsigned char why[256] = "";
	PCRE2_SIZE offset = 0;
	int code = 0;
	AUTO(free_code) pcre2_code *compiled = NULL;

	if (!text)
		return false;
	compiled = pcre2_compile((PCRE2_SPTR)text, node->len,
				 PCRE2_UTF | PCRE2_MULTILINE, &code, &offset,
				 NULL);
	if (!compiled) {
		pcre2_get_error_message(code, why, sizeof(why));
		return problem_add(binder->problems, node->at,
				   "the pattern of \"%s\" is wrong at its byte "
				   "%zu: %s",
				   field->key, (size_t)offset + 1, why);
	}
	*SLOT(struct spec_pattern, field, body) =
		(struct spec_pattern){.text = text, .len = node->len};
	return true;
}
