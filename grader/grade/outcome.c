/* The step `run`, the subjects of outcomes, and outcomes on the wire. */
#include "grade/outcome.h"

#include "grade/commands.h"
#include "grade/registry.h"
#include "text/shellvalues.h"

/* ---- run ---- */

static const char *const leaves[] = {"judged", "any", NULL};

struct run_body {
	struct run run; /* `any_exit` is set from `leave` */
	int leave;	/* index in `leaves` */
};

static bool act(struct place *place, const void *body, struct outcome *outcome,
		struct err *err)
{
	const struct run_body *run = body;
	const struct handed *handed = place_handed(place, run->run.file);
	const struct language *language =
		handed ? language_of(handed->language) : NULL;
	struct run how;

	if (!language)
		return err_set(err, ERR_SPEC, "\"%s\" is not handed in",
			       run->run.file);
	how = run->run;
	how.any_exit = run->leave == 1;
	return language->run(place, handed, &how, outcome, err);
}

#define RUN(member) offsetof(struct run_body, member)

static const struct field run_fields[] = {
	{.key = "run",
	 .doc = "A hand-in; runs it in its language.",
	 .type = FIELD_HANDIN,
	 .offset = RUN(run.file),
	 .required = true},
	{.key = "args",
	 .doc = "Arguments of the program.",
	 .type = FIELD_TEXTS,
	 .offset = RUN(run.args)},
	{.key = "stdin",
	 .doc = "What it reads from standard input.",
	 .type = FIELD_TEXT,
	 .offset = RUN(run.standard_input)},
	{.key = "env",
	 .doc = "Environment variables.",
	 .type = FIELD_STRINGS,
	 .offset = RUN(run.env)},
	{.key = "more",
	 .doc = "Text typed after the file in the same shell or session.",
	 .type = FIELD_TEXT,
	 .offset = RUN(run.more)},
	{.key = "exit",
	 .doc = "any: a status other than 0 does not end the case; judged: it "
		"does.",
	 .type = FIELD_ENUM,
	 .offset = RUN(leave),
	 .names = leaves},
	{0}};

const struct step_kind step_run = {
	.shape = {.name = "run",
		  .doc = "Runs the hand-in.",
		  .fields = run_fields,
		  .size = sizeof(struct run_body)},
	.act = act,
};

const struct language *outcome_run_in(const struct place *place,
				      const struct step *step)
{
	const struct run_body *body = step->clause.body;
	const struct handed *handed;

	if (step->clause.shape != &step_run.shape)
		return NULL;
	handed = place_handed(place, body->run.file);
	return handed ? language_of(handed->language) : NULL;
}

/* ---- subjects ---- */

struct step_body {
	size_t step; /* the parent hands `of` that step's outcome */
};

static const struct value *or_none(const struct value *value)
{
	return value ? value : &value_none;
}

static const struct value *of_value(const struct outcome *outcome,
				    const void *body, struct arena *arena)
{
	(void)body;
	(void)arena;
	return or_none(outcome->value);
}

static const struct value *of_error(const struct outcome *outcome,
				    const void *body, struct arena *arena)
{
	(void)body;
	if (!outcome_failed(outcome))
		return &value_none;
	return value_error(arena, outcome->number,
			   outcome->state ? outcome->state : "",
			   outcome->text ? outcome->text : "");
}

static const struct value *of_stdout(const struct outcome *outcome,
				     const void *body, struct arena *arena)
{
	(void)body;
	(void)arena;
	return or_none(outcome->out);
}

static const struct value *of_stderr(const struct outcome *outcome,
				     const void *body, struct arena *arena)
{
	(void)body;
	(void)arena;
	return or_none(outcome->err);
}

static const struct value *of_exit(const struct outcome *outcome,
				   const void *body, struct arena *arena)
{
	(void)body;
	(void)arena;
	return or_none(outcome->exit);
}

static const struct value *of_results(const struct outcome *outcome,
				      const void *body, struct arena *arena)
{
	(void)body;
	(void)arena;
	return or_none(outcome->results);
}

static const struct value *of_printed(const struct outcome *outcome,
				      const void *body, struct arena *arena)
{
	size_t room = SHELLVALUES_ROOM;

	(void)body;
	if (!outcome->out || (outcome->out->kind != VALUE_TEXT &&
			      outcome->out->kind != VALUE_BYTES))
		return &value_none;
	return shellvalues(outcome->out->as.text.bytes,
			   outcome->out->as.text.len, arena, &room);
}

static const struct value *of_memory(const struct outcome *outcome,
				     const void *body, struct arena *arena)
{
	(void)body;
	return outcome->memory ? value_int(arena, outcome->memory)
			       : &value_none;
}

#define OUTCOME_SUBJECT(word, text, ...)                     \
	static const struct field word##_fields[] = {        \
		{.key = #word,                               \
		 .doc = "A step by its `as` name, or last.", \
		 .type = FIELD_STEP,                         \
		 .offset = offsetof(struct step_body, step), \
		 .required = true},                          \
		{0}};                                        \
	static const struct subject_kind subject_##word = {  \
		.shape = {.name = #word,                     \
			  .doc = text,                       \
			  .fields = word##_fields,           \
			  .size = sizeof(struct step_body)}, \
		.of = of_##word,                             \
		__VA_ARGS__}

OUTCOME_SUBJECT(value, "The value of a step's last expression.",
		.exact_types = true, .told = true);
OUTCOME_SUBJECT(error, "What a step was refused with; nothing if it was not.",
		.nothing = "there was no error: it was not refused");
/* C's own names for the streams are macros. */
#undef stdout
#undef stderr
OUTCOME_SUBJECT(stdout, "What a step printed.", .told = true);
OUTCOME_SUBJECT(stderr, "What a step printed as errors.", .exact_types = false);
OUTCOME_SUBJECT(exit, "The status that a step ended with.",
		.exact_types = false);
OUTCOME_SUBJECT(memory, "The most memory that a program of a step had, bytes.",
		.nothing = "no program ran");
OUTCOME_SUBJECT(results, "The last result set of a step; pick: all for all.",
		.nothing = "it printed no rows at all", .ordered = true,
		.told = true);

OUTCOME_SUBJECT(printed,
		"The values that a shell printed, and its other lines.",
		.nothing = "it has no output", .ordered = true, .told = true,
		.truths_apart = true);

const struct subject_kind *const outcome_subjects[] = {
	&subject_value,	   &subject_error,
	&subject_stdout,   &subject_stderr,
	&subject_exit,	   &subject_memory,
	&subject_results,  &subject_printed,
	&commands_subject, NULL};

/* ---- on the wire ---- */

bool outcome_failed(const struct outcome *outcome)
{
	return outcome->fate != FATE_DONE && outcome->fate != FATE_NOT_RUN;
}

static void put_text(struct value_builder *map, const char *key,
		     const char *text)
{
	if (text)
		value_put(map, key, value_str(map->arena, text));
}

static void put_int(struct value_builder *map, const char *key, int64_t number)
{
	if (number)
		value_put(map, key, value_int(map->arena, number));
}

static void put_value(struct value_builder *map, const char *key,
		      const struct value *value)
{
	if (value)
		value_put(map, key, value);
}

const struct value *outcome_value(const struct outcome *outcome,
				  struct arena *arena)
{
	struct value_builder map;

	value_builder_init(&map, arena);
	put_int(&map, "fate", (int64_t)outcome->fate);
	put_text(&map, "reason", outcome->reason);
	put_int(&map, "number", outcome->number);
	put_text(&map, "state", outcome->state);
	put_text(&map, "text", outcome->text);
	put_text(&map, "file", outcome->file);
	put_int(&map, "line", outcome->line);
	put_text(&map, "statement", outcome->statement);
	put_int(&map, "allowed", outcome->allowed);
	put_int(&map, "measured", outcome->measured);
	put_value(&map, "value", outcome->value);
	put_value(&map, "results", outcome->results);
	put_value(&map, "out", outcome->out);
	put_value(&map, "err", outcome->err);
	put_value(&map, "exit", outcome->exit);
	put_value(&map, "warnings", outcome->warnings);
	put_int(&map, "memory", outcome->memory);
	put_int(&map, "left", outcome->left);
	put_value(&map, "commands", outcome->commands);
	put_int(&map, "spent", outcome->spent_us);
	return value_built_map(&map);
}

static const char *get_text(const struct value *map, const char *key)
{
	const struct value *value = value_get(map, key);

	return value && value->kind == VALUE_TEXT ? value->as.text.bytes : NULL;
}

static int64_t get_int(const struct value *map, const char *key)
{
	const struct value *value = value_get(map, key);

	return value && value->kind == VALUE_INT ? value->as.integer : 0;
}

void outcome_of_value(const struct value *value, struct outcome *outcome)
{
	*outcome = (struct outcome){
		.fate = (enum fate)get_int(value, "fate"),
		.reason = get_text(value, "reason"),
		.number = (int)get_int(value, "number"),
		.state = get_text(value, "state"),
		.text = get_text(value, "text"),
		.file = get_text(value, "file"),
		.line = get_int(value, "line"),
		.statement = get_text(value, "statement"),
		.allowed = get_int(value, "allowed"),
		.measured = get_int(value, "measured"),
		.value = value_get(value, "value"),
		.results = value_get(value, "results"),
		.out = value_get(value, "out"),
		.err = value_get(value, "err"),
		.exit = value_get(value, "exit"),
		.warnings = value_get(value, "warnings"),
		.memory = get_int(value, "memory"),
		.left = get_int(value, "left") != 0,
		.commands = value_get(value, "commands"),
		.spent_us = get_int(value, "spent"),
	};
}

void outcome_limited(struct outcome *outcome, const char *reason,
		     int64_t allowed, int64_t measured)
{
	outcome->fate = FATE_LIMITED;
	outcome->reason = reason;
	outcome->allowed = allowed;
	outcome->measured = measured > allowed ? measured : allowed;
}
