/*
 * A task as plain structs: what the YAML of a task says, bound through
 * tables and checked, with the bytes of every file that it names.
 *
 * The spec binds shapes, never behaviour. A shape is the name of a kind of
 * step, subject, relation or store and a table of its fields; who owns the
 * kind finds its function from the shape (see CONTAINER_OF).
 */
#ifndef GRADER_SPEC_TASK_H
#define GRADER_SPEC_TASK_H

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"
#include "value/equal.h"
#include "value/value.h"

#include <stdint.h>

/* ---- shapes: what a store, language or relation tells the spec ---- */

enum field_type {
	FIELD_TEXT,    /* const char *: any text */
	FIELD_LINE,    /* const char *: a text on one line, not empty */
	FIELD_NAME,    /* const char *: a table, view, index, database: 1 to 64
			  letters, digits, _ and $ */
	FIELD_TEXTS,   /* struct texts: one text or a list of them */
	FIELD_NAMES,   /* struct texts, each one of `names` */
	FIELD_INT,     /* int64_t, at least 0 */
	FIELD_REAL,    /* double */
	FIELD_BOOL,    /* bool */
	FIELD_ENUM,    /* int: the index in `names` */
	FIELD_DATE,    /* const char *: 2024-05-15 or 2024-05-15 10:00:00 */
	FIELD_PATH,    /* const char *: a relative path without ".." */
	FIELD_HANDIN,  /* const char *: a file of hand_in, or '*' in `every` */
	FIELD_FILES,   /* struct spec_files: fixture files, found and read */
	FIELD_STEP,    /* size_t: the index of an earlier step of the case,
			  by its `as` name or `last` */
	FIELD_STRINGS, /* struct spec_strings: a map of texts */
	FIELD_VALUE,   /* const struct value *: any YAML as a typed value */
	FIELD_VALUES,  /* const struct value *: a list of them */
	FIELD_PATTERN, /* struct spec_pattern: a PCRE2 pattern that compiles */
	FIELD_NUMBERS, /* struct spec_span: [low, high] */
	FIELD_TIME,    /* int64_t, milliseconds: 5 s, 500 ms, 2 min */
	FIELD_SIZE,    /* int64_t, bytes: 64 MiB, with B, KiB, MiB or GiB */
	FIELD_HOST,    /* const char *: a host name, in lower case */
	FIELD_ROUTE,   /* const char *: /path, /path?query, host/path, or * */
	FIELD_ROUTES,  /* struct spec_entries: a map from routes to bodies that
			  `fields` binds, one each or a list of them */
	FIELD_PART,    /* const struct node *: a part of the grammar itself,
			  which the spec reads further */
};

struct texts {
	const char *const *items;
	size_t n;
};

struct spec_file {
	const char *name;  /* as written: "store.sql" */
	const char *path;  /* where it was found */
	const char *bytes; /* a NUL that is not counted stands behind them */
	size_t len;
	bool executable;
};

struct spec_files {
	const struct spec_file *items;
	size_t n;
};

struct spec_string {
	const char *key, *value;
};

struct spec_strings {
	const struct spec_string *items;
	size_t n;
};

/* The bodies of one key, at least one; each is as large as its field says. */
struct spec_entry {
	const char *key;
	const void *const *bodies;
	size_t n;
};

struct spec_entries {
	const struct spec_entry *items;
	size_t n;
};

/* Text of a pattern; whoever uses it compiles it again, with limits. */
struct spec_pattern {
	const char *text;
	size_t len;
};

struct spec_span {
	const struct value *low, *high;
};

struct field {
	const char *key; /* NULL ends a table */
	const char *doc; /* one sentence, for the schema and the manual */
	enum field_type type;
	size_t offset; /* in the body */
	bool required;
	const char *const *names; /* FIELD_ENUM, FIELD_NAMES: ends with NULL */
	int64_t least, most; /* FIELD_INT, FIELD_TIME, FIELD_SIZE; a `most` of
				0 sets no bound */
	const char *part;    /* FIELD_PART: its definition in the schema */
	const struct field *fields; /* FIELD_ROUTES: those of one body */
	size_t size;		    /* FIELD_ROUTES: bytes of one body */
};

/*
 * For steps, subjects and relations fields[0] binds the value of the kind
 * key itself (its key is the shape's name) and the others are option keys
 * beside it. For stores the fields are the keys of the map under the name.
 */
struct shape {
	const char *name, *doc;
	const struct field *fields;
	size_t size; /* of the body that the fields fill; zeroed first */
	bool needs_relation; /* subjects: "the same as the reference's" would
				refuse right solutions */
	bool several;	   /* steps: its value is a list of steps, which become
			      steps of the case; nothing binds a body */
	const char *alone; /* steps: why it cannot be one of several that start
			      at once; NULL: it can */
};

struct mark {
	const char *file;
	unsigned line, column; /* from 1 */
};

struct clause {
	const struct shape *shape;
	const void *body; /* shape->size bytes */
	struct mark at;
};

/* ---- one task ---- */

enum read_how { READ_AS_IS, READ_NUMBER, READ_LINES, READ_MATCH };

/* How a check compares; the order of members is the order of applying. */
struct options {
	enum read_how read;
	struct spec_pattern match; /* READ_MATCH */
	struct texts pick;	   /* none: the whole value; one: that part;
				      more: a map from path to part */
	struct texts ignore;
	enum value_order order;
	struct texts by; /* ORDER_BY */
	double tolerance;
};

enum show { SHOW_DIFFERENCE, SHOW_EXPECTED, SHOW_NOTHING };

/* What of the picked value the relation judges. */
enum reach { REACH_WHOLE, REACH_EACH, REACH_COUNT };

struct check {
	struct clause subject;
	struct clause relation; /* shape NULL: the same as the reference's */
	enum reach reach;
	struct options options;
	const char *name; /* never NULL: given, or made of the subject */
	const char *hint; /* or NULL */
	int64_t points;
	enum show show;
	struct mark at;
};

struct step {
	struct clause clause;
	const char *as; /* or NULL */
	bool may_fail, mask;
	size_t together; /* the same number: they start at once; 0: alone */
};

/* So many steps can start at once: an account has eight connections. */
#define STEPS_AT_ONCE 6

struct scene { /* one case */
	const char *name;
	const struct clause *given; /* the task's and the case's, merged: at
				       most one of each store */
	size_t ngiven;
	const struct step *when; /* the task's own steps come first */
	size_t nwhen;
	const struct check *then;
	size_t nthen;
	struct mark at;
};

struct limits {
	int64_t wall_ms;   /* of one case, steps and looks together */
	int64_t output;	   /* bytes of one observation */
	int64_t memory;	   /* bytes of a server or program */
	int64_t disk;	   /* bytes of the lab */
	int64_t processes; /* of a program */
	int64_t cpu_ms;	   /* of a program */
};

struct handin {
	const char *file;     /* as the task names it */
	const char *language; /* the name of a language */
};

/* A solution: the bytes of the task's hand-in files, in their order. */
struct solution {
	const char *name;	       /* "reference", or the folder's name */
	const struct spec_file *files; /* as many as hand_in */
};

struct wrong {
	const char *name;
	struct texts fails; /* names of cases or checks that must fail */
	const char *says;   /* or NULL */
	struct mark at;
	struct solution solution;
};

struct task {
	const char *project, *id;  /* folder names */
	const char *title, *level; /* level: "mandatory", "advanced" */
	const char *dir;	   /* the folder of the task */
	const char *statement;	   /* README.md, substituted */
	const char *needs;	   /* NULL, "mysql" or "mariadb" */
	bool strict_dialect; /* what only another server knows is a mistake */
	const struct handin *handin;
	size_t nhandin;
	const struct scene *scene;
	size_t nscene;
	struct limits limits;
	struct solution reference;
	struct solution starter;
	const struct solution *right;
	size_t nright;
	const struct wrong *wrong;
	size_t nwrong;
	bool draws;	      /* `with` draws: the texts follow the seed */
	struct digest digest; /* of every byte read for the task but its
				 statement, starter, right and wrong */
};

struct project {
	const char *name; /* folder name */
	const char *title, *dir;
	const struct task *const *task; /* in the order of their prefixes */
	size_t ntask;
	int64_t grammar;	     /* `grader:` of project.yaml */
	const struct project *whole; /* when tasks of it were chosen: all */
};

/* The project with all its tasks, whichever were chosen. */
const struct project *project_whole(const struct project *project);

/* Whether the wrong solution has to fail the case as a whole; or this check of
   the case. */
bool wrong_fails_case(const struct wrong *wrong, const struct scene *scene);
bool wrong_fails_check(const struct wrong *wrong, const struct scene *scene,
		       const struct check *check);

#endif
