/* What words and brackets stand for in what a shell has printed. */
#include "text/shellvalues_inside.h"

const struct value *shell_tag(struct shell *shell, const char *name,
			      const struct value *inner)
{
	return shell_take(shell, 0) ? value_tagged(shell->arena, name, inner)
				    : NULL;
}

static const struct value *tag_text(struct shell *shell, const char *name,
				    const char *text, size_t len)
{
	return shell_tag(shell, name, value_text(shell->arena, text, len));
}

/* ---- what is cut, and what is empty ---- */

/* Behind "... ": 5 more items. */
const struct value *shell_cut(struct shell *shell)
{
	int64_t more;

	if (!shell_count(shell, &more) || !shell_accept(shell, " more item"))
		return NULL;
	shell_accept(shell, "s");
	return shell_tag(shell, "cut", value_int(shell->arena, more));
}

/* Behind "<": 2 empty items>. */
const struct value *shell_empty(struct shell *shell)
{
	int64_t n;

	if (!shell_count(shell, &n) || !shell_accept(shell, " empty item"))
		return NULL;
	shell_accept(shell, "s");
	return shell_accept(shell, ">") ? shell_tag(shell, "empty items",
						    value_int(shell->arena, n))
					: NULL;
}

/* Behind "<Buffer": 00 ff>, and how many more bytes there are. */
static const struct value *buffer(struct shell *shell)
{
	static const struct value_text name = {.bytes = "Buffer.from",
					       .len = 11};
	AUTO(buf_release) struct buf hex = {0};
	const struct value *args[2], *bytes;
	int64_t more = 0;

	buf_init(&hex, *shell->room);
	while (shell_accept(shell, " ") && !shell_sees(shell, "...")) {
		struct value_text word = shell_word(shell, false);

		buf_add(&hex, word.bytes, word.len);
	}
	if (shell_accept(shell, "... ") &&
	    (!shell_count(shell, &more) || !shell_accept(shell, " more byte")))
		return NULL;
	if (more)
		shell_accept(shell, "s");
	if (!shell_accept(shell, ">") || !shell_take(shell, hex.len))
		return NULL;
	args[0] = value_text(shell->arena, hex.data, hex.len);
	args[1] = value_str(shell->arena, "hex");
	bytes = shell_call(shell, &name, args, 2);
	return bytes && more ? shell_tag(shell, "cut", bytes) : bytes;
}

/* ---- words in brackets ---- */

static bool is_word(const struct value_text *word, const char *text)
{
	return word->len == strlen(text) &&
	       !memcmp(word->bytes, text, word->len);
}

size_t shell_bracket_end(const struct shell *shell)
{
	size_t most = (size_t)(shell->end - shell->at), depth = 0, i;

	most = most < SHELL_WORD ? most : SHELL_WORD;
	for (i = 0; i < most && shell->at[i] != '\n'; i++) {
		depth += shell->at[i] == '[';
		if (shell->at[i] == ']' && !--depth)
			return i + 1;
	}
	return 0;
}

size_t shell_bracket(const struct shell *shell)
{
	static const char *const items[] = {"null",	 "true", "false",
					    "undefined", "NaN",	 "Infinity"};
	struct shell ahead = *shell;
	struct value_text word;
	size_t i;

	ahead.at++;
	word = shell_word(&ahead, false);
	if (!word.len || (word.bytes[0] >= '0' && word.bytes[0] <= '9') ||
	    shell_peek(&ahead) == '(')
		return 0;
	for (i = 0; i < ARRAY_LEN(items); i++)
		if (is_word(&word, items[i]))
			return 0;
	return shell_bracket_end(shell);
}

/* [Object], [Circular *1], [Function: f], [Object: null prototype] {…} */
const struct value *shell_bracketed(struct shell *shell, size_t len)
{
	const char *word = shell->at + 1, *space;
	bool plain = !memchr(word, ' ', len - 2) && !memchr(word, ':', len - 2);
	static const char null_prototype[] = "[Object: null prototype]";

	shell->at += len;
	if (len == strlen(null_prototype) &&
	    !memcmp(word - 1, null_prototype, len) && shell_sees(shell, " {")) {
		shell->at += 2;
		return shell_object(shell);
	}
	/* No line begins with one: the outermost is never cut. */
	if (!shell->depth)
		return NULL;
	space = memchr(word, ' ', len - 2);
	if (space && space - word == 8 && !memcmp(word, "Circular", 8))
		return tag_text(shell, "Circular", space + 1,
				(size_t)(word + len - 2 - (space + 1)));
	return tag_text(shell, plain ? "cut" : "JavaScript", word, len - 2);
}

/* ---- what begins with a word ---- */

/* Behind the word: " {", " [", and how many there are: "(3) [". */
static bool is_class(struct shell *shell, const struct value_text *word)
{
	struct shell ahead = *shell;
	bool sized = shell_accept(&ahead, "(");
	int64_t n;

	if (sized && (!shell_count(&ahead, &n) || !shell_accept(&ahead, ")")))
		return false;
	if (!shell_sees(&ahead, " {") && !shell_sees(&ahead, " ["))
		return false;
	/* A line of text may look like it: "found { a: 1 }". */
	if (!shell->depth && !sized &&
	    (*word->bytes < 'A' || *word->bytes > 'Z' || ahead.at[1] == '['))
		return false;
	shell->at = ahead.at + 1;
	return true;
}

static const struct value *class(struct shell *shell,
				 const struct value_text *word)
{
	const struct value *value;

	if (shell_peek(shell) == '[')
		value = shell_array(shell);
	else if (is_word(word, "Map") || is_word(word, "Set"))
		value = shell_members(shell);
	else
		value = shell_object(shell);
	return value ? shell_tag(
			       shell,
			       arena_copy(shell->arena, word->bytes, word->len),
			       value)
		     : NULL;
}

static const struct value *call(struct shell *shell,
				const struct value_text *word)
{
	const struct value **args =
		ARENA_ARRAY(shell->arena, SHELL_ARGS, const struct value *);
	bool right = true;
	size_t n = 0;

	if (!shell_take(shell, SHELL_ARGS * sizeof(*args)))
		return NULL;
	shell->at++;
	shell_skip_blanks(shell);
	if (!shell_accept(shell, ")"))
		do {
			if (n == SHELL_ARGS)
				return NULL;
			args[n] = shell_inner(shell);
			if (!args[n++])
				return NULL;
		} while (shell_goes_on(shell, ")", &right));
	return right ? shell_call(shell, word, args, n) : NULL;
}

/* Symbol(x), whose name has no quotes. */
static const struct value *symbol(struct shell *shell, const char *from)
{
	size_t left = (size_t)(shell->end - shell->at), i;

	for (i = 0; i < left && i < SHELL_WORD && shell->at[i] != '\n'; i++)
		if (shell->at[i] == ')') {
			shell->at += i + 1;
			return tag_text(shell, "JavaScript", from,
					(size_t)(shell->at - from));
		}
	return NULL;
}

const struct value *shell_worded(struct shell *shell)
{
	const struct value *literal;
	struct value_text word;

	shell_accept(shell, "new ");
	word = shell_word(shell, true);
	if (!word.len || word.len > SHELL_WORD)
		return NULL;
	if (is_class(shell, &word))
		return class(shell, &word);
	if (shell_peek(shell) == '(')
		return shell->depth && is_word(&word, "Symbol")
			       ? symbol(shell, word.bytes)
			       : call(shell, &word);
	literal = shell_literal(shell, &word);
	return literal && shell_take(shell, 0) ? literal : NULL;
}

const struct value *shell_angled(struct shell *shell)
{
	int64_t number;

	if (shell_accept(shell, "<Buffer"))
		return buffer(shell);
	if (shell_accept(shell, "<ref *") && shell_count(shell, &number) &&
	    shell_accept(shell, "> ") && shell_peek(shell) != '<')
		return shell_value(shell);
	return NULL;
}
