/*
 * The keys of the grammar that belong to no store, language or relation, as
 * the same kind of tables: what binds a task.yaml and a project.yaml is what
 * the schema is made of.
 */
#ifndef GRADER_SPEC_GRAMMAR_H
#define GRADER_SPEC_GRAMMAR_H

#include "spec/yaml.h"

/* The version of the grammar that project.yaml names. */
#define GRAMMAR 1

struct project_keys {
	int64_t grader;
	const char *title, *language;
	int style; /* of style_names; -1: not said */
	const struct node *with, *every;
};

struct task_keys {
	const char *title, *solution;
	int level, needs, dialect; /* of level_names, needs_names,
				      dialect_names; -1: not said */
	const struct node *hand_in, *given, *when, *cases, *limits, *with,
		*wrong;
};

struct case_keys {
	const char *name;
	const struct node *given, *when, *then;
};

struct check_keys {
	int64_t points; /* -1: not said */
	const char *name, *hint;
	int show; /* of show_names */
	struct texts pick, ignore;
	double tolerance;
	const struct node *read, *order, *count, *each;
};

struct handin_keys {
	const char *file, *language;
};

struct wrong_keys {
	struct texts fails;
	const char *says;
};

struct draw_keys {
	int draw; /* of draw_names */
};

struct match_keys {
	struct spec_pattern match;
};

struct by_keys {
	struct texts by;
};

/* Each ends with a zeroed field. */
extern const struct field project_fields[], task_fields[], case_fields[],
	step_fields[], check_fields[], limit_fields[], handin_fields[],
	wrong_fields[], draw_fields[], match_fields[], by_fields[];

/* Each ends with NULL. */
extern const char *const level_names[],
	*const needs_names[],
		*const dialect_names[],
			*const style_names[],
				*const show_names[],
					*const draw_names[],
						*const read_names[],
							*const order_names[];

enum draw { DRAW_WORD, DRAW_NUMBER, DRAW_NAME };

#endif
