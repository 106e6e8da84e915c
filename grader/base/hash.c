/* SHA-256 by OpenSSL. */
#include "base/hash.h"

#include "base/arena.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct hash {
	EVP_MD_CTX *context;
};

/* OpenSSL's calls fail only when memory is out, as ours do. */
static void demand(int done)
{
	if (done != 1)
		abort();
}

struct hash *hash_new(void)
{
	struct hash *hash = xmalloc(sizeof(*hash));

	hash->context = EVP_MD_CTX_new();
	demand(hash->context != NULL);
	demand(EVP_DigestInit_ex(hash->context, EVP_sha256(), NULL));
	return hash;
}

void hash_add(struct hash *hash, const void *bytes, size_t len)
{
	uint64_t size = len;

	demand(EVP_DigestUpdate(hash->context, &size, sizeof(size)));
	demand(EVP_DigestUpdate(hash->context, bytes, len));
}

void hash_add_str(struct hash *hash, const char *text)
{
	hash_add(hash, text, strlen(text));
}

void hash_add_int(struct hash *hash, int64_t number)
{
	hash_add(hash, &number, sizeof(number));
}

struct digest hash_end(struct hash *hash)
{
	struct digest digest;

	demand(EVP_DigestFinal_ex(hash->context, digest.bytes, NULL));
	EVP_MD_CTX_free(hash->context);
	free(hash);
	return digest;
}

struct digest hash_of(const void *bytes, size_t len)
{
	struct digest digest;

	demand(EVP_Digest(bytes, len, digest.bytes, NULL, EVP_sha256(), NULL));
	return digest;
}

char *hash_hex(const struct digest *digest, char hex[2 * HASH_SIZE + 1])
{
	size_t i;

	for (i = 0; i < HASH_SIZE; i++)
		snprintf(hex + 2 * i, 3, "%02x", digest->bytes[i]);
	return hex;
}
