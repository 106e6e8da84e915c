/*
 * The attempts to escape as a lab makes them, in a process of its own: see
 * level.h. Nothing outside this folder includes it.
 */
#ifndef GRADER_LAB_ATTEMPT_H
#define GRADER_LAB_ATTEMPT_H

#include "lab/level.h"

struct attempts {
	const char *orders;  /* for those at what is outside; see escape.h */
	const void *program; /* this program's bytes */
	size_t size;
	int report; /* where a struct level_found goes; it has no level yet */
};

/* For lab_fork; the argument is a struct attempts. */
int attempt_in_lab(struct lab *lab, void *argument);

#endif
