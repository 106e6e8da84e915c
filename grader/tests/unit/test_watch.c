/*
 * The lab's clock: what it has struck is gone when the next case begins. The
 * server is a private one, in a lab of the test's own.
 */
#include "store/mysql.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <sys/wait.h>

#include <cmocka.h>

#define TIMES 5

static bool strike(struct lab *lab)
{
	struct watch watch = {.deadline = deadline_in_ms(20)};
	struct server *server;
	struct err err = {0};

	watch.latest = watch.deadline;
	if (!lab_server(lab, &mysql_server, &server, &err))
		return false;
	lab_watch(lab, &watch);
	while (!lab_struck(lab))
		;
	return lab_unwatch(lab) && !lab_running(lab, &mysql_server);
}

static int strike_often(struct lab *lab, void *argument)
{
	int i;

	(void)argument;
	for (i = 0; i < TIMES; i++)
		if (!strike(lab))
			return 1;
	return 0;
}

static void test_struck_server_has_ended(void **state)
{
	char why[256];
	struct lab_options options = {.isolation = lab_probe(why, sizeof(why)),
				      .disk = (uint64_t)256 << 20};
	struct err err = {0};
	int status = -1;
	pid_t pid;

	(void)state;
	assert_true(lab_fork(&options, -1, strike_often, NULL, &pid, &err));
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	assert_int_equal(status, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_struck_server_has_ended)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
