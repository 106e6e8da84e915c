/* The values that a shell has printed, line by line. */
#include "text/shellvalues_inside.h"

#include "text/utf8.h"

/*
 * A value that begins on a line and turns out to be none may have been read
 * for many lines. So that time stays linear, that is done for so many bytes
 * in all, a multiple of what there is; from then on a value ends on its line.
 */
#define WASTE 8

struct reading {
	struct shell shell;
	const char *end;
	size_t waste; /* bytes that may still be read in vain */
	struct value_builder list;
};

static const char *line_end(const char *at, const char *end)
{
	const char *newline = memchr(at, '\n', (size_t)(end - at));

	return newline ? newline : end;
}

static bool only_blanks(const char *at, const char *end)
{
	while (at < end && (*at == ' ' || *at == '\t' || *at == '\r'))
		at++;
	return at == end;
}

/* How far a value that begins here may be read. */
static const char *reach(const struct reading *reading, const char *at,
			 const char *end)
{
	if ((size_t)(reading->end - at) <= reading->waste)
		return reading->end;
	return (size_t)(end - at) < reading->waste ? at + reading->waste : end;
}

/* The value that begins on a line; NULL: there is none. */
static const struct value *value_at(struct reading *reading, const char *at,
				    const char *end)
{
	struct shell *shell = &reading->shell;
	const struct value *value;
	size_t wasted;

	while (at < end && (*at == ' ' || *at == '\t'))
		at++;
	shell->at = at;
	shell->end = reach(reading, at, end);
	shell->depth = 0;
	value = shell_value(shell);
	if (value && only_blanks(shell->at, line_end(shell->at, reading->end)))
		return value;
	wasted = (size_t)(shell->at - at);
	reading->waste -= wasted < reading->waste ? wasted : reading->waste;
	return NULL;
}

static bool has_tag(const struct value *value, const char *tag)
{
	return value->kind == VALUE_TAGGED &&
	       !strcmp(value->as.tagged.tag.bytes, tag);
}

/* Documents, and maybe that some are cut off. */
static bool are_documents(const struct value_list *list)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		if (list->items[i]->kind != VALUE_MAP &&
		    !has_tag(list->items[i], "duplicate keys") &&
		    !(i && has_tag(list->items[i], "cut")))
			return false;
	return true;
}

static void add(struct reading *reading, const struct value *value)
{
	size_t i;

	if (value->kind != VALUE_LIST || !are_documents(&value->as.list)) {
		value_append(&reading->list, value);
		return;
	}
	for (i = 0; i < value->as.list.n; i++)
		value_append(&reading->list, value->as.list.items[i]);
}

static void add_line(struct reading *reading, const char *at, const char *end)
{
	struct shell *shell = &reading->shell;
	size_t len = (size_t)(end - at);
	enum value_kind kind;

	if (len && end[-1] == '\r')
		len--;
	kind = utf8_valid(at, len) == len ? VALUE_TEXT : VALUE_BYTES;
	if (!shell->full && shell_take(shell, len))
		add(reading, value_scalar(shell->arena, kind, at, len));
}

const struct value *shellvalues(const char *text, size_t len,
				struct arena *arena, size_t *room)
{
	struct reading reading = {.shell = {.arena = arena, .room = room},
				  .end = text + len,
				  .waste = WASTE * len};
	const char *at = text, *end;
	const struct value *value;

	value_builder_init(&reading.list, arena);
	while (at < reading.end && !reading.shell.full) {
		end = line_end(at, reading.end);
		value = only_blanks(at, end) ? NULL
					     : value_at(&reading, at, end);
		if (value) {
			add(&reading, value);
			end = line_end(reading.shell.at, reading.end);
		} else if (!only_blanks(at, end)) {
			add_line(&reading, at, end);
		}
		at = end < reading.end ? end + 1 : end;
	}
	if (reading.shell.full)
		value_append(&reading.list,
			     value_tagged(arena, "cut", &value_none));
	return value_built_list(&reading.list);
}
