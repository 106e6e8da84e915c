/* matches: a text in which a pattern is found. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "check/words.h"

#include "value/show.h"

#include <pcre2.h>

/* Steps of the matcher: far below a second, whatever the text. */
#define EFFORT_MOST 1000000

struct body {
	struct spec_pattern pattern;
};

/* The result of pcre2_match: >= 0 found, PCRE2_ERROR_… else. */
static int search(const struct spec_pattern *pattern,
		  const struct value_text *text)
{
	uint32_t how = PCRE2_MULTILINE | PCRE2_UTF | PCRE2_MATCH_INVALID_UTF;
	int found = PCRE2_ERROR_INTERNAL, error;
	PCRE2_SIZE at;
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern->text,
					 pattern->len, how, &error, &at, NULL);
	pcre2_match_context *context = pcre2_match_context_create(NULL);
	pcre2_match_data *data =
		code ? pcre2_match_data_create_from_pattern(code, NULL) : NULL;

	if (data && context) {
		pcre2_set_match_limit(context, EFFORT_MOST);
		found = pcre2_match(code, (PCRE2_SPTR)text->bytes, text->len, 0,
				    0, data, context);
	}
	pcre2_match_data_free(data);
	pcre2_match_context_free(context);
	pcre2_code_free(code);
	return found;
}

static void judge(const struct evidence *evidence, const void *body,
		  struct arena *arena, struct finding *finding)
{
	const struct spec_pattern *pattern =
		&((const struct body *)body)->pattern;
	int found = search(pattern, &evidence->seen->as.text);

	*finding = (struct finding){
		.holds = found >= 0,
		.share = found >= 0,
		.seen = evidence->seen,
		.wanted = arena_printf(
			arena, "a text that matches %s",
			shown_text(pattern->text, pattern->len, arena))};
	if (found >= 0)
		return;
	finding->why =
		found == PCRE2_ERROR_NOMATCH
			? arena_printf(arena, "%s does not match %s",
				       words_value(evidence->seen, arena),
				       shown_text(pattern->text, pattern->len,
						  arena))
			: "the text is too hard to search";
}

static const struct field fields[] = {
	{.key = "matches",
	 .doc = "A regular expression (PCRE2) that is found in the text.",
	 .type = FIELD_PATTERN,
	 .offset = offsetof(struct body, pattern),
	 .required = true},
	{0}};

extern const struct relation relation_matches;
const struct relation relation_matches = {
	.shape = {.name = "matches",
		  .doc = "A text in which a pattern is found.",
		  .fields = fields,
		  .size = sizeof(struct body)},
	.takes = TAKES(VALUE_TEXT),
	.judge = judge,
};
