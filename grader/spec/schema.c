/*
 * The JSON Schema of task.yaml, made from the tables that bind it: what a
 * table takes, an editor completes. It is less strict than binding, which
 * also looks at files and at what refers to what.
 */
#include "spec/grammar.h"

#include <jansson.h>

/* ---- one field ---- */

static json_t *of_text(const struct field *field)
{
	(void)field;
	return json_pack("{s:s}", "type", "string");
}

static json_t *matching(const char *pattern)
{
	return json_pack("{s:s, s:s}", "type", "string", "pattern", pattern);
}

static json_t *of_line(const struct field *field)
{
	(void)field;
	return matching("^[^\\n\\r\\t]+$");
}

static json_t *of_name(const struct field *field)
{
	(void)field;
	return matching("^[A-Za-z0-9_$]{1,64}$");
}

static json_t *of_date(const struct field *field)
{
	(void)field;
	return matching("^[0-9]{4}-[0-9]{2}-[0-9]{2}"
			"( [0-9]{2}:[0-9]{2}:[0-9]{2})?$");
}

#define PATH "^(?!/)(?!(.*/)?\\.\\.(/|$))[^~$\\\\]+$"

static json_t *of_path(const struct field *field)
{
	(void)field;
	return matching(PATH);
}

static json_t *one_or_more(json_t *item)
{
	return json_pack("{s:[O, {s:s, s:o}]}", "anyOf", item, "type", "array",
			 "items", item);
}

static json_t *of_texts(const struct field *field)
{
	return one_or_more(of_text(field));
}

static json_t *of_files(const struct field *field)
{
	return one_or_more(of_path(field));
}

static json_t *of_enum(const struct field *field)
{
	json_t *names = json_array();
	size_t i;

	for (i = 0; field->names[i]; i++)
		json_array_append_new(names, json_string(field->names[i]));
	return json_pack("{s:o}", "enum", names);
}

static json_t *of_names(const struct field *field)
{
	return one_or_more(of_enum(field));
}

static json_t *of_int(const struct field *field)
{
	json_t *number = json_pack("{s:s, s:I}", "type", "integer", "minimum",
				   (json_int_t)field->least);

	if (field->most)
		json_object_set_new(number, "maximum",
				    json_integer(field->most));
	return number;
}

static json_t *of_real(const struct field *field)
{
	(void)field;
	return json_pack("{s:s}", "type", "number");
}

static json_t *of_bool(const struct field *field)
{
	(void)field;
	return json_pack("{s:s}", "type", "boolean");
}

static json_t *of_strings(const struct field *field)
{
	return json_pack("{s:s, s:o}", "type", "object", "additionalProperties",
			 of_text(field));
}

static json_t *of_value(const struct field *field)
{
	(void)field;
	return json_object();
}

static json_t *of_values(const struct field *field)
{
	(void)field;
	return json_pack("{s:s}", "type", "array");
}

static json_t *of_numbers(const struct field *field)
{
	return json_pack("{s:s, s:o, s:i, s:i}", "type", "array", "items",
			 of_real(field), "minItems", 2, "maxItems", 2);
}

static json_t *of_time(const struct field *field)
{
	(void)field;
	return matching("^[1-9][0-9]* (ms|s|min)$");
}

static json_t *of_size(const struct field *field)
{
	(void)field;
	return matching("^[1-9][0-9]* (B|KiB|MiB|GiB)$");
}

#define LABEL "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
#define HOST "(" LABEL "\\.)*[a-z]([a-z0-9-]{0,61}[a-z0-9])?"

static json_t *of_host(const struct field *field)
{
	(void)field;
	return matching("^" HOST "$");
}

#define ROUTE "^(\\*|(" HOST ")?/[^\\s#]*)$"

static json_t *of_route(const struct field *field)
{
	(void)field;
	return matching(ROUTE);
}

static json_t *of_routes(const struct field *field);

static json_t *reference(const char *name)
{
	return json_pack("{s:o}", "$ref", json_sprintf("#/$defs/%s", name));
}

static json_t *of_part(const struct field *field)
{
	return reference(field->part);
}

static json_t *of_field(const struct field *field)
{
	static json_t *(*const by_type[])(const struct field *) = {
		[FIELD_TEXT] = of_text,	      [FIELD_LINE] = of_line,
		[FIELD_NAME] = of_name,	      [FIELD_TEXTS] = of_texts,
		[FIELD_NAMES] = of_names,     [FIELD_INT] = of_int,
		[FIELD_REAL] = of_real,	      [FIELD_BOOL] = of_bool,
		[FIELD_ENUM] = of_enum,	      [FIELD_DATE] = of_date,
		[FIELD_PATH] = of_path,	      [FIELD_HANDIN] = of_text,
		[FIELD_FILES] = of_files,     [FIELD_STEP] = of_text,
		[FIELD_STRINGS] = of_strings, [FIELD_VALUE] = of_value,
		[FIELD_VALUES] = of_values,   [FIELD_PATTERN] = of_text,
		[FIELD_NUMBERS] = of_numbers, [FIELD_TIME] = of_time,
		[FIELD_SIZE] = of_size,	      [FIELD_HOST] = of_host,
		[FIELD_ROUTE] = of_route,     [FIELD_ROUTES] = of_routes,
		[FIELD_PART] = of_part,
	};
	json_t *schema = by_type[field->type](field);

	if (field->doc)
		json_object_set_new(schema, "description",
				    json_string(field->doc));
	return schema;
}

/* ---- tables ---- */

/* A map that takes no keys but those that are added. */
static json_t *map_new(const char *doc)
{
	json_t *map =
		json_pack("{s:s, s:b, s:{}, s:[]}", "type", "object",
			  "additionalProperties", 0, "properties", "required");

	if (doc)
		json_object_set_new(map, "description", json_string(doc));
	return map;
}

static void add_property(json_t *map, const char *key, json_t *schema)
{
	json_object_set_new(json_object_get(map, "properties"), key, schema);
}

static void require(json_t *map, const char *key)
{
	json_array_append_new(json_object_get(map, "required"),
			      json_string(key));
}

static void add_fields(json_t *map, const struct field *fields)
{
	for (; fields->key; fields++) {
		add_property(map, fields->key, of_field(fields));
		if (fields->required)
			require(map, fields->key);
	}
}

static json_t *map_of(const struct field *fields, const char *doc)
{
	json_t *map = map_new(doc);

	add_fields(map, fields);
	return map;
}

static json_t *list_of(json_t *items, size_t least)
{
	return json_pack("{s:s, s:o, s:I}", "type", "array", "items", items,
			 "minItems", (json_int_t)least);
}

static json_t *any_of(json_t *one, json_t *other)
{
	return json_pack("{s:[o, o]}", "anyOf", one, other);
}

/* A map from names that the author chooses. */
static json_t *map_to(json_t *value)
{
	return json_pack("{s:s, s:o}", "type", "object", "additionalProperties",
			 value);
}

static json_t *of_routes(const struct field *field)
{
	json_t *map = map_to(one_or_more(map_of(field->fields, NULL)));

	json_object_set_new(map, "propertyNames", of_route(field));
	return map;
}

/* ---- kinds ---- */

static json_t *requires(const char *key)
{
	return json_pack("{s:[s]}", "required", key);
}

/* Adds the keys of a table as references to where they are described. */
static void add_shared(json_t *map, const char *where,
		       const struct field *fields)
{
	for (; fields->key; fields++)
		add_property(map, fields->key,
			     json_pack("{s:o}", "$ref",
				       json_sprintf("#/$defs/%s/properties/%s",
						    where, fields->key)));
}

/* Of all kinds, or of those that can start at once with others. */
static json_t *steps_of(const struct vocabulary *vocabulary, bool at_once)
{
	const struct shape *const *shapes = vocabulary->steps;
	json_t *kinds = json_array(), *map;

	for (; *shapes; shapes++) {
		if (at_once && (*shapes)->alone)
			continue;
		map = map_of((*shapes)->fields, (*shapes)->doc);
		if (!(*shapes)->several)
			add_shared(map, "step_options", step_fields);
		json_array_append_new(kinds, map);
	}
	return list_of(json_pack("{s:o}", "anyOf", kinds), at_once ? 2 : 0);
}

static json_t *steps_at_once(const struct vocabulary *vocabulary)
{
	json_t *list = steps_of(vocabulary, true);

	json_object_set_new(list, "maxItems", json_integer(STEPS_AT_ONCE));
	return list;
}

/* The options of every check, relations among them. */
static json_t *check_options(const struct vocabulary *vocabulary)
{
	const struct shape *const *shapes = vocabulary->relations;
	json_t *map = map_of(check_fields, NULL);

	for (; *shapes; shapes++)
		add_fields(map, (*shapes)->fields);
	json_object_set_new(map, "required", json_array());
	return map;
}

/* {not: {anyOf: [a relation is required, …]}} and each of them alone. */
static json_t *one_relation_at_most(const struct vocabulary *vocabulary)
{
	const struct shape *const *shapes = vocabulary->relations;
	json_t *each = json_array(), *any = json_array();

	for (; *shapes; shapes++)
		json_array_append_new(any, requires((*shapes)->name));
	json_array_append_new(any, requires("count"));
	json_array_append_new(any, requires("each"));
	json_array_extend(each, any);
	json_array_append_new(each,
			      json_pack("{s:{s:o}}", "not", "anyOf", any));
	return json_pack("{s:o}", "oneOf", each);
}

static json_t *checks_of(const struct vocabulary *vocabulary)
{
	const struct shape *const *subjects = vocabulary->subjects;
	const struct shape *const *relations;
	json_t *kinds = json_array(), *map;

	for (; *subjects; subjects++) {
		map = map_of((*subjects)->fields, (*subjects)->doc);
		add_shared(map, "check_options", check_fields);
		for (relations = vocabulary->relations; *relations; relations++)
			add_shared(map, "check_options", (*relations)->fields);
		json_array_append_new(kinds, map);
	}
	return list_of(json_pack("{s:o, s:[o]}", "anyOf", kinds, "allOf",
				 one_relation_at_most(vocabulary)),
		       1);
}

static json_t *relation_of(const struct vocabulary *vocabulary)
{
	const struct shape *const *shapes = vocabulary->relations;
	json_t *kinds = json_array();

	for (; *shapes; shapes++)
		json_array_append_new(
			kinds, map_of((*shapes)->fields, (*shapes)->doc));
	return json_pack("{s:o}", "anyOf", kinds);
}

static json_t *given_of(const struct vocabulary *vocabulary)
{
	const struct shape *const *shapes = vocabulary->stores;
	json_t *map = map_new(NULL), *store;

	for (; *shapes; shapes++) {
		store = map_of((*shapes)->fields, (*shapes)->doc);
		/* Another `given` that this one is merged with may say it. */
		json_object_set_new(store, "required", json_array());
		add_property(map, (*shapes)->name, store);
	}
	return map;
}

/* ---- the whole ---- */

static json_t *handin_of(const struct vocabulary *vocabulary)
{
	const struct spoken *each = vocabulary->languages;
	json_t *map = map_of(handin_fields, NULL), *names = json_array();

	for (; each->name; each++)
		json_array_append_new(names, json_string(each->name));
	add_property(map, "language", json_pack("{s:o}", "enum", names));
	return list_of(any_of(matching(PATH), map), 1);
}

static json_t *words_or(const char *const *names, const struct field *fields)
{
	const struct field words = {.names = names};

	return any_of(of_enum(&words), map_of(fields, NULL));
}

static json_t *definitions(const struct vocabulary *vocabulary)
{
	json_t *all = json_object();

	json_object_set_new(all, "hand_in", handin_of(vocabulary));
	json_object_set_new(all, "given", given_of(vocabulary));
	json_object_set_new(all, "steps", steps_of(vocabulary, false));
	json_object_set_new(all, "steps_at_once", steps_at_once(vocabulary));
	json_object_set_new(all, "step_options", map_of(step_fields, NULL));
	json_object_set_new(all, "checks", checks_of(vocabulary));
	json_object_set_new(all, "check_options", check_options(vocabulary));
	json_object_set_new(all, "relation", relation_of(vocabulary));
	json_object_set_new(all, "read", words_or(read_names, match_fields));
	json_object_set_new(all, "order", words_or(order_names, by_fields));
	json_object_set_new(all, "cases",
			    list_of(map_of(case_fields, NULL), 1));
	json_object_set_new(all, "limits", map_of(limit_fields, NULL));
	json_object_set_new(
		all, "with",
		map_to(any_of(of_text(NULL), map_of(draw_fields, NULL))));
	json_object_set_new(all, "wrong", map_to(map_of(wrong_fields, NULL)));
	return all;
}

char *task_schema(const struct vocabulary *vocabulary)
{
	json_t *schema = map_of(task_fields, "One exercise.");
	char *text;

	json_object_set_new(
		schema, "$schema",
		json_string("https://json-schema.org/draft/2020-12/schema"));
	json_object_set_new(schema, "title", json_string("task.yaml"));
	json_object_set_new(schema, "$defs", definitions(vocabulary));
	text = json_dumps(schema, JSON_INDENT(2) | JSON_SORT_KEYS);
	json_decref(schema);
	if (!text)
		abort(); /* only when memory is out */
	return text;
}
