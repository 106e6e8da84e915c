/*
 * The lab's clock: what it has struck is gone when the next case begins. The
 * server is a private one, in a lab of the test's own.
 */
#include "store/mysql.h"
#include "tests/unit/in_lab.h"

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
	struct lab_options options = best_lab(256);

	(void)state;
	run_in_lab(&options, strike_often, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_struck_server_has_ended)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
