/*
 * What the files that read a shell's values share: what is being read, and
 * the parts of the grammar. Nothing else includes it.
 *
 * A function that reads something gives NULL or false when it is not there;
 * `at` then stands anywhere, and the whole value is given up.
 */
#ifndef GRADER_TEXT_SHELLVALUES_INSIDE_H
#define GRADER_TEXT_SHELLVALUES_INSIDE_H

#include "base/buf.h"
#include "text/shellvalues.h"

#include <string.h>

#define SHELL_DEPTH 150 /* of values in values */
#define SHELL_WORD 200	/* the longest word, [Function: …] or the like */
#define SHELL_ARGS 4	/* the most in one call */

struct shell {
	const char *at, *end;
	struct arena *arena;
	size_t *room;
	bool full;    /* there was no room: nothing more is read */
	size_t depth; /* 0: the value that a line begins with */
};

/* ---- bytes ---- */

static inline char shell_peek(const struct shell *shell)
{
	return shell->at < shell->end ? *shell->at : '\0';
}

/* Whether these bytes come next. */
bool shell_sees(const struct shell *shell, const char *text);

/* The same, and then they are read. */
bool shell_accept(struct shell *shell, const char *text);

void shell_skip_blanks(struct shell *shell); /* and ends of lines */

/* Counts `need` bytes, and what a value costs; false: there is no room. */
bool shell_take(struct shell *shell, size_t need);

/* ---- scalars: shellvalues_scalar.c ---- */

/* A byte of a name of JavaScript's; those of other scripts count too. */
bool shell_is_word(char c);

/* A word, with dots in it if wanted; empty: there is none. */
struct value_text shell_word(struct shell *shell, bool dots);

/* "…" '…' `…`, pieces of it with + between, "cut" when it was. */
const struct value *shell_string(struct shell *shell);

/* A number of digits, read. */
bool shell_count(struct shell *shell, int64_t *number);

/* 12, -1.5, 1e+21, 123n, -Infinity, or 2024-05-15T10:00:00.000Z inside. */
const struct value *shell_number(struct shell *shell);

const struct value *shell_regex(struct shell *shell);

/* null, true, false, undefined, NaN, Infinity, Invalid Date; NULL: another. */
const struct value *shell_literal(struct shell *shell,
				  const struct value_text *word);

/* ---- types: shellvalues_type.c ---- */

/* What Name(arguments) is; NULL: nothing that a shell prints here. */
const struct value *shell_call(struct shell *shell,
			       const struct value_text *name,
			       const struct value *const *args, size_t n);

/* A map of extended JSON as its type, any other as it is. */
const struct value *shell_extended(struct shell *shell,
				   const struct value *map);

/* ---- binaries: shellvalues_binary.c ---- */

/* What these arguments of a call, or parts of extended JSON, make. */
typedef const struct value *shell_maker(struct shell *shell,
					const struct value *const *args,
					size_t n);

shell_maker shell_of_base64;	   /* ('…', 0) */
shell_maker shell_bin_data;	   /* (0, '…') */
shell_maker shell_hex_data;	   /* (0, '00ff') */
shell_maker shell_md5;		   /* ('00ff') */
shell_maker shell_buffer_of;	   /* ('00ff', 'hex') */
shell_maker shell_of_buffer;	   /* (such a buffer, 0) */
shell_maker shell_uuid_of;	   /* ('…') */
shell_maker shell_extended_binary; /* ({base64, subType}), ('…', '00') */

static inline bool shell_is_text(const struct value *value)
{
	return value->kind == VALUE_TEXT;
}

static inline bool shell_is_int(const struct value *value)
{
	return value->kind == VALUE_INT;
}

/* ---- bytes in texts: shellvalues_decode.c ---- */

int shell_hex_digit(char c); /* -1: it is none */

/* `n` bytes of twice as many digits; RFC 4648 with its padding. */
bool shell_hex(const char *text, size_t n, unsigned char *bytes);
bool shell_base64(const char *text, size_t len, struct buf *bytes);

/* A moment as toISOString writes it. */
bool shell_moment(const char *text, size_t len, int64_t *ms);

/* ---- what begins with a word: shellvalues_word.c ---- */

const struct value *shell_worded(struct shell *shell);
const struct value *shell_angled(struct shell *shell); /* <ref *1> … */

/* The length of […] on one line; 0: it has no end, or is too long. */
size_t shell_bracket_end(const struct shell *shell);

/* The same of a value [Word …]; 0: an array begins. */
size_t shell_bracket(const struct shell *shell);
const struct value *shell_bracketed(struct shell *shell, size_t len);

/* Behind "... ": 5 more items; behind "<": 2 empty items>. */
const struct value *shell_cut(struct shell *shell);
const struct value *shell_empty(struct shell *shell);

/* ---- any: shellvalues_parse.c ---- */

const struct value *shell_value(struct shell *shell);

/* A value one level deeper, behind blanks. */
const struct value *shell_inner(struct shell *shell);

/* Whether another one follows, or the end; *right: one of both is there. */
bool shell_goes_on(struct shell *shell, const char *end, bool *right);

/* [ … ], { … } of names, and { … } of a set or of a map. */
const struct value *shell_array(struct shell *shell);
const struct value *shell_object(struct shell *shell);
const struct value *shell_members(struct shell *shell);

/* A tagged value, counted. */
const struct value *shell_tag(struct shell *shell, const char *name,
			      const struct value *inner);

#endif
