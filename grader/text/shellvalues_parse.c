/* Objects, arrays and what stands around them. */
#include "text/shellvalues_inside.h"

#include "value/document.h"

/* Bytes that one value costs beside its text and what holds it. */
#define VALUE_COST (sizeof(struct value) + 2 * sizeof(void *))

/* ---- bytes ---- */

bool shell_sees(const struct shell *shell, const char *text)
{
	size_t len = strlen(text);

	return (size_t)(shell->end - shell->at) >= len &&
	       !memcmp(shell->at, text, len);
}

bool shell_accept(struct shell *shell, const char *text)
{
	if (!shell_sees(shell, text))
		return false;
	shell->at += strlen(text);
	return true;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

void shell_skip_blanks(struct shell *shell)
{
	while (shell->at < shell->end && is_blank(*shell->at))
		shell->at++;
}

bool shell_take(struct shell *shell, size_t need)
{
	need += VALUE_COST;
	if (need > *shell->room)
		shell->full = true;
	else
		*shell->room -= need;
	return !shell->full;
}

/* ---- inside of what holds values ---- */

/* A value one level deeper, behind blanks. */
const struct value *shell_inner(struct shell *shell)
{
	const struct value *value;

	shell_skip_blanks(shell);
	shell->depth++;
	value = shell_value(shell);
	shell->depth--;
	return value;
}

/* Whether another one follows, or the end; *right: one of both is there. */
bool shell_goes_on(struct shell *shell, const char *end, bool *right)
{
	bool more;

	shell_skip_blanks(shell);
	more = shell_accept(shell, ",");
	*right = more || shell_accept(shell, end);
	return more;
}

static bool put(struct shell *shell, struct value_builder *map,
		const struct value_text *key, const struct value *value)
{
	struct value_pair *pair;

	if (!shell_take(shell, 2 * sizeof(struct value_pair) + key->len))
		return false;
	value_put(map, "", value);
	pair = &map->pairs[map->n - 1];
	/* It may hold any byte. */
	pair->key.bytes = arena_copy(shell->arena, key->bytes, key->len);
	pair->key.len = key->len;
	return true;
}

/*
 * A name that needs no quotes, or one in brackets. Those in brackets are
 * hidden: [Symbol(x)]: 1, [length]: 2; but for one name.
 */
static bool name_before(struct shell *ahead, struct value_text *name,
			bool *hidden)
{
	static const char proto[] = "['__proto__']";
	size_t len = 0;

	if (shell_accept(ahead, proto)) {
		*hidden = false;
		*name = (struct value_text){.bytes = "__proto__", .len = 9};
		return true;
	}
	if (shell_peek(ahead) == '[')
		len = shell_bracket_end(ahead);

	*hidden = len > 0;
	*name = (struct value_text){.bytes = ahead->at, .len = len};
	ahead->at += len;
	if (!len)
		*name = shell_word(ahead, false);
	return name->len > 0;
}

/* The name and the colon behind it; false: nothing is read. */
static bool read_name(struct shell *shell, struct value_text *name,
		      bool *hidden)
{
	struct shell ahead = *shell;

	if (!name_before(&ahead, name, hidden))
		return false;
	shell_skip_blanks(&ahead);
	if (!shell_accept(&ahead, ":"))
		return false;
	shell->at = ahead.at;
	return true;
}

/* ---- arrays ---- */

struct array {
	struct value_builder items, names; /* names: foo: 3 behind the items */
};

static bool read_named(struct shell *shell, struct array *array,
		       const struct value_text *name, bool hidden)
{
	const struct value *value = shell_inner(shell);

	return value && (hidden || put(shell, &array->names, name, value));
}

static bool read_item(struct shell *shell, struct array *array)
{
	const struct value *value;
	struct value_text name;
	bool hidden;

	shell_skip_blanks(shell);
	if (read_name(shell, &name, &hidden))
		return read_named(shell, array, &name, hidden);
	if (shell_accept(shell, "... "))
		value = shell_cut(shell);
	else if (shell_sees(shell, "<") && shell->end - shell->at > 1 &&
		 shell->at[1] >= '0' && shell->at[1] <= '9')
		value = shell_accept(shell, "<") ? shell_empty(shell) : NULL;
	else
		value = shell_inner(shell);
	if (!value)
		return false;
	if (value->kind == VALUE_TEXT && shell_accept(shell, ":"))
		return read_named(shell, array, &value->as.text, false);
	value_append(&array->items, value);
	return true;
}

/* What has names beside its items is no array of BSON. */
static const struct value *built(struct shell *shell, const struct array *array)
{
	const struct value *list = value_built_list(&array->items);
	struct value_builder both;

	if (!array->names.n)
		return list;
	value_builder_init(&both, shell->arena);
	value_append(&both, list);
	value_append(&both, value_built_map(&array->names));
	return shell_tag(shell, "Array", value_built_list(&both));
}

const struct value *shell_array(struct shell *shell)
{
	struct array array;
	bool right = true;

	if (!shell_take(shell, 0))
		return NULL;
	value_builder_init(&array.items, shell->arena);
	value_builder_init(&array.names, shell->arena);
	shell->at++;
	shell_skip_blanks(shell);
	if (!shell_accept(shell, "]"))
		do {
			if (!read_item(shell, &array))
				return NULL;
		} while (shell_goes_on(shell, "]", &right));
	return right ? built(shell, &array) : NULL;
}

/* ---- objects ---- */

static bool read_key(struct shell *shell, struct value_text *key, bool *hidden)
{
	const struct value *text;

	shell_skip_blanks(shell);
	*hidden = false;
	if (!strchr("\"'`", shell_peek(shell)))
		return read_name(shell, key, hidden);
	if (shell->at == shell->end)
		return false;
	text = shell_string(shell);
	if (!text || (text->kind != VALUE_TEXT && text->kind != VALUE_BYTES))
		return false;
	*key = text->as.text;
	shell_skip_blanks(shell);
	return shell_accept(shell, ":");
}

static bool read_pair(struct shell *shell, struct value_builder *map)
{
	const struct value *value;
	struct value_text key;
	bool hidden;

	if (!read_key(shell, &key, &hidden))
		return false;
	value = shell_inner(shell);
	return value && (hidden || put(shell, map, &key, value));
}

const struct value *shell_object(struct shell *shell)
{
	struct value_builder map;
	bool right = true;

	if (!shell_take(shell, 0))
		return NULL;
	value_builder_init(&map, shell->arena);
	shell->at++;
	shell_skip_blanks(shell);
	if (!shell_accept(shell, "}"))
		do {
			if (!read_pair(shell, &map))
				return NULL;
		} while (shell_goes_on(shell, "}", &right));
	if (!right)
		return NULL;
	return value_keys_repeat(map.pairs, map.n)
		       ? value_repeated(shell->arena, map.pairs, map.n)
		       : shell_extended(shell, value_built_map(&map));
}

/* { 1, 2 } of a set, { 'a' => 1 } of a map as pairs. */
static bool read_member(struct shell *shell, struct value_builder *list)
{
	const struct value *value = shell_inner(shell);
	struct value_builder pair;

	if (!value)
		return false;
	shell_skip_blanks(shell);
	if (shell_accept(shell, "=>")) {
		value_builder_init(&pair, shell->arena);
		value_append(&pair, value);
		value = shell_inner(shell);
		if (!value)
			return false;
		value_append(&pair, value);
		value = value_built_list(&pair);
	}
	value_append(list, value);
	return true;
}

const struct value *shell_members(struct shell *shell)
{
	struct value_builder list;
	bool right = true;

	value_builder_init(&list, shell->arena);
	shell->at++;
	shell_skip_blanks(shell);
	if (!shell_accept(shell, "}"))
		do {
			if (!read_member(shell, &list))
				return NULL;
		} while (shell_goes_on(shell, "}", &right));
	return right ? value_built_list(&list) : NULL;
}

/* ---- any ---- */

const struct value *shell_value(struct shell *shell)
{
	char c = shell_peek(shell);
	size_t word;

	if (shell->depth > SHELL_DEPTH || shell->full)
		return NULL;
	switch (c) {
	case '{':
		return shell_object(shell);
	case '[':
		word = shell_bracket(shell);
		return word ? shell_bracketed(shell, word) : shell_array(shell);
	case '"':
	case '\'':
	case '`':
		return shell_string(shell);
	case '/':
		return shell_regex(shell);
	case '<':
		return shell_angled(shell);
	default:
		return c == '-' || (c >= '0' && c <= '9') ? shell_number(shell)
							  : shell_worded(shell);
	}
}
