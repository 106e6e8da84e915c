/* The cache of observations of the pack's own solutions. */
#include "grade/expected.h"

#include "base/file.h"
#include "base/log.h"
#include "grade/registry.h"
#include "proc/fetched.h"

#include <fcntl.h>
#include <sys/stat.h>

#define FORMAT 1

/* Another build, another version of a server or a library, is another file. */
static void add_program(struct hash *hash, const char *path)
{
	struct stat st = {0};

	if (!path || stat(path, &st) != 0)
		return;
	hash_add_str(hash, path);
	hash_add_int(hash, st.st_size);
	hash_add_int(hash, st.st_mtim.tv_sec);
	hash_add_int(hash, st.st_mtim.tv_nsec);
}

static void add_needs(struct hash *hash, const struct need *need)
{
	for (; need && need->path; need++)
		add_program(hash, fetched_or_own(need->path));
}

struct digest expected_key(const struct order *order)
{
	struct hash *hash = hash_new();
	size_t i;

	hash_add_int(hash, FORMAT);
	hash_add_str(hash, GRADER_VERSION);
	add_program(hash, "/proc/self/exe");
	for (i = 0; registry_stores[i]; i++) {
		const struct server_kind *kind = registry_stores[i]->server;

		if (!kind)
			continue;
		hash_add_str(hash, kind->settings);
		if (kind->program)
			add_program(hash, kind->program());
	}
	for (i = 0; registry_languages[i]; i++)
		add_needs(hash, registry_languages[i]->needs);
	hash_add(hash, order->task->digest.bytes, HASH_SIZE);
	hash_add_int(hash, (int64_t)order->scene);
	hash_add_int(hash, (int64_t)order->seed);
	for (i = 0; i < order->task->nhandin; i++) {
		hash_add_str(hash, order->handed[i].file);
		hash_add(hash, order->handed[i].bytes, order->handed[i].len);
	}
	hash_add_int(hash, order->dogged);
	hash_add_int(hash, order->variation.permuted);
	hash_add_int(hash, order->variation.days);
	if (order->subset)
		hash_add(hash, order->keep.rows,
			 order->keep.n * sizeof(uint32_t));
	return hash_end(hash);
}

static bool path_of(const char *cache, const struct digest *key, char *path,
		    size_t size)
{
	char hex[2 * HASH_SIZE + 1];

	return cache && snprintf(path, size, "%s/observed/%s", cache,
				 hash_hex(key, hex)) < (int)size;
}

/* An entry: the key, the hash of the rest, the rest. */
#define HEAD ((size_t)2 * HASH_SIZE)

bool expected_load(const char *cache, const struct digest *key,
		   struct arena *arena, struct observation *observation)
{
	AUTO(buf_release) struct buf buf = {0};
	struct digest sum;
	char path[4096];

	buf_init(&buf, (size_t)1 << 30);
	if (!path_of(cache, key, path, sizeof(path)) ||
	    file_read(AT_FDCWD, path, &buf) != FILE_READ || buf.len <= HEAD ||
	    memcmp(buf.data, key->bytes, HASH_SIZE) != 0)
		return false;
	sum = hash_of(buf.data + HEAD, buf.len - HEAD);
	return !memcmp(buf.data + HASH_SIZE, sum.bytes, HASH_SIZE) &&
	       observation_read(buf.data + HEAD, buf.len - HEAD, arena,
				observation, NULL);
}

void expected_save(const char *cache, const struct digest *key,
		   const struct observation *observation)
{
	AUTO(arena_release) struct arena *arena = arena_new("entry");
	AUTO(buf_release) struct buf body = {0};
	AUTO(buf_release) struct buf entry = {0};
	char path[4096], folder[4096];
	struct digest sum;
	struct err err;

	if (!path_of(cache, key, path, sizeof(path)) ||
	    snprintf(folder, sizeof(folder), "%s/observed", cache) >=
		    (int)sizeof(folder))
		return;
	buf_init(&body, BUF_OURS);
	buf_init(&entry, BUF_OURS);
	observation_write(&body, observation, arena);
	sum = hash_of(body.data, body.len);
	buf_add(&entry, key->bytes, HASH_SIZE);
	buf_add(&entry, sum.bytes, HASH_SIZE);
	buf_add(&entry, body.data, body.len);
	if (!file_make_dirs(folder, 0700, &err) ||
	    !file_write(path, entry.data, entry.len, &err))
		log_debug("cache: %s", err.text);
}
