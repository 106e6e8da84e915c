/*
 * The stub web server is the lab's alone: nobody reaches it from outside, it
 * has no rights, it is gone when the lab is, and it is never started where a
 * lab has no network of its own.
 */
#include "tests/unit/http_client.h"

#include <grp.h>
#include <limits.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>

#include <cmocka.h>

#define REQUEST "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
#define PLAIN 65534 /* nobody */
#define OUR_SECRET "this is the stub of test_http_outside"

static struct lab_options options = {.disk = (uint64_t)64 << 20};

static int ended(pid_t pid)
{
	int status = -1;

	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}

/* Starts the stub and says so; ends when it is told to. */
static int hold(struct lab *lab, void *argument)
{
	static const struct scripted secret[] = {{"/", {.text = OUR_SECRET}}};
	AUTO(arena_release) struct arena *arena = arena_new("test");
	AUTO(buf_release) struct buf heard = {0};
	int fd = *(int *)argument;
	char byte = 'x';

	if (!script(lab, secret, 1, arena))
		return 1;
	ask_for(REQUEST, strlen(REQUEST), &heard);
	if (!strstr(heard.data, OUR_SECRET))
		return 1;
	return write(fd, &byte, 1) == 1 && read(fd, &byte, 1) >= 0 ? 0 : 1;
}

/* The number after a word of a file in /proc; ULLONG_MAX: none. */
static unsigned long long number_in(const char *path, const char *word,
				    int base)
{
	char line[256];
	unsigned long long number = ULLONG_MAX;
	FILE *file = fopen(path, "re");

	while (file && fgets(line, sizeof(line), file))
		if (!strncmp(line, word, strlen(word)) &&
		    sscanf(line + strlen(word), base == 16 ? "%llx" : "%llu",
			   &number) == 1)
			break;
	if (file)
		fclose(file);
	return number;
}

static void look_at(pid_t stub)
{
	AUTO(buf_release) struct buf heard = {0};
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/status", (int)stub);
	assert_int_equal(number_in(path, "CapEff:", 16), 0);
	assert_int_equal(number_in(path, "CapPrm:", 16), 0);
	assert_int_equal(number_in(path, "NoNewPrivs:", 10), 1);
	assert_int_equal(number_in(path, "Uid:", 10),
			 geteuid() ? geteuid() : LAB_UID);
	/* Whatever listens at port 80 here, it is not the stub. */
	ask_for(REQUEST, strlen(REQUEST), &heard);
	assert_null(strstr(heard.data, OUR_SECRET));
}

static void outside(bool kill_it)
{
	struct err err = {0};
	char path[64], byte;
	int ends[2];
	pid_t pid, stub;

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	assert_true(lab_fork(&options, ends[1], hold, &ends[1], &pid, &err));
	close(ends[1]);
	assert_int_equal(read(ends[0], &byte, 1), 1);
	snprintf(path, sizeof(path), "/proc/%d/task/%d/children", (int)pid,
		 (int)pid);
	stub = (pid_t)number_in(path, "", 10);
	assert_true(stub > 0);
	look_at(stub);
	if (kill_it)
		kill(pid, SIGKILL);
	close(ends[0]);
	assert_int_equal(ended(pid), kill_it ? SIGKILL : 0);
	assert_int_equal(kill(stub, 0), -1);
	assert_int_equal(errno, ESRCH);
}

static void test_outside(void **state)
{
	(void)state;
	if (options.isolation != ISOLATION_FULL)
		skip();
	outside(false);
	outside(true);
}

/* The same as a user without rights, who gets a user namespace. */
static void test_plain_user(void **state)
{
	int status = -1;
	pid_t pid;

	(void)state;
	if (geteuid() != 0)
		return; /* this is it */
	pid = fork();
	if (pid == 0) {
		if (setgroups(0, NULL) == 0 &&
		    setresgid(PLAIN, PLAIN, PLAIN) == 0 &&
		    setresuid(PLAIN, PLAIN, PLAIN) == 0)
			execl("/proc/self/exe", "test_http_outside", NULL);
		_exit(1);
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	assert_int_equal(status, 0);
}

static int start_in_folder(struct lab *lab, void *argument)
{
	struct err err = {0};
	bool clean;

	(void)argument;
	if (http_empty(lab, &clean, &err))
		return 1;
	return err.owner != ERR_INFRA ||
	       strcmp(err.text, "the http server needs a lab with a network of "
				"its own, which this system refuses") != 0;
}

/* Where the lab shares the machine's network no stub is ever started. */
static void test_no_network(void **state)
{
	struct lab_options folder = options;
	struct err err = {0};
	pid_t pid;

	(void)state;
	folder.isolation = ISOLATION_FOLDER;
	assert_true(lab_fork(&folder, -1, start_in_folder, NULL, &pid, &err));
	assert_int_equal(ended(pid), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_outside),
		cmocka_unit_test(test_plain_user),
		cmocka_unit_test(test_no_network),
	};
	char why[256];

	options.isolation = lab_probe(why, sizeof(why));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
