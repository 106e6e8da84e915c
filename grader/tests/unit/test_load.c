/* Good packs load: what their YAML says is what the structs hold. */
#include "tests/unit/spec_scratch.h"

/* ---- a good task, wholly ---- */

static const char good[] =
	"title: Stock follows orders\n"
	"level: advanced\n"
	"hand_in: [a.sql]\n"
	"needs: mysql\n"
	"with: {shop: \"Corner ${shop}\", fruit: {draw: word}}\n"
	"limits: {wall: 5 s, output: 1 MiB}\n"
	"given:\n"
	"  mysql: {database: zoo, load: [store.sql, shared.sql], rows: 5}\n"
	"when:\n"
	"  - {run: a.sql, as: first}\n"
	"cases:\n"
	"  - name: an order lowers the stock\n"
	"    given: {mysql: {load: store.sql, now: 2024-05-15}}\n"
	"    when:\n"
	"      - sql: |\n"
	"          INSERT INTO t # not a comment\n"
	"            VALUES (1)\n"
	"      - {run: a.sql, env: {A: b}, args: [x, \"1\"], mask: true}\n"
	"    then:\n"
	"      - {rows: \"SELECT  *\\nFROM ${shop}\", points: 5, "
	"tolerance: 0.5}\n"
	"      - {exit: first, equals: [null, true, 12, 1.50, \"12\", x]}\n"
	"      - {stdout: last, count: {at_most: 3}, "
	"read: {match: '(?<n>\\d+)'}, order: {by: [n]}}\n"
	"      - {stdout: last, each: {between: [1, 2.5]}, pick: [a, b.c]}\n"
	"  - name: other\n"
	"    then:\n"
	"      - {objects: [table, view], lacks: {a: [x]}, name: objects, "
	"hint: \"${fruit} ${other}\", show: nothing, points: 0}\n"
	"wrong:\n"
	"  bad: {fails: [other, \"an order lowers the stock / exit: first\"], "
	"says: Hm.}\n";

static const struct task *good_task(struct scratch *scratch, uint64_t seed)
{
	scratch_open(scratch);
	put_text(scratch, "tasks/p/project.yaml",
		 "grader: 1\ntitle: P\nstyle: strict\nwith: {more: deep}\n"
		 "every:\n  sql:\n"
		 "    - {source: '*', matches: '^--'}\n"
		 "    - {source: '*', lacks: x, points: 0}\n"
		 "  mongosh:\n    - {source: '*', lacks: y}\n");
	put_text(scratch, "tasks/p/t/task.yaml", good);
	put_text(scratch, "tasks/p/t/wrong/bad/a.sql", "${more} ${fruit}");
	put_text(scratch, "tasks/p/t/right/one.sql", "one");
	load(scratch, seed);
	assert_string_equal(told(scratch), "");
	assert_int_equal(scratch->project->ntask, 1);
	return scratch->project->task[0];
}

static void test_head(void **state)
{
	struct scratch scratch;
	const struct task *task = good_task(&scratch, 1);

	(void)state;
	assert_string_equal(task->project, "p");
	assert_string_equal(task->id, "t");
	assert_string_equal(task->title, "Stock follows orders");
	assert_string_equal(task->level, "advanced");
	assert_string_equal(task->needs, "mysql");
	assert_string_equal(task->statement, "Do it.\n");
	assert_int_equal(task->nhandin, 1);
	assert_string_equal(task->handin[0].language, "sql");
	assert_int_equal(task->limits.wall_ms, 5000);
	assert_int_equal(task->limits.output, 1 << 20);
	assert_int_equal(task->limits.memory, 512 << 20);
	assert_int_equal(task->limits.processes, 32);
	assert_true(task->draws);
	scratch_close(&scratch);
}

static void test_given_and_when(void **state)
{
	struct scratch scratch;
	const struct task *task = good_task(&scratch, 1);
	const struct scene *scene = task->scene;
	const struct any_body *given = scene[0].given[0].body, *run, *sql;

	(void)state;
	assert_int_equal(scene[0].ngiven, 1);
	assert_ptr_equal(scene[0].given[0].shape, &shape_mysql);
	assert_string_equal(given->text, "zoo");
	assert_string_equal(given->text2, "2024-05-15");
	assert_int_equal(given->number, 5);
	assert_int_equal(given->files.n, 1);
	assert_string_equal(given->files.items[0].bytes,
			    "CREATE TABLE t (a INT);\n");
	given = scene[1].given[0].body;
	assert_int_equal(given->files.n, 2);
	assert_string_equal(given->files.items[1].bytes, "-- shared\n");
	assert_null(given->text2);

	assert_int_equal(scene[0].nwhen, 3);
	assert_string_equal(scene[0].when[0].as, "first");
	sql = scene[0].when[1].clause.body;
	assert_string_equal(sql->text, "INSERT INTO t # not a comment\n"
				       "  VALUES (1)\n");
	run = scene[0].when[2].clause.body;
	assert_true(scene[0].when[2].mask);
	assert_string_equal(run->strings.items[0].value, "b");
	assert_int_equal(run->texts.n, 2);
	assert_int_equal(scene[1].nwhen, 1);
	scratch_close(&scratch);
}

static void test_steps_at_once(void **state)
{
	static const size_t wanted[] = {0, 2, 2, 4, 4, 4, 0};
	struct scratch scratch;
	const struct scene *scene;
	size_t i;

	(void)state;
	scratch_open(&scratch);
	put_text(&scratch, "tasks/p/t/task.yaml",
		 "title: T\nhand_in: [a.sql]\nwhen: [run: a.sql]\n"
		 "cases:\n- when:\n"
		 "  - together: [{run: a.sql}, {sql: SELECT 1, as: x}]\n"
		 "  - together: [{remove: a}, {remove: b}, {remove: c}]\n"
		 "  - remove: d\n"
		 "  then: [{error: x}, {exit: last}]\n");
	load(&scratch, 1);
	assert_string_equal(told(&scratch), "");
	scene = scratch.project->task[0]->scene;
	assert_int_equal(scene->nwhen, ARRAY_LEN(wanted));
	for (i = 0; i < ARRAY_LEN(wanted); i++)
		assert_int_equal(scene->when[i].together, wanted[i]);
	assert_string_equal(scene->when[2].as, "x");
	assert_int_equal(
		((const struct any_body *)scene->then[0].subject.body)->step,
		2);
	assert_int_equal(
		((const struct any_body *)scene->then[1].subject.body)->step,
		6);
	scratch_close(&scratch);
}

static void test_then(void **state)
{
	struct scratch scratch;
	const struct task *task = good_task(&scratch, 1);
	const struct check *then = task->scene[0].then;
	const struct any_body *body;
	const struct value *list;

	(void)state;
	assert_int_equal(task->scene[0].nthen, 6);
	assert_string_equal(then[0].name, "rows: SELECT * FROM Corner ${shop}");
	assert_int_equal(then[0].points, 5);
	assert_true(then[0].options.tolerance > 0.49);
	assert_null(then[0].relation.shape);
	body = then[1].subject.body;
	assert_int_equal(body->step, 0);
	list = ((const struct any_body *)then[1].relation.body)->value;
	assert_int_equal(list->as.list.items[0]->kind, VALUE_NULL);
	assert_int_equal(list->as.list.items[1]->kind, VALUE_BOOL);
	assert_int_equal(list->as.list.items[2]->kind, VALUE_INT);
	assert_int_equal(list->as.list.items[3]->kind, VALUE_DECIMAL);
	assert_string_equal(list->as.list.items[3]->as.text.bytes, "1.50");
	assert_int_equal(list->as.list.items[4]->kind, VALUE_TEXT);
	assert_int_equal(list->as.list.items[5]->kind, VALUE_TEXT);
	assert_int_equal(then[2].reach, REACH_COUNT);
	assert_ptr_equal(then[2].relation.shape, &shape_at_most);
	assert_int_equal(then[2].options.read, READ_MATCH);
	assert_int_equal(then[2].options.order, ORDER_BY);
	assert_int_equal(((const struct any_body *)then[2].subject.body)->step,
			 2);
	assert_string_equal(then[3].name, "stdout: last (2)");
	assert_int_equal(then[3].reach, REACH_EACH);
	assert_int_equal(then[3].options.pick.n, 2);
	assert_string_equal(then[4].name, "source: a.sql");
	assert_int_equal(then[4].points, 1);
	assert_string_equal(then[5].name, "source: a.sql (2)");
	assert_int_equal(then[5].points, 0);
	assert_int_equal(task->scene[1].nthen, 1);
	assert_int_equal(task->scene[1].then[0].show, SHOW_NOTHING);
	scratch_close(&scratch);
}

static void test_solutions(void **state)
{
	struct scratch scratch;
	const struct task *task = good_task(&scratch, 1);
	const char *hint = task->scene[1].then[0].hint;

	(void)state;
	assert_string_equal(task->reference.name, "reference");
	assert_string_equal(task->reference.files[0].bytes, "SELECT 1;\n");
	assert_string_equal(task->starter.files[0].bytes, "-- \n");
	assert_int_equal(task->nright, 1);
	assert_string_equal(task->right[0].name, "one");
	assert_string_equal(task->right[0].files[0].name, "a.sql");
	assert_int_equal(task->nwrong, 1);
	assert_string_equal(task->wrong[0].name, "bad");
	assert_string_equal(task->wrong[0].says, "Hm.");
	assert_int_equal(task->wrong[0].fails.n, 2);
	assert_memory_equal(task->wrong[0].solution.files[0].bytes, "deep ", 5);
	assert_memory_equal(hint, task->wrong[0].solution.files[0].bytes + 5,
			    strcspn(hint, " "));
	assert_string_equal(strchr(hint, ' '), " ${other}");
	scratch_close(&scratch);
}

/* Seeds draw words; the same seed the same one. */
static void test_draw(void **state)
{
	const char *hints[8];
	struct scratch scratch[8];
	size_t i, other = 0;

	(void)state;
	for (i = 0; i < 8; i++)
		hints[i] = good_task(&scratch[i], i ? i : 1)
				   ->scene[1]
				   .then[0]
				   .hint;
	assert_string_equal(hints[0], hints[1]);
	for (i = 2; i < 8; i++)
		other += strcmp(hints[1], hints[i]) != 0;
	assert_true(other >= 4);
	for (i = 0; i < 8; i++)
		scratch_close(&scratch[i]);
}

/* The digest follows these files, and not those. */
static void test_digest(void **state)
{
	static const struct {
		const char *file, *text;
		bool same;
	} changes[] = {
		{"tasks/p/t/README.md", "Do this.\n", true},
		{"tasks/p/t/starter/a.sql", "-- x\n", true},
		{"tasks/p/t/right/one.sql", "two", true},
		{"tasks/p/t/wrong/bad/a.sql", "worse", true},
		{"tasks/p/t/solution/a.sql", "SELECT 2;\n", false},
		{"tasks/p/t/store.sql", "CREATE TABLE u (a INT);\n", false},
		{"fixtures/shared.sql", "-- other\n", false},
		{"tasks/p/project.yaml", "grader: 1\ntitle: Q\n", false},
	};
	struct scratch scratch;
	struct digest before = good_task(&scratch, 1)->digest, after;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(changes); i++) {
		put_text(&scratch, changes[i].file, changes[i].text);
		load(&scratch, 1);
		assert_string_equal(told(&scratch), "");
		after = scratch.project->task[0]->digest;
		if (!memcmp(&before, &after, sizeof(after)) != changes[i].same)
			fail_msg("%s: the digest is %s", changes[i].file,
				 changes[i].same ? "another" : "the same");
		before = after;
	}
	scratch_close(&scratch);
}

/* ---- links and orders ---- */

static void test_links(void **state)
{
	struct scratch scratch;
	const char *link;

	(void)state;
	good_task(&scratch, 1);
	link = arena_printf(scratch.arena, "%s/store.sql",
			    scratch.project->task[0]->dir);
	assert_int_equal(unlink(link), 0);
	assert_int_equal(symlink("../../../fixtures/shared.sql", link), 0);
	load(&scratch, 1);
	assert_string_equal(told(&scratch), "");
	assert_int_equal(unlink(link), 0);
	assert_int_equal(symlink("/etc/passwd", link), 0);
	load(&scratch, 1);
	assert_string_equal(
		told(&scratch),
		"task.yaml:8:33: \"store.sql\" lies outside the pack\n"
		"task.yaml:13:27: \"store.sql\" lies outside the pack\n");
	scratch_close(&scratch);
}

static void test_order(void **state)
{
	static const char *const ids[] = {"10-b", "2-a", "100-c", "0-z", "2-B"};
	static const char *const sorted[] = {"0-z", "2-B", "2-a", "10-b",
					     "100-c"};
	struct scratch scratch;
	struct texts names;
	struct err err;
	size_t i, j;

	(void)state;
	scratch_open(&scratch);
	for (i = 0; i < ARRAY_LEN(ids); i++)
		for (j = 0; j < 4; j++) {
			static const char *const files[] = {
				"task.yaml", "README.md", "solution/a.sql",
				"starter/a.sql"};

			put_text(&scratch,
				 arena_printf(scratch.arena, "tasks/p/%s/%s",
					      ids[i], files[j]),
				 "title: T\nhand_in: [a.sql]\n"
				 "cases: [then: [stdout: last], "
				 "when: [run: a.sql]]\n");
		}
	for (i = 0; i < ARRAY_LEN(ids); i++)
		put_text(&scratch,
			 arena_printf(scratch.arena, "tasks/p/%s/task.yaml",
				      ids[i]),
			 "title: T\nhand_in: [a.sql]\nwhen: [run: a.sql]\n"
			 "cases: [then: [stdout: last]]\n");
	load(&scratch, 1);
	assert_string_equal(told(&scratch), "");
	assert_int_equal(scratch.project->ntask, ARRAY_LEN(sorted));
	for (i = 0; i < ARRAY_LEN(sorted); i++)
		assert_string_equal(scratch.project->task[i]->id, sorted[i]);
	assert_string_equal(scratch.project->task[0]->scene[0].name, "works");
	put_text(&scratch, "tasks/0x00-A/project.yaml", "");
	put_text(&scratch, "tasks/README.md", "");
	assert_true(pack_projects(&scratch.pack, scratch.arena, &names, &err));
	assert_int_equal(names.n, 2);
	assert_string_equal(names.items[0], "0x00-A");
	scratch_close(&scratch);
}

static void test_only(void **state)
{
	struct scratch scratch;
	struct err err;

	(void)state;
	good_task(&scratch, 1);
	problems_init(&scratch.problems, scratch.arena);
	assert_true(project_load(&scratch.pack, "p", "tt", 1, &test_vocabulary,
				 scratch.arena, &scratch.problems,
				 &scratch.project, &err));
	assert_string_equal(told(&scratch),
			    "project.yaml:1:1: the project has no task "
			    "\"tt\"; did you mean \"t\"?\n");
	scratch.pack.tasks = "/nonexistent";
	assert_false(project_load(&scratch.pack, "p", NULL, 1, &test_vocabulary,
				  scratch.arena, &scratch.problems,
				  &scratch.project, &err));
	assert_int_equal(err.owner, ERR_INFRA);
	scratch_close(&scratch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_head),
		cmocka_unit_test(test_given_and_when),
		cmocka_unit_test(test_steps_at_once),
		cmocka_unit_test(test_then),
		cmocka_unit_test(test_solutions),
		cmocka_unit_test(test_draw),
		cmocka_unit_test(test_digest),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
