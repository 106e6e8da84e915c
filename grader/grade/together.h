/*
 * The step `together`: several steps that start at once.
 *
 * The spec makes them steps of the case like others, which share a number
 * (struct step). Each is taken by a process of its own, forked from the worker
 * and with sessions of its own, which are open before any of the steps starts.
 * What it gives comes back as bytes, and counts as if the worker had taken the
 * step itself. The case's clock runs on in each of these processes instead of
 * in the worker.
 */
#ifndef GRADER_GRADE_TOGETHER_H
#define GRADER_GRADE_TOGETHER_H

#include "lab/place.h"

/*
 * Takes n steps at once. When it returns, the processes and all that they
 * have started are gone. False: ours.
 */
MUST_CHECK bool together_take(struct place *place, const struct step *steps,
			      size_t n, struct outcome *outcomes,
			      struct err *err);

#endif
