/*
 * A stream of a program that is read as it comes, into a buffer with a cap.
 * That the cap struck is known at the first byte too many.
 */
#ifndef GRADER_PROC_OUTPUT_H
#define GRADER_PROC_OUTPUT_H

#include "base/buf.h"
#include "base/err.h"

#include <stdint.h>

struct output {
	struct buf buf;
	uint64_t seen; /* bytes read; more than the cap at most by one read */
	int from, to;  /* the two ends of the pipe; -1: closed */
};

#define NO_OUTPUT ((struct output){.from = -1, .to = -1})

/* A pipe, both ends close-on-exec, and an empty buffer of this cap. */
MUST_CHECK bool output_open(struct output *output, uint64_t cap,
			    struct err *err);

/*
 * Reads what is there without waiting, at most 64 KiB. `from` is closed at
 * the end of the stream.
 */
void output_read(struct output *output);

/* Reads all that is there without waiting, or until it is over the cap. */
void output_drain(struct output *output);

/* Whether more than the cap has come. */
bool output_over(const struct output *output);

/* For AUTO() too. */
void output_release(struct output *output);

#endif
