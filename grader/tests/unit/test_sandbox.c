/*
 * The sandbox: what a program in it sees, may do and may use, and what is
 * told of it. All runs are in a lab; once as who runs the test and, for root,
 * once more as a plain user. `test_sandbox NAME` runs the tests of that name.
 */
#include "base/clock.h"
#include "base/file.h"
#include "lab/lab.h"
#include "proc/filter.h"
#include "proc/sandbox.h"

#include "sandbox_probes.h"

#include <grp.h>
#include <setjmp.h>
#include <stdarg.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include <cmocka.h>

#define MIB ((uint64_t)1 << 20)
/* In the environment: test_without_proc only. */
#define COVERED "GRADER_TEST_COVERED"
#define CANARY "/var/tmp/grader-sandbox-canary"

static struct sandbox_base *base;
static const char *const hidden[] = {"/usr/share/doc", "/usr/share/none", NULL};
static struct buf program; /* this program's bytes */
static uint16_t outside;   /* a port that is listened on outside the lab */

/* ---- running ---- */

#define SH(script) ((const char *const[]){"/bin/sh", "-c", script, NULL})
#define PROBE(name, word) \
	((const char *const[]){"/work/probe", "probe", name, word, NULL})

static struct sandbox sandbox_of(const char *const *argv)
{
	static const char *const env[] = {"ASAN_OPTIONS=detect_leaks=0", NULL};
	static struct sandbox_file file;

	file = (struct sandbox_file){.name = "probe",
				     .bytes = program.data,
				     .len = program.len,
				     .mode = 0755};
	return (struct sandbox){
		.base = base,
		.argv = argv,
		.env = strcmp(argv[0], "/work/probe") == 0 ? env : NULL,
		.files = &file,
		.nfiles = strcmp(argv[0], "/work/probe") == 0,
		.limits = SANDBOX_LIMITS};
}

static struct sandbox_result run(const struct sandbox *sandbox)
{
	struct sandbox_result result = NO_SANDBOX_RESULT;
	struct err err = {0};

	if (!sandbox_run(sandbox, &result, &err))
		fail_msg("%s", err.text);
	return result;
}

static struct sandbox_result run_argv(const char *const *argv)
{
	struct sandbox sandbox = sandbox_of(argv);

	return run(&sandbox);
}

/* It ended by itself with this status; its output is this text. */
static void assert_ran(struct sandbox_result *result, int status,
		       const char *out)
{
	if (result->limit != SANDBOX_NONE || !result->exited ||
	    result->status != status)
		fail_msg("%s %d, limit %s: %s%s",
			 result->exited ? "exit" : "signal", result->status,
			 result->limit ? sandbox_limit_name(result->limit)
				       : "none",
			 result->out.data, result->err.data);
	if (out)
		assert_string_equal(result->out.data, out);
	sandbox_result_release(result);
}

static void assert_prints(const char *const *argv, const char *out)
{
	struct sandbox_result result = run_argv(argv);

	assert_ran(&result, 0, out);
}

/* The limit struck, and it is told how much of it was used. */
static void assert_struck(struct sandbox_result *result,
			  enum sandbox_limit limit, uint64_t allowed,
			  uint64_t least, uint64_t most)
{
	if (result->limit != limit)
		fail_msg("limit %s instead of %s; %s %d: %s",
			 result->limit ? sandbox_limit_name(result->limit)
				       : "none",
			 sandbox_limit_name(limit),
			 result->exited ? "exit" : "signal", result->status,
			 result->err.data);
	assert_int_equal(result->allowed, allowed);
	assert_in_range(result->used, least, most);
	sandbox_result_release(result);
}

/* ---- how it ended ---- */

static void test_exit(void **state)
{
	static const struct {
		const char *script;
		bool exited;
		int status;
	} cases[] = {
		{"exit 0", true, 0},
		{"exit 1", true, 1},
		{"exit 255", true, 255},
		{"kill -SEGV $$", false, SIGSEGV},
		{"kill -KILL $$", false, SIGKILL},
		{"kill -TERM $$", false, SIGTERM},
		/* The init cannot be reached from inside. */
		{"kill -KILL 1; exit 7", true, 7},
		{"kill -STOP 1; exit 7", true, 7},
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		struct sandbox_result result = run_argv(SH(cases[i].script));

		assert_int_equal(result.limit, SANDBOX_NONE);
		assert_int_equal(result.exited, cases[i].exited);
		assert_int_equal(result.status, cases[i].status);
		assert_false(result.left);
		assert_true(result.measured);
		sandbox_result_release(&result);
	}
}

static void test_streams(void **state)
{
	struct sandbox_result result = run_argv(SH("echo out; echo err >&2"));

	(void)state;
	assert_string_equal(result.err.data, "err\n");
	assert_ran(&result, 0, "out\n");
}

static void test_usage(void **state)
{
	struct sandbox_result result =
		run_argv(SH("i=0; while [ $i -lt 100000 ]; do i=$((i+1)); "
			    "done; sleep 0.1"));

	(void)state;
	assert_in_range(result.cpu_us, 10000, 4000000);
	assert_in_range(result.wall_us, 100000, 10000000);
	assert_true(result.wall_us > result.cpu_us);
	assert_in_range(result.rss, 100 << 10, 200 * MIB);
	assert_ran(&result, 0, "");
}

/* ---- limits ---- */

static void test_cpu(void **state)
{
	static const char *const cases[][2] = {
		{"spin", "1"}, {"spin", "3"}, {"spin_short", ""}};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		struct sandbox sandbox =
			sandbox_of(PROBE(cases[i][0], cases[i][1]));
		struct sandbox_result result;

		sandbox.limits.cpu_ms = 300;
		result = run(&sandbox);
		assert_false(result.exited);
		assert_in_range(result.cpu_us, 300000, 900000);
		assert_struck(&result, SANDBOX_CPU, 300, 300, 900);
	}
}

/* What it would wait for is gone. */
static void test_until(void **state)
{
	struct sandbox sandbox = sandbox_of(SH("echo on; sleep 10"));
	struct sandbox_result result;
	int pipes[2];

	(void)state;
	assert_int_equal(pipe2(pipes, O_CLOEXEC), 0);
	sandbox.until = &pipes[0];
	assert_int_equal(write(pipes[1], "", 1), 1);
	result = run(&sandbox);
	assert_false(result.exited);
	assert_int_equal(result.status, 0);
	assert_int_equal(result.limit, SANDBOX_NONE);
	assert_true(result.wall_us < 5000000);
	sandbox_result_release(&result);
	close(pipes[0]);
	close(pipes[1]);
}

static void test_wall(void **state)
{
	static const char *const scripts[] = {
		"sleep 98761", "kill -STOP $$", "trap '' TERM; sleep 98761",
		"setsid sleep 98761 & setsid sleep 98761"};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(scripts); i++) {
		struct sandbox sandbox = sandbox_of(SH(scripts[i]));
		struct sandbox_result result;

		sandbox.limits.wall_ms = 200;
		result = run(&sandbox);
		assert_false(result.exited);
		assert_struck(&result, SANDBOX_WALL, 200, 200, 1500);
	}
}

static void test_memory(void **state)
{
	struct sandbox sandbox = sandbox_of(PROBE("hog", ""));
	struct sandbox_result result;

	(void)state;
	sandbox.limits.memory = 64 * MIB;
	result = run(&sandbox);
	assert_struck(&result, SANDBOX_MEMORY, 64 * MIB,
		      sandbox_base_has_cgroup(base) ? 63 * MIB : 64 * MIB,
		      300 * MIB);
}

static void test_address_space(void **state)
{
	struct sandbox sandbox =
		sandbox_of(SH("x=$(head -c 100000000 /dev/zero | tr '\\0' x)"));
	struct sandbox_result result;

	(void)state;
	sandbox.limits.address_space = 40 * MIB;
	result = run(&sandbox);
	assert_int_equal(result.limit, SANDBOX_NONE);
	assert_false(result.exited && result.status == 0);
	sandbox_result_release(&result);
}

static void test_processes(void **state)
{
	struct sandbox sandbox = sandbox_of(PROBE("forks", ""));
	struct sandbox_result result;

	(void)state;
	sandbox.limits.processes = 10;
	result = run(&sandbox);
	/* With the program itself. What was printed of the last one may not
	   have come before the end. */
	assert_in_range(result.out.len, 9, 9 + SANDBOX_PROCESSES_MORE);
	assert_struck(&result, SANDBOX_PROCESSES, 10, 11,
		      10 + SANDBOX_PROCESSES_MORE);
}

static void test_output(void **state)
{
	struct sandbox sandbox = sandbox_of(SH("yes"));
	struct sandbox_result result;

	(void)state;
	sandbox.limits.wall_ms = 3000;
	sandbox.limits.out = 100000;
	result = run(&sandbox);
	assert_int_equal(result.out.len, 100000);
	assert_true(result.wall_us < 1500000);
	assert_struck(&result, SANDBOX_OUTPUT, 100000, 100001, 200000);

	sandbox.argv = SH("yes >&2");
	sandbox.limits.err = 1000;
	result = run(&sandbox);
	assert_int_equal(result.err.len, 1000);
	assert_struck(&result, SANDBOX_OUTPUT, 1000, 1001, 70000);

	/* One byte too many, at the very end; and exactly enough. */
	sandbox.argv = SH("head -c 100001 /dev/zero");
	result = run(&sandbox);
	assert_struck(&result, SANDBOX_OUTPUT, 100000, 100001, 100001);
	sandbox.argv = SH("head -c 100000 /dev/zero");
	result = run(&sandbox);
	assert_int_equal(result.out.len, 100000);
	assert_ran(&result, 0, NULL);
}

static void test_disk(void **state)
{
	struct sandbox sandbox = sandbox_of(SH("head -c 3000000 /dev/zero >x"));
	struct sandbox_result result;

	(void)state;
	sandbox.limits.file_size = 1 * MIB;
	result = run(&sandbox);
	/* The shell lives on and tells of the signal. */
	assert_int_equal(result.status, 128 + SIGXFSZ);
	sandbox_result_release(&result);
	sandbox.argv = SH("exec head -c 3000000 /dev/zero >x");
	result = run(&sandbox);
	assert_struck(&result, SANDBOX_DISK, 1 * MIB, 1 * MIB, 1 * MIB);

	sandbox = sandbox_of(PROBE("fill", ""));
	sandbox.limits.disk = program.len + 4 * MIB;
	result = run(&sandbox);
	assert_struck(&result, SANDBOX_DISK, program.len + 4 * MIB,
		      program.len + 4 * MIB, program.len + 5 * MIB);

	sandbox = sandbox_of(PROBE("files", ""));
	sandbox.limits.files = 100;
	result = run(&sandbox);
	assert_struck(&result, SANDBOX_FILES, 100, 100, 200);
}

static void test_rlimits(void **state)
{
	(void)state;
	/* Of the default memory limit, 256 MiB; only root may say so. */
	if (geteuid() == 0)
		assert_prints(SH("cat /proc/sys/kernel/shmall"), "65536\n");
	assert_prints(SH("ulimit -n; ulimit -Hn; ulimit -l; ulimit -r; "
			 "ulimit -s; ulimit -Hc"),
		      "256\n256\n64\n0\n8192\n0\n");
}

/* ---- what is left ---- */

/* Whether a process with this word among its arguments runs on the machine. */
static bool runs(const char *word)
{
	AUTO(buf_release) struct buf line = {0};
	char path[48];
	int pid;

	buf_init(&line, 4096);
	for (pid = 1; pid < 1 << 16; pid++) {
		buf_clear(&line);
		snprintf(path, sizeof(path), "/proc/%d/cmdline", pid);
		if (file_read(AT_FDCWD, path, &line) == FILE_READ &&
		    memmem(line.data, line.len, word, strlen(word)))
			return true;
	}
	return false;
}

static void test_left(void **state)
{
	static const char *const scripts[] = {
		"(setsid sleep 98762 >/dev/null 2>&1 &); echo hi",
		"setsid sleep 98762 & echo hi", /* keeps stdout */
		"(setsid sh -c 'trap : TERM; sleep 98762; :' &); echo hi"};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(scripts); i++) {
		struct sandbox_result result = run_argv(SH(scripts[i]));

		assert_true(result.left);
		assert_true(result.wall_us < 2000000);
		assert_ran(&result, 0, "hi\n");
		assert_false(runs("98762"));
	}
}

static void test_nothing_survives(void **state)
{
	struct sandbox sandbox = sandbox_of(
		SH("setsid sleep 98763 & setsid sleep 98763 & sleep 98763"));
	struct sandbox_result result;

	(void)state;
	sandbox.limits.wall_ms = 200;
	result = run(&sandbox);
	assert_struck(&result, SANDBOX_WALL, 200, 200, 1500);
	assert_false(runs("98763"));
	assert_true(runs("test_sandbox")); /* it looks at the right place */
}

static void test_work(void **state)
{
	struct sandbox_result result =
		run_argv(SH("mkdir d; echo text >d/f; ln -s /etc/passwd l"));
	AUTO(buf_release) struct buf text = {0};
	struct stat st;

	(void)state;
	buf_init(&text, 100);
	assert_int_equal(file_read(result.work, "d/f", &text), FILE_READ);
	assert_string_equal(text.data, "text\n");
	assert_int_equal(file_read(result.work, "l", &text), FILE_SPECIAL);
	assert_int_equal(fstatat(result.work, "d/f", &st, 0), 0);
	/* Nobody's file outside either; never root's. */
	assert_int_equal(st.st_uid, LAB_UID);
	assert_ran(&result, 0, "");
}

/* ---- what goes in ---- */

static void test_stdin(void **state)
{
	struct sandbox sandbox = sandbox_of(SH("cat; echo end"));
	struct sandbox_result result = run(&sandbox);

	(void)state;
	assert_ran(&result, 0, "end\n");
	sandbox.in = "a\0b\n";
	sandbox.in_len = 4;
	result = run(&sandbox);
	assert_int_equal(result.out.len, 8);
	assert_memory_equal(result.out.data, "a\0b\nend\n", 8);
	assert_ran(&result, 0, NULL);
	sandbox.argv = SH("echo x >&0");
	result = run(&sandbox);
	assert_false(result.exited && result.status == 0);
	sandbox_result_release(&result);
}

static void test_env(void **state)
{
	static const char usual[] =
		"PATH=/usr/local/bin:/usr/bin:/bin\nHOME=/work\nLANG=C.UTF-8\n"
		"LC_ALL=C.UTF-8\nTZ=UTC\nTERM=dumb\n";
	static const char *const env[] = {"A=1", "B=x y", NULL};
	struct sandbox sandbox =
		sandbox_of(((const char *const[]){"/usr/bin/env", NULL}));
	struct sandbox_result result;
	char want[sizeof(usual) + 16];

	(void)state;
	setenv("GITHUB_TOKEN", "secret", 1);
	setenv("LD_PRELOAD_", "x", 1);
	assert_prints(sandbox.argv, usual);
	sandbox.env = env;
	snprintf(want, sizeof(want), "%sA=1\nB=x y\n", usual);
	result = run(&sandbox);
	assert_ran(&result, 0, want);
}

static void test_env_replaced(void **state)
{
	static const char *const env[] = {"TZ=Asia/Tokyo", "T=1", "TZX=2",
					  "T=", NULL};
	struct sandbox sandbox = sandbox_of(
		SH("env | grep -c ^TZ=; echo $TZ $TZX; env | grep ^T="));
	struct sandbox_result result;

	(void)state;
	sandbox.env = env;
	result = run(&sandbox);
	assert_ran(&result, 0, "1\nAsia/Tokyo 2\nT=\n");
}

static void test_env_too_long(void **state)
{
	const char *env[100] = {NULL};
	char names[100][8];
	struct sandbox sandbox = sandbox_of(SH("exit 0"));
	struct sandbox_result result = NO_SANDBOX_RESULT;
	struct err err = {0};
	size_t i;

	(void)state;
	for (i = 0; i + 1 < ARRAY_LEN(env); i++) {
		snprintf(names[i], sizeof(names[i]), "A%zu=1", i % 100);
		env[i] = names[i];
	}
	sandbox.env = env;
	assert_false(sandbox_run(&sandbox, &result, &err));
	assert_non_null(strstr(err.text, "make the environment"));
}

static void test_files(void **state)
{
	static const struct sandbox_file files[] = {{"a b", "x\n", 2, 0644},
						    {"d/e/f", "y\n", 2, 0600}};
	struct sandbox sandbox =
		sandbox_of(SH("pwd; find . | sort; cat 'a b' d/e/f; "
			      "stat -c '%a %u' 'a b' d/e/f d; rm -r d"));
	struct sandbox_result result;

	(void)state;
	sandbox.files = files;
	sandbox.nfiles = ARRAY_LEN(files);
	result = run(&sandbox);
	assert_ran(&result, 0,
		   "/work\n.\n./a b\n./d\n./d/e\n./d/e/f\nx\ny\n644 61000\n"
		   "600 61000\n755 61000\n");
}

static void test_descriptors(void **state)
{
	/* As a leak would be: not close-on-exec. */
	int leak = dup2(1, 77);

	(void)state;
	assert_int_equal(leak, 77);
	assert_prints(PROBE("fds", ""), "0 1 2 ");
	close(leak);
}

/* ---- who it is ---- */

static void test_user(void **state)
{
	(void)state;
	assert_prints(PROBE("ids", ""), "61000 61000 61000, 61000 61000 61000, "
					"leader 1, pid 1 not reached\n");
	assert_prints(SH("id -un; id -gn; hostname"),
		      "learner\nlearner\nsandbox\n");
	assert_prints(SH("cat /proc/self/uid_map | tr -s ' '; cat "
			 "/proc/sys/user/max_user_namespaces"),
		      " 61000 61000 1\n0\n");
	assert_prints(SH("grep -E '^(Cap|NoNew)' /proc/self/status | tr -d "
			 "'\\n\\t'"),
		      "CapInh:0000000000000000CapPrm:0000000000000000"
		      "CapEff:0000000000000000CapBnd:0000000000000000"
		      "CapAmb:0000000000000000NoNewPrivs:1");
}

/* What it is for: an interpreter, a compiler and what that made. */
static void test_programs(void **state)
{
	(void)state;
	assert_prints(SH("python3 -c 'import multiprocessing as m, os; "
			 "m.Lock(); print(os.cpu_count() > 0)'"),
		      "True\n");
	assert_prints(SH("echo 'int puts(const char *);int main(void)"
			 "{puts(\"hi\");return 0;}' >a.c && gcc -o a a.c && "
			 "./a"),
		      "hi\n");
}

static void test_no_namespace(void **state)
{
	struct sandbox_result result =
		run_argv(SH("unshare -U true || unshare -m true || "
			    "mount -t tmpfs x /tmp"));

	(void)state;
	assert_false(result.exited && result.status == 0);
	sandbox_result_release(&result);
}

/* ---- what it sees ---- */

static void test_view(void **state)
{
	struct sandbox_result result;

	(void)state;
	assert_prints(SH("ls / | grep -v ^lib | tr '\\n' ' '; "
			 "ls -A /tmp /run /dev/shm"),
		      "bin dev etc mnt proc run sbin tmp usr work "
		      "/dev/shm:\n\n/run:\n\n/tmp:\n");
	assert_prints(SH("for d in /home /root /var /opt /srv /sys; do "
			 "[ -e $d ] && echo $d; done; [ -e " CANARY
			 " ] && echo canary; cat /proc/1/root" CANARY
			 " 2>/dev/null; :"),
		      "");
	assert_prints(
		SH("for f in /x /etc/x /usr/x /mnt/x /dev/x /run/x /proc/x; do "
		   "(echo >$f) 2>/dev/null && echo $f; done; "
		   "for f in /work/x /tmp/x /dev/shm/x; do echo >$f && "
		   "echo $f; done; echo >/dev/null; head -c 3 "
		   "/dev/zero | od -An -tx1"),
		"/work/x\n/tmp/x\n/dev/shm/x\n 00 00 00\n");
	result = run_argv(SH("ls /etc | tr '\\n' ' '; ls /dev | tr '\\n' ' '"));
	assert_ran(
		&result, 0,
		"alternatives group hosts ld.so.cache localtime "
		"nsswitch.conf passwd ssl fd full null random shm stderr stdin "
		"stdout urandom zero ");
}

static void test_proc(void **state)
{
	(void)state;
	/* Of its own processes only, and not of the init. */
	assert_prints(SH("echo /proc/[0-9]*"), "/proc/2\n");
}

static void test_hidden(void **state)
{
	struct stat st;

	(void)state;
	assert_int_equal(stat(hidden[0], &st), 0);
	assert_prints(SH("ls -A /usr/share/doc; ls -A " GRADER_DATADIR
			 " 2>/dev/null; :"),
		      "");
}

/* ---- the network ---- */

static int listener(uint16_t *port)
{
	struct sockaddr_in in = {.sin_family = AF_INET,
				 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof(in);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (bind(fd, (void *)&in, len) != 0 || listen(fd, 1) != 0 ||
	    getsockname(fd, (void *)&in, &len) != 0)
		return -1;
	*port = ntohs(in.sin_port);
	return fd;
}

static void assert_connects(const char *host, uint16_t port, int error)
{
	char address[48], want[16];

	snprintf(address, sizeof(address), "%s:%u", host, port);
	snprintf(want, sizeof(want), "%d", error);
	assert_prints(PROBE("connect", address), want);
}

static void test_network(void **state)
{
	uint16_t inside = 0;
	int fd = listener(&inside);

	(void)state;
	assert_true(fd >= 0);
	assert_connects("127.0.0.1", outside, ECONNREFUSED);
	assert_connects("192.0.2.1", 80, ENETUNREACH);
	assert_connects("127.0.0.1", inside, 0);
	close(fd);
	assert_prints(SH("grep -c : /proc/net/dev; grep -o lo: /proc/net/dev"),
		      "1\nlo:\n");
}

static void test_socket(void **state)
{
	static const char *const sockets[] = {"/tmp/server/socket", NULL};
	struct sockaddr_un un = {.sun_family = AF_UNIX,
				 .sun_path = "/tmp/server/socket"};
	struct sandbox sandbox = sandbox_of(PROBE("unix", sockets[0]));
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct sandbox_result result;

	(void)state;
	assert_int_equal(mkdir("/tmp/server", 0755), 0);
	assert_int_equal(bind(fd, (void *)&un, sizeof(un)), 0);
	assert_int_equal(chmod(un.sun_path, 0666), 0);
	assert_int_equal(listen(fd, 5), 0);
	result = run(&sandbox);
	assert_ran(&result, 0, "2"); /* ENOENT */
	sandbox.sockets = sockets;
	result = run(&sandbox);
	assert_ran(&result, 0, "0");
	close(fd);
	unlink(un.sun_path);
	rmdir("/tmp/server");
}

static void test_hosts(void **state)
{
	struct sandbox sandbox = sandbox_of(SH("getent hosts stub.example"));
	struct sandbox_result result;

	(void)state;
	sandbox.hosts = "127.0.0.1 stub.example\n";
	result = run(&sandbox);
	assert_ran(&result, 0, "127.0.0.1       stub.example\n");
}

/* ---- system calls ---- */

static void test_calls(void **state)
{
	(void)state;
	assert_prints(PROBE("calls", ""), "");
}

/*
 * Each row can fail: without the filter, with every capability, the same
 * call gives something else.
 */
static void test_calls_can_fail(void **state)
{
	size_t i, same = 0;

	(void)state;
	if (geteuid() != 0)
		skip();
	for (i = 0; i < ARRAY_LEN(denied_calls); i++) {
		const struct denied_call *call = &denied_calls[i];
		int status;
		pid_t pid = fork();

		if (pid == 0) {
			setsid();
			_exit(try_call(call));
		}
		waitpid(pid, &status, 0);
		/* This kernel is built without it. */
		if (WEXITSTATUS(status) == ENOSYS && call->error == ENOSYS)
			continue;
		if (WEXITSTATUS(status) == call->error) {
			print_message("%s: %d without the filter too\n",
				      call->name, call->error);
			same++;
		}
	}
	assert_int_equal(same, 0);
}

static void test_x32(void **state)
{
#ifdef __x86_64__
	struct sandbox_result result = run_argv(PROBE("x32", ""));

	(void)state;
	assert_false(result.exited);
	assert_int_equal(result.status, SIGSYS);
	sandbox_result_release(&result);
#else
	(void)state;
#endif
}

/* ---- errors that are ours ---- */

static void assert_ours(const struct sandbox *sandbox, const char *words)
{
	struct sandbox_result result = NO_SANDBOX_RESULT;
	struct err err = {0};

	assert_false(sandbox_run(sandbox, &result, &err));
	assert_int_equal(err.owner, ERR_INFRA);
	if (!strstr(err.text, words))
		fail_msg("\"%s\" does not say \"%s\"", err.text, words);
}

static void test_errors(void **state)
{
	struct sandbox_base *none;
	static const struct sandbox_file above[] = {{"a/../../x", "", 0, 0644}};
	static const char *const sockets[] = {"/tmp/none", NULL};
	struct sandbox sandbox =
		sandbox_of(((const char *const[]){"/no/such", NULL}));

	(void)state;
	assert_ours(&sandbox, "execute the program: No such file");
	assert_false(sandbox_base_new(0, NULL, &none, NULL));
	sandbox = sandbox_of(SH("exit 0"));
	sandbox.files = above;
	sandbox.nfiles = 1;
	assert_ours(&sandbox, "not below");
	sandbox.nfiles = 0;
	sandbox.sockets = sockets;
	assert_ours(&sandbox, "show the socket");
}

/* ---- where the kernel refuses a /proc ---- */

static void test_without_proc(void **state)
{
	struct sandbox sandbox = sandbox_of(SH("ls -A /proc; id -u"));
	struct sandbox_result result = run(&sandbox);

	(void)state;
	assert_false(result.measured);
	assert_ran(&result, 0, "61000\n");
	/* What the kernel itself limits. */
	sandbox = sandbox_of(PROBE("spin", "1"));
	sandbox.limits.cpu_ms = 300;
	result = run(&sandbox);
	assert_struck(&result, SANDBOX_CPU, 300, 1500, 4000);
	sandbox = sandbox_of(PROBE("forks", ""));
	sandbox.limits.processes = 10;
	sandbox.limits.wall_ms = 300;
	result = run(&sandbox);
	assert_int_equal(result.out.len, 9 + SANDBOX_PROCESSES_MORE);
	assert_struck(&result, SANDBOX_WALL, 300, 300, 1500);
}

/* ---- in a lab, as two users ---- */

static int run_without_proc(struct lab *lab, void *name)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_without_proc),
	};
	struct err err;
	int failed;

	(void)lab;
	(void)name;
	if (!sandbox_base_new(LAB_UID, hidden, &base, &err))
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	sandbox_base_free(base);
	fflush(NULL);
	return failed;
}

static int run_all(struct lab *lab, void *name)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_exit),
		cmocka_unit_test(test_streams),
		cmocka_unit_test(test_usage),
		cmocka_unit_test(test_cpu),
		cmocka_unit_test(test_until),
		cmocka_unit_test(test_wall),
		cmocka_unit_test(test_memory),
		cmocka_unit_test(test_address_space),
		cmocka_unit_test(test_processes),
		cmocka_unit_test(test_output),
		cmocka_unit_test(test_disk),
		cmocka_unit_test(test_rlimits),
		cmocka_unit_test(test_left),
		cmocka_unit_test(test_nothing_survives),
		cmocka_unit_test(test_work),
		cmocka_unit_test(test_stdin),
		cmocka_unit_test(test_env),
		cmocka_unit_test(test_env_replaced),
		cmocka_unit_test(test_env_too_long),
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_descriptors),
		cmocka_unit_test(test_user),
		cmocka_unit_test(test_programs),
		cmocka_unit_test(test_no_namespace),
		cmocka_unit_test(test_view),
		cmocka_unit_test(test_proc),
		cmocka_unit_test(test_hidden),
		cmocka_unit_test(test_network),
		cmocka_unit_test(test_socket),
		cmocka_unit_test(test_hosts),
		cmocka_unit_test(test_calls),
		cmocka_unit_test(test_calls_can_fail),
		cmocka_unit_test(test_x32),
		cmocka_unit_test(test_errors),
	};
	struct err err;
	int failed;

	(void)lab;
	if (name)
		cmocka_set_test_filter(name);
	if (!sandbox_base_new(LAB_UID, hidden, &base, &err))
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	sandbox_base_free(base);
	fflush(NULL);
	return failed;
}

static int in_lab(char *name)
{
	struct lab_options options = {.isolation = ISOLATION_FULL,
				      .disk = 64 * MIB};
	int status = 1;
	struct err err;
	char why[256];
	pid_t pid;

	if (lab_probe(why, sizeof(why)) != ISOLATION_FULL) {
		printf("skipped: no namespaces for uid %d: %s\n",
		       (int)geteuid(), why);
		return 0;
	}
	if (!lab_fork(&options, -1,
		      getenv(COVERED) ? run_without_proc : run_all, name, &pid,
		      &err)) {
		printf("%s\n", err.text);
		return 1;
	}
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

/* As containers do; who is not root then gets no /proc of its own. */
static bool cover_part_of_proc(void)
{
	return setenv(COVERED, "1", 1) == 0 && unshare(CLONE_NEWNS) == 0 &&
	       mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
	       mount("/dev/null", "/proc/filesystems", NULL, MS_BIND, NULL) ==
		       0;
}

/*
 * The same as a user that nobody is. Run anew, since the kernel lets only a
 * program that was executed as a user map it (PR_SET_DUMPABLE).
 */
static int as_plain_user(char *name, bool covered)
{
	int self = open("/proc/self/exe", O_RDONLY | O_CLOEXEC), status = 1;
	char self_name[] = "test_sandbox", *argv[] = {self_name, name, NULL};
	pid_t pid = fork();

	if (pid == 0) {
		if (covered && !cover_part_of_proc())
			_exit(1);
		if (setgroups(0, NULL) == 0 &&
		    setresgid(54321, 54321, 54321) == 0 &&
		    setresuid(54321, 54321, 54321) == 0)
			syscall(SYS_execveat, self, "", argv, environ,
				AT_EMPTY_PATH);
		_exit(1);
	}
	close(self);
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

int main(int argc, char **argv)
{
	char *name = argc > 1 ? argv[1] : NULL;
	int fd, failed;

	if (argc > 2 && strcmp(argv[1], "probe") == 0)
		return run_probe(argv[2], argc > 3 ? argv[3] : "");
	buf_init(&program, BUF_OURS);
	if (file_write(CANARY, "secret\n", 7, NULL) == false &&
	    access(CANARY, F_OK) != 0)
		return 1;
	fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	for (;;) {
		char bytes[1 << 16];
		ssize_t got = read(fd, bytes, sizeof(bytes));

		if (got <= 0)
			break;
		buf_add(&program, bytes, (size_t)got);
	}
	close(fd);
	fd = listener(&outside);
	failed = in_lab(name);
	close(fd);
	if (!failed && geteuid() == 0)
		failed = as_plain_user(name, false);
	if (!failed && !name && geteuid() == 0)
		failed = as_plain_user(name, true);
	if (geteuid() == 0)
		unlink(CANARY);
	buf_release(&program);
	return failed;
}
