/* BSON as typed values, what authors write as BSON, and files of documents. */
#include "base/num.h"
#include "store/mongo_value.h"
#include "value/equal.h"
#include "value/show.h"
#include "value/wire.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define ROOM ((size_t)1 << 20)

static bson_t *doc_of(const char *json)
{
	bson_error_t error;
	bson_t *doc = bson_new_from_json((const uint8_t *)json, -1, &error);

	if (!doc)
		fail_msg("%s: %s", json, error.message);
	return doc;
}

static const struct value *value_of(const bson_t *doc, struct arena *arena)
{
	size_t room = ROOM;
	const struct value *value = mongo_value(doc, arena, &room);

	assert_non_null(value);
	return value;
}

/* ---- BSON as values ---- */

/* The field v of a document. */
static const struct told {
	const char *json, *shown;
} types[] = {
	{"null", "NULL"},
	{"true", "true"},
	{"{\"$numberInt\": \"-5\"}", "-5"},
	{"{\"$numberLong\": \"5\"}", "NumberLong(5)"},
	{"{\"$numberLong\": \"9223372036854775807\"}", "9223372036854775807"},
	{"{\"$numberDouble\": \"1.0\"}", "1"},
	{"{\"$numberDouble\": \"0.1\"}", "0.1"},
	{"{\"$numberDouble\": \"-0.0\"}", "-0"},
	{"{\"$numberDouble\": \"NaN\"}", "nan"},
	{"{\"$numberDouble\": \"-Infinity\"}", "-inf"},
	{"{\"$numberDecimal\": \"1.50\"}", "1.50"},
	{"{\"$numberDecimal\": \"1E+3\"}", "1E+3"},
	{"{\"$numberDecimal\": \"-Infinity\"}", "NumberDecimal('-Infinity')"},
	{"{\"$numberDecimal\": \"NaN\"}", "NumberDecimal('NaN')"},
	{"\"na\xc3\xafve\"", "'na\xc3\xafve'"},
	{"\"a\\u0000b\"", "'a\\x00b'"},
	{"{\"$date\": \"2024-05-15T10:00:00Z\"}", "2024-05-15 10:00:00"},
	{"{\"$date\": \"2024-05-15T10:00:00.120Z\"}",
	 "2024-05-15 10:00:00.120"},
	{"{\"$date\": {\"$numberLong\": \"-1\"}}", "1969-12-31 23:59:59.999"},
	{"{\"$date\": {\"$numberLong\": \"-62167219200000\"}}",
	 "0000-01-01 00:00:00"},
	{"{\"$date\": {\"$numberLong\": \"-62167219200001\"}}",
	 "Date(-62167219200001)"},
	{"{\"$date\": {\"$numberLong\": \"253402300799999\"}}",
	 "9999-12-31 23:59:59.999"},
	{"{\"$date\": {\"$numberLong\": \"253402300800000\"}}",
	 "Date(253402300800000)"},
	{"{\"$oid\": \"65f0a1b2c3d4e5f601020304\"}",
	 "ObjectId('65f0a1b2c3d4e5f601020304')"},
	{"{\"$binary\": {\"base64\": \"AP8=\", \"subType\": \"00\"}}",
	 "x'00ff'"},
	{"{\"$binary\": {\"base64\": \"\", \"subType\": \"00\"}}", "bytes ''"},
	{"{\"$binary\": {\"base64\": \"w6kK\", \"subType\": \"00\"}}",
	 "bytes 'é\\n'"},
	{"{\"$binary\": {\"base64\": \"YQA=\", \"subType\": \"00\"}}",
	 "x'6100'"},
	{"{\"$binary\": {\"base64\": \"AP8=\", \"subType\": \"80\"}}",
	 "BinData({subtype: 128, bytes: x'00ff'})"},
	{"{\"$binary\": {\"base64\": \"AAECAwQFBgcICQoLDA0ODw==\", "
	 "\"subType\": \"04\"}}",
	 "UUID('00010203-0405-0607-0809-0a0b0c0d0e0f')"},
	{"{\"$binary\": {\"base64\": \"AAECAwQFBgcICQoLDA0ODw==\", "
	 "\"subType\": \"03\"}}",
	 "UUID('00010203-0405-0607-0809-0a0b0c0d0e0f')"},
	{"{\"$binary\": {\"base64\": \"AAE=\", \"subType\": \"04\"}}",
	 "BinData({subtype: 4, bytes: x'0001'})"},
	{"{\"$regularExpression\": {\"pattern\": \"a/b\", "
	 "\"options\": \"mi\"}}",
	 "/a/b/im"},
	{"{\"$code\": \"f()\"}", "Code('f()')"},
	{"{\"$code\": \"f()\", \"$scope\": {\"x\": 1}}",
	 "Code({code: 'f()', scope: {x: 1}})"},
	{"{\"$timestamp\": {\"t\": 4000000000, \"i\": 1}}",
	 "Timestamp({t: 4000000000, i: 1})"},
	{"{\"$minKey\": 1}", "MinKey()"},
	{"{\"$maxKey\": 1}", "MaxKey()"},
	{"{\"$undefined\": true}", "undefined"},
	{"{\"$symbol\": \"s\"}", "Symbol('s')"},
	{"{\"$dbPointer\": {\"$ref\": \"db.c\", "
	 "\"$id\": {\"$oid\": \"65f0a1b2c3d4e5f601020304\"}}}",
	 "DBPointer({ref: 'db.c', id: "
	 "ObjectId('65f0a1b2c3d4e5f601020304')})"},
	{"{\"b\": 1, \"a\": {}}", "{b: 1, a: {}}"},
	{"[1, [], \"x\"]", "[1, [], 'x']"},
	{"{\"a\": 1, \"b\": 2, \"a\": 3}",
	 "duplicate keys([['a', 1], ['b', 2], ['a', 3]])"},
};

static void test_types(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(types); i++) {
		AUTO(arena_release) struct arena *arena = arena_new("test");
		AUTO(mongo_doc_release)
		bson_t *doc = doc_of(
			arena_printf(arena, "{\"v\": %s}", types[i].json));
		const struct value *value = value_of(doc, arena);

		assert_string_equal(
			value_shown(value_get(value, "v"), 0, arena),
			types[i].shown);
	}
}

static void test_long_is_marked(void **state)
{
	static const struct {
		const char *json;
		bool wide;
	} cases[] = {{"{\"v\": {\"$numberLong\": \"5\"}}", true},
		     {"{\"v\": {\"$numberLong\": \"-2147483648\"}}", true},
		     {"{\"v\": {\"$numberLong\": \"2147483648\"}}", false},
		     {"{\"v\": 5}", false}};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO(arena_release) struct arena *arena = arena_new("test");
		AUTO(mongo_doc_release) bson_t *doc = doc_of(cases[i].json);
		const struct value *value =
			value_get(value_of(doc, arena), "v");

		assert_int_equal(value->kind, VALUE_INT);
		assert_int_equal(value->wide, cases[i].wide);
	}
}

/* ---- what no server stores, or only from a hostile hand ---- */

static void test_no_text(void **state)
{
	static const uint8_t bytes[] = "\x0f\0\0\0\2v\0\3\0\0\0\xff\xfe\0";
	AUTO(arena_release) struct arena *arena = arena_new("test");
	bson_t doc;

	(void)state;
	assert_true(bson_init_static(&doc, bytes, sizeof(bytes)));
	assert_string_equal(value_shown(value_of(&doc, arena), 0, arena),
			    "{v: x'fffe'}");
}

static void test_no_bson(void **state)
{
	/* An int32, then a type that there is not. */
	static const uint8_t bytes[] = "\x12\0\0\0\x10v\0\1\0\0\0\x20w\0\1\0\0";
	AUTO(arena_release) struct arena *arena = arena_new("test");
	bson_t doc;

	(void)state;
	assert_true(bson_init_static(&doc, bytes, sizeof(bytes)));
	assert_string_equal(value_shown(value_of(&doc, arena), 0, arena),
			    "invalid BSON({v: 1})");
}

/* A document with so many more within it, at each level under `a`, twice. */
static bson_t *nested(size_t levels, bool twice)
{
	bson_t *doc = bson_new(), *outer;

	while (levels--) {
		outer = bson_new();
		BSON_APPEND_DOCUMENT(outer, "a", doc);
		if (twice)
			BSON_APPEND_NULL(outer, "a");
		bson_destroy(doc);
		doc = outer;
	}
	return doc;
}

/* Whatever its depth, an observation can carry it. */
static void test_depth(void **state)
{
	static const struct {
		size_t levels;
		bool twice, cut;
	} cases[] = {{100, false, false}, {159, false, false},
		     {160, false, true},  {39, true, false},
		     {40, true, true},	  {5000, false, true}};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO(arena_release) struct arena *arena = arena_new("test");
		AUTO(buf_release) struct buf buf = {0};
		AUTO(mongo_doc_release)
		bson_t *doc = nested(cases[i].levels, cases[i].twice);
		const struct value *value = value_of(doc, arena), *back;
		const char *shown = value_shown(value, 0, arena), *at;
		struct err err;

		assert_int_equal(strstr(shown, "too deep") != NULL,
				 cases[i].cut);
		buf_init(&buf, BUF_OURS);
		value_write(&buf, value);
		at = buf.data;
		assert_true(value_read(&at, buf.data + buf.len, arena, &back,
				       &err));
		assert_true(value_equal(value, back, NULL));
	}
}

static void test_room(void **state)
{
	static const char text[] =
		"{\"a\": [1, {\"b\": \"text\"}, null], \"c\": {\"$code\": "
		"\"f()\", \"$scope\": {\"x\": 1}}, \"d\": {\"$binary\": "
		"{\"base64\": \"AP8=\", \"subType\": \"00\"}}, \"e\": "
		"{\"$regularExpression\": {\"pattern\": \"a\", \"options\": "
		"\"\"}}, \"f\": {\"$timestamp\": {\"t\": 1, \"i\": 1}}}";
	AUTO(mongo_doc_release) bson_t *doc = doc_of(text);
	size_t room, needed = 0;

	(void)state;
	for (room = 0; !needed; room++) {
		AUTO(arena_release) struct arena *arena = arena_new("test");
		size_t left = room;

		if (mongo_value(doc, arena, &left)) {
			assert_int_equal(left, 0);
			needed = room;
		}
	}
	assert_in_range(needed, sizeof(text), 4096);
}

/* ---- what authors write ---- */

/* JSON as YAML is bound: a number with a point is a DECIMAL. */
static const struct value *bound(json_t *json, struct arena *arena)
{
	struct value_builder builder;
	const char *key, *text;
	json_t *item;
	size_t i;

	value_builder_init(&builder, arena);
	switch (json_typeof(json)) {
	case JSON_OBJECT:
		json_object_foreach(json, key, item)
			value_put(&builder, key, bound(item, arena));
		return value_built_map(&builder);
	case JSON_ARRAY:
		json_array_foreach(json, i, item)
			value_append(&builder, bound(item, arena));
		return value_built_list(&builder);
	case JSON_STRING:
		return value_text(arena, json_string_value(json),
				  json_string_length(json));
	case JSON_INTEGER:
		return value_int(arena, json_integer_value(json));
	case JSON_REAL:
		text = arena_printf(arena, "%.1f", json_real_value(json));
		return value_scalar(arena, VALUE_DECIMAL, text, strlen(text));
	case JSON_TRUE:
	case JSON_FALSE:
		return value_bool(json_is_true(json));
	case JSON_NULL:
		break;
	}
	return &value_null;
}

static const struct value *written(const char *text, struct arena *arena)
{
	json_error_t error;
	json_t *json = json_loads(text, 0, &error);
	const struct value *value;

	if (!json)
		fail_msg("%s: %s", text, error.text);
	value = bound(json, arena);
	json_decref(json);
	return value;
}

/* NULL: the same comes out, in canonical form. */
static const struct authored {
	const char *yaml, *bson;
} authored[] = {
	{"{\"v\": 5}", "{ \"v\" : { \"$numberInt\" : \"5\" } }"},
	{"{\"v\": 2147483648}",
	 "{ \"v\" : { \"$numberLong\" : \"2147483648\" } }"},
	{"{\"v\": -2147483648}",
	 "{ \"v\" : { \"$numberInt\" : \"-2147483648\" } }"},
	{"{\"v\": 2.5}", "{ \"v\" : { \"$numberDouble\" : \"2.5\" } }"},
	{"{\"v\": 2.0}", "{ \"v\" : { \"$numberDouble\" : \"2.0\" } }"},
	{"{\"v\": [null, true, \"x\", {}, []]}",
	 "{ \"v\" : [ null, true, \"x\", {  }, [  ] ] }"},
	{"{\"v\": {\"$numberLong\": 5}}",
	 "{ \"v\" : { \"$numberLong\" : \"5\" } }"},
	{"{\"v\": {\"$numberDecimal\": 1.5}}",
	 "{ \"v\" : { \"$numberDecimal\" : \"1.5\" } }"},
	{"{\"v\": {\"$numberDouble\": 3}}",
	 "{ \"v\" : { \"$numberDouble\" : \"3.0\" } }"},
	{"{\"v\": {\"$date\": \"2024-05-15T10:00:00Z\"}}",
	 "{ \"v\" : { \"$date\" : { \"$numberLong\" : \"1715767200000\" } } }"},
	{"{\"v\": {\"$uuid\": \"00010203-0405-0607-0809-0a0b0c0d0e0f\"}}",
	 "{ \"v\" : { \"$binary\" : { \"base64\" : "
	 "\"AAECAwQFBgcICQoLDA0ODw==\", \"subType\" : \"04\" } } }"},
	{"{\"v\": {\"$oid\": \"65f0a1b2c3d4e5f601020304\"}}", NULL},
	{"{\"v\": {\"$numberDecimal\": \"NaN\"}}", NULL},
	{"{\"v\": {\"$binary\": {\"base64\": \"AP8=\", \"subType\": "
	 "\"05\"}}}",
	 NULL},
	{"{\"v\": {\"$regularExpression\": {\"pattern\": \"^a\", "
	 "\"options\": \"i\"}}}",
	 NULL},
	{"{\"v\": {\"$timestamp\": {\"t\": 1, \"i\": 2}}}", NULL},
	{"{\"v\": {\"$minKey\": 1}}", NULL},
	{"{\"v\": {\"$maxKey\": 1}}", NULL},
	{"{\"v\": {\"$undefined\": true}}", NULL},
	{"{\"v\": {\"$symbol\": \"s\"}}", NULL},
	{"{\"v\": {\"$code\": \"f()\"}}", NULL},
	{"{\"v\": {\"$code\": \"f()\", \"$scope\": {\"x\": \"y\"}}}", NULL},
	{"{\"v\": {\"$dbPointer\": {\"$ref\": \"c\", \"$id\": {\"$oid\": "
	 "\"65f0a1b2c3d4e5f601020304\"}}}}",
	 NULL},
	/* operators stay what they are */
	{"{\"update\": \"c\", \"u\": {\"$set\": {\"a.b\": null}}}", NULL},
	{"{\"name\": {\"$regex\": \"^a\", \"$options\": \"i\"}}", NULL},
	{"{\"v\": {\"$type\": \"string\"}, \"$or\": [{\"a\": {\"$gt\": "
	 "\"x\"}}]}",
	 NULL},
	{"{\"$expr\": {\"$eq\": [\"$a\", \"$$ROOT.b\"]}}", NULL},
	{"{\"v\": {\"$ref\": \"c\", \"$id\": \"x\"}}", NULL},
};

/* Without the blanks, in which JSON's writers differ. */
static const char *packed(const char *text, struct arena *arena)
{
	char *made = arena_str(arena, text), *to = made;

	for (; *text; text++)
		if (*text != ' ')
			*to++ = *text;
	*to = '\0';
	return made;
}

static void test_authored(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(authored); i++) {
		AUTO(arena_release) struct arena *arena = arena_new("test");
		const struct authored *one = &authored[i];
		bson_t doc = BSON_INITIALIZER;
		const char *why = NULL;
		char *json;

		if (!mongo_bson(written(one->yaml, arena), &doc, arena, &why))
			fail_msg("%s: %s", one->yaml, why);
		json = bson_as_canonical_extended_json(&doc, NULL);
		if (one->bson)
			assert_string_equal(json, one->bson);
		else
			assert_string_equal(packed(json, arena),
					    packed(one->yaml, arena));
		bson_free(json);
		bson_destroy(&doc);
	}
}

static const struct refused {
	const char *yaml, *why;
} refused[] = {
	{"[1]", "a document is wanted: a map of names and values"},
	{"{\"$oid\": \"65f0a1b2c3d4e5f601020304\"}",
	 "a document is wanted: a map of names and values"},
	{"{\"a\": [0, {\"b.c\": {\"$oid\": \"x\"}}]}",
	 "a.1.b.c: no right $oid"},
	{"{\"v\": {\"$numberInt\": \"3000000000\"}}", "v: no right $numberInt"},
	{"{\"v\": {\"$numberLong\": \"x\"}}", "v: no right $numberLong"},
	{"{\"v\": {\"$numberDecimal\": \"x\"}}", "v: no right $numberDecimal"},
	{"{\"v\": {\"$date\": \"yesterday\"}}", "v: no right $date"},
	{"{\"v\": {\"$date\": [1]}}", "v: no right $date"},
	{"{\"v\": {\"$timestamp\": {\"t\": 1}}}", "v: no right $timestamp"},
	{"{\"v\": {\"$uuid\": \"1\"}}", "v: no right $uuid"},
	{"{\"v\": {\"$binary\": \"AP8=\"}}", "v: no right $binary"},
	{"{\"v\": {\"$oid\": \"65f0a1b2c3d4e5f601020304\", \"more\": 1}}",
	 "v: no right $oid"},
	{"{\"v\": {\"$minKey\": 1, \"more\": 1}}", "v: no right $minKey"},
};

static void test_refused(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(refused); i++) {
		AUTO(arena_release) struct arena *arena = arena_new("test");
		bson_t doc = BSON_INITIALIZER;
		const char *why = NULL;

		if (mongo_bson(written(refused[i].yaml, arena), &doc, arena,
			       &why))
			fail_msg("%s is taken", refused[i].yaml);
		if (strncmp(why, refused[i].why, strlen(refused[i].why)) != 0)
			fail_msg("%s: %s", refused[i].yaml, why);
		bson_destroy(&doc);
	}
}

static const struct value *deep(size_t levels, struct arena *arena)
{
	const struct value *value = &value_null;
	struct value_builder map;

	while (levels--) {
		value_builder_init(&map, arena);
		value_put(&map, "a", value);
		value = value_built_map(&map);
	}
	return value;
}

static void test_authored_depth(void **state)
{
	AUTO(arena_release) struct arena *arena = arena_new("test");
	bson_t doc = BSON_INITIALIZER;
	const char *why = NULL;

	(void)state;
	assert_true(mongo_bson(deep(100, arena), &doc, arena, &why));
	bson_reinit(&doc);
	assert_false(mongo_bson(deep(400, arena), &doc, arena, &why));
	assert_non_null(strstr(why, "a: it is nested too deep"));
	bson_destroy(&doc);
}

/* ---- files ---- */

static const struct file {
	const char *text;
	size_t documents;
	const char *error; /* its start; NULL: none */
} files[] = {
	{"", 0, NULL},
	{"\n \t\r\n\n", 0, NULL},
	{"{\"a\":1}", 1, NULL},
	{"\xef\xbb\xbf{\"a\":1}\r\n\r\n  {\"a\":{\"$numberLong\":\"2\"}} \r\n",
	 2, NULL},
	{"{\"a\":1}\n{\"a\":\n", 1, "school.json:2: "},
	{"{\"a\":1}\n\n{a:1}\n", 1, "school.json:3: "},
	{"{\"a\":1}{\"b\":1}\n", 0, "school.json:1: more than one document"},
	{"{\"a\":1} x\n", 0, "school.json:1: "},
	{"{\"a\":1},\n", 0, "school.json:1: "},
	{"[{\"a\":1}]\n", 0, "school.json:1: a document is wanted"},
	{"{\"a\":{\"$oid\":\"x\"}}\n", 0, "school.json:1: "},
	{"{\"a\":\"\xff\"}\n", 0, "school.json:1: "},
	{"\0", 0, NULL},
};

static void read_file(const struct file *file)
{
	AUTO(arena_release) struct arena *arena = arena_new("test");
	struct mongo_lines lines;
	struct err err = {0};
	bool read = true, more = true;
	size_t n = 0;

	mongo_lines_init(&lines, "school.json", file->text, strlen(file->text));
	while (read && more) {
		AUTO(mongo_doc_release) bson_t *doc = NULL;

		read = mongo_lines_next(&lines, &doc, &err);
		more = doc != NULL;
		n += more;
	}
	if (n != file->documents)
		fail_msg("%s: %zu documents, %s", file->text, n, err.text);
	if (!read && !file->error)
		fail_msg("%s: %s", file->text, err.text);
	if (!file->error)
		return;
	if (read)
		fail_msg("%s is read", file->text);
	assert_int_equal(err.owner, ERR_SPEC);
	if (strncmp(err.text, file->error, strlen(file->error)) != 0)
		fail_msg("%s: %s", file->text, err.text);
}

static void test_files(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(files); i++)
		read_file(&files[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_types),
		cmocka_unit_test(test_long_is_marked),
		cmocka_unit_test(test_no_text),
		cmocka_unit_test(test_no_bson),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_room),
		cmocka_unit_test(test_authored),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_authored_depth),
		cmocka_unit_test(test_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
