/* The monotonic clock. */
#include "base/clock.h"

#include <limits.h>
#include <time.h>

uint64_t clock_now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

struct deadline deadline_in_ms(uint64_t ms)
{
	return (struct deadline){.at_us = clock_now_us() + ms * 1000};
}

int deadline_left_ms(struct deadline deadline)
{
	uint64_t now = clock_now_us(), left;

	if (now >= deadline.at_us)
		return 0;
	left = (deadline.at_us - now + 999) / 1000;
	return left > INT_MAX ? INT_MAX : (int)left;
}

bool deadline_passed(struct deadline deadline)
{
	return clock_now_us() >= deadline.at_us;
}
