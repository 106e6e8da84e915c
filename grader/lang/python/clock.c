/*
 * The clock of a warm program: what the C library tells of the time is moved
 * by as much as the case has let pass. These stand in front of the C
 * library's own, because the library they are in is preloaded (ld.so(8)).
 *
 * Whoever waits until a time that the moved clock gave waits until the same
 * moment of the real one.
 */
#include "lang/python/clock.h"

#include "base/attr.h"

#include <dlfcn.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/time.h>

#define NS_PER_MS 1000000
#define NS_PER_S 1000000000

static int64_t moved_ns;

void clock_move(int64_t ms)
{
	moved_ns = ms * NS_PER_MS;
}

/* The clocks that time passes on; the others count what a process used. */
static bool moves(clockid_t clock)
{
	switch (clock) {
	case CLOCK_REALTIME:
	case CLOCK_REALTIME_COARSE:
	case CLOCK_TAI:
	case CLOCK_MONOTONIC:
	case CLOCK_MONOTONIC_COARSE:
	case CLOCK_MONOTONIC_RAW:
	case CLOCK_BOOTTIME:
		return true;
	default:
		return false;
	}
}

static struct timespec plus(const struct timespec *time, int64_t ns)
{
	int64_t nsec = time->tv_nsec + ns % NS_PER_S;
	struct timespec sum = {.tv_sec = time->tv_sec + ns / NS_PER_S};

	if (nsec < 0) {
		nsec += NS_PER_S;
		sum.tv_sec--;
	} else if (nsec >= NS_PER_S) {
		nsec -= NS_PER_S;
		sum.tv_sec++;
	}
	sum.tv_nsec = nsec;
	return sum;
}

/*
 * The C library's own function behind one of these. Some architectures have
 * conditions of two versions, and dlsym(3) may give the old one.
 */
static void *real_of(const char *name)
{
	void *found = dlvsym(RTLD_NEXT, name, "GLIBC_2.3.2");

	return found ? found : dlsym(RTLD_NEXT, name);
}

#define CALL_REAL(name, ...)                              \
	__extension__({                                   \
		static __typeof__(&name) real;            \
		if (!real)                                \
			*(void **)&real = real_of(#name); \
		real(__VA_ARGS__);                        \
	})

#pragma GCC visibility push(default)

int clock_gettime(clockid_t clock, struct timespec *time)
{
	int status = CALL_REAL(clock_gettime, clock, time);

	if (status == 0 && moved_ns && moves(clock))
		*time = plus(time, moved_ns);
	return status;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone)
{
	struct timespec now;

	(void)zone;
	if (clock_gettime(CLOCK_REALTIME, &now) != 0)
		return -1;
	*time = (struct timeval){.tv_sec = now.tv_sec,
				 .tv_usec = now.tv_nsec / 1000};
	return 0;
}

time_t time(time_t *where)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	if (where)
		*where = now.tv_sec;
	return now.tv_sec;
}

int clock_nanosleep(clockid_t clock, int flags, const struct timespec *until,
		    struct timespec *left)
{
	struct timespec real_until = *until;

	if (flags & TIMER_ABSTIME && moves(clock))
		real_until = plus(until, -moved_ns);
	return CALL_REAL(clock_nanosleep, clock, flags, &real_until, left);
}

int sem_timedwait(sem_t *restrict sem, const struct timespec *restrict until)
{
	struct timespec real_until = plus(until, -moved_ns);

	return CALL_REAL(sem_timedwait, sem, &real_until);
}

int sem_clockwait(sem_t *restrict sem, clockid_t clock,
		  const struct timespec *restrict until)
{
	struct timespec real_until = plus(until, -moved_ns);

	return CALL_REAL(sem_clockwait, sem, clock, &real_until);
}

int pthread_cond_timedwait(pthread_cond_t *restrict condition,
			   pthread_mutex_t *restrict mutex,
			   const struct timespec *restrict until)
{
	struct timespec real_until = plus(until, -moved_ns);

	return CALL_REAL(pthread_cond_timedwait, condition, mutex, &real_until);
}

int pthread_cond_clockwait(pthread_cond_t *restrict condition,
			   pthread_mutex_t *restrict mutex, clockid_t clock,
			   const struct timespec *restrict until)
{
	struct timespec real_until = plus(until, -moved_ns);

	return CALL_REAL(pthread_cond_clockwait, condition, mutex, clock,
			 &real_until);
}

#pragma GCC visibility pop
