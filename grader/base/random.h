/*
 * Seeded random numbers that are the same on every machine (splitmix64, by
 * Sebastiano Vigna, public domain: https://prng.di.unimi.it/splitmix64.c).
 * Not for secrets; random_secret is.
 */
#ifndef GRADER_BASE_RANDOM_H
#define GRADER_BASE_RANDOM_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct random {
	uint64_t state;
};

/*
 * A stream that follows the seed and a name: two names give streams that
 * have nothing to do with each other, so that one more column does not
 * change the values of another.
 */
struct random random_stream(uint64_t seed, const char *name);

/* The next 64 bits. */
uint64_t random_next(struct random *random);

/* A number from 0 to n-1, each equally likely; n must not be 0. */
uint64_t random_below(struct random *random, uint64_t n);

/* A number in [0, 1) with 53 random bits. */
double random_unit(struct random *random);

/* `n` letters and digits from the kernel's generator, and a NUL: n+1 bytes. */
MUST_CHECK bool random_secret(char *text, size_t n, struct err *err);

#endif
