/* Names in `fails`: of cases, of checks, or "CASE / CHECK". */
#include "spec/bind.h"
#include "spec/solution.h"

static bool is_both(const char *name, const struct scene *scene,
		    const struct check *check)
{
	size_t len = strlen(scene->name);

	return !strncmp(name, scene->name, len) &&
	       !strncmp(name + len, " / ", 3) &&
	       !strcmp(name + len + 3, check->name);
}

/* How many cases and checks go by the name. */
static size_t matches(const struct task *task, const char *name)
{
	size_t n = 0, i, j;

	for (i = 0; i < task->nscene; i++) {
		const struct scene *scene = &task->scene[i];

		n += !strcmp(scene->name, name);
		for (j = 0; j < scene->nthen; j++)
			n += !strcmp(scene->then[j].name, name) ||
			     is_both(name, scene, &scene->then[j]);
	}
	return n;
}

static const char *advice(const struct binder *binder, const struct task *task,
			  const char *name)
{
	struct words words;
	size_t i, j;

	if (problems_full(binder->problems))
		return "";
	words_init(&words, binder->arena);
	for (i = 0; i < task->nscene; i++) {
		words_add(&words, task->scene[i].name);
		for (j = 0; j < task->scene[i].nthen; j++)
			words_add(&words, task->scene[i].then[j].name);
	}
	return words_advice(&words, name, "there are");
}

bool fails_known(struct binder *binder, const struct task *task,
		 const struct node *node)
{
	size_t n = matches(task, node->text);

	if (n == 1)
		return true;
	if (n)
		return problem_add(binder->problems, node->at,
				   "\"%s\" names %zu cases or checks; write "
				   "\"CASE / CHECK\"",
				   brief(node->text, binder->arena), n);
	return problem_add(binder->problems, node->at,
			   "no case or check is named \"%s\"%s",
			   brief(node->text, binder->arena),
			   advice(binder, task, node->text));
}

bool wrong_fails_case(const struct wrong *wrong, const struct scene *scene)
{
	size_t i;

	for (i = 0; i < wrong->fails.n; i++)
		if (!strcmp(wrong->fails.items[i], scene->name))
			return true;
	return false;
}

bool wrong_fails_check(const struct wrong *wrong, const struct scene *scene,
		       const struct check *check)
{
	size_t i;

	for (i = 0; i < wrong->fails.n; i++)
		if (!strcmp(wrong->fails.items[i], check->name) ||
		    is_both(wrong->fails.items[i], scene, check))
			return true;
	return false;
}
