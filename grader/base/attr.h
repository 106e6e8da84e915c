/*
 * The few words that the whole program adds to C: results that must be
 * looked at, resources that are released when their variable goes out of
 * scope, and the length of an array.
 */
#ifndef GRADER_BASE_ATTR_H
#define GRADER_BASE_ATTR_H

/* The caller has to look at what the function returns. */
#define MUST_CHECK __attribute__((warn_unused_result))

/* printf-like: the format is argument `fmt`, the first value is `first`. */
#define PRINTF_LIKE(fmt, first) __attribute__((format(printf, fmt, first)))

/*
 * AUTO(fn) on a declaration calls fn(&variable) when the variable goes out
 * of scope. TAKE(x) gives the value of x and leaves x empty, to hand over
 * what AUTO would otherwise release.
 */
#define AUTO(fn) __attribute__((cleanup(fn)))
#define TAKE(x)                         \
	__extension__({                 \
		__typeof__(x) took = x; \
		x = (__typeof__(x)){0}; \
		took;                   \
	})

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

/* The struct of `type` whose member `member` is at `pointer`. */
#define CONTAINER_OF(pointer, type, member)                             \
	((const type *)((const char *)(const void *)(pointer)-offsetof( \
		type, member)))

#endif
