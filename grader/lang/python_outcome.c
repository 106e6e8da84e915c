/* How a program of Python's went, in words for who wrote it. */
#include "lang/python.h"

#include "base/num.h"

#include <ctype.h>

#define FOLDER "/work/"

/* ---- where ---- */

/* The hand-in that a path of the sandbox is, or NULL. */
static const struct handed *handed_at(const struct place *place,
				      const char *path)
{
	if (strncmp(path, FOLDER, strlen(FOLDER)) != 0)
		return NULL;
	return place_handed(place, path + strlen(FOLDER));
}

/* A place in a hand-in that a traceback names, and the function it is in. */
struct frame {
	const struct handed *handed;
	int64_t line;
	const char *function; /* "": none */
};

#define FRAMES_MOST 64
#define CALLERS_SHOWN 2

struct frames {
	struct frame items[FRAMES_MOST]; /* the outermost first */
	size_t n;
};

static void add_frame(struct frames *frames, const struct handed *handed,
		      int64_t line, const char *function)
{
	if (frames->n == FRAMES_MOST)
		memmove(frames->items, frames->items + 1,
			--frames->n * sizeof(*frames->items));
	frames->items[frames->n++] = (struct frame){
		.handed = handed, .line = line, .function = function};
}

/* The innermost one is where it happened; who called it stands behind. */
static void tell_frames(const struct place *place, const struct frames *frames,
			struct outcome *outcome)
{
	struct arena *arena = place->arena;
	size_t left = frames->n, shown;

	if (!left)
		return;
	left--;
	outcome->file = frames->items[left].handed->file;
	outcome->line = frames->items[left].line;
	outcome->statement = program_line(frames->items[left].handed,
					  frames->items[left].line, arena);
	for (shown = 0; left && shown < CALLERS_SHOWN; shown++) {
		const struct frame *frame = &frames->items[--left];

		outcome->statement = arena_printf(
			arena, "%s\ncalled at %s:%" PRId64 "%s%s: %s",
			outcome->statement, frame->handed->file, frame->line,
			*frame->function ? " in " : "", frame->function,
			program_line(frame->handed, frame->line, arena));
	}
}

/* ---- a script's traceback ---- */

/* "ValueError: …", "redis.exceptions.ConnectionError": the last line that
   the interpreter prints of an exception. */
static bool names_exception(const char *line)
{
	const char *at = line;

	if (!isalpha((unsigned char)*at) && *at != '_')
		return false;
	while (isalnum((unsigned char)*at) || *at == '_' || *at == '.')
		at++;
	return *at == '\0' || (at[0] == ':' && at[1] == ' ');
}

static const char *last_line(char *text)
{
	size_t len = strlen(text);
	char *feed;

	while (len && text[len - 1] == '\n')
		text[--len] = '\0';
	feed = strrchr(text, '\n');
	return feed ? feed + 1 : text;
}

/* The name behind "in ", up to the end of the line. */
static const char *function_at(const char *at, struct arena *arena)
{
	at += strspn(at, "0123456789");
	if (strncmp(at, ", in ", 5) != 0)
		return "";
	at += 5;
	return arena_copy(arena, at, strcspn(at, "\n"));
}

/* The last of several exceptions, one raised while another was handled. */
static char *last_traceback(char *text)
{
	static const char head[] = "Traceback (most recent call last):";
	char *found = text, *at = text;

	while ((at = strstr(at, head)))
		found = at++;
	return found;
}

/* The places in hand-ins that the text names as tracebacks do. */
static void find_places(const struct place *place, char *text,
			struct frames *frames)
{
	static const char head[] = "  File \"";
	static const char middle[] = "\", line ";
	char *at = last_traceback(text), *quote;
	const struct handed *handed;
	int64_t line;

	while ((at = strstr(at, head))) {
		at += strlen(head);
		quote = strstr(at, middle);
		if (!quote)
			return;
		*quote = '\0';
		handed = handed_at(place, at);
		at = quote + strlen(middle);
		if (handed && num_int(at, strspn(at, "0123456789"), &line))
			add_frame(frames, handed, line,
				  function_at(at, place->arena));
	}
}

static bool is_syntax(const char *line)
{
	static const char *const names[] = {"SyntaxError", "IndentationError",
					    "TabError"};
	size_t i;

	for (i = 0; i < ARRAY_LEN(names); i++)
		if (!strncmp(line, names[i], strlen(names[i])))
			return true;
	return false;
}

void python_traceback(const struct place *place, struct outcome *outcome)
{
	const struct value_text *err = &outcome->err->as.text;
	struct frames frames = {.n = 0};
	const char *line;
	char *text;

	if (outcome->fate != FATE_REFUSED || strcmp(outcome->reason, "exit"))
		return;
	text = arena_copy(place->arena, err->bytes, err->len);
	line = last_line(text);
	if (!names_exception(line))
		return;
	outcome->reason = is_syntax(line) ? "syntax" : "runtime";
	outcome->text = arena_str(place->arena, line);
	outcome->state = arena_copy(place->arena, line, strcspn(line, ":"));
	find_places(place, text, &frames);
	tell_frames(place, &frames, outcome);
}

/* ---- a driver's exception ---- */

static const char *text_in(const struct value *map, const char *key)
{
	const struct value *value = value_get(map, key);

	return value && value->kind == VALUE_TEXT ? value->as.text.bytes : "";
}

static void take_frames(const struct place *place, const struct value *list,
			struct frames *frames)
{
	size_t i;

	for (i = 0; list && list->kind == VALUE_LIST && i < list->as.list.n;
	     i++) {
		const struct value *frame = list->as.list.items[i];
		const struct value *const *part = frame->as.list.items;
		const struct handed *handed;

		if (frame->kind != VALUE_LIST || frame->as.list.n != 3 ||
		    part[0]->kind != VALUE_TEXT || part[1]->kind != VALUE_INT ||
		    part[2]->kind != VALUE_TEXT)
			continue;
		handed = handed_at(place, part[0]->as.text.bytes);
		if (handed)
			add_frame(frames, handed, part[1]->as.integer,
				  part[2]->as.text.bytes);
	}
}

void python_raised(const struct place *place, const struct value *error,
		   struct outcome *outcome)
{
	const struct value *syntax = value_get(error, "syntax");
	const char *class = text_in(error, "class");
	const char *text = text_in(error, "text");
	struct frames frames = {.n = 0};

	outcome->fate = FATE_REFUSED;
	outcome->reason =
		syntax && syntax->kind == VALUE_BOOL && syntax->as.truth
			? "syntax"
		: !strcmp(class, "SystemExit") ? "exit"
					       : "runtime";
	outcome->state = class;
	outcome->text = text;
	take_frames(place, value_get(error, "frames"), &frames);
	tell_frames(place, &frames, outcome);
}
