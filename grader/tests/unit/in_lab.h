/* Runs the work of a test in a lab of its own. */
#ifndef GRADER_TESTS_IN_LAB_H
#define GRADER_TESTS_IN_LAB_H

#include "lab/lab.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/wait.h>

#include <cmocka.h>

/* A lab of the best isolation that this machine gives. */
static inline struct lab_options best_lab(uint64_t disk_mib)
{
	char why[256];

	return (struct lab_options){.isolation = lab_probe(why, sizeof(why)),
				    .disk = disk_mib << 20};
}

/* Fails the test unless `work` ends with 0 there. */
static inline void run_in_lab(const struct lab_options *options,
			      int (*work)(struct lab *lab, void *argument),
			      void *argument)
{
	struct err err = {0};
	int status = -1;
	pid_t pid;

	assert_true(lab_fork(options, -1, work, argument, &pid, &err));
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	assert_int_equal(status, 0);
}

#endif
