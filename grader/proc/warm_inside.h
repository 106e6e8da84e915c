/*
 * The part of a warm program that runs inside the interpreter: its library.
 * It is linked from this folder's own files, so that a program which was
 * forked goes through the same steps as one that is executed.
 */
#ifndef GRADER_PROC_WARM_INSIDE_H
#define GRADER_PROC_WARM_INSIDE_H

#include "proc/page.h"

/*
 * Called before main(): takes the descriptors that the interpreter was
 * started with, and puts in their place what a program has: nothing to read,
 * and pipes; and takes out of the environment what is not a program's. Gives
 * what was asked to be loaded, or "".
 */
const char *warm_begin(void);

/* What the interpreter has to do around a fork. */
struct warm_forking {
	void (*before)(void), (*after)(void);
};

/*
 * Tells the worker that all is loaded, and what it is, and clones inits until
 * the worker is gone, which ends the process. It returns in each program: with
 * its page, which holds what the worker says to it first.
 */
struct page *warm_serve(const struct warm_forking *forking, const char *about);

#endif
