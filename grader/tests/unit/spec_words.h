/*
 * A small vocabulary for the tests of spec/: the kinds and types of field
 * that the real one has, and nothing behind them.
 */
#ifndef GRADER_TESTS_SPEC_WORDS_H
#define GRADER_TESTS_SPEC_WORDS_H

#include "spec/load.h"

struct any_body {
	const char *text, *text2;
	struct texts texts;
	struct spec_files files, files2;
	struct spec_strings strings;
	struct spec_entries entries;
	struct spec_pattern pattern;
	struct spec_span span;
	const struct value *value;
	size_t step;
	int64_t number, number2;
	double real;
	int index;
	bool truth;
};

#define FIELD(word, kind, member, ...)                       \
	{                                                    \
		.key = word, .type = FIELD_##kind,           \
		.offset = offsetof(struct any_body, member), \
		.doc = "For tests.", __VA_ARGS__             \
	}
#define FIRST(word, kind, member) FIELD(word, kind, member, .required = true)
#define MORE(word, kind, member) FIELD(word, kind, member, .required = false)

/* A shape of one field, which is its kind. */
#define SHAPE1(id, word, kind, member)                                        \
	static const struct field fields_##id[] = {FIRST(word, kind, member), \
						   {0}};                      \
	static const struct shape shape_##id = {                              \
		.name = word,                                                 \
		.doc = "For tests.",                                          \
		.fields = fields_##id,                                        \
		.size = sizeof(struct any_body)}

static const char *const words_of_exit[] = {"any", NULL};
static const char *const words_of_objects[] = {"table",	  "view",  "trigger",
					       "routine", "index", NULL};

static const struct field fields_mysql[] = {
	MORE("database", NAME, text),	 MORE("load", FILES, files),
	MORE("generate", FILES, files2), MORE("rows", INT, number),
	MORE("seed", INT, number2),	 MORE("sql_mode", TEXT, text2),
	MORE("now", DATE, text2),	 {0}};
static const struct shape shape_mysql = {.name = "mysql",
					 .doc = "For tests.",
					 .fields = fields_mysql,
					 .size = sizeof(struct any_body)};

static const struct field fields_answer[] = {
	MORE("status", INT, number), MORE("text", TEXT, text),
	MORE("file", FILES, files),  MORE("headers", STRINGS, strings),
	MORE("cut", BOOL, truth),    {0}};
static const struct field fields_http[] = {
	MORE("host", HOST, text),
	FIELD("routes", ROUTES, entries, .fields = fields_answer,
	      .size = sizeof(struct any_body)),
	{0}};
static const struct shape shape_http = {.name = "http",
					.doc = "For tests.",
					.fields = fields_http,
					.size = sizeof(struct any_body)};

static const struct field fields_run[] = {
	FIRST("run", HANDIN, text),
	MORE("args", TEXTS, texts),
	MORE("stdin", TEXT, text2),
	MORE("env", STRINGS, strings),
	MORE("more", TEXT, text2),
	FIELD("exit", ENUM, index, .names = words_of_exit),
	{0}};
static const struct shape shape_run = {.name = "run",
				       .doc = "For tests.",
				       .fields = fields_run,
				       .size = sizeof(struct any_body)};

static const struct field fields_schema[] = {
	FIRST("schema", NAME, text), MORE("names", BOOL, truth), {0}};
static const struct shape shape_schema = {.name = "schema",
					  .doc = "For tests.",
					  .fields = fields_schema,
					  .size = sizeof(struct any_body)};

static const struct field fields_objects[] = {FIELD("objects", NAMES, texts,
						    .names = words_of_objects,
						    .required = true),
					      {0}};
static const struct shape shape_objects = {.name = "objects",
					   .doc = "For tests.",
					   .fields = fields_objects,
					   .size = sizeof(struct any_body),
					   .needs_relation = true};

static const struct field fields_together[] = {FIELD("together", PART, value,
						     .part = "steps_at_once",
						     .required = true),
					       {0}};
static const struct shape shape_together = {.name = "together",
					    .doc = "For tests.",
					    .fields = fields_together,
					    .several = true,
					    .alone = "one list is enough"};

static const struct field fields_halt[] = {FIRST("halt", TEXT, text), {0}};
static const struct shape shape_halt = {.name = "halt",
					.doc = "For tests.",
					.fields = fields_halt,
					.size = sizeof(struct any_body),
					.alone = "it halts them all"};

SHAPE1(sql, "sql", TEXT, text);
SHAPE1(write, "write", STRINGS, strings);
SHAPE1(remove, "remove", PATH, text);
SHAPE1(rows, "rows", TEXT, text);
SHAPE1(plan, "plan", TEXT, text);
SHAPE1(error, "error", STEP, step);
SHAPE1(exit, "exit", STEP, step);
SHAPE1(results, "results", STEP, step);
SHAPE1(out, "stdout", STEP, step);
SHAPE1(source, "source", HANDIN, text);
SHAPE1(tree, "tree", PATH, text);
SHAPE1(file, "file", PATH, text);
SHAPE1(requests, "requests", ROUTE, text);
SHAPE1(equals, "equals", VALUE, value);
SHAPE1(one_of, "one_of", VALUES, value);
SHAPE1(at_most, "at_most", VALUE, value);
SHAPE1(at_least, "at_least", REAL, real);
SHAPE1(between, "between", NUMBERS, span);
SHAPE1(matches, "matches", PATTERN, pattern);
SHAPE1(contains, "contains", VALUE, value);
SHAPE1(lacks, "lacks", VALUE, value);
SHAPE1(unchanged, "unchanged", BOOL, truth);

static const struct shape *const test_stores[] = {&shape_mysql, &shape_http,
						  NULL};
static const struct shape *const test_steps[] = {
	&shape_run,	 &shape_sql,  &shape_write, &shape_remove,
	&shape_together, &shape_halt, NULL};
static const struct shape *const test_subjects[] = {
	&shape_rows,   &shape_schema, &shape_objects, &shape_plan,
	&shape_error,  &shape_exit,   &shape_results, &shape_out,
	&shape_source, &shape_tree,   &shape_file,    &shape_requests,
	NULL};
static const struct shape *const test_relations[] = {
	&shape_equals,	  &shape_one_of,
	&shape_at_most,	  &shape_at_least,
	&shape_between,	  &shape_matches,
	&shape_contains,  &shape_lacks,
	&shape_unchanged, NULL};

static const struct planned test_planned[] = {
	{"redis", "the store and the step for Redis"},
	{"later", "the step that lets time pass"},
	{"keys", "the subject for the keys of Redis"},
	{"grows", "the relation for growth with size"},
	{0}};

static const char *const sql_suffixes[] = {".sql", NULL};
static const char *const shell_suffixes[] = {".js", ".mongodb", NULL};
static const struct spoken test_languages[] = {
	{"sql", sql_suffixes}, {"mongosh", shell_suffixes}, {0}};

static const struct vocabulary test_vocabulary = {
	.stores = test_stores,
	.steps = test_steps,
	.subjects = test_subjects,
	.relations = test_relations,
	.planned = test_planned,
	.languages = test_languages,
};

#endif
