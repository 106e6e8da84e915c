/* Replies of Redis as typed values, by what the wire says. */
#include "store/redis.h"
#include "value/show.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define SIZED(text) text, sizeof(text) - 1
#define ROOM ((size_t)1 << 20)

static const struct wired {
	const char *wire;
	size_t len;
	const char *type; /* of the key whose content it is; NULL: none */
	const char *shown;
} replies[] = {
	{SIZED("+OK\r\n"), NULL, "'OK'"},
	{SIZED(":-12\r\n"), NULL, "-12"},
	{SIZED(":9223372036854775807\r\n"), NULL, "9223372036854775807"},
	{SIZED("$-1\r\n"), NULL, "NULL"},
	{SIZED("*-1\r\n"), NULL, "NULL"},
	{SIZED("$0\r\n\r\n"), NULL, "''"},
	{SIZED("$2\r\n12\r\n"), NULL, "'12'"},
	{SIZED("$6\r\nna\xc3\xafve\r\n"), NULL, "'na\xc3\xafve'"},
	{SIZED("$2\r\n\xff\xfe\r\n"), NULL, "x'fffe'"},
	{SIZED("$3\r\na\0b\r\n"), NULL, "x'610062'"},
	{SIZED("*0\r\n"), NULL, "[]"},
	{SIZED("*3\r\n:1\r\n$-1\r\n*1\r\n$1\r\na\r\n"), NULL,
	 "[1, NULL, ['a']]"},
	{SIZED("-WRONGTYPE not so\r\n"), NULL, "error 0: WRONGTYPE not so"},
	{SIZED("*1\r\n-ERR no\r\n"), NULL, "[error 0: ERR no]"},
	/* by type */
	{SIZED("$1\r\nx\r\n"), "string", "'x'"},
	{SIZED("*2\r\n$1\r\nb\r\n$1\r\na\r\n"), "list", "['b', 'a']"},
	{SIZED("*3\r\n$1\r\nb\r\n$1\r\na\r\n$1\r\n\xff\r\n"), "set",
	 "['a', 'b', x'ff']"},
	{SIZED("*4\r\n$1\r\nb\r\n$1\r\n1\r\n$1\r\na\r\n$1\r\n2\r\n"), "hash",
	 "{a: '2', b: '1'}"},
	{SIZED("*2\r\n$2\r\n\0a\r\n$0\r\n\r\n"), "hash", "{\\x00a: ''}"},
	{SIZED("*0\r\n"), "hash", "{}"},
	{SIZED("*6\r\n$1\r\na\r\n$4\r\n-inf\r\n$1\r\nb\r\n$3\r\n1.5\r\n"
	       "$1\r\nc\r\n$3\r\ninf\r\n"),
	 "zset", "[['a', -inf], ['b', 1.5], ['c', inf]]"},
	{SIZED("*1\r\n*2\r\n$3\r\n1-0\r\n*4\r\n$1\r\nb\r\n$1\r\n1\r\n$1\r\na"
	       "\r\n$1\r\n2\r\n"),
	 "stream", "[['1-0', {a: '2', b: '1'}]]"},
	{SIZED("*1\r\n*2\r\n$3\r\n1-0\r\n*4\r\n$1\r\nb\r\n$1\r\n1\r\n$1\r\nb"
	       "\r\n$1\r\n2\r\n"),
	 "stream", "[['1-0', [['b', '1'], ['b', '2']]]]"},
	{SIZED("*1\r\n*2\r\n$3\r\n1-0\r\n*-1\r\n"), "stream",
	 "[['1-0', NULL]]"},
	/* what no server of ours sends is left as it is */
	{SIZED("*2\r\n:1\r\n:2\r\n"), "hash", "[1, 2]"},
	{SIZED("*2\r\n$1\r\na\r\n:2\r\n"), "zset", "['a', 2]"},
	{SIZED("*1\r\n:1\r\n"), "stream", "[1]"},
	{SIZED("*1\r\n*1\r\n:1\r\n"), "stream", "[[1]]"},
	{SIZED("*1\r\n*2\r\n:1\r\n*1\r\n:7\r\n"), "stream", "[[1, [7]]]"},
	{SIZED("*1\r\n*2\r\n$1\r\na\r\n*2\r\n:7\r\n:8\r\n"), "stream",
	 "[['a', [7, 8]]]"},
	{SIZED("$1\r\na\r\n"), "zset", "'a'"},
	{SIZED("*1\r\n$1\r\na\r\n"), "ReJSON-RL", "['a']"},
};

static redisReply *read_wire(const char *wire, size_t len)
{
	redisReader *reader = redisReaderCreate();
	void *reply = NULL;

	assert_int_equal(redisReaderFeed(reader, wire, len), REDIS_OK);
	assert_int_equal(redisReaderGetReply(reader, &reply), REDIS_OK);
	assert_non_null(reply);
	redisReaderFree(reader);
	return reply;
}

static void test_replies(void **state)
{
	AUTO(arena_release) struct arena *arena = arena_new("test");
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(replies); i++) {
		AUTO(redis_reply_release)
		redisReply *reply = read_wire(replies[i].wire, replies[i].len);
		size_t room = ROOM;
		const struct value *value = redis_value(reply, arena, &room);

		assert_non_null(value);
		assert_true(room < ROOM);
		if (replies[i].type)
			value = redis_content(replies[i].type, value, arena);
		assert_string_equal(value_shown(value, 0, arena),
				    replies[i].shown);
	}
}

/* One byte less than it takes is not enough, and it is counted exactly. */
static void test_room(void **state)
{
	AUTO(arena_release) struct arena *arena = arena_new("test");
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(replies); i++) {
		AUTO(redis_reply_release)
		redisReply *reply = read_wire(replies[i].wire, replies[i].len);
		size_t room = ROOM, taken;

		assert_non_null(redis_value(reply, arena, &room));
		taken = ROOM - room;
		room = taken - 1;
		assert_null(redis_value(reply, arena, &room));
		room = taken;
		assert_non_null(redis_value(reply, arena, &room));
		assert_int_equal(room, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_replies),
					   cmocka_unit_test(test_room)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
