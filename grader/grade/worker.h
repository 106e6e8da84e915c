/*
 * What passes between a pool and its workers, and a worker's own loop. One
 * frame each way: a magic word, the length, the first bytes of a SHA-256
 * over the body, the body: a value (value/wire.h).
 */
#ifndef GRADER_GRADE_WORKER_H
#define GRADER_GRADE_WORKER_H

#include "grade/observe.h"

/* The most that an observation takes on the wire. */
#define WORKER_REPLY_MOST ((size_t)1 << 30)

struct worker_task {
	int fd;
	const struct task *const *tasks;
	size_t ntasks;
	bool keep;
};

/* Sends an order; the task travels as its place among `tasks`. */
bool worker_send(int fd, const struct order *order,
		 const struct task *const *tasks, size_t ntasks);

/* Whether the buffer holds a whole frame with the right sum; its body. */
bool worker_whole(const struct buf *buf, const char **body, size_t *len);

/* In the worker: takes orders until the pool closes its end. */
int worker_run(struct lab *lab, void *worker_task);

#endif
