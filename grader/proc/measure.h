/*
 * What all processes of a pid namespace use, read from its /proc: without a
 * cgroup there is no other sum. Read again and again; a process that lives
 * between two looks is seen in its parent's sums only, when it was waited
 * for.
 */
#ifndef GRADER_PROC_MEASURE_H
#define GRADER_PROC_MEASURE_H

#include <stdbool.h>
#include <stdint.h>

struct measure {
	uint64_t cpu_us;    /* in ticks of 10 ms */
	uint64_t processes; /* and threads, without the init */
	uint64_t rss;	    /* bytes; what two processes share counts twice */
};

/* `proc` is the /proc of the namespace. */
struct measure measure_all(int proc);

/* For how long the threads of all have been ready to run without getting a
   processor, microseconds; 0 where the kernel does not say
   (Documentation/scheduler/sched-stats.rst). */
uint64_t measure_waited(int proc);

/* The same of this process. */
uint64_t measure_own_waited(void);

/* The memory of all, bytes, where shared pages are shared out. Slow. */
uint64_t measure_memory(int proc);

#endif
