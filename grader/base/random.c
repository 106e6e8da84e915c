/* Seeded random numbers, and secrets. */
#include "base/random.h"

#include <sys/random.h>

uint64_t random_next(struct random *random)
{
	uint64_t z = (random->state += 0x9e3779b97f4a7c15u);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

struct random random_stream(uint64_t seed, const char *name)
{
	struct random random = {.state = seed};

	for (; *name; name++)
		random.state = random_next(&random) ^ (unsigned char)*name;
	random_next(&random);
	return random;
}

uint64_t random_below(struct random *random, uint64_t n)
{
	uint64_t limit = UINT64_MAX - UINT64_MAX % n, drawn;

	do
		drawn = random_next(random);
	while (drawn >= limit);
	return drawn % n;
}

double random_unit(struct random *random)
{
	return (double)(random_next(random) >> 11) * 0x1.0p-53;
}

bool random_secret(char *text, size_t n, struct err *err)
{
	static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";
	unsigned char byte;
	size_t i;

	for (i = 0; i < n; i++) {
		if (getrandom(&byte, 1, 0) != 1)
			return err_errno(err, "cannot draw a secret");
		text[i] = letters[byte % (sizeof(letters) - 1)];
	}
	text[n] = '\0';
	return true;
}
