/*
 * Finding a learner's hand-ins: which project a path belongs to, which file
 * is which task's, and what is wrong with a file before anything runs.
 */
#ifndef GRADER_GRADE_SUBMISSION_H
#define GRADER_GRADE_SUBMISSION_H

#include "grade/result.h"

/* The most bytes of one hand-in file. */
#define HANDIN_MOST ((size_t)1 << 20)

/* One task of a submission, with its files or why there are none. */
struct found {
	const struct project *project;
	const struct task *task;
	struct handed *handed; /* as many as task->nhandin, when valid */
	bool valid;
	struct cause cause; /* when not */
	const char *file;   /* the path of the (first) file, as a person would
			       type it */
	const char *absent; /* that file's name, where nothing could be it */
	const char *note;   /* that another name was taken, or NULL */
};

struct finds {
	struct found *items;
	size_t n;
};

/*
 * Looks at `path`: one file, a project's folder, or a folder that holds
 * project folders, by their names or by the hand-ins in them. Every task of
 * each project that is recognised gives one found, also those whose files
 * are missing; a single file gives the tasks that take it. Files are read here,
 * bounded, without following links. Nothing recognised is ERR_USAGE, and
 * names what was looked for.
 */
MUST_CHECK bool submission_find(const char *path,
				const struct project *const *projects,
				size_t nprojects, struct arena *arena,
				struct finds *finds, struct err *err);

#endif
