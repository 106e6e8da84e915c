/* Commands: of a line as redis-cli reads it, of a task's list, of words. */
#include "store/redis.h"

#include <stdarg.h>

#define SHOWN 200

/* ---- words ---- */

static void add_word(struct redis_command *command, struct arena *arena,
		     const char *bytes, size_t len, size_t *room)
{
	if (command->n == *room) {
		size_t more = *room ? 2 * *room : 8;
		const char **words = ARENA_ARRAY(arena, more, const char *);
		size_t *lens = ARENA_ARRAY(arena, more, size_t);

		if (command->n) {
			memcpy(words, command->words,
			       command->n * sizeof(*words));
			memcpy(lens, command->lens, command->n * sizeof(*lens));
		}
		command->words = words;
		command->lens = lens;
		*room = more;
	}
	command->words[command->n] = arena_copy(arena, bytes, len);
	command->lens[command->n++] = len;
}

struct redis_command redis_command_of(struct arena *arena, size_t n, ...)
{
	struct redis_command command = {0};
	size_t room = 0;
	va_list words;

	va_start(words, n);
	while (n--) {
		const char *word = va_arg(words, const char *);

		add_word(&command, arena, word, strlen(word), &room);
	}
	va_end(words);
	return command;
}

bool redis_command_in(const struct value *list, struct arena *arena,
		      struct redis_command *command)
{
	struct redis_command fresh = {0};
	size_t room = 0, i;

	if (list->kind != VALUE_LIST)
		return false;
	for (i = 0; i < list->as.list.n; i++) {
		const struct value *item = list->as.list.items[i];
		char *number;

		if (item->kind == VALUE_INT) {
			number = arena_printf(arena, "%" PRId64,
					      item->as.integer);
			add_word(&fresh, arena, number, strlen(number), &room);
		} else if (item->kind == VALUE_TEXT ||
			   item->kind == VALUE_DECIMAL) {
			add_word(&fresh, arena, item->as.text.bytes,
				 item->as.text.len, &room);
		} else {
			return false;
		}
	}
	*command = fresh;
	return fresh.n > 0;
}

const char *redis_shown(const struct redis_command *command,
			struct arena *arena)
{
	AUTO(buf_release) struct buf text = {0};
	size_t i;

	buf_init(&text, SHOWN);
	for (i = 0; i < command->n && !text.cut; i++) {
		if (i)
			buf_add_char(&text, ' ');
		/* The whole is a string: it ends where a NUL is. */
		buf_add(&text, command->words[i],
			strnlen(command->words[i], command->lens[i]));
	}
	return arena_copy(arena, text.data, text.len);
}

/* ---- lines ---- */

struct line {
	const char *at, *end;
	const char *why; /* NULL: nothing is wrong so far */
};

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void skip_blanks(struct line *line)
{
	while (line->at < line->end && blank(*line->at))
		line->at++;
}

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* What stands behind a backslash between double quotes. */
static char escaped(struct line *line)
{
	static const char names[] = "nrtba", bytes[] = "\n\r\t\b\a";
	const char *found;

	if (line->end - line->at >= 3 && line->at[0] == 'x' &&
	    digit(line->at[1]) >= 0 && digit(line->at[2]) >= 0) {
		line->at += 3;
		return (char)(digit(line->at[-2]) * 16 + digit(line->at[-1]));
	}
	found = memchr(names, *line->at, sizeof(names) - 1);
	line->at++;
	return found ? bytes[found - names] : line->at[-1];
}

/* The rest of a quoted part, with its closing quote. */
static void quoted(struct line *line, char quote, struct buf *word)
{
	while (line->at < line->end && *line->at != quote) {
		char c = *line->at++;

		if (c == '\\' && line->at < line->end) {
			if (quote == '"')
				c = escaped(line);
			else if (*line->at == '\'')
				c = *line->at++;
		}
		buf_add_char(word, c);
	}
	if (line->at == line->end) {
		line->why = quote == '"' ? "a double quote is not closed"
					 : "a single quote is not closed";
		return;
	}
	line->at++;
	if (line->at < line->end && !blank(*line->at))
		line->why = "a blank is missing behind the closing quote";
}

static void read_word(struct line *line, struct buf *word)
{
	buf_clear(word);
	while (!line->why && line->at < line->end && !blank(*line->at)) {
		char c = *line->at++;

		if (c == '"' || c == '\'')
			quoted(line, c, word);
		else if (!c)
			line->why = "a NUL byte; it is \"\\x00\" in quotes";
		else
			buf_add_char(word, c);
	}
}

bool redis_line(const char *text, size_t len, struct arena *arena,
		struct redis_command *command, const char **why)
{
	AUTO(buf_release) struct buf word = {0};
	struct line line = {.at = text, .end = text + len};
	struct redis_command fresh = {0};
	size_t room = 0;

	buf_init(&word, BUF_OURS);
	skip_blanks(&line);
	if (line.at < line.end && *line.at == '#')
		line.at = line.end;
	while (!line.why && line.at < line.end) {
		read_word(&line, &word);
		add_word(&fresh, arena, word.data, word.len, &room);
		skip_blanks(&line);
	}
	if (line.why) {
		*why = line.why;
		return false;
	}
	*command = fresh;
	return true;
}
