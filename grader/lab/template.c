/*
 * Prepared data directories, kept in the cache.
 *
 * Building takes half a second and copying a hundredth, so a directory is
 * built once per server version and settings. It is built inside a lab, by
 * the same user that later serves it, copied into a folder of its own beside
 * the final place and then renamed: who finds the final name finds it whole.
 */
#include "base/file.h"
#include "base/hash.h"
#include "base/log.h"
#include "lab/inside.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

struct build {
	const struct server_kind *kind;
	int to;
};

static int build(struct lab *lab, void *argument)
{
	struct build *order = argument;
	char dir[64];
	AUTO(file_close) int from = -1;
	struct err err;

	snprintf(dir, sizeof(dir), "%s/data", lab_root(lab));
	if (mkdir(dir, 0700) != 0 ||
	    (lab->server_uid != (uid_t)-1 &&
	     chown(dir, lab->server_uid, lab->server_uid) != 0))
		return 1;
	if (!lab_prepare(lab, order->kind, dir, &err)) {
		log_debug("template: %s", err.text);
		return 1;
	}
	from = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (from < 0 || !file_copy_tree(from, order->to, (uid_t)-1, &err))
		return 1;
	return 0;
}

/* The name depends on all that the directory's content depends on. */
static void name_of(const struct server_kind *kind, char name[80])
{
	struct hash *hash = hash_new();
	const char *program = kind->program();
	char hex[2 * HASH_SIZE + 1];
	struct digest digest;
	struct stat st = {0};

	hash_add_str(hash, kind->settings);
	hash_add_str(hash, program);
	/* Another version of the program is another file. */
	if (stat(program, &st) == 0) {
		hash_add_int(hash, st.st_size);
		hash_add_int(hash, st.st_mtim.tv_sec);
		hash_add_int(hash, st.st_mtim.tv_nsec);
	}
	digest = hash_end(hash);
	hash_hex(&digest, hex);
	hex[32] = '\0';
	snprintf(name, 80, "%s-%s", kind->name, hex);
}

static bool built(const struct server_kind *kind, enum isolation isolation,
		  int to, struct err *err)
{
	struct lab_options options = {.isolation = isolation,
				      .disk = (uint64_t)512 << 20};
	struct build order = {.kind = kind, .to = to};
	int status = -1;
	pid_t pid;

	if (!lab_fork(&options, to, build, &order, &pid, err))
		return false;
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (status == 0)
		return true;
	return err_set(err, ERR_INFRA,
		       "cannot prepare a data directory for the %s server "
		       "(run with -v to see why)",
		       kind->name);
}

/* Builds into a folder beside `path` and renames it; losing a race is fine. */
static bool make(const struct server_kind *kind, enum isolation isolation,
		 const char *path, struct err *err)
{
	char fresh[4096 + 32];
	AUTO(file_close) int to = -1;
	bool done;

	snprintf(fresh, sizeof(fresh), "%s.%d.tmp", path, (int)getpid());
	if (!file_remove_tree(fresh, err) || !file_make_dirs(fresh, 0700, err))
		return false;
	to = open(fresh, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	done = to >= 0 && built(kind, isolation, to, err);
	if (done && rename(fresh, path) != 0 && errno != EEXIST &&
	    errno != ENOTEMPTY)
		done = err_errno(err, "cannot rename \"%s\"", fresh);
	if (!file_remove_tree(fresh, done ? err : NULL))
		log_debug("template: %s is left", fresh);
	return done;
}

bool template_open(const struct server_kind *kind, const char *cache,
		   enum isolation isolation, struct template *template,
		   struct err *err)
{
	char path[4096], name[80];
	int fd;

	*template = (struct template){.kind = kind, .dirfd = -1};
	if (!cache || !kind->prepare)
		return true;
	name_of(kind, name);
	if (snprintf(path, sizeof(path), "%s/%s", cache, name) >=
	    (int)sizeof(path) - 32)
		return true;
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0) {
		if (access(cache, W_OK) != 0 &&
		    !file_make_dirs(cache, 0700, NULL))
			return true;
		/* A full disk: each lab then prepares its own. */
		if (!make(kind, isolation, path, err)) {
			log_debug("template: %s", err->text);
			return true;
		}
		fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	}
	template->dirfd = fd;
	return true;
}
