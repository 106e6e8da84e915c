/*
 * What languages share that run programs in a sandbox: the limits of a case,
 * and how a program went, in words for who wrote it.
 */
#ifndef GRADER_LANG_PROGRAM_H
#define GRADER_LANG_PROGRAM_H

#include "lab/lab.h"
#include "lab/place.h"
#include "proc/sandbox.h"

/* What is left of the case's limits for a program that starts now. */
struct sandbox_limits program_limits(const struct place *place);

/* The lines of its /etc/hosts, in the place's arena. */
const char *program_hosts(struct place *place);

/* The fate of a program that has ended, and what is said of it. */
void program_ended(struct place *place, const struct sandbox_result *result,
		   bool any_exit, struct outcome *outcome);

/* The texts of the two streams, each from a byte on; what they take is counted
   down from the place's room, of which the streams' limits leave enough. */
void program_streams(struct place *place, const struct buf *out,
		     size_t out_from, const struct buf *err, size_t err_from,
		     struct outcome *outcome);

/* A line of a hand-in, from 1, without what it is indented by, and cut where
   it is long. */
const char *program_line(const struct handed *handed, int64_t line,
			 struct arena *arena);

#endif
