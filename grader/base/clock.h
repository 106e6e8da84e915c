/*
 * Time on the monotonic clock, in microseconds, and deadlines on it. Wall
 * dates only decorate reports.
 */
#ifndef GRADER_BASE_CLOCK_H
#define GRADER_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* Microseconds since some fixed point; never goes backwards. */
uint64_t clock_now_us(void);

struct deadline {
	uint64_t at_us; /* on the monotonic clock */
};

/* The deadline that is `ms` milliseconds away. */
struct deadline deadline_in_ms(uint64_t ms);

/* Whole milliseconds left, rounded up; 0 when it has passed. For poll(2). */
int deadline_left_ms(struct deadline deadline);

bool deadline_passed(struct deadline deadline);

#endif
