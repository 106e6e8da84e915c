/* SHA-256 over pieces, by OpenSSL: names for what is kept in the cache. */
#ifndef GRADER_BASE_HASH_H
#define GRADER_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#define HASH_SIZE 32

struct hash; /* a running sum */

/* A digest, and its 64 lower-case hexadecimal digits with a NUL. */
struct digest {
	unsigned char bytes[HASH_SIZE];
};

struct hash *hash_new(void);

/*
 * Adds one piece. Its length is part of the sum, so that "ab","c" and
 * "a","bc" differ.
 */
void hash_add(struct hash *hash, const void *bytes, size_t len);
void hash_add_str(struct hash *hash, const char *text);
void hash_add_int(struct hash *hash, int64_t number);

/* The digest of all pieces; frees the sum. */
struct digest hash_end(struct hash *hash);

/* The digest of one piece of bytes, without a length. */
struct digest hash_of(const void *bytes, size_t len);

/* Writes the digits of the digest; returns `hex`. */
char *hash_hex(const struct digest *digest, char hex[2 * HASH_SIZE + 1]);

#endif
