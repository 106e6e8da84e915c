/* What a server finds when it starts: its folder, its data directory, and
   itself. */
#include "base/file.h"
#include "base/num.h"
#include "lab/inside.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

/* On an idle machine it takes a second. */
#define PREPARE_MS 60000

bool lab_own_folder(struct lab *lab, const char *path, struct err *err)
{
	if (mkdir(path, 0700) != 0)
		return err_errno(err, "cannot make \"%s\"", path);
	if (lab->server_uid != (uid_t)-1 &&
	    chown(path, lab->server_uid, lab->server_uid) != 0)
		return err_errno(err, "cannot give away \"%s\"", path);
	return true;
}

bool lab_prepare(struct lab *lab, const struct server_kind *kind,
		 const char *dir, struct err *err)
{
	const char *home = arena_printf(lab->arena, "HOME=%s", lab->root);
	const char *tmp = arena_printf(lab->arena, "TMPDIR=%s", lab->root);
	const char *const env[] = {
		"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:"
		"/bin",
		"LC_ALL=C.UTF-8", home, tmp, NULL};
	struct spawn spawn = {
		.argv = kind->prepare(kind->program(), dir, lab->arena),
		.env = env,
		.dir = lab->root,
		.in = -1,
		.out = -1,
		.err = -1,
		.uid = lab->server_uid};
	AUTO(child_release) struct child child = NO_CHILD;
	struct ended ended;

	if (!child_start(&spawn, &child, err))
		return false;
	if (!child_wait(&child, deadline_in_ms(PREPARE_MS), &ended))
		return err_set(err, ERR_INFRA, "\"%s\" takes too long",
			       spawn.argv[0]);
	if (!ended.exited || ended.status != 0)
		return err_set(err, ERR_INFRA, "\"%s\" failed with %s %d",
			       spawn.argv[0],
			       ended.exited ? "status" : "signal",
			       ended.status);
	return true;
}

bool lab_fill_data(struct lab *lab, struct server *server, const char *dir,
		   bool anew, struct err *err)
{
	AUTO(file_close) int to = -1;
	size_t i;

	for (i = 0; !anew && i < lab->options.ntemplates; i++)
		if (lab->options.templates[i].kind == server->kind &&
		    lab->options.templates[i].dirfd >= 0) {
			to = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
			return to >= 0 &&
			       file_copy_tree(lab->options.templates[i].dirfd,
					      to, lab->server_uid, err);
		}
	return !server->kind->prepare ||
	       lab_prepare(lab, server->kind, dir, err);
}

pid_t lab_number(void)
{
	char self[24];
	ssize_t len = readlink("/proc/self", self, sizeof(self) - 1);
	int64_t number;

	return len > 0 && num_int(self, (size_t)len, &number) &&
			       number != getpid()
		       ? (pid_t)number
		       : 0;
}
