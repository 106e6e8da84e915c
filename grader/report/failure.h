/* What a failing case shows, in the text report. */
#ifndef GRADER_REPORT_FAILURE_H
#define GRADER_REPORT_FAILURE_H

#include "report/paper.h"

/* The first failing check in full, the others in a line each. */
void failure_of_case(const struct paper *paper,
		     const struct case_result *result);

/*
 * The hint of the first failing check beside an error. A syntax error says
 * nothing about the task, so no hint of the task's goes with it.
 */
void failure_hint(const struct paper *paper, const struct case_result *result);

/*
 * Checks without points that do not hold, each once: what a task before the
 * one at `at` said of the same file is not said again.
 */
void failure_advice(const struct paper *paper, const struct task_result *tasks,
		    size_t at);

#endif
