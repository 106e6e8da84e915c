/* One worker's private machine: made, filled with servers, thrown away. */
#include "lab/lab.h"

#include "base/file.h"
#include "base/log.h"
#include "base/random.h"
#include "lab/inside.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/wait.h>

/* InnoDB extends a file by 4 MiB at once. */
#define DISK_LEFT ((uint64_t)8 << 20)

/* A server on an idle machine answers within 0.1 s; this is for loaded ones. */
#define START_MS 10000

/* Ending in good order takes a twentieth of a second. */
#define STOP_MS 5000

/* ---- entering ---- */

static bool make_work(struct lab *lab, struct err *err)
{
	char path[64];

	snprintf(path, sizeof(path), "%s/work", lab->root);
	if (mkdir(path, 0755) != 0 && errno != EEXIST)
		return err_errno(err, "cannot make the work folder");
	lab->work = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (lab->work < 0)
		return err_errno(err, "cannot open the work folder");
	return true;
}

static bool enter(struct lab *lab, uid_t outer_uid, gid_t outer_gid,
		  struct err *err)
{
	if (lab->options.isolation == ISOLATION_FOLDER)
		return lab_enter_folder(lab, err) && make_work(lab, err);
	lab->server_uid =
		geteuid() == 0 && lab_may_become() ? LAB_UID : (uid_t)-1;
	snprintf(lab->root, sizeof(lab->root), "/tmp");
	return lab_enter_namespaces(&lab->options, outer_uid, outer_gid, err) &&
	       make_work(lab, err);
}

/* Closes all above 2 but `keep` and the templates. */
static void close_others(const struct lab_options *options, int keep)
{
	int fd, most = 1024;
	size_t i;

	for (fd = 3; fd < most; fd++) {
		bool wanted = fd == keep;

		for (i = 0; i < options->ntemplates; i++)
			wanted = wanted || fd == options->templates[i].dirfd;
		if (!wanted)
			close(fd);
	}
	syscall(SYS_close_range, most, ~0u, 0);
}

/* In the new process: never returns. */
static void inhabit(const struct lab_options *options, int keep, pid_t parent,
		    uid_t uid, gid_t gid, int (*work)(struct lab *, void *),
		    void *argument)
{
	struct lab lab = {.options = *options,
			  .work = -1,
			  .falls = -1,
			  .arena = arena_new("lab")};
	struct err err;
	int status;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	/* Without a pid namespace a parent that is gone already shows here. */
	if (options->isolation == ISOLATION_FOLDER && getppid() != parent)
		_exit(1);
	prctl(PR_SET_NAME, "grader-worker");
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_DFL);
	signal(SIGPIPE, SIG_IGN);
	close_others(options, keep);
	umask(022); /* servers read what the worker writes */
	if (!enter(&lab, uid, gid, &err)) {
		log_debug("lab: %s", err.text);
		if (options->isolation == ISOLATION_FULL && !work)
			dprintf(keep, "%s", err.text);
		_exit(125);
	}
	status = work ? work(&lab, argument) : 0;
	lab_release_kept(&lab);
	while (lab.nservers)
		child_kill(&lab.servers[--lab.nservers].child, NULL);
	_exit(status);
}

bool lab_fork(const struct lab_options *options, int keep,
	      int (*work)(struct lab *lab, void *argument), void *argument,
	      pid_t *pid, struct err *err)
{
	int flags =
		options->isolation == ISOLATION_FULL ? lab_clone_flags() : 0;
	pid_t parent = getpid(), made;
	uid_t uid = geteuid();
	gid_t gid = getegid();

	fflush(NULL);
	/* As fork(2), with namespaces: glibc has no call for that. */
	made = (pid_t)syscall(SYS_clone, flags | SIGCHLD, NULL, NULL, NULL,
			      NULL);
	if (made < 0)
		return err_errno(err, "cannot start a lab");
	if (made == 0)
		inhabit(options, keep, parent, uid, gid, work, argument);
	*pid = made;
	return true;
}

enum isolation lab_probe(char *why, size_t size)
{
	struct lab_options options = {.isolation = ISOLATION_FULL,
				      .disk = 1 << 20};
	int pipes[2], status = -1;
	struct err err = {0};
	ssize_t got;
	pid_t pid;

	why[0] = '\0';
	if (pipe2(pipes, O_CLOEXEC) != 0)
		return ISOLATION_FOLDER;
	if (lab_fork(&options, pipes[1], NULL, NULL, &pid, &err)) {
		close(pipes[1]);
		got = read(pipes[0], why, size - 1);
		why[got > 0 ? got : 0] = '\0';
		waitpid(pid, &status, 0);
	} else {
		close(pipes[1]);
		snprintf(why, size, "%s", err.text);
	}
	close(pipes[0]);
	return status == 0 ? ISOLATION_FULL : ISOLATION_FOLDER;
}

/* ---- servers ---- */

static struct server *slot(struct lab *lab, const struct server_kind *kind)
{
	size_t i;

	for (i = 0; i < lab->nservers; i++)
		if (lab->servers[i].kind == kind)
			return &lab->servers[i];
	return NULL;
}

bool server_alive(const struct server *server, int ms)
{
	struct pollfd watch = {.fd = server->child.fd, .events = POLLIN};

	return server->child.pid > 0 && poll(&watch, 1, ms) == 0;
}

struct server *lab_running(struct lab *lab, const struct server_kind *kind)
{
	struct server *server = slot(lab, kind);

	return server && server_alive(server, 0) ? server : NULL;
}

static void forget(struct server *server)
{
	if (server->private)
		server->kind->forget(server->private);
	server->private = NULL;
	file_close(&server->link);
}

static void end(struct lab *lab, struct server *server)
{
	size_t i = (size_t)(server - lab->servers);

	forget(server);
	lab->stopped[i] = false;
	lab->ended[i] = server->child.pid > 0;
	child_kill(&server->child, &lab->ends[i]);
	if (lab->ended[i])
		lab->ended_cpu_us += lab->ends[i].cpu_us;
	lab_watch_servers(lab);
}

void lab_discard(struct lab *lab, const struct server_kind *kind)
{
	struct server *server = slot(lab, kind);

	if (!server)
		return;
	end(lab, server);
	if (!file_remove_tree(server->folder, NULL))
		log_debug("lab: %s is not empty", server->folder);
}

void lab_stop(struct lab *lab, const struct server_kind *kind)
{
	struct server *server = slot(lab, kind);

	if (!server)
		return;
	if (kind->durable) {
		kill(server->child.pid, SIGTERM);
		server_alive(server, STOP_MS);
		end(lab, server);
	} else {
		lab_discard(lab, kind);
	}
	lab->ended[server - lab->servers] = false;
	lab->stopped[server - lab->servers] = true;
}

bool lab_stopped(const struct lab *lab, const struct server_kind *kind)
{
	size_t i;

	for (i = 0; i < lab->nservers; i++)
		if (lab->servers[i].kind == kind)
			return lab->stopped[i];
	return false;
}

bool lab_obituary(struct lab *lab, const struct server_kind *kind,
		  struct ended *ended)
{
	struct server *server = slot(lab, kind);
	size_t i = server ? (size_t)(server - lab->servers) : 0;

	if (!server || !lab->ended[i])
		return false;
	*ended = lab->ends[i];
	lab->ended[i] = false;
	return true;
}

/* Whether hardly anything of it is left. */
static bool disk_full(const struct lab *lab)
{
	struct statvfs disk;

	return statvfs(lab->root, &disk) == 0 &&
	       (disk.f_bavail * disk.f_frsize < DISK_LEFT || disk.f_favail < 8);
}

const char *lab_exhausted(struct lab *lab, const struct server_kind *kind,
			  int64_t *allowed)
{
	struct server *server = slot(lab, kind);

	*allowed = lab_disk(lab);
	if (disk_full(lab) ||
	    (server && lab_log_says(server, kind->disk_words)))
		return "disk";
	*allowed = (int64_t)kind->memory;
	return server && lab_log_says(server, kind->memory_words) ? "memory"
								  : NULL;
}

bool lab_told_to_stop(struct lab *lab, const struct server_kind *kind)
{
	struct server *server = slot(lab, kind);

	return server && lab_log_says(server, kind->stop_words);
}

static bool died(const struct server *server, struct err *err)
{
	AUTO(buf_release) struct buf line = {0};

	lab_log_last(server, &line);
	return err_set(err, ERR_INFRA, "the %s server ended%s%s",
		       server->kind->name, line.len ? ": " : "", line.data);
}

static bool await(struct server *server, struct err *err)
{
	struct deadline deadline = deadline_in_ms(START_MS);

	while (server->kind->ready &&
	       !server->kind->ready(server->folder, server->secret,
				    &server->private)) {
		if (!server_alive(server, 1))
			return died(server, err);
		if (deadline_passed(deadline))
			return err_set(err, ERR_INFRA,
				       "the %s server does not answer",
				       server->kind->name);
	}
	return true;
}

bool lab_filter(struct lab *lab, const struct filter **filter, struct err *err)
{
	if (!lab->filter.code && !filter_compile(&lab->filter, err))
		return false;
	*filter = &lab->filter;
	return true;
}

static bool launch(struct lab *lab, struct server *server, const char *dir,
		   struct err *err)
{
	char path[96];
	AUTO(file_close) int log = -1;
	struct spawn spawn = {.in = -1,
			      .dir = server->folder,
			      .uid = lab->server_uid,
			      .memory = server->kind->memory};

	if (server->kind->looks_itself_up)
		spawn.number = lab_number();
	snprintf(path, sizeof(path), "%s/log", server->folder);
	log = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (log < 0)
		return err_errno(err, "cannot write \"%s\"", path);
	if (server->kind->within)
		return lab_launch_within(lab, server, log, err);
	spawn.out = spawn.err = log;
	spawn.argv = server->kind->serve(
		server->kind->program(), dir, server->folder, server->secret,
		lab->options.isolation == ISOLATION_FULL, lab->arena, err);
	return spawn.argv && lab_filter(lab, &spawn.filter, err) &&
	       child_start(&spawn, &server->child, err);
}

static bool make_folders(struct lab *lab, struct server *server,
			 const char *dir, bool anew, struct err *err)
{
	return file_remove_tree(server->folder, err) &&
	       lab_own_folder(lab, server->folder, err) &&
	       (server->kind->within ||
		(lab_own_folder(lab, dir, err) &&
		 lab_fill_data(lab, server, dir, anew, err)));
}

/* With `anew` the data directory is made here, not copied. */
static bool start(struct lab *lab, struct server *server, bool anew,
		  struct err *err)
{
	bool again =
		lab->stopped[server - lab->servers] && server->kind->durable;
	char dir[96];
	uint64_t began = clock_now_us(), copied;

	snprintf(server->folder, sizeof(server->folder), "%s/%s", lab->root,
		 server->kind->name);
	snprintf(dir, sizeof(dir), "%s/data", server->folder);
	if (!random_secret(server->secret, 32, err) ||
	    (!again && !make_folders(lab, server, dir, anew, err)))
		return false;
	copied = clock_now_us();
	if (!launch(lab, server, dir, err))
		return false;
	lab_watch_servers(lab);
	if (!lab_watch_fall(lab, server, err) || !await(server, err)) {
		child_kill(&server->child, NULL);
		return false;
	}
	log_debug("lab: %s copied in %.1f ms, answers after %.1f ms",
		  server->kind->name, (double)(copied - began) / 1000,
		  (double)(clock_now_us() - copied) / 1000);
	return true;
}

bool lab_server(struct lab *lab, const struct server_kind *kind,
		struct server **server, struct err *err)
{
	struct server *found = slot(lab, kind);

	if (!found) {
		if (lab->nservers == LAB_KINDS)
			return err_set(err, ERR_INFRA, "too many servers");
		found = &lab->servers[lab->nservers++];
		*found = (struct server){
			.kind = kind, .child = NO_CHILD, .link = -1};
	}
	if (!server_alive(found, 0)) {
		if (found->child.pid > 0)
			lab_discard(lab, kind);
		/* What was prepared may have been damaged since. */
		if (!start(lab, found, false, err)) {
			log_debug("lab: %s; once more, without the cache",
				  err->text);
			if (!start(lab, found, true, err))
				return false;
		}
	}
	lab->stopped[found - lab->servers] = false;
	*server = found;
	return true;
}

uint64_t lab_cpu_us(const struct lab *lab)
{
	uint64_t sum = lab->ended_cpu_us;
	size_t i;

	for (i = 0; i < lab->nservers; i++)
		sum += child_cpu_us(&lab->servers[i].child);
	return sum;
}

/* ---- the rest ---- */

int lab_work(const struct lab *lab)
{
	return lab->work;
}

bool lab_clear_work(struct lab *lab, struct err *err)
{
	char path[64];

	snprintf(path, sizeof(path), "%s/work", lab->root);
	file_close(&lab->work);
	return file_remove_tree(path, err) && make_work(lab, err);
}

void lab_adopt_work(struct lab *lab, int *folder)
{
	if (*folder < 0)
		return;
	file_close(&lab->work);
	lab->work = *folder;
	*folder = -1;
}

int64_t lab_disk(const struct lab *lab)
{
	return (int64_t)lab->options.disk;
}

/* A server takes room in pieces: the last one that it did not get is free. */
const char *lab_root(const struct lab *lab)
{
	return lab->root;
}

const char *lab_outside(const struct lab *lab)
{
	return lab->options.isolation == ISOLATION_FULL ? "{lab}" : lab->root;
}

enum isolation lab_isolation(const struct lab *lab)
{
	return lab->options.isolation;
}
