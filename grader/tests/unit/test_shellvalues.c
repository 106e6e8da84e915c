/* What a shell has printed, as values. */
#include "base/file.h"
#include "store/mongo_value.h"
#include "text/shellvalues.h"
#include "value/diff.h"
#include "value/show.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <time.h>

#include <cmocka.h>

#define SHELL "grader/tests/unit/shell/"

static const struct value *values_of(const char *text, size_t len,
				     struct arena *arena)
{
	size_t room = SHELLVALUES_ROOM;

	return shellvalues(text, len, arena, &room);
}

static const struct printed {
	const char *text, *shown; /* the list as reports show it */
} printed[] = {
	/* lines */
	{"", "[]"},
	{"\n \n\r\n\t\n", "[]"},
	{"switched to db x\nadmin  8.00 KiB\r\n",
	 "['switched to db x', 'admin  8.00 KiB']"},
	{"Type \"it\" for more", "['Type \"it\" for more']"},
	{"hello\nhello \n  hello", "['hello', 'hello ', '  hello']"},
	{"\xff\n", "[x'ff']"},
	{"1 2 x { a: 1 }\n{ a: 1 } { b: 1 }\n",
	 "['1 2 x { a: 1 }', '{ a: 1 } { b: 1 }']"},
	{"Uncaught \rError: boom\n", "['Uncaught \\rError: boom']"},
	{"{\n  a: 1,\n  e: Error: boom\n}\n{ b: 1 }\n",
	 "['{', '  a: 1,', '  e: Error: boom', '}', {b: 1}]"},
	{"{ a: 1 }\n{ a: 1\n", "[{a: 1}, '{ a: 1']"},
	{"[1, 2]]\n[ 1, 2 \n", "['[1, 2]]', '[ 1, 2 ']"},
	/* numbers and words */
	{"45\n-7\n0\n007\n1.5\n1e+21\n-0\n+5\n.5\n5.\n1e\n",
	 "[45, -7, 0, '007', 1.5, 1e+21, -0, '+5', '.5', '5.', '1e']"},
	{"9007199254740992\n9007199254740994\n1234567890123456800\n123n\n"
	 "99999999999999999999n\n",
	 "[9007199254740992, 9007199254740994, 1.2345678901234568e+18, "
	 "NumberLong(123), 99999999999999999999]"},
	{"true\nfalse\nnull\nundefined\nNaN\n-Infinity\nTrue\nnull x\n",
	 "[true, false, NULL, undefined, nan, -inf, 'True', 'null x']"},
	{"2024-05-15\n2024-05-15T10:00:00.000Z\n5px\n10, 20\n",
	 "['2024-05-15', '2024-05-15T10:00:00.000Z', '5px', '10, 20']"},
	/* texts */
	{"'a'\n\"it's\"\n`\"'`\n''\n", "['a', 'it's', '\"'', '']"},
	{"'a\\n' +\n  'b' +\n  \"'c\"\n", "['a\\nb'c']"},
	{"'\\x1B\\u00e9\\ud83d\\ude00\\\\\\'\\0\\/\\b\\v'\n",
	 "['\\x1bé😀\\'\\x00/\\x08\\x0b']"},
	{"'\\ud83d'\n'\\ud83dx'\n'\\ud83d\\u0041'\n",
	 "['\xef\xbf\xbd', '\xef\xbf\xbdx', '\xef\xbf\xbd"
	 "A']"},
	{"'a\n'a' b'\n'\\xg0'\n'\\\n'\n",
	 "[''a', ''a' b'', ''\\xg0'', ''\\', ''']"},
	{"{ a: 'x\xffy' }\n", "[{a: x'78ff79'}]"},
	/* documents */
	{"[]\n{}\n[ {} ]\n[ [] ]\n", "[{}, {}, [[]]]"},
	{"[ { a: 1 }, { a: 2 } ]\n", "[{a: 1}, {a: 2}]"},
	{"[\n  { a: 1 },\n  {\n    a: [ 1, 'x' ],\n    'b c': { d: {} }\n  }\n"
	 "]\nType \"it\" for more\n",
	 "[{a: 1}, {a: [1, 'x'], b c: {d: {}}}, 'Type \"it\" for more']"},
	{"[ 1, 2 ]\n[ { a: 1 }, 2 ]\n[ 'a' ]\n",
	 "[[1, 2], [{a: 1}, 2], ['a']]"},
	{"{ a: 1, b: 2, a: 3 }\n",
	 "[duplicate keys([['a', 1], ['b', 2], ['a', 3]])]"},
	{"{ '': 1, $x_1: 2, é: 3, '10': 4, ['__proto__']: 5, 7: 6 }\n",
	 "[{: 1, $x_1: 2, é: 3, 10: 4, __proto__: 5, 7: 6}]"},
	{"{ acknowledged: true, insertedIds: { '0': ObjectId("
	 "'65f0a1b2c3d4e5f601020304') } }\n",
	 "[{acknowledged: true, insertedIds: {0: "
	 "ObjectId('65f0a1b2c3d4e5f601020304')}}]"},
	{"{ a: 1, }\n{ a }\n{ a: }\n{ , }\n[ 1, ]\n[ , ]\n",
	 "['{ a: 1, }', '{ a }', '{ a: }', '{ , }', '[ 1, ]', '[ , ]']"},
	/* types of mongosh, of the old shell and of older versions */
	{"Long('5')\nNumberLong(5)\nnew Long(\"5\")\n"
	 "NumberLong(\"9223372036854775807\")\nNumberInt(7)\nInt32(7)\n"
	 "Double(1.5)\nLong('x')\nLong()\n",
	 "[NumberLong(5), NumberLong(5), NumberLong(5), "
	 "9223372036854775807, 7, 7, 1.5, 'Long('x')', 'Long()']"},
	{"ISODate('2024-05-15T10:00:00.120Z')\n"
	 "ISODate(\"2024-05-15T10:00:00Z\")\n"
	 "ISODate('-029719-04-05T22:13:20.000Z')\n"
	 "ISODate('+255479-11-28T14:13:20.000Z')\nnew Date(-1)\n"
	 "ISODate('2024-13-15T10:00:00Z')\nISODate('2024')\n",
	 "[2024-05-15 10:00:00.120, 2024-05-15 10:00:00, "
	 "Date(-1000000000000000), Date(8000000000000000), "
	 "1969-12-31 23:59:59.999, 'ISODate('2024-13-15T10:00:00Z')', "
	 "'ISODate('2024')']"},
	{"ObjectId('65F0a1b2c3d4e5f601020304')\nObjectId(\"65f0\")\n",
	 "[ObjectId('65f0a1b2c3d4e5f601020304'), 'ObjectId(\"65f0\")']"},
	{"Decimal128('1.50')\nNumberDecimal(\"1E+6144\")\n"
	 "Decimal128('-Infinity')\nDecimal128('x')\n",
	 "[1.50, 1E+6144, NumberDecimal('-Infinity'), 'Decimal128('x')']"},
	{"Binary.createFromBase64('AP8=', 0)\nBinData(0,\"AP8=\")\n"
	 "HexData(128, \"00ff\")\nMD5('00ff')\n"
	 "Binary(Buffer.from(\"00ff\", \"hex\"), 0)\n"
	 "Binary.createFromBase64('AP8', 0)\nBinData(256,\"AP8=\")\n",
	 "[x'00ff', x'00ff', BinData({subtype: 128, bytes: x'00ff'}), "
	 "BinData({subtype: 5, bytes: x'00ff'}), x'00ff', "
	 "'Binary.createFromBase64('AP8', 0)', 'BinData(256,\"AP8=\")']"},
	{"UUID('00010203-0405-0607-0809-0A0b0c0d0e0f')\n"
	 "Binary.createFromBase64('AAECAwQFBgcICQoLDA0ODw==', 3)\nUUID('0')\n",
	 "[UUID('00010203-0405-0607-0809-0a0b0c0d0e0f'), "
	 "UUID('00010203-0405-0607-0809-0a0b0c0d0e0f'), 'UUID('0')']"},
	{"Timestamp({ t: 4294967295, i: 2 })\nTimestamp(1, 2)\n"
	 "Timestamp(-1, 2)\nMinKey()\nnew MaxKey()\n",
	 "[Timestamp({t: 4294967295, i: 2}), Timestamp({t: 1, i: 2}), "
	 "'Timestamp(-1, 2)', MinKey(), MaxKey()]"},
	{"Code('f()')\nCode('f()', { x: 1 })\nCode(\n'a\\n' +\n  'b',\n{})\n"
	 "BSONSymbol('s')\n",
	 "[Code('f()'), Code({code: 'f()', scope: {x: 1}}), "
	 "Code({code: 'a\\nb', scope: {}}), Symbol('s')]"},
	{"/a\\/b/mi\n/[/]/\n/a/g\n/(?:)/\nBSONRegExp('a', 'xi')\n"
	 "/usr/bin\n/tmp\n//\n",
	 "[/a/b/im, /[/]/, /a/s, //, /a/ix, '/usr/bin', '/tmp', '//']"},
	{"DBRef('c', 5)\nDBRef(\"c\", 'x', 'db')\nDBRef('c', 1, { m: 2 })\n"
	 "DBPointer(\"c\", ObjectId(\"65f0a1b2c3d4e5f601020304\"))\n",
	 "[{$ref: 'c', $id: 5}, {$ref: 'c', $id: 'x', $db: 'db'}, "
	 "{$ref: 'c', $id: 1, m: 2}, DBPointer({ref: 'c', id: "
	 "ObjectId('65f0a1b2c3d4e5f601020304')})]"},
	{"{ \"_id\" : ObjectId(\"65f0a1b2c3d4e5f601020304\"), \"n\" : "
	 "NumberLong(5), \"d\" : ISODate(\"2024-05-15T10:00:00Z\"), \"u\" : "
	 "undefined, \"m\" : { \"$minKey\" : 1 } }\n"
	 "{ \"_id\" : 2, \"a\" : [ 1, [ ] ] }\n",
	 "[{_id: ObjectId('65f0a1b2c3d4e5f601020304'), n: NumberLong(5), d: "
	 "2024-05-15 10:00:00, u: undefined, m: MinKey()}, "
	 "{_id: 2, a: [1, []]}]"},
	{"{\n\t\"_id\" : 1,\n\t\"a\" : [\n\t\t1,\n\t\t{\n\t\t\t\"b\" : "
	 "\"x\"\n\t\t}\n\t]\n}\n",
	 "[{_id: 1, a: [1, {b: 'x'}]}]"},
	{"WriteResult({ \"nInserted\" : 1 })\nhello(world)\nTotal(5)\n",
	 "[WriteResult({nInserted: 1}), 'hello(world)', 'Total(5)']"},
	/* JSON and extended JSON */
	{"{\"a\":[true,null,\"x\\u0041\"],\"b\":-1.5e3}\n[true]\n[null,1]\n",
	 "[{a: [true, NULL, 'xA'], b: -1500}, [true], [NULL, 1]]"},
	{"{\"a\":{\"$oid\":\"65f0a1b2c3d4e5f601020304\"},\"b\":{\"$date\":"
	 "\"1970-01-01T00:00:00Z\"},\"c\":{\"$date\":{\"$numberLong\":\"5\"}},"
	 "\"d\":{\"$numberDouble\":\"-Infinity\"},\"e\":{\"$numberInt\":\"5\"},"
	 "\"f\":{\"$numberDecimal\":\"1.0\"},\"g\":{\"$binary\":{\"base64\":"
	 "\"AP8=\",\"subType\":\"80\"}}}\n",
	 "[{a: ObjectId('65f0a1b2c3d4e5f601020304'), b: 1970-01-01 00:00:00, "
	 "c: 1970-01-01 00:00:00.005, d: -inf, e: 5, f: 1.0, g: "
	 "BinData({subtype: 128, bytes: x'00ff'})}]"},
	{"{\"a\":{\"$regularExpression\":{\"pattern\":\"a\",\"options\":"
	 "\"i\"}},\"b\":{\"$timestamp\":{\"t\":1,\"i\":2}},\"c\":{\"$code\":"
	 "\"f\",\"$scope\":{}},\"d\":{\"$maxKey\":1},\"e\":{\"$undefined\":"
	 "true},\"f\":{\"$symbol\":\"s\"},\"g\":{\"$binary\":\"AP8=\",\"$type\""
	 ":\"00\"},\"h\":{\"$uuid\":\"00010203-0405-0607-0809-0a0b0c0d0e0f\"}}",
	 "[{a: /a/i, b: Timestamp({t: 1, i: 2}), c: Code({code: 'f', scope: "
	 "{}}), d: MaxKey(), e: undefined, f: Symbol('s'), g: x'00ff', h: "
	 "UUID('00010203-0405-0607-0809-0a0b0c0d0e0f')}]"},
	{"{ '$oid': 'x' }\n{ '$set': { a: 1 } }\n{ '$regex': 'a', '$options': "
	 "'i' }\n{ '$oid': '65f0a1b2c3d4e5f601020304', b: 1 }\n",
	 "[{$oid: 'x'}, {$set: {a: 1}}, {$regex: 'a', $options: 'i'}, "
	 "{$oid: '65f0a1b2c3d4e5f601020304', b: 1}]"},
	/* what is no BSON */
	{"Map(2) { 'a' => 1, { b: 1 } => [ 2 ] }\nSet(2) { 1, 'x' }\n"
	 "Map(0) {}\nUint8Array(2) [ 1, 2 ]\nPoint { x: 1 }\n"
	 "[Object: null prototype] { a: 1 }\nfound { a: 1 }\nFound [ 1 ]\n",
	 "[Map([['a', 1], [{b: 1}, [2]]]), Set([1, 'x']), Map([]), "
	 "Uint8Array([1, 2]), Point({x: 1}), {a: 1}, 'found { a: 1 }', "
	 "'Found [ 1 ]']"},
	{"<ref *1> { a: 1, self: [Circular *1] }\n",
	 "[{a: 1, self: Circular('*1')}]"},
	{"{ f: [Function: f], g: [Function (anonymous)], c: [class A extends "
	 "B], s: Symbol(x), x: [Getter/Setter], d: 1970-01-01T00:00:00.000Z, "
	 "b: <Buffer 00 ff>, p: Point { x: 1 }, [Symbol(k)]: 1, a: [ <2 empty "
	 "items>, 1, foo: 3, 'b c': 4, [length]: 3 ] }\n",
	 "[{f: JavaScript('Function: f'), g: JavaScript('Function "
	 "(anonymous)'), c: JavaScript('class A extends B'), s: "
	 "JavaScript('Symbol(x)'), x: cut('Getter/Setter'), d: "
	 "1970-01-01 00:00:00, b: x'00ff', p: Point({x: 1}), a: "
	 "Array([[empty items(2), 1], {foo: 3, b c: 4}])}]"},
	{"[Function: f]\n[Object]\n[INFO] x\nSymbol(x)\n",
	 "['[Function: f]', '[Object]', '[INFO] x', 'Symbol(x)']"},
	/* what is cut */
	{"[ 1, ... 1 more item ]\n[\n  1,\n  ... 20 more items\n]\n"
	 "[ { a: 1 }, ... 5 more items ]\n",
	 "[[1, cut(1)], [1, cut(20)], {a: 1}, cut(5)]"},
	{"{ a: [Object], b: [Array], c: [Point], d: 'x'... 5 more "
	 "characters, e: <Buffer 00 ... 1 more byte>, f: Invalid Date }\n",
	 "[{a: cut('Object'), b: cut('Array'), c: cut('Point'), d: cut('x'), "
	 "e: cut(x'00'), f: cut('Invalid Date')}]"},
};

static void test_printed(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(printed); i++) {
		AUTO(arena_release) struct arena *arena = arena_new("test");
		const char *text = printed[i].text;

		assert_string_equal(
			value_shown(values_of(text, strlen(text), arena), 0,
				    arena),
			printed[i].shown);
	}
}

/* ---- what mongosh made of documents, and what the store makes of them ---- */

static void load(const char *name, struct buf *buf)
{
	buf_init(buf, (size_t)1 << 20);
	if (file_read(AT_FDCWD, name, buf) != FILE_READ)
		fail_msg("%s cannot be read", name);
}

static const struct value *stored(struct arena *arena)
{
	AUTO(buf_release) struct buf buf = {0};
	struct value_builder list;
	struct mongo_lines lines;
	size_t room = SHELLVALUES_ROOM;
	bool more = true;
	struct err err;

	load(SHELL "documents.json", &buf);
	value_builder_init(&list, arena);
	mongo_lines_init(&lines, "documents.json", buf.data, buf.len);
	while (more) {
		AUTO(mongo_doc_release) bson_t *doc = NULL;

		if (!mongo_lines_next(&lines, &doc, &err))
			fail_msg("%s", err.text);
		more = doc != NULL;
		if (more)
			value_append(&list, mongo_value(doc, arena, &room));
	}
	return value_built_list(&list);
}

static void test_documents(void **state)
{
	static const char *const names[] = {
		SHELL "cursor.txt", SHELL "print.txt", SHELL "printjson.txt",
		SHELL "ejson.txt"};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(names); i++) {
		AUTO(arena_release) struct arena *arena = arena_new("test");
		AUTO(buf_release) struct buf buf = {0};
		const struct value *wanted = stored(arena);
		const struct diff *diff;

		load(names[i], &buf);
		diff = value_diff(wanted, values_of(buf.data, buf.len, arena),
				  NULL, arena);
		if (diff->n)
			fail_msg("%s: %s", names[i],
				 diff_entry_text(&diff->entries[0], arena));
	}
}

/* ---- limits ---- */

static double seconds(void)
{
	return (double)clock() / CLOCKS_PER_SEC;
}

/* A mebibyte of each, of which the last may not be whole. */
static const char *const repeated[] = {"{",
				       "[",
				       "{ a: ",
				       "[\n",
				       "{\n",
				       "{ a: 1,\n",
				       "[ 1,\n",
				       "'",
				       "'a' +\n",
				       "'a\\n' +\n'b\n",
				       "[a",
				       "[a ",
				       "/",
				       "/[",
				       "<ref *1> ",
				       "new ",
				       "f(",
				       "Map(1) { ",
				       "[[1], ",
				       "{ a: [\n{ a: 1 },\n",
				       "Long('5'",
				       "((((",
				       "{}\n",
				       "1\n",
				       "[]\n",
				       "\n",
				       "\\",
				       "\"\\u",
				       "{ 'a'\n",
				       "0",
				       "0,",
				       "... 5 more ",
				       "<Buffer 00",
				       "[Symbol(a",
				       "Code(",
				       "\xff",
				       "{\"a\":{\"a\":"};

static void test_time_is_linear(void **state)
{
	size_t most = (size_t)1 << 20, i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(repeated); i++) {
		AUTO(arena_release) struct arena *arena = arena_new("test");
		AUTO(buf_release) struct buf buf = {0};
		double before = seconds();

		buf_init(&buf, most);
		while (!buf.cut)
			buf_add_str(&buf, repeated[i]);
		values_of(buf.data, buf.len, arena);
		/* Some 0.1 s where it is slow; quadratic would be minutes. */
		if (seconds() - before > 5)
			fail_msg("'%s' takes %.1f s", repeated[i],
				 seconds() - before);
	}
}

static void test_depth(void **state)
{
	static const struct {
		size_t levels;
		bool document;
	} cases[] = {{100, true}, {150, true}, {152, false}, {5000, false}};
	size_t i, j;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO(arena_release) struct arena *arena = arena_new("test");
		AUTO(buf_release) struct buf buf = {0};
		const struct value *list;

		buf_init(&buf, BUF_OURS);
		for (j = 0; j < cases[i].levels; j++)
			buf_add_str(&buf, "{ a: ");
		buf_add_str(&buf, "1");
		for (j = 0; j < cases[i].levels; j++)
			buf_add_str(&buf, " }");
		list = values_of(buf.data, buf.len, arena);
		assert_int_equal(list->as.list.n, 1);
		assert_int_equal(list->as.list.items[0]->kind,
				 cases[i].document ? VALUE_MAP : VALUE_TEXT);
	}
}

/* Whatever room there is, what comes is the start of all, and then "cut". */
static void test_room(void **state)
{
	static const char text[] =
		"text\n{ a: [ 1, 'x' ], b: Long('5') }\n[ { c: /a/ }, { d: "
		"Map(1) { 1 => BinData(0,\"AP8=\") } } ]\n";
	AUTO(arena_release) struct arena *arena = arena_new("test");
	const struct value *whole = values_of(text, strlen(text), arena);
	size_t least, left, i;
	bool all = false;

	(void)state;
	assert_int_equal(whole->as.list.n, 4);
	for (least = 0; !all; least++) {
		const struct value_list *list;

		left = least;
		list = &shellvalues(text, strlen(text), arena, &left)->as.list;
		all = list->n == 4 &&
		      value_equal(list->items[3], whole->as.list.items[3],
				  NULL);
		assert_true(left <= least);
		for (i = 0; i + !all < list->n; i++)
			assert_true(value_equal(list->items[i],
						whole->as.list.items[i], NULL));
		if (!all)
			assert_string_equal(
				value_shown(list->items[list->n - 1], 0, arena),
				"cut(nothing)");
	}
	assert_in_range(least, strlen(text), 8192);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_printed),
		cmocka_unit_test(test_documents),
		cmocka_unit_test(test_time_is_linear),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
