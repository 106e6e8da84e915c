/* The tables of the grammar's own keys. */
#include "spec/grammar.h"

const char *const level_names[] = {"mandatory", "advanced", NULL};
const char *const dialect_names[] = {"excused", "strict", NULL};
const char *const needs_names[] = {"mysql", "mariadb", NULL};
const char *const style_names[] = {"advice", "strict", NULL};
const char *const draw_names[] = {"word", "number", "name", NULL};

/* In the order of enum show. */
const char *const show_names[] = {"difference", "expected", "nothing", NULL};

/* In the order of enum read_how, from READ_NUMBER. */
const char *const read_names[] = {"number", "lines", NULL};

/* In the order of enum value_order, from ORDER_ANY. */
const char *const order_names[] = {"any", "exact", NULL};

#define KEY(word, kind, ...)                                            \
	{                                                               \
		.key = #word, .type = FIELD_##kind, .offset = AT(word), \
		__VA_ARGS__                                             \
	}
#define REQUIRED .required = true

#define AT(member) offsetof(struct project_keys, member)
const struct field project_fields[] = {
	KEY(grader, INT, .doc = "The version of this grammar: 1.", REQUIRED),
	KEY(title, LINE, .doc = "What the project is called.", REQUIRED),
	KEY(style, ENUM,
	    .doc = "strict: the checks of `every` have a point each.",
	    .names = style_names),
	KEY(language, LINE,
	    .doc = "The language of hand-ins without a suffix."),
	KEY(with, PART,
	    .doc = "Names for texts, written ${name}, in every task.",
	    .part = "with"),
	KEY(every, PART,
	    .doc = "Checks for every task with a hand-in of a language.",
	    .part = "every"),
	{0}};
#undef AT

#define AT(member) offsetof(struct task_keys, member)
const struct field task_fields[] = {
	KEY(title, LINE, .doc = "What the task is called.", REQUIRED),
	KEY(level, ENUM, .doc = "mandatory unless it says advanced.",
	    .names = level_names),
	KEY(hand_in, PART, .doc = "The files that a learner hands in.",
	    REQUIRED, .part = "hand_in"),
	KEY(given, PART, .doc = "What the stores hold, for every case.",
	    .part = "given"),
	KEY(when, PART, .doc = "Steps that come before those of every case.",
	    .part = "steps"),
	KEY(cases, PART, .doc = "What is tried, and what has to hold then.",
	    REQUIRED, .part = "cases"),
	KEY(limits, PART, .doc = "What one case may use.", .part = "limits"),
	KEY(needs, ENUM,
	    .doc = "The only server on which the task can be done.",
	    .names = needs_names),
	KEY(dialect, ENUM,
	    .doc = "strict: what only another server knows is a mistake, "
		   "which the statement rules out; excused unless it says so.",
	    .names = dialect_names),
	KEY(with, PART, .doc = "Names for texts, written ${name}.",
	    .part = "with"),
	KEY(wrong, PART, .doc = "The solutions in wrong/, and what they fail.",
	    .part = "wrong"),
	KEY(solution, LINE,
	    .doc = "../TASK: the reference of another task of the project."),
	{0}};
#undef AT

#define AT(member) offsetof(struct case_keys, member)
const struct field case_fields[] = {
	KEY(name, LINE, .doc = "What has to work, in words for the learner."),
	KEY(given, PART, .doc = "What the stores hold, merged over the task's.",
	    .part = "given"),
	KEY(when, PART, .doc = "Steps, in this order.", .part = "steps"),
	KEY(then, PART, .doc = "Checks; each looks at what the steps left.",
	    REQUIRED, .part = "checks"),
	{0}};
#undef AT

#define AT(member) offsetof(struct step, member)
const struct field step_fields[] = {
	KEY(as, NAME,
	    .doc = "A name by which checks look at what the step gave."),
	KEY(may_fail, BOOL,
	    .doc = "An error of the step does not end the case."),
	KEY(mask, BOOL,
	    .doc = "What the step yields is compared as <as.0>, <as.1>."),
	{0}};
#undef AT

#define AT(member) offsetof(struct check_keys, member)
const struct field check_fields[] = {
	KEY(points, INT, .doc = "1 by default; 0 is advice.", .most = 1000),
	KEY(name, LINE, .doc = "What is checked, in words for the learner."),
	KEY(hint, TEXT, .doc = "What helps a learner who fails it."),
	KEY(show, ENUM, .doc = "What a learner who fails it sees.",
	    .names = show_names),
	KEY(read, PART, .doc = "Takes a number, lines or rows from a text.",
	    .part = "read"),
	KEY(pick, TEXTS, .doc = "The part, or parts, of the value to judge."),
	KEY(ignore, TEXTS, .doc = "Parts of the value that do not matter."),
	KEY(order, PART, .doc = "Whether the order of rows matters.",
	    .part = "order"),
	KEY(tolerance, REAL, .doc = "By how much numbers may differ."),
	KEY(count, PART, .doc = "A relation for the length of the value.",
	    .part = "relation"),
	KEY(each, PART, .doc = "A relation for every element of the value.",
	    .part = "relation"),
	{0}};
#undef AT

#define MINUTE INT64_C(60000)
#define MIB (INT64_C(1) << 20)

#define LIMIT(word, member, kind, text, highest)                       \
	{                                                              \
		.key = #word, .doc = text, .type = FIELD_##kind,       \
		.offset = offsetof(struct limits, member), .least = 1, \
		.most = highest                                        \
	}
const struct field limit_fields[] = {
	LIMIT(wall, wall_ms, TIME, "Time for one case; 10 s by default.",
	      10 * MINUTE),
	LIMIT(cpu, cpu_ms, TIME, "Processor time of a program; 5 s by default.",
	      10 * MINUTE),
	LIMIT(output, output, SIZE, "What one case may say; 8 MiB by default.",
	      64 * MIB),
	LIMIT(memory, memory, SIZE,
	      "Memory of a server or program; 512 MiB by default.", 8192 * MIB),
	LIMIT(disk, disk, SIZE, "Disk; 256 MiB by default.", 8192 * MIB),
	LIMIT(processes, processes, INT,
	      "Processes of a program; 32 by default.", 1024),
	{0}};

#define AT(member) offsetof(struct handin_keys, member)
const struct field handin_fields[] = {
	KEY(file, PATH, .doc = "The name of the file.", REQUIRED),
	KEY(language, LINE, .doc = "What it is written in.", REQUIRED),
	{0}};
#undef AT

#define AT(member) offsetof(struct wrong_keys, member)
const struct field wrong_fields[] = {
	KEY(fails, TEXTS, .doc = "Names of the cases or checks that it fails.",
	    REQUIRED),
	KEY(says, TEXT,
	    .doc = "What to tell a learner whose value is the same."),
	{0}};
#undef AT

#define AT(member) offsetof(struct draw_keys, member)
const struct field draw_fields[] = {
	KEY(draw, ENUM, .doc = "What is drawn anew with every seed.", REQUIRED,
	    .names = draw_names),
	{0}};
#undef AT

#define AT(member) offsetof(struct match_keys, member)
const struct field match_fields[] = {
	KEY(match, PATTERN, .doc = "Every match is a row of its named groups.",
	    REQUIRED),
	{0}};
#undef AT

#define AT(member) offsetof(struct by_keys, member)
const struct field by_fields[] = {
	KEY(by, TEXTS,
	    .doc = "Columns whose sequence is that of the reference.",
	    REQUIRED),
	{0}};
#undef AT
