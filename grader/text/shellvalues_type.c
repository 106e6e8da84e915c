/* The types of BSON that a shell has printed, as words or extended JSON. */
#include "text/shellvalues_inside.h"

#include "base/num.h"
#include "value/document.h"

#include <math.h>

static bool is_uint32(const struct value *value)
{
	return shell_is_int(value) && value->as.integer >= 0 &&
	       value->as.integer <= UINT32_MAX;
}

/* ---- one type each ---- */

static const struct value *object_id(struct shell *shell,
				     const struct value *const *args, size_t n)
{
	unsigned char bytes[12];

	if (n != 1 || !shell_is_text(args[0]) || args[0]->as.text.len != 24 ||
	    !shell_hex(args[0]->as.text.bytes, 12, bytes))
		return NULL;
	return value_object_id(shell->arena, bytes);
}

static const struct value *date(struct shell *shell,
				const struct value *const *args, size_t n)
{
	int64_t ms;

	if (n == 1 && shell_is_int(args[0]))
		return value_moment(shell->arena, args[0]->as.integer);
	if (n != 1 || !shell_is_text(args[0]) ||
	    !shell_moment(args[0]->as.text.bytes, args[0]->as.text.len, &ms))
		return NULL;
	return value_moment(shell->arena, ms);
}

static bool integer_of(const struct value *value, int64_t *integer)
{
	if (shell_is_int(value))
		*integer = value->as.integer;
	return shell_is_int(value) ||
	       (shell_is_text(value) &&
		num_int(value->as.text.bytes, value->as.text.len, integer));
}

/* Long('5'), and with true for one without a sign. */
static const struct value *long_of(struct shell *shell,
				   const struct value *const *args, size_t n)
{
	int64_t integer;

	return n && n <= 2 && integer_of(args[0], &integer)
		       ? value_long(shell->arena, integer)
		       : NULL;
}

static const struct value *int_of(struct shell *shell,
				  const struct value *const *args, size_t n)
{
	int64_t integer;

	return n == 1 && integer_of(args[0], &integer)
		       ? value_int(shell->arena, integer)
		       : NULL;
}

/* NaN, Infinity and -Infinity, which extended JSON has as texts. */
static bool special_of(const struct value_text *text, double *real)
{
	static const struct {
		const char *word;
		double real;
	} specials[] = {
		{"NaN", NAN}, {"Infinity", INFINITY}, {"-Infinity", -INFINITY}};
	size_t i;

	for (i = 0; i < ARRAY_LEN(specials); i++)
		if (!strcmp(text->bytes, specials[i].word)) {
			*real = specials[i].real;
			return true;
		}
	return false;
}

static const struct value *double_of(struct shell *shell,
				     const struct value *const *args, size_t n)
{
	const struct value *arg = n == 1 ? args[0] : &value_none;
	double real;

	if (shell_is_int(arg))
		return value_real(shell->arena, (double)arg->as.integer, false);
	if (arg->kind == VALUE_REAL)
		return arg;
	if (!shell_is_text(arg) ||
	    (!special_of(&arg->as.text, &real) &&
	     !num_real(arg->as.text.bytes, arg->as.text.len, &real)))
		return NULL;
	return value_real(shell->arena, real, false);
}

static const struct value *decimal_of(struct shell *shell,
				      const struct value *const *args, size_t n)
{
	const struct value *arg = n == 1 ? args[0] : &value_none;
	const struct value_text *text = &arg->as.text;
	double real;

	/* An exponent of decimal128 is more than a double's. */
	if (!shell_is_text(arg) ||
	    (!special_of(text, &real) &&
	     (!text->len ||
	      strspn(text->bytes, "+-.0123456789E") != text->len)))
		return NULL;
	return value_decimal(shell->arena, text->bytes, text->len);
}

/* ({ t: 1, i: 2 }), or (1, 2) of the old shell. */
static const struct value *timestamp_of(struct shell *shell,
					const struct value *const *args,
					size_t n)
{
	const struct value *t = NULL, *i = NULL;

	if (n == 1 && args[0]->kind == VALUE_MAP) {
		t = value_get(args[0], "t");
		i = value_get(args[0], "i");
	} else if (n == 2) {
		t = args[0];
		i = args[1];
	}
	if (!t || !i || !is_uint32(t) || !is_uint32(i))
		return NULL;
	return value_timestamp(shell->arena, (uint32_t)t->as.integer,
			       (uint32_t)i->as.integer);
}

static const struct value *key_of(struct shell *shell, const char *tag)
{
	return value_tagged(shell->arena, tag, &value_null);
}

static const struct value *min_key(struct shell *shell,
				   const struct value *const *args, size_t n)
{
	(void)args;
	(void)n;
	return key_of(shell, "MinKey");
}

static const struct value *max_key(struct shell *shell,
				   const struct value *const *args, size_t n)
{
	(void)args;
	(void)n;
	return key_of(shell, "MaxKey");
}

static const struct value *undefined(struct shell *shell,
				     const struct value *const *args, size_t n)
{
	(void)args;
	(void)n;
	return key_of(shell, "undefined");
}

static const struct value *symbol_of(struct shell *shell,
				     const struct value *const *args, size_t n)
{
	return n == 1 && shell_is_text(args[0])
		       ? value_tagged(shell->arena, "Symbol", args[0])
		       : NULL;
}

static const struct value *code_of(struct shell *shell,
				   const struct value *const *args, size_t n)
{
	struct value_builder map;

	if (n == 1 && shell_is_text(args[0]))
		return value_tagged(shell->arena, "Code", args[0]);
	if (n != 2 || !shell_is_text(args[0]) || args[1]->kind != VALUE_MAP)
		return NULL;
	value_builder_init(&map, shell->arena);
	value_put(&map, "code", args[0]);
	value_put(&map, "scope", args[1]);
	return value_tagged(shell->arena, "Code", value_built_map(&map));
}

/* ('pattern', 'options'), or {pattern, options}. */
static const struct value *regex_of(struct shell *shell,
				    const struct value *const *args, size_t n)
{
	const struct value *pattern = NULL, *options = NULL;

	if (n == 1 && args[0]->kind == VALUE_MAP) {
		pattern = value_get(args[0], "pattern");
		options = value_get(args[0], "options");
	} else if (n == 2) {
		pattern = args[0];
		options = args[1];
	}
	if (!pattern || !options || !shell_is_text(pattern) ||
	    !shell_is_text(options))
		return NULL;
	return value_regex(shell->arena, &pattern->as.text, &options->as.text);
}

/* ---- references ---- */

/* A document with these names: that is what is stored. */
static const struct value *reference_of(struct shell *shell,
					const struct value *const *args,
					size_t n)
{
	const struct value *fields = NULL;
	struct value_builder map;
	size_t i;

	if (n > 2 && args[n - 1]->kind == VALUE_MAP)
		fields = args[--n];
	if (n < 2 || n > 3 || !shell_is_text(args[0]) ||
	    (n == 3 && !shell_is_text(args[2])))
		return NULL;
	value_builder_init(&map, shell->arena);
	value_put(&map, "$ref", args[0]);
	value_put(&map, "$id", args[1]);
	if (n == 3)
		value_put(&map, "$db", args[2]);
	for (i = 0; fields && i < fields->as.map.n; i++)
		value_put(&map, fields->as.map.pairs[i].key.bytes,
			  fields->as.map.pairs[i].value);
	return value_built_map(&map);
}

/* ('c', ObjectId('…')), or {$ref, $id}. */
static const struct value *pointer_of(struct shell *shell,
				      const struct value *const *args, size_t n)
{
	const struct value *ref = NULL, *id = NULL;
	struct value_builder map;

	if (n == 1 && args[0]->kind == VALUE_MAP) {
		ref = value_get(args[0], "$ref");
		id = value_get(args[0], "$id");
	} else if (n == 2) {
		ref = args[0];
		id = args[1];
	}
	if (!ref || !id || !shell_is_text(ref))
		return NULL;
	value_builder_init(&map, shell->arena);
	value_put(&map, "ref", ref);
	value_put(&map, "id", id);
	return value_tagged(shell->arena, "DBPointer", value_built_map(&map));
}

/* ---- by name ---- */

struct named {
	const char *name;
	shell_maker *make;
};

static const struct value *make(struct shell *shell, const struct named *named,
				size_t count, const struct value_text *name,
				const struct value *const *args, size_t n,
				bool *known)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strlen(named[i].name) == name->len &&
		    !memcmp(named[i].name, name->bytes, name->len)) {
			*known = true;
			return shell_take(shell, 0)
				       ? named[i].make(shell, args, n)
				       : NULL;
		}
	*known = false;
	return NULL;
}

static const struct named calls[] = {
	{"ObjectId", object_id},
	{"ISODate", date},
	{"Date", date},
	{"Long", long_of},
	{"NumberLong", long_of},
	{"Int32", int_of},
	{"NumberInt", int_of},
	{"Double", double_of},
	{"Decimal128", decimal_of},
	{"NumberDecimal", decimal_of},
	{"Timestamp", timestamp_of},
	{"MinKey", min_key},
	{"MaxKey", max_key},
	{"BSONSymbol", symbol_of},
	{"Code", code_of},
	{"RegExp", regex_of},
	{"BSONRegExp", regex_of},
	{"DBRef", reference_of},
	{"DBPointer", pointer_of},
	{"UUID", shell_uuid_of},
	{"MD5", shell_md5},
	{"BinData", shell_bin_data},
	{"HexData", shell_hex_data},
	{"Binary.createFromBase64", shell_of_base64},
	{"Buffer.from", shell_buffer_of},
	{"Binary", shell_of_buffer},
};

const struct value *shell_call(struct shell *shell,
			       const struct value_text *name,
			       const struct value *const *args, size_t n)
{
	const struct value *value, *inner = &value_null;
	bool known;

	value = make(shell, calls, ARRAY_LEN(calls), name, args, n, &known);
	if (known)
		return value;
	/* At the start of a line only a result is one: WriteResult({…}). */
	if (!shell->depth && (n != 1 || args[0]->kind != VALUE_MAP))
		return NULL;
	if (n == 1)
		inner = args[0];
	else if (n)
		inner = value_list(shell->arena, args, n);
	return value_tagged(shell->arena,
			    arena_copy(shell->arena, name->bytes, name->len),
			    inner);
}

/* By the first key; one that has a second key may have it too. */
static const struct {
	struct named type;
	const char *second;
} extended[] = {
	{{"$oid", object_id}, NULL},
	{{"$date", date}, NULL},
	{{"$numberInt", int_of}, NULL},
	{{"$numberLong", long_of}, NULL},
	{{"$numberDouble", double_of}, NULL},
	{{"$numberDecimal", decimal_of}, NULL},
	{{"$binary", shell_extended_binary}, "$type"},
	{{"$uuid", shell_uuid_of}, NULL},
	{{"$regularExpression", regex_of}, NULL},
	{{"$timestamp", timestamp_of}, NULL},
	{{"$minKey", min_key}, NULL},
	{{"$maxKey", max_key}, NULL},
	{{"$undefined", undefined}, NULL},
	{{"$code", code_of}, "$scope"},
	{{"$symbol", symbol_of}, NULL},
	{{"$dbPointer", pointer_of}, NULL},
};

const struct value *shell_extended(struct shell *shell, const struct value *map)
{
	const struct value_pair *pairs = map->as.map.pairs;
	size_t n = map->as.map.n, i;
	const struct value *args[2], *value = NULL;
	bool known = false;

	if (map->kind != VALUE_MAP || !n || n > 2 ||
	    pairs[0].key.bytes[0] != '$')
		return map;
	for (i = 0; i < n; i++)
		args[i] = pairs[i].value;
	for (i = 0; i < ARRAY_LEN(extended) && !known; i++) {
		if (n == 2 && (!extended[i].second ||
			       strcmp(pairs[1].key.bytes, extended[i].second)))
			continue;
		value = make(shell, &extended[i].type, 1, &pairs[0].key, args,
			     n, &known);
	}
	return value ? value : map;
}
