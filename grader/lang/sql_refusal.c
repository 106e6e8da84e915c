/* What a server's refusal means: whose it is, where, and what helps. */
#include "lang/sql_refusal.h"

#include "base/num.h"
#include "text/utf8.h"

#include <regex.h>

/* How much of a refused statement is shown, and how much is looked at. */
#define STATEMENT_SHOWN 200
#define STATEMENT_SEARCHED 4096

static const struct dialect {
	int number;
	const char *words, *statement, *what;
} dialects[] = {
#define DIALECT(number, words, statement, what) \
	{number, words, statement, what},
#include "lang/sql_dialect.def"
#undef DIALECT
};

/* What only an account without rights hears, in this lab or any other. */
static const int denials[] = {1044, 1045, 1142, 1143, 1227, 1290,
			      1370, 1410, 1148, 2068, 3948, 4166};

bool refusal_is_denial(int number)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(denials); i++)
		if (denials[i] == number)
			return true;
	return false;
}

static bool matches(const char *pattern, const char *text)
{
	regex_t regex;
	bool found;

	if (!pattern)
		return true;
	if (regcomp(&regex, pattern, REG_EXTENDED | REG_ICASE | REG_NOSUB))
		return false;
	found = !regexec(&regex, text, 0, NULL, 0);
	regfree(&regex);
	return found;
}

/* What of MySQL's the refused statement asks for; NULL: nothing known. */
const char *refusal_only_mysql(const struct said *said,
			       const struct script_piece *piece,
			       struct arena *arena)
{
	size_t len = piece->len < STATEMENT_SEARCHED ? piece->len
						     : STATEMENT_SEARCHED;
	const char *text = arena_copy(arena, piece->text, len);
	size_t i;

	for (i = 0; i < ARRAY_LEN(dialects); i++)
		if (dialects[i].number == said->number &&
		    strcasestr(said->text, dialects[i].words) &&
		    matches(dialects[i].statement, text))
			return dialects[i].what;
	return NULL;
}

/* ---- what a course's own account may do ---- */

/*
 * Statements that the administrator of a course's server may run and that
 * have no effect on a hand-in: they are taken as done.
 */
static const char *const harmless[] = {
	"^[[:space:]]*set[[:space:]]+(global|persist|persist_only|@@global\\.|"
	"@@persist\\.)[[:space:]]*"
	"(log_bin_trust_function_creators|event_scheduler|"
	"max_allowed_packet|innodb_[a-z_]+|[a-z_]*timeout)[[:space:]]*=",
	"^[[:space:]]*flush[[:space:]]+(privileges|tables|status)"
	"[[:space:]]*$",
};

bool refusal_harmless(const struct script_piece *piece, struct arena *arena)
{
	size_t len = piece->len < STATEMENT_SEARCHED ? piece->len
						     : STATEMENT_SEARCHED;
	const char *text = arena_copy(arena, piece->text, len);
	size_t i;

	for (i = 0; i < ARRAY_LEN(harmless); i++)
		if (matches(harmless[i], text))
			return true;
	return false;
}

/*
 * Dumps name the account that they were made by: DEFINER=`root`@`localhost`.
 * That account is not here; the clause is blanked, so that all lines and
 * columns stay, and the object is the learner's own. NULL: there is none.
 */
const char *refusal_without_definer(const struct script_piece *piece,
				    struct arena *arena)
{
	static const char clause[] =
		"definer[[:space:]]*=[[:space:]]*"
		"(`([^`]|``)*`|'[^']*'|\"[^\"]*\"|[[:alnum:]_.-]+)[[:space:]]*@"
		"[[:space:]]*(`([^`]|``)*`|'[^']*'|\"[^\"]*\"|[[:alnum:]_.%-]+"
		")";
	char *text = arena_copy(arena, piece->text, piece->len);
	regmatch_t found;
	regex_t regex;
	bool any;

	if (!matches("^[[:space:]]*(/\\*![0-9]*)?[[:space:]]*(create|alter)",
		     text) ||
	    regcomp(&regex, clause, REG_EXTENDED | REG_ICASE))
		return NULL;
	any = !regexec(&regex, text, 1, &found, 0);
	regfree(&regex);
	if (!any)
		return NULL;
	memset(text + found.rm_so, ' ', (size_t)(found.rm_eo - found.rm_so));
	return text;
}

/* The number in " at line 3", with which a syntax error ends; 0: none. */
static size_t line_told(const struct script_piece *piece, const char *text)
{
	const char *tail = text ? strstr(text, "' at line ") : NULL;
	const char *next = tail;
	int64_t line;

	while (next && (next = strstr(next + 1, "' at line ")))
		tail = next;
	tail = tail ? tail + strlen("' at line ") : "";
	if (!num_int(tail, strlen(tail), &line) || line < 1 ||
	    (uint64_t)line > piece->nlines)
		return 0;
	return (size_t)line;
}

/* The server counts the lines of a statement, people those of a file. */
unsigned refusal_line(const struct script_piece *piece, const char *text)
{
	size_t line = line_told(piece, text);

	return line ? piece->lines[line - 1] : piece->line;
}

const char *refusal_text(const struct script_piece *piece, const char *text,
			 struct arena *arena)
{
	const char *tail = " at line ";
	size_t len;

	if (!line_told(piece, text))
		return text;
	len = strlen(text);
	while (len && strncmp(text + len, tail, strlen(tail)) != 0)
		len--;
	return arena_copy(arena, text, len);
}

/* The n-th line of the statement, from 1; its length without the end. */
static const char *line_at(const struct script_piece *piece, size_t n,
			   size_t *len)
{
	const char *end = piece->text + piece->len, *at = piece->text, *next;

	while (--n && (next = memchr(at, '\n', (size_t)(end - at))))
		at = next + 1;
	next = memchr(at, '\n', (size_t)(end - at));
	*len = (size_t)((next ? next : end) - at);
	return at;
}

static bool blank(const char *text, size_t len)
{
	return strspn(text, " \t\r\v\f") >= len;
}

/* Adds a line, so much of it as fits in whole characters. */
static void add_line(struct buf *text, const char *line, size_t len)
{
	size_t step, at = 0;

	if (blank(line, len))
		return;
	if (text->len)
		buf_add_char(text, '\n');
	while (at < len && (step = utf8_length(line + at, len - at)) &&
	       text->len + step <= STATEMENT_SHOWN) {
		buf_add(text, line + at, step);
		at += step;
	}
}

const char *refusal_excerpt(const struct script_piece *piece, const char *text,
			    struct arena *arena)
{
	AUTO(buf_release) struct buf shown = {0};
	size_t told = line_told(piece, text), len, n;
	const char *line;

	buf_init(&shown, BUF_OURS);
	if (told) {
		line = line_at(piece, told, &len);
		add_line(&shown, line, len);
	}
	for (n = 1; !told && n <= piece->nlines && shown.len < STATEMENT_SHOWN;
	     n++) {
		line = line_at(piece, n, &len);
		add_line(&shown, line, len);
	}
	return arena_copy(arena, shown.data, shown.len);
}

/* A body with BEGIN that ends at its first semicolon. */
bool refusal_cut_short(const struct script_piece *piece, const char *text,
		       struct arena *arena)
{
	size_t len = piece->len < STATEMENT_SEARCHED ? piece->len
						     : STATEMENT_SEARCHED;
	const char *start = arena_copy(arena, piece->text, len);

	return strstr(text, "near ''") &&
	       matches("^[[:space:]]*create[[:space:]].*(procedure|function|"
		       "trigger|event)[[:space:]].*[[:space:]]begin[[:space:]]",
		       start) &&
	       !matches("[[:space:]]end[[:space:]]*[a-z_]*[[:space:]]*$",
			start);
}

/* ER_PARSE_ERROR, ER_UNKNOWN_SYSTEM_VARIABLE, ER_SPECIFIC_ACCESS_DENIED. */
bool refusal_of_account(const struct said *said)
{
	return said->how == REPLY_REFUSED &&
	       (said->number == 1064 || said->number == 1193 ||
		said->number == 1227);
}
