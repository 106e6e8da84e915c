/* What a task asks for: files, and the languages they are written in. */
#include "spec/bind_types.h"
#include "spec/project.h"
#include "spec/scalar.h"

const struct spoken *language_named(struct binder *binder,
				    const struct node *node)
{
	const struct spoken *each = binder->vocabulary->languages;
	struct words words;

	words_init(&words, binder->arena);
	for (; each->name; each++) {
		words_add(&words, each->name);
		if (!strcmp(each->name, node->text))
			return each;
	}
	bind_unknown(binder, node, "language", &words);
	return NULL;
}

static const struct spoken *language_of_suffix(const struct binder *binder,
					       const char *file)
{
	const struct spoken *each = binder->vocabulary->languages;
	const char *dot = strrchr(file, '.');
	const char *const *suffix;

	for (; dot && each->name; each++)
		for (suffix = each->suffixes; suffix && *suffix; suffix++)
			if (!strcmp(*suffix, dot))
				return each;
	return NULL;
}

static void guess_language(struct binder *binder, const struct node *node,
			   const char *project_language, struct handin *handin)
{
	const char *base = strrchr(handin->file, '/');
	const struct spoken *spoken = language_of_suffix(binder, handin->file);

	if (spoken)
		handin->language = spoken->name;
	else if (project_language && !strchr(base ? base : handin->file, '.'))
		handin->language = project_language;
	else
		problem_add(binder->problems, node->at,
			    "no language has the suffix of \"%s\"; write "
			    "{file: …, language: …}",
			    brief(handin->file, binder->arena));
}

static void bind_handin_map(struct binder *binder, const struct node *node,
			    struct handin *handin)
{
	struct handin_keys keys = {0};
	const struct spoken *spoken;

	if (!bind_map(binder, node, "hand_in", handin_fields, &keys))
		return;
	spoken = language_named(binder, node_get(node, "language"));
	handin->file = keys.file;
	handin->language = spoken ? spoken->name : NULL;
}

static bool taken(const struct task *task, const char *file)
{
	size_t i;

	for (i = 0; i < task->nhandin; i++)
		if (!strcmp(task->handin[i].file, file))
			return true;
	return false;
}

static bool bind_one(struct binder *binder, const struct node *node,
		     const char *project_language, const struct task *task,
		     struct handin *handin)
{
	const char *fault;

	if (node->kind == NODE_MAP)
		bind_handin_map(binder, node, handin);
	else
		handin->file = bind_word(binder, node, "hand_in");
	if (!handin->file)
		return false;
	fault = scalar_path_fault(handin->file);
	if (fault)
		return problem_add(binder->problems, node->at,
				   "the path \"%s\" %s",
				   brief(handin->file, binder->arena), fault);
	if (taken(task, handin->file))
		return problem_add(binder->problems, node->at,
				   "\"%s\" is handed in twice", handin->file);
	if (node->kind != NODE_MAP)
		guess_language(binder, node, project_language, handin);
	return true;
}

void handin_bind(struct binder *binder, const struct node *list,
		 const char *project_language, struct task *task)
{
	struct handin *handin;
	size_t i;

	if (!bind_is(binder, list, NODE_LIST, "hand_in"))
		return;
	if (!list->n)
		problem_add(binder->problems, list->at,
			    "\"hand_in\" names no file");
	handin = ARENA_ARRAY(binder->arena, list->n, struct handin);
	task->handin = handin;
	for (i = 0; i < list->n; i++)
		if (bind_one(binder, list->items[i], project_language, task,
			     &handin[task->nhandin]))
			task->nhandin++;
}
