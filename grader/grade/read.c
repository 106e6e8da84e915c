/* Texts read as numbers, lines or rows. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "grade/read.h"

#include "base/num.h"

#include <pcre2.h>

#define MATCHES_MOST 100000
#define EFFORT_MOST 1000000 /* steps of the matcher: far below a second */

static const struct value *number(const struct value *value,
				  struct arena *arena)
{
	static const char blanks[] = " \t\r\n";
	const char *from = value->as.text.bytes;
	size_t len = value->as.text.len;
	int64_t integer;
	double real;

	while (len && strchr(blanks, *from)) {
		from++;
		len--;
	}
	while (len && strchr(blanks, from[len - 1]))
		len--;
	if (num_int(from, len, &integer))
		return value_int(arena, integer);
	if (num_real(from, len, &real))
		return memchr(from, 'e', len) || memchr(from, 'E', len)
			       ? value_real(arena, real, false)
			       : value_scalar(arena, VALUE_DECIMAL, from, len);
	return value;
}

static const struct value *lines(const struct value *value, struct arena *arena)
{
	const char *at = value->as.text.bytes, *end = at + value->as.text.len;
	struct value_builder list;

	value_builder_init(&list, arena);
	while (at < end) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		size_t len = (size_t)((stop ? stop : end) - at);

		if (len && at[len - 1] == '\r')
			value_append(&list, value_text(arena, at, len - 1));
		else
			value_append(&list, value_text(arena, at, len));
		at = stop ? stop + 1 : end;
	}
	return value_built_list(&list);
}

/* ---- match ---- */

struct pattern {
	pcre2_code *code;
	pcre2_match_data *data;
	pcre2_match_context *context;
	uint32_t groups;    /* named ones */
	const char **names; /* by their place among the named ones */
	uint32_t *numbers;
};

static void release(struct pattern *pattern)
{
	pcre2_match_data_free(pattern->data);
	pcre2_match_context_free(pattern->context);
	pcre2_code_free(pattern->code);
}

/* The table of names is sorted by name; we want the groups' own order. */
static void sort_groups(struct pattern *pattern)
{
	uint32_t i, j;

	for (i = 0; i < pattern->groups; i++)
		for (j = i + 1; j < pattern->groups; j++)
			if (pattern->numbers[j] < pattern->numbers[i]) {
				uint32_t number = pattern->numbers[i];
				const char *name = pattern->names[i];

				pattern->numbers[i] = pattern->numbers[j];
				pattern->names[i] = pattern->names[j];
				pattern->numbers[j] = number;
				pattern->names[j] = name;
			}
}

static void name_groups(struct pattern *pattern, struct arena *arena)
{
	uint32_t size = 0, i;
	PCRE2_SPTR table = NULL;

	pcre2_pattern_info(pattern->code, PCRE2_INFO_NAMECOUNT,
			   &pattern->groups);
	pcre2_pattern_info(pattern->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
	pcre2_pattern_info(pattern->code, PCRE2_INFO_NAMETABLE, &table);
	pattern->names = ARENA_ARRAY(arena, pattern->groups, const char *);
	pattern->numbers = ARENA_ARRAY(arena, pattern->groups, uint32_t);
	for (i = 0; i < pattern->groups; i++, table += size) {
		pattern->numbers[i] = (uint32_t)table[0] << 8 | table[1];
		pattern->names[i] = arena_str(arena, (const char *)table + 2);
	}
	sort_groups(pattern);
}

static bool compile(const struct spec_pattern *text, struct pattern *pattern,
		    struct arena *arena)
{
	uint32_t how = PCRE2_MULTILINE | PCRE2_UTF | PCRE2_MATCH_INVALID_UTF;
	PCRE2_SIZE at;
	int error;

	*pattern = (struct pattern){0};
	pattern->code = pcre2_compile((PCRE2_SPTR)text->text, text->len, how,
				      &error, &at, NULL);
	if (!pattern->code)
		return false;
	pattern->data =
		pcre2_match_data_create_from_pattern(pattern->code, NULL);
	pattern->context = pcre2_match_context_create(NULL);
	if (!pattern->data || !pattern->context)
		return false;
	pcre2_set_match_limit(pattern->context, EFFORT_MOST);
	name_groups(pattern, arena);
	return true;
}

static const struct value *group(const struct pattern *pattern,
				 const struct value_text *text, uint32_t i,
				 struct arena *arena)
{
	const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(pattern->data);
	PCRE2_SIZE from = ends[2 * pattern->numbers[i]];
	PCRE2_SIZE to = ends[2 * pattern->numbers[i] + 1];

	if (from == PCRE2_UNSET)
		return &value_null;
	return value_text(arena, text->bytes + from, to - from);
}

static size_t search(const struct pattern *pattern,
		     const struct value_text *text, struct value_builder *cells,
		     struct arena *arena)
{
	const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(pattern->data);
	size_t at = 0, rows = 0;
	uint32_t i;

	while (rows < MATCHES_MOST && at <= text->len &&
	       pcre2_match(pattern->code, (PCRE2_SPTR)text->bytes, text->len,
			   at, 0, pattern->data, pattern->context) > 0) {
		for (i = 0; i < pattern->groups; i++)
			value_append(cells, group(pattern, text, i, arena));
		rows++;
		at = ends[1] > ends[0] ? ends[1] : ends[1] + 1;
	}
	return rows;
}

static const struct value *matches(const struct spec_pattern *text,
				   const struct value *value,
				   struct arena *arena)
{
	struct pattern pattern;
	struct value_builder cells;
	struct value_text *names;
	size_t rows = 0;
	uint32_t i;

	value_builder_init(&cells, arena);
	if (compile(text, &pattern, arena))
		rows = search(&pattern, &value->as.text, &cells, arena);
	names = ARENA_ARRAY(arena, pattern.groups, struct value_text);
	for (i = 0; i < pattern.groups; i++)
		names[i] = (struct value_text){.bytes = pattern.names[i],
					       .len = strlen(pattern.names[i])};
	release(&pattern);
	return value_table(arena, names, pattern.groups, cells.items,
			   pattern.groups ? rows : 0);
}

const struct value *read_value(const struct options *options,
			       const struct value *value, struct arena *arena)
{
	if (value->kind != VALUE_TEXT)
		return value;
	switch (options->read) {
	case READ_AS_IS:
		return value;
	case READ_NUMBER:
		return number(value, arena);
	case READ_LINES:
		return lines(value, arena);
	case READ_MATCH:
		return matches(&options->match, value, arena);
	}
	return value;
}
