/* The list of what is wrong in a pack. */
#include "spec/problem.h"

#include "base/buf.h"
#include "value/show.h"

#include <stdarg.h>

#define BRIEF 40

void problems_init(struct problems *problems, struct arena *arena)
{
	*problems = (struct problems){.arena = arena};
}

static int compare(const void *a, const void *b)
{
	const struct problem *one = a, *other = b;
	int files = strcmp(one->at.file, other->at.file);

	if (files)
		return files;
	if (one->at.line != other->at.line)
		return one->at.line < other->at.line ? -1 : 1;
	if (one->at.column != other->at.column)
		return one->at.column < other->at.column ? -1 : 1;
	return strcmp(one->text, other->text);
}

static bool known(const struct problems *problems,
		  const struct problem *problem)
{
	size_t i;

	for (i = 0; i < problems->n; i++)
		if (!compare(&problems->items[i], problem))
			return true;
	return false;
}

static void keep(struct problems *problems, struct problem problem)
{
	problems->seen++;
	if (known(problems, &problem))
		return;
	if (problems->n == PROBLEMS_MOST) {
		problems->more++;
		return;
	}
	if (!problems->items) {
		problems->room = PROBLEMS_MOST;
		problems->items = ARENA_ARRAY(problems->arena, problems->room,
					      struct problem);
	}
	problems->items[problems->n++] = problem;
}

bool problem_add(struct problems *problems, struct mark at, const char *fmt,
		 ...)
{
	char text[2048];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	keep(problems, (struct problem){.at = at,
					.text = shown_text(text, strlen(text),
							   problems->arena)});
	return false;
}

size_t problems_count(const struct problems *problems)
{
	return problems->seen;
}

bool problems_full(const struct problems *problems)
{
	return problems->n == PROBLEMS_MOST;
}

void problems_sort(struct problems *problems)
{
	if (problems->n)
		qsort(problems->items, problems->n, sizeof(*problems->items),
		      compare);
}

const char *problem_text(const struct problem *problem, struct arena *arena)
{
	return arena_printf(arena, "%s:%u:%u: %s", problem->at.file,
			    problem->at.line, problem->at.column,
			    problem->text);
}

const char *brief(const char *text, struct arena *arena)
{
	size_t i, characters = 0;

	for (i = 0; text[i]; i++) {
		if (((unsigned char)text[i] & 0xc0) != 0x80)
			characters++;
		if (characters > BRIEF)
			return arena_printf(arena, "%.*s…", (int)i, text);
	}
	return text;
}
