/*
 * The one launcher for everything of a learner's that is executed: an
 * interpreter, a shell, a compiler, a compiled program.
 *
 * Theory of operation. sandbox_run is called in a lab's worker, a process
 * with all capabilities over the user namespace that owns its network and
 * mounts. It makes an *init*, the first process of new mount, pid, ipc and
 * uts namespaces, which enters a copy of the system's view (system.h), mounts
 * the run's own disk in it (disk.h), starts the program, reaps what is
 * orphaned, kills what is left when the program has ended, reports and ends.
 * The init executes nothing and is out of the program's reach: it stands in the
 * user namespace of the worker, cannot be dumped, and the kernel gives the
 * first process of a pid namespace no signal from inside.
 *
 * The program stands in one more user namespace, in which there is one user
 * without capabilities (rights.h), behind the filter of filter.h, with no
 * descriptor above 2, an environment of its own and limits. Outside, that user
 * is the same one when the grader is run by root, else whoever runs the
 * grader. It shares the lab's network: the loopback and nothing else.
 *
 * When sandbox_run returns, nothing of the program runs any more: the end of
 * an init is told only after the kernel has ended and reaped every process
 * of its pid namespace (pid_namespaces(7)), and it is waited for always.
 *
 * What holds of the limits:
 * - output, disk, files: exactly. A stream never holds more than its cap, the
 *   disk is a file system of that size. wall: within 10 ms.
 * - processes: looked at every 10 ms; threads count. There are never more
 *   than the allowed number and SANDBOX_PROCESSES_MORE, by RLIMIT_NPROC in
 *   the program's own user namespace. With only one more, a thread that ends
 *   just after the kernel has refused another would hide that the limit
 *   struck.
 * - cpu: the sum over all processes, looked at every 10 ms, and RLIMIT_CPU
 *   of each, which does not depend on being looked at. Short-lived children
 *   of a parent that ignores SIGCHLD are in nobody's sum: the wall limit is
 *   what ends such a program.
 * - memory: with a cgroup, exactly: the kernel kills at the limit, and what
 *   the program writes to its disk counts. Without one the processes are
 *   measured every 10 ms: a quick program overshoots by what it can touch in
 *   that time (some 30 MiB), and what no process has mapped is not seen:
 *   files of memfd_create(2), 256 of the file size at most, and, when the
 *   grader is not run by root, detached shmget(2).
 * - address_space (RLIMIT_AS): exact for each process, but it counts what is
 *   only reserved, which node and the sanitizers do by the terabyte. The
 *   program sees it as a failed allocation; no limit is told.
 * - Where the kernel refuses a /proc of its own (containers that cover parts
 *   of /proc), /proc is empty, nothing is measured while the program runs,
 *   and only the kernel's limits hold: result.measured says so.
 *
 * -DGRADER_WITHOUT_SECCOMP, _PIDNS, _CLOSING, _OUTPUT_CAP and, in a lab,
 * _NETNS build one without that defence, for the test that proves that the
 * loss is noticed (tests/e2e/test_defences.py).
 */
#ifndef GRADER_PROC_SANDBOX_H
#define GRADER_PROC_SANDBOX_H

#include "base/buf.h"
#include "base/err.h"

#include <stdint.h>
#include <sys/types.h>

/* A file in the program's folder, /work. It belongs to the program's user. */
struct sandbox_file {
	const char *name; /* below /work; folders above it are made */
	const void *bytes;
	size_t len;
	mode_t mode; /* 0644 */
};

/* As many are started, so that it is seen that there are too many. */
#define SANDBOX_PROCESSES_MORE 8

struct sandbox_limits {
	uint64_t cpu_ms, wall_ms;
	uint64_t starved_ms;	/* the wall limit while it is starved: it has
				   been ready to run without getting a processor
				   for a quarter of the time; 0: as wall_ms */
	uint64_t memory;	/* bytes, of all processes */
	uint64_t address_space; /* bytes, of each process; 0: no such limit */
	uint64_t processes;	/* and threads */
	uint64_t out, err;	/* bytes of output */
	uint64_t file_size;	/* bytes of each file */
	uint64_t stack;		/* bytes */
	uint64_t disk, files;	/* of /work, /tmp and /dev/shm together */
};

/* Limits that are wide for an exercise. */
#define SANDBOX_LIMITS                           \
	((struct sandbox_limits){                \
		.cpu_ms = 5000,                  \
		.wall_ms = 15000,                \
		.memory = (uint64_t)256 << 20,   \
		.processes = 64,                 \
		.out = (uint64_t)1 << 20,        \
		.err = (uint64_t)64 << 10,       \
		.file_size = (uint64_t)32 << 20, \
		.stack = (uint64_t)8 << 20,      \
		.disk = (uint64_t)64 << 20,      \
		.files = 4096,                   \
	})

struct sandbox_base;
struct warm;

/*
 * What many runs share: the system that they see (system.h), the compiled
 * filter, the place of cgroups. One worker makes one. `uid` is what programs
 * are; it exists in the worker's user namespace. 0 is refused. `hide` are
 * folders below /usr to cover, beside this program's data; ends with NULL; may
 * be NULL.
 */
MUST_CHECK bool sandbox_base_new(uid_t uid, const char *const *hide,
				 struct sandbox_base **base, struct err *err);
void sandbox_base_free(struct sandbox_base *base);

/* Whether runs with it have a memory cgroup. */
bool sandbox_base_has_cgroup(const struct sandbox_base *base);

struct sandbox {
	const struct sandbox_base *base; /* borrowed */
	const char *const *argv; /* argv[0] is the path; ends with NULL */
	const char *const *env;	 /* beside the usual; ends with NULL; NULL */
	const struct warm *warm; /* or, when it is not NULL, what to fork
				    instead (warm.h): argv and env are its */
	const void *said;	 /* what is said to a warm program first */
	size_t said_len;
	bool converses; /* the page of a warm one goes to and fro */
	const struct sandbox_file *files;
	size_t nfiles;
	const void *in; /* what it reads on stdin; NULL: /dev/null */
	size_t in_len;
	const char *hosts;	    /* lines for /etc/hosts, or NULL */
	const char *const *sockets; /* unix sockets of the lab to show, below
				       /tmp, at the same path, 8 at most; ends
				       with NULL; NULL: none */
	const int *until; /* a descriptor: from when on it is readable the
			     program is ended, as by sandbox_end; or NULL */
	struct sandbox_limits limits;
};

enum sandbox_limit {
	SANDBOX_NONE,	   /* no limit struck */
	SANDBOX_CPU,	   /* milliseconds */
	SANDBOX_WALL,	   /* milliseconds */
	SANDBOX_MEMORY,	   /* bytes */
	SANDBOX_PROCESSES, /* how many */
	SANDBOX_OUTPUT,	   /* bytes of stdout or stderr */
	SANDBOX_DISK,	   /* bytes; of one file, or of all */
	SANDBOX_FILES,	   /* how many */
};

/* "cpu", "wall", …; NULL for none. */
const char *sandbox_limit_name(enum sandbox_limit limit);

struct sandbox_result {
	bool exited; /* false: by a signal */
	int status;  /* exit status or number of the signal; 0 and false:
			killed here, at a limit or by sandbox_end */
	enum sandbox_limit limit;
	uint64_t allowed, used; /* of the limit that struck, in its unit */
	struct buf out, err;	/* as much as the limits allow */
	uint64_t cpu_us, wall_us;
	uint64_t rss;  /* the most memory at once that was seen, bytes */
	bool starved;  /* at the wall limit: see there */
	bool left;     /* processes were left behind, and killed */
	bool measured; /* false: this system let nothing be measured */
	int work;      /* /work as the program left it: a folder whose files
			  are the program's, to be read with distrust */
};

/*
 * Runs the program to its end, or to the end of a limit. False: it could not
 * be started (no such program, a namespace is refused), which is never the
 * learner's fault; `result` is then untouched. A script that the kernel
 * cannot execute is such an error too: name its interpreter in argv.
 */
MUST_CHECK bool sandbox_run(const struct sandbox *sandbox,
			    struct sandbox_result *result, struct err *err);

/*
 * The same in parts, for a program that is talked to while it runs. What
 * `sandbox` names is borrowed until the end.
 */
struct sandbox_run;

MUST_CHECK bool sandbox_start(const struct sandbox *sandbox,
			      struct sandbox_run **run, struct err *err);

/*
 * Waits until a program that converses has given its page to the worker:
 * true; or until it has ended, by itself or at a limit.
 */
MUST_CHECK bool sandbox_await(struct sandbox_run *run);

/* The page of a program that converses. */
struct page *sandbox_page(const struct sandbox_run *run);

/* What has come of its streams so far. */
const struct buf *sandbox_out(const struct sandbox_run *run);
const struct buf *sandbox_err(const struct sandbox_run *run);

/*
 * Ends what still runs and sums up, as sandbox_run does; *run is then NULL.
 * A program that still ran has not exited, with a status of 0 and no limit.
 */
MUST_CHECK bool sandbox_end(struct sandbox_run **run,
			    struct sandbox_result *result, struct err *err);

/* Frees what a result holds. For AUTO() too; a zeroed one is not allowed. */
void sandbox_result_release(struct sandbox_result *result);

#define NO_SANDBOX_RESULT ((struct sandbox_result){.work = -1})

#endif
