/*
 * The private machine of one worker: its namespaces, its disk, its servers.
 *
 * Theory of operation. A worker is the first process of its own pid, mount,
 * network, ipc and uts namespaces (and user namespace, when the grader does
 * not run as root). /tmp is a fresh tmpfs of its own, everything else is
 * read-only, homes are hidden, the network is empty. Servers run as LAB_UID.
 * When the worker ends, in whatever way, the kernel ends every process in its
 * pid namespace and drops the tmpfs with the mount namespace: nothing can be
 * left. The worker itself is killed by the kernel when the grader dies
 * (PR_SET_PDEATHSIG).
 *
 * Where the system refuses namespaces the lab is a folder on a memory disk
 * and its processes die with the worker; a sweeper process, which outlives
 * the grader by an instant, removes the folder. lab_isolation() says which of
 * the two it is.
 */
#ifndef GRADER_LAB_LAB_H
#define GRADER_LAB_LAB_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "lab/server.h"
#include "proc/sandbox.h"

#include <sys/types.h>

/* Nobody's uid: what servers run as, seen from inside a lab. */
#define LAB_UID ((uid_t)61000)

/* The longest host name that DNS has, 253 bytes (RFC 1035), and a NUL. */
#define LAB_HOST_SIZE 254

struct lab;

/*
 * What labs can be made of here. What of it holds is told by level.h, which
 * tries.
 */
enum isolation {
	ISOLATION_FULL,	  /* own namespaces, servers as another user */
	ISOLATION_FOLDER, /* own folder only */
};

/*
 * Tries to make a lab in a process of its own. `why` (of `size` bytes) tells
 * what was refused, in words for `doctor`; "" when nothing was.
 */
enum isolation lab_probe(char *why, size_t size);

/*
 * A prepared data directory, for the labs to start servers from. `dirfd` is
 * the folder in the cache, or -1 when there is none and each lab prepares
 * its own.
 */
struct template
{
	const struct server_kind *kind;
	int dirfd;
};

/*
 * Finds or builds the template of a kind below the cache folder; the key is
 * the server's version and settings. Two graders may build at once: each
 * builds its own and the first to finish wins. A cache that is full or cannot
 * be written is no error: dirfd is then -1. `cache` may be NULL: no cache.
 */
MUST_CHECK bool template_open(const struct server_kind *kind, const char *cache,
			      enum isolation isolation,
			      struct template *template, struct err *err);

struct lab_options {
	enum isolation isolation;
	const struct template *templates;
	size_t ntemplates;
	uint64_t disk; /* bytes of the lab's own disk */
};

/*
 * Forks a process that runs `work(lab, argument)` inside a lab of its own and
 * ends with its result as exit status. `*pid` is for waitpid(2). The child
 * keeps no descriptor of this process above 2 but `keep` (or -1) and those
 * of the templates.
 */
MUST_CHECK bool lab_fork(const struct lab_options *options, int keep,
			 int (*work)(struct lab *lab, void *argument),
			 void *argument, pid_t *pid, struct err *err);

/*
 * The server of a kind: started from its template on the first call and
 * after it has ended, and only returned once it answers.
 */
MUST_CHECK bool lab_server(struct lab *lab, const struct server_kind *kind,
			   struct server **server, struct err *err);

/* The server of that kind if it is running, else NULL. */
struct server *lab_running(struct lab *lab, const struct server_kind *kind);

/* Ends a server at once and empties its folder. */
void lab_discard(struct lab *lab, const struct server_kind *kind);

/*
 * The same because the task says so: until it is discarded or asked for again
 * it counts as stopped, and not as one that has ended by itself. One that is
 * `durable` is asked to end, and comes back with what its folder then holds.
 */
void lab_stop(struct lab *lab, const struct server_kind *kind);
bool lab_stopped(const struct lab *lab, const struct server_kind *kind);

/* Whether a server that neither the task nor the lab has ended has done so;
   waits up to `ms` for it. */
bool lab_fallen(const struct lab *lab, const struct server_kind *kind, int ms);

/*
 * A descriptor that is readable from when a server has fallen until that was
 * seen to, for programs that would wait for it (sandbox.until).
 */
const int *lab_falls(const struct lab *lab);

/* How the last server of the kind ended that lab_discard did not end. */
MUST_CHECK bool lab_obituary(struct lab *lab, const struct server_kind *kind,
			     struct ended *ended);

/*
 * What a server has used up, that has ended by itself or not: "disk",
 * "memory" or "files", with how much there was of it; NULL: none of them. To
 * ask before lab_discard.
 */
const char *lab_exhausted(struct lab *lab, const struct server_kind *kind,
			  int64_t *allowed);

/* Whether a client has told it to stop. To ask before lab_discard. */
bool lab_told_to_stop(struct lab *lab, const struct server_kind *kind);

/* When a lab's clock strikes. */
struct watch {
	struct deadline deadline; /* unless the servers are starved … */
	struct deadline latest;	  /* … then at the latest; may be the same */
	uint64_t enough_us; /* who has had so much processor time is not */
};

/*
 * The only trusted clock: when it strikes, every server of the lab is killed,
 * which ends whatever waits for them. lab_unwatch stops it and tells whether
 * it struck; what it has killed has ended then.
 */
void lab_watch(struct lab *lab, const struct watch *watch);
bool lab_unwatch(struct lab *lab);
bool lab_struck(const struct lab *lab);

/*
 * Stops the clock while something runs that has a clock of its own, and lets
 * it go on. What took longer than the deadline was starved: a part of the
 * time is left for what follows.
 */
void lab_pause(struct lab *lab);
void lab_resume(struct lab *lab);

/* How long until the deadline, and until the latest one, milliseconds. */
void lab_left_ms(const struct lab *lab, uint64_t *left, uint64_t *most);

/*
 * Whether the servers were starved at the strike: from a fifth of the time to
 * the deadline on their threads had been ready to run without getting a
 * processor for a quarter of all the time, and had not got enough of it. Such
 * a limit speaks of what else runs on the machine. False where the kernel does
 * not say (Documentation/scheduler/sched-stats.rst).
 */
bool lab_starved(const struct lab *lab);

/* Whether a server is stopped by a signal, or was at the strike: somebody
   outside of the lab has done that. */
bool lab_frozen(const struct lab *lab);

/*
 * Whether they have had so much processor time since the clock was set that
 * none of it was missing: also of a program that waited for them.
 */
bool lab_had_enough(const struct lab *lab);

/* The processor time of all servers of the lab so far, microseconds. */
uint64_t lab_cpu_us(const struct lab *lab);

/* The case's work folder, emptied by lab_clear_work; a directory fd. */
int lab_work(const struct lab *lab);
MUST_CHECK bool lab_clear_work(struct lab *lab, struct err *err);

/* Its regular files, as a sandbox takes them; all lies in the arena. */
void lab_work_files(const struct lab *lab, struct arena *arena,
		    const struct sandbox_file **files, size_t *n);

/*
 * From here on the work folder is this one, which a program has left; takes
 * the descriptor. What lies there is the program's, to be read with distrust.
 */
void lab_adopt_work(struct lab *lab, int *folder);

/* The size of the lab's own disk. */
int64_t lab_disk(const struct lab *lab);

/* The path of the lab's own disk, as seen from inside. */
const char *lab_root(const struct lab *lab);

/*
 * The same as seen from outside: the path, or "{lab}" when only the process
 * that started the lab can name it.
 */
const char *lab_outside(const struct lab *lab);

enum isolation lab_isolation(const struct lab *lab);

/*
 * Host names that mean 127.0.0.1 in the case that runs, beside localhost: a
 * store adds those of its `given`, its reset clears them, and what is run in
 * the lab finds them in its /etc/hosts. A name that is there already is no
 * error.
 */
MUST_CHECK bool lab_add_host(struct lab *lab, const char *name,
			     struct err *err);
void lab_clear_hosts(struct lab *lab);

/*
 * What every program of a hand-in runs in: made on the first call, kept as
 * long as the lab. False where this system gives no namespaces.
 */
struct sandbox_base;
MUST_CHECK bool lab_sandbox(struct lab *lab, const struct sandbox_base **base,
			    struct err *err);

/*
 * A piece of memory that lives as long as the lab, for whoever `owner` points
 * to: zeroed on the first call, the same one on every other. `release` is
 * called with it when the lab ends in good order.
 */
void *lab_keep(struct lab *lab, const void *owner, size_t size,
	       void (*release)(void *kept));

/* The text of that /etc/hosts: a line for each name. */
void lab_hosts(const struct lab *lab, struct buf *text);

#endif
