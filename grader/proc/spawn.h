/*
 * Running one child process: started with nothing but what is named here,
 * watched through a pidfd, always reaped.
 */
#ifndef GRADER_PROC_SPAWN_H
#define GRADER_PROC_SPAWN_H

#include "base/clock.h"
#include "base/err.h"
#include "proc/filter.h"

#include <stdint.h>
#include <sys/types.h>

struct spawn {
	const char *const *argv; /* argv[0] is the path; ends with NULL */
	int (*within)(void);	 /* or, when argv is NULL, what to do instead */
	const char *const *env;	 /* "NAME=value"; NULL: PATH and LC_ALL only */
	const char *dir;	 /* working directory; NULL: the parent's */
	int in, out, err;	 /* descriptors; -1: /dev/null */
	uid_t uid;		 /* user and group to become; -1: stay */
	bool capable;		 /* it keeps this process's capabilities */
	pid_t number;	 /* of its process, when the kernel grants it; 0: any */
	uint64_t memory; /* RLIMIT_AS in bytes; 0: no limit is set */
	const struct filter *filter; /* of system calls; NULL: none */
};

struct child {
	pid_t pid; /* 0: none */
	int fd;	   /* its pidfd, for poll(2) */
};

/* A zeroed struct child is no child; this one says so to child_release. */
#define NO_CHILD ((struct child){.pid = 0, .fd = -1})

/*
 * Starts the program, or this one anew in the function `within`, in a process
 * group of its own, without any descriptor above 2, with SIGKILL when this
 * process dies. That the program could not be started (no such file, no memory)
 * is an error here, never an exit status. A function runs with the memory of
 * this process but without its capabilities and descriptors, and nobody may
 * trace it.
 */
MUST_CHECK bool child_start(const struct spawn *spawn, struct child *child,
			    struct err *err);

/* How it ended. */
struct ended {
	bool exited;	 /* false: by a signal */
	int status;	 /* exit status or number of the signal */
	uint64_t rss;	 /* the most memory it had at once, bytes */
	uint64_t cpu_us; /* processor time, its own and its children's */
};

/*
 * Waits until the child has ended and reaps it, or false when the deadline
 * passes first (the child then still runs).
 */
bool child_wait(struct child *child, struct deadline deadline,
		struct ended *ended);

/* The processor time that a running child has used so far, microseconds. */
uint64_t child_cpu_us(const struct child *child);

/* What has been used by a process that was waited for, microseconds. */
struct rusage;
uint64_t usage_cpu_us(const struct rusage *usage);

/* SIGKILL to its process group and reap. Nothing happens to NO_CHILD. */
void child_kill(struct child *child, struct ended *ended);

/* For AUTO(): kills what still runs. */
void child_release(struct child *child);

#endif
