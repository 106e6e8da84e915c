/* Texts, numbers, regular expressions and words that a shell has printed. */
#include "text/shellvalues_inside.h"

#include "base/num.h"
#include "text/utf8.h"
#include "value/document.h"

#include <math.h>

/* ---- words ---- */

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

bool shell_is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || digit(c) ||
	       c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

struct value_text shell_word(struct shell *shell, bool dots)
{
	const char *from = shell->at;

	while (shell->at < shell->end &&
	       (shell_is_word(*shell->at) || (dots && *shell->at == '.')))
		shell->at++;
	return (struct value_text){.bytes = from,
				   .len = (size_t)(shell->at - from)};
}

const struct value *shell_literal(struct shell *shell,
				  const struct value_text *word)
{
	static const struct value nan_value = {.kind = VALUE_REAL,
					       .as.real = NAN};
	static const struct value infinity = {.kind = VALUE_REAL,
					      .as.real = INFINITY};
	static const struct {
		const char *word;
		const struct value *value;
	} literals[] = {
		{"null", &value_null},	 {"true", &value_true},
		{"false", &value_false}, {"NaN", &nan_value},
		{"Infinity", &infinity},
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(literals); i++)
		if (word->len == strlen(literals[i].word) &&
		    !memcmp(word->bytes, literals[i].word, word->len))
			return literals[i].value;
	if (word->len == 9 && !memcmp(word->bytes, "undefined", 9))
		return value_tagged(shell->arena, "undefined", &value_null);
	/* A date of BSON that JavaScript has no number for. */
	if (word->len == 7 && !memcmp(word->bytes, "Invalid", 7) &&
	    shell_accept(shell, " Date"))
		return value_tagged(shell->arena, "cut",
				    value_str(shell->arena, "Invalid Date"));
	return NULL;
}

/* ---- texts ---- */

/* `n` hexadecimal digits; false: they are not there. */
static bool read_hex(struct shell *shell, size_t n, uint32_t *code)
{
	*code = 0;
	for (; n; n--) {
		int value = shell_hex_digit(shell_peek(shell));

		if (value < 0)
			return false;
		*code = *code << 4 | (uint32_t)value;
		shell->at++;
	}
	return true;
}

static void add_code(struct buf *buf, uint32_t code)
{
	if (code < 0x80) {
		buf_add_char(buf, (char)code);
		return;
	}
	if (code < 0x800) {
		buf_add_char(buf, (char)(0xc0 | code >> 6));
	} else {
		if (code < 0x10000) {
			buf_add_char(buf, (char)(0xe0 | code >> 12));
		} else {
			buf_add_char(buf, (char)(0xf0 | code >> 18));
			buf_add_char(buf, (char)(0x80 | (code >> 12 & 0x3f)));
		}
		buf_add_char(buf, (char)(0x80 | (code >> 6 & 0x3f)));
	}
	buf_add_char(buf, (char)(0x80 | (code & 0x3f)));
}

#define REPLACEMENT 0xfffd /* as BSON has it in place of half a pair */

/* Behind \u: four digits, or two halves of a pair. */
static bool add_unicode(struct shell *shell, struct buf *buf)
{
	uint32_t code, low;

	if (!read_hex(shell, 4, &code))
		return false;
	if (code >= 0xd800 && code < 0xdc00 && shell_sees(shell, "\\u")) {
		const char *back = shell->at;

		shell->at += 2;
		if (!read_hex(shell, 4, &low))
			return false;
		if (low >= 0xdc00 && low < 0xe000)
			code = 0x10000 + ((code - 0xd800) << 10) +
			       (low - 0xdc00);
		else
			shell->at = back;
	}
	add_code(buf, code >= 0xd800 && code < 0xe000 ? REPLACEMENT : code);
	return true;
}

/* Behind a backslash. */
static bool add_escape(struct shell *shell, struct buf *buf)
{
	static const char from[] = "ntbfrv0", to[] = "\n\t\b\f\r\v";
	char c = shell_peek(shell);
	const char *known = c ? strchr(from, c) : NULL;
	uint32_t code;

	if (shell->at == shell->end || c == '\n')
		return false;
	shell->at++;
	if (c == 'u')
		return add_unicode(shell, buf);
	if (c == 'x') {
		if (!read_hex(shell, 2, &code))
			return false;
		add_code(buf, code);
	} else {
		buf_add_char(buf, known ? to[known - from] : c);
	}
	return true;
}

/* One piece in quotes. No notation has a line end in it. */
static bool add_piece(struct shell *shell, struct buf *buf)
{
	char quote = *shell->at++;

	while (shell->at < shell->end) {
		char c = *shell->at++;

		if (c == quote)
			return true;
		if (c == '\n' || (c == '\\' && !add_escape(shell, buf)))
			return false;
		if (c != '\\')
			buf_add_char(buf, c);
	}
	return false;
}

static bool is_quote(char c)
{
	return c == '"' || c == '\'' || c == '`';
}

/* Behind 'a\n': the + and a quote, on the next line. */
static bool continues(struct shell *shell)
{
	const char *back = shell->at;

	if (shell_accept(shell, " +")) {
		shell_skip_blanks(shell);
		if (is_quote(shell_peek(shell)))
			return true;
	}
	shell->at = back;
	return false;
}

static const struct value *text_of(const char *bytes, size_t len,
				   struct arena *arena)
{
	bool text = utf8_valid(bytes, len) == len;

	return value_scalar(arena, text ? VALUE_TEXT : VALUE_BYTES, bytes, len);
}

const struct value *shell_string(struct shell *shell)
{
	AUTO(buf_release) struct buf buf = {0};
	const struct value *text;
	int64_t more;

	/* What does not fit is refused by shell_take. */
	buf_init(&buf, *shell->room);
	do {
		if (!add_piece(shell, &buf))
			return NULL;
	} while (continues(shell));
	if (!shell_take(shell, buf.len))
		return NULL;
	text = text_of(buf.data, buf.len, shell->arena);
	if (!shell_accept(shell, "... "))
		return text;
	if (!shell_count(shell, &more) ||
	    !shell_accept(shell, " more character"))
		return NULL;
	shell_accept(shell, "s");
	return value_tagged(shell->arena, "cut", text);
}

/* ---- numbers ---- */

bool shell_count(struct shell *shell, int64_t *number)
{
	const char *from = shell->at;

	while (digit(shell_peek(shell)))
		shell->at++;
	return num_int(from, (size_t)(shell->at - from), number);
}

static size_t skip_digits(struct shell *shell)
{
	const char *from = shell->at;

	while (digit(shell_peek(shell)))
		shell->at++;
	return (size_t)(shell->at - from);
}

/* Beyond it a number that was printed without a word for its type is a
   double, and its last digits are not those of an integer. */
#define WHOLE_MOST ((int64_t)1 << 53)

static const struct value *whole_number(struct shell *shell, const char *text,
					size_t len)
{
	int64_t integer;
	double real;

	if (shell_accept(shell, "n"))
		return num_int(text, len, &integer)
			       ? value_long(shell->arena, integer)
			       : value_scalar(shell->arena, VALUE_DECIMAL, text,
					      len);
	if (num_int(text, len, &integer) && integer <= WHOLE_MOST &&
	    integer >= -WHOLE_MOST && (integer || *text != '-'))
		return value_int(shell->arena, integer);
	return num_real(text, len, &real)
		       ? value_real(shell->arena, real, false)
		       : NULL;
}

/* A date of console.log's or of another program's, inside of a value. */
static const struct value *bare_moment(struct shell *shell, const char *from)
{
	int64_t ms;

	while (shell->at < shell->end && *shell->at != 'Z' &&
	       (digit(*shell->at) || strchr("-:T.", *shell->at)))
		shell->at++;
	if (!shell->depth || !shell_accept(shell, "Z") ||
	    !shell_moment(from, (size_t)(shell->at - from), &ms))
		return NULL;
	return value_moment(shell->arena, ms);
}

/* Behind the digits before a point. */
static const struct value *real_number(struct shell *shell, const char *from)
{
	double real;

	if (shell_accept(shell, ".") && !skip_digits(shell))
		return NULL;
	if (shell_accept(shell, "e") || shell_accept(shell, "E")) {
		if (!shell_accept(shell, "+"))
			shell_accept(shell, "-");
		if (!skip_digits(shell))
			return NULL;
	}
	return num_real(from, (size_t)(shell->at - from), &real)
		       ? value_real(shell->arena, real, false)
		       : NULL;
}

const struct value *shell_number(struct shell *shell)
{
	const char *from = shell->at;
	const struct value *value;
	bool negative = shell_accept(shell, "-");
	bool zero = shell_peek(shell) == '0';
	size_t whole;

	if (!shell_take(shell, 0))
		return NULL;
	if (negative && shell_accept(shell, "Infinity"))
		return value_real(shell->arena, -INFINITY, false);
	whole = skip_digits(shell);
	if (!whole)
		return NULL;
	if (whole == 4 && !negative && shell_peek(shell) == '-')
		return bare_moment(shell, from);
	if (zero && whole > 1)
		return NULL;
	if (shell_sees(shell, ".") || shell_sees(shell, "e") ||
	    shell_sees(shell, "E"))
		value = real_number(shell, from);
	else
		value = whole_number(shell, from, (size_t)(shell->at - from));
	return shell_is_word(shell_peek(shell)) ? NULL : value;
}

/* ---- regular expressions ---- */

/* The pattern between the slashes; a slash in [] does not end it. */
static bool read_pattern(struct shell *shell, struct value_text *pattern)
{
	bool class = false;

	shell->at++;
	pattern->bytes = shell->at;
	for (; shell->at < shell->end && *shell->at != '\n'; shell->at++) {
		char c = *shell->at;

		if (c == '/' && !class)
			break;
		if (c == '[' || c == ']')
			class = c == '[';
		if (c == '\\' && shell->at + 1 < shell->end &&
		    shell->at[1] != '\n')
			shell->at++;
	}
	pattern->len = (size_t)(shell->at - pattern->bytes);
	return pattern->len && shell_accept(shell, "/");
}

const struct value *shell_regex(struct shell *shell)
{
	struct value_text pattern, word, options;
	char kept[8];
	size_t i;

	if (!read_pattern(shell, &pattern))
		return NULL;
	word = shell_word(shell, false);
	options = (struct value_text){.bytes = kept};
	for (i = 0; i < word.len; i++) {
		char c = word.bytes[i] == 'g' ? 's' : word.bytes[i];

		if (!strchr("ilmsux", c) || memchr(kept, c, options.len))
			return NULL;
		kept[options.len++] = c;
	}
	if (!shell_take(shell, pattern.len))
		return NULL;
	return value_regex(shell->arena, &pattern, &options);
}
