/*
 * Judging one case: observations in, findings and a verdict out. Pure: it
 * runs in the parent and touches no store and no file.
 */
#ifndef GRADER_GRADE_JUDGE_H
#define GRADER_GRADE_JUDGE_H

#include "grade/observe.h"
#include "grade/result.h"

/* What a case is judged by. */
struct bench {
	const struct task *task;
	size_t scene;
	const struct observation *seen;	     /* of whom is judged */
	const struct handed *handed;	     /* whose files these are */
	const struct observation *reference; /* NULL: none yet */
	const struct handed *reference_handed;
	const bool *guards; /* one for each check, of judge_guards; or NULL */
};

/* Judges the case. */
void judge_case(const struct bench *bench, struct arena *arena,
		struct case_result *result);

/* Whether no step was refused that had to go well. */
bool judge_steps_went(const struct scene *scene,
		      const struct observation *observation);

/*
 * Which checks hold for the idle hand-in, whose run was dogged: those are
 * guards, whose points count only together with a check of the case that is
 * none. In a case that has nothing but such checks none is a guard: what
 * tells there is that its steps go well.
 */
const bool *judge_guards(const struct bench *idle, struct arena *arena);

/* Whether two runs gave one check the same value, after masks, read, pick
   and ignore. */
bool judge_same_value(const struct bench *a, const struct bench *b,
		      size_t check, struct arena *arena);

/* The verdict and the points of a task from those of its cases. */
void judge_task(struct task_result *result);

#endif
