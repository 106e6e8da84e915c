/*
 * Finished results: what the parent has judged, and what reports are made
 * of. Everything lies in one arena and refers to the tasks it was made from.
 */
#ifndef GRADER_GRADE_RESULT_H
#define GRADER_GRADE_RESULT_H

#include "check/relation.h"
#include "lab/place.h"
#include "spec/task.h"

/* VERDICT(word, whose it is, carries a score) */
#define VERDICTS(VERDICT)                 \
	VERDICT(PASS, "learner", true)    \
	VERDICT(FAIL, "learner", true)    \
	VERDICT(ERROR, "learner", true)   \
	VERDICT(LIMIT, "learner", true)   \
	VERDICT(INVALID, "learner", true) \
	VERDICT(NOTRUN, "nobody", false)  \
	VERDICT(SPEC, "author", false)    \
	VERDICT(INFRA, "operator", false)

/* In the order in which the verdicts of cases decide that of a task: the
   last one that occurs. */
enum verdict {
#define VERDICT(word, whose, scored) VERDICT_##word,
	VERDICTS(VERDICT)
#undef VERDICT
};

const char *verdict_name(enum verdict verdict);	 /* "PASS" */
const char *verdict_owner(enum verdict verdict); /* "learner" */
bool verdict_scored(enum verdict verdict);

/* Why a verdict is what it is. */
struct cause {
	const char *reason; /* "sql", "wall", "missing", … or NULL */
	const char *text; /* one line: "1064 at 4-store.sql:7: You have …" */
	const char *statement; /* what was running, or NULL */
};

struct check_result {
	const struct check *check;
	bool judged; /* false: nothing was looked at (see the case's cause) */
	bool guard;  /* the idle hand-in passes it too */
	struct finding finding; /* when judged */
	int64_t points;		/* what it earned */
	const char
		*says; /* what the author says of this very mistake, or NULL */
	const struct value
		*smallest; /* a map from table to its rows: the
			      smallest data on which it shows; NULL */
};

struct case_result {
	const struct scene *scene;
	enum verdict verdict;
	struct cause cause;
	struct check_result *checks; /* as many as scene->nthen */
	int64_t points, max_points;
	bool left; /* its programs have left processes, which were ended */
	int64_t spent_us, server_us; /* of the observation */
};

struct task_result {
	const struct project *project;
	const struct task *task;
	enum verdict verdict;
	struct cause cause;
	const char *file;   /* the path of the hand-in in the submission */
	const char *absent; /* the name of its file, where nothing in the folder
			       could be it; NULL */
	const char *note;   /* "graded 4_store.sql, the only file with that
			       stem", or NULL */
	struct case_result *cases; /* ncases of them; none when INVALID … */
	size_t ncases;
	int64_t points, max_points; /* points have a meaning when scored */
};

struct submission_result {
	const char *path; /* as given */
	const struct task_result *tasks;
	size_t ntasks;
	int64_t points, max_points;
	bool complete; /* every task carries a score */
};

struct results {
	const struct submission_result *submissions;
	size_t nsubmissions;
	const char *program;   /* "grader 0.1.0" */
	const char *server;    /* "MariaDB 10.11.19" or NULL */
	const char *isolation; /* "full: own namespaces and user" */
	uint64_t seed;
	/* What to type to run one task again: this, the task's name, that. */
	const char *again, *again_options;
	struct arena *observations; /* what the findings refer to */
};

/* Whether it was looked at, and is as it has to be. */
bool check_holds(const struct check_result *check);

/* How many of n tasks, from the first one on, are of the first's project. */
size_t tasks_of_project(const struct task_result *tasks, size_t n);

/* The points of those of n tasks that carry a score; whether all do. */
bool tasks_sum(const struct task_result *tasks, size_t n, int64_t *points,
	       int64_t *max_points);

/* Frees the observations; the rest lies in the caller's arena. */
void results_release(struct results *results);

/* The exit status that the results ask for: 0, 1, 3 or 4 4 goes before 3,
   and 3 before 1. */
int results_status(const struct results *results);

#endif
