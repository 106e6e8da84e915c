/*
 * A memory cgroup for the processes of one run: version 2 or 1, where one
 * can be had. It is a leaf beside or below the worker's own cgroup, made for
 * the run and removed after it.
 */
#ifndef GRADER_PROC_CGROUP_H
#define GRADER_PROC_CGROUP_H

#include <stdbool.h>
#include <stdint.h>

/* Where leaves are made. */
struct cgroup_place {
	int dir; /* -1: no cgroup can be had */
	int version;
};

/*
 * Finds where this process may make leaves, by making and entering one in a
 * child process. It works in a lab too, which sees the system read-only: the
 * place is a copy of the mount. None is no error.
 */
struct cgroup_place cgroup_find(void);

struct cgroup {
	const struct cgroup_place *place;
	int dir; /* -1: none */
	char name[64];
};

/* A fresh leaf with this limit on memory, swap included. */
bool cgroup_make(const struct cgroup_place *place, uint64_t memory,
		 struct cgroup *leaf);

/* This process and what it starts from now on stand in the leaf. */
bool cgroup_enter(const struct cgroup *leaf);

/* How many processes the kernel has killed at the limit. */
uint64_t cgroup_kills(const struct cgroup *leaf);

/* The most memory at once; 0 where the kernel does not say. */
uint64_t cgroup_peak(const struct cgroup *leaf);

/* Once all its processes are gone. Nothing happens to none. */
void cgroup_remove(struct cgroup *leaf);

#endif
