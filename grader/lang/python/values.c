/* Turns Python's objects into values, and our own values into objects. */
#include "lang/python/values.h"

#include "value/document.h"
#include "value/equal.h"

#define DEPTH_MOST 100
#define NODES_MOST 500000
#define BYTES_MOST ((size_t)7 << 20)
#define REPR_MOST 200
#define HEX_MOST 3000

static PyObject *special_classes;

void values_set_specials(PyObject *specials)
{
	Py_INCREF(specials);
	special_classes = specials;
}

struct encoder {
	struct arena *arena;
	size_t nodes, bytes;
	PyObject *path[DEPTH_MOST]; /* from the outermost one */
	size_t depth;
	bool large;
};

static const struct value *encode(struct encoder *encoder, PyObject *object);

/* ---- texts and numbers ---- */

static bool fits(struct encoder *encoder, size_t bytes)
{
	encoder->bytes += bytes;
	if (encoder->bytes > BYTES_MOST || ++encoder->nodes > NODES_MOST)
		encoder->large = true;
	return !encoder->large;
}

static const struct value *text_of(struct encoder *encoder, PyObject *object,
				   const char *errors)
{
	PyObject *bytes = PyUnicode_AsEncodedString(object, "utf-8", errors);
	const struct value *text = &value_none;
	char *data;
	Py_ssize_t len;

	if (bytes && PyBytes_AsStringAndSize(bytes, &data, &len) == 0 &&
	    fits(encoder, (size_t)len))
		text = value_text(encoder->arena, data, (size_t)len);
	PyErr_Clear();
	Py_XDECREF(bytes);
	return text;
}

static const struct value *bytes_of(struct encoder *encoder, const char *data,
				    Py_ssize_t len)
{
	if (!fits(encoder, (size_t)len))
		return &value_none;
	return value_scalar(encoder->arena, VALUE_BYTES, data, (size_t)len);
}

/* Decimal where Python writes it, which it does up to some 4300 digits. */
static const struct value *large_int(struct encoder *encoder, PyObject *object)
{
	PyObject *digits = PyNumber_ToBase(object, 16);
	const struct value *value = &value_none;
	bool decimal = digits && PyUnicode_GetLength(digits) < HEX_MOST;
	const char *data;
	Py_ssize_t len;

	if (decimal) {
		Py_DECREF(digits);
		digits = PyNumber_ToBase(object, 10);
	}
	data = digits ? PyUnicode_AsUTF8AndSize(digits, &len) : NULL;
	if (data && fits(encoder, (size_t)len))
		value = decimal ? value_scalar(encoder->arena, VALUE_DECIMAL,
					       data, (size_t)len)
				: value_tagged(encoder->arena, "int",
					       value_text(encoder->arena, data,
							  (size_t)len));
	PyErr_Clear();
	Py_XDECREF(digits);
	return value;
}

static const struct value *int_of(struct encoder *encoder, PyObject *object)
{
	int overflow;
	long long number = PyLong_AsLongLongAndOverflow(object, &overflow);

	if (overflow)
		return large_int(encoder, object);
	return value_int(encoder->arena, number);
}

static const struct value *complex_of(struct encoder *encoder, PyObject *object)
{
	struct value_builder parts;

	value_builder_init(&parts, encoder->arena);
	value_append(&parts, value_real(encoder->arena,
					PyComplex_RealAsDouble(object), false));
	value_append(&parts, value_real(encoder->arena,
					PyComplex_ImagAsDouble(object), false));
	return value_built_list(&parts);
}

/* ---- collections ---- */

/* The items that the base class holds, whatever the derived one says. */
static const struct value *list_of(struct encoder *encoder, PyObject *object)
{
	bool tuple = PyTuple_Check(object);
	struct value_builder list;
	Py_ssize_t i;

	value_builder_init(&list, encoder->arena);
	for (i = 0;
	     i < (tuple ? PyTuple_GET_SIZE(object) : PyList_GET_SIZE(object)) &&
	     !encoder->large;
	     i++)
		value_append(&list, encode(encoder,
					   tuple ? PyTuple_GET_ITEM(object, i)
						 : PyList_GET_ITEM(object, i)));
	return value_built_list(&list);
}

static int by_value(const void *a, const void *b)
{
	return value_compare(*(const struct value *const *)a,
			     *(const struct value *const *)b);
}

/* By the base class's own iterator, whatever a derived class has. */
static const struct value *set_of(struct encoder *encoder, PyObject *object)
{
	PyObject *items = PySet_Type.tp_iter(object), *item;
	struct value_builder list;

	value_builder_init(&list, encoder->arena);
	while (items && !encoder->large && (item = PyIter_Next(items))) {
		value_append(&list, encode(encoder, item));
		Py_DECREF(item);
	}
	Py_XDECREF(items);
	PyErr_Clear();
	if (list.n)
		qsort(list.items, list.n, sizeof(*list.items), by_value);
	return value_built_list(&list);
}

static bool has_text_keys(PyObject *dict)
{
	PyObject *key, *item;
	Py_ssize_t at = 0;

	while (PyDict_Next(dict, &at, &key, &item))
		if (!PyUnicode_CheckExact(key))
			return false;
	return true;
}

static const struct value *map_of(struct encoder *encoder, PyObject *dict)
{
	struct value_pair *pairs =
		ARENA_ARRAY(encoder->arena, (size_t)PyDict_GET_SIZE(dict),
			    struct value_pair);
	size_t room = (size_t)PyDict_GET_SIZE(dict), n = 0;
	PyObject *key, *item;
	Py_ssize_t at = 0;

	while (n < room && !encoder->large &&
	       PyDict_Next(dict, &at, &key, &item)) {
		const struct value *name =
			text_of(encoder, key, "surrogatepass");

		if (name->kind != VALUE_TEXT)
			break;
		pairs[n].key = name->as.text;
		pairs[n++].value = encode(encoder, item);
	}
	return value_map(encoder->arena, pairs, n);
}

static const struct value *pairs_of(struct encoder *encoder, PyObject *dict)
{
	struct value_builder list, pair;
	PyObject *key, *item;
	Py_ssize_t at = 0;

	value_builder_init(&list, encoder->arena);
	while (!encoder->large && PyDict_Next(dict, &at, &key, &item)) {
		value_builder_init(&pair, encoder->arena);
		Py_INCREF(item);
		value_append(&pair, encode(encoder, key));
		value_append(&pair, encode(encoder, item));
		Py_DECREF(item);
		value_append(&list, value_built_list(&pair));
	}
	return value_built_list(&list);
}

/* ---- other classes ---- */

/* Another run puts its objects at other addresses. */
static void hide_addresses(char *text)
{
	char *at = text;

	while ((at = strstr(at, "0x"))) {
		size_t digits = strspn(at + 2, "0123456789abcdef");

		memmove(at + 2, at + 2 + digits, strlen(at + 2 + digits) + 1);
		at += 2;
	}
}

static const struct value *repr_of(struct encoder *encoder, PyObject *object)
{
	PyObject *text = PyObject_Repr(object);
	PyObject *start = text && PyUnicode_Check(text)
				  ? PyUnicode_Substring(text, 0, REPR_MOST)
				  : NULL;
	const struct value *shown = NULL;

	PyErr_Clear();
	if (start)
		shown = text_of(encoder, start, "backslashreplace");
	Py_XDECREF(start);
	Py_XDECREF(text);
	if (!shown || shown->kind != VALUE_TEXT)
		return NULL;
	hide_addresses((char *)(uintptr_t)shown->as.text.bytes);
	return value_str(encoder->arena, shown->as.text.bytes);
}

static const struct value *other_of(struct encoder *encoder, PyObject *object)
{
	struct value_builder map;
	const struct value *repr = NULL;

	value_builder_init(&map, encoder->arena);
	value_put(&map, "class",
		  value_str(encoder->arena, Py_TYPE(object)->tp_name));
	if (Py_TYPE(object)->tp_repr != PyBaseObject_Type.tp_repr)
		repr = repr_of(encoder, object);
	if (repr)
		value_put(&map, "repr", repr);
	return value_tagged(encoder->arena, "object", value_built_map(&map));
}

/* A text of the kind; NULL: it is none. */
static const struct value *kind_of(struct arena *arena, enum value_kind kind,
				   const struct value *text)
{
	return text->kind == VALUE_TEXT
		       ? value_scalar(arena, kind, text->as.text.bytes,
				      text->as.text.len)
		       : NULL;
}

static const struct value *regex_of(struct arena *arena,
				    const struct value *parts)
{
	const struct value *pattern = value_get(parts, "pattern");
	const struct value *options = value_get(parts, "options");

	/* Neither is there where it is too deep. */
	if (!pattern || !options || pattern->kind != VALUE_TEXT ||
	    options->kind != VALUE_TEXT)
		return NULL;
	return value_regex(arena, &pattern->as.text, &options->as.text);
}

/* What a function of `specials` has told; NULL: nothing right. */
static const struct value *formed(struct encoder *encoder, const char *word,
				  PyObject *inner)
{
	const struct value *value = encode(encoder, inner);

	if (encoder->large || !*word)
		return value;
	if (!strcmp(word, "LONG") || !strcmp(word, "MOMENT"))
		return value->kind == VALUE_INT
			       ? (*word == 'L' ? value_long : value_moment)(
					 encoder->arena, value->as.integer)
			       : NULL;
	if (!strcmp(word, "DATETIME"))
		return kind_of(encoder->arena, VALUE_DATETIME, value);
	if (!strcmp(word, "DECIMAL"))
		return kind_of(encoder->arena, VALUE_DECIMAL, value);
	if (!strcmp(word, "REGEX"))
		return regex_of(encoder->arena, value);
	return value_tagged(encoder->arena, word, value);
}

/* The form of a class of `specials`; NULL: it is none. */
static const struct value *special_of(struct encoder *encoder, PyObject *object)
{
	PyObject *form = special_classes
				 ? PyDict_GetItem(special_classes,
						  (PyObject *)Py_TYPE(object))
				 : NULL;
	PyObject *told = form ? PyObject_CallOneArg(form, object) : NULL;
	const struct value *value = NULL;

	if (told)
		value = formed(encoder,
			       PyUnicode_AsUTF8(PyTuple_GET_ITEM(told, 0)),
			       PyTuple_GET_ITEM(told, 1));
	PyErr_Clear();
	Py_XDECREF(told);
	return value;
}

/* ---- by type ---- */

/* What a built-in class or one derived from it holds; *tag names it unless
   it is a value's own kind. NULL: it is of neither. */
static const struct value *content_of(struct encoder *encoder, PyObject *object,
				      const char **tag)
{
	*tag = NULL;
	if (PyUnicode_Check(object))
		return text_of(encoder, object, "surrogatepass");
	if (PyLong_Check(object))
		return int_of(encoder, object);
	if (PyFloat_Check(object))
		return value_real(encoder->arena, PyFloat_AS_DOUBLE(object),
				  false);
	if (PyBytes_Check(object))
		return bytes_of(encoder, PyBytes_AS_STRING(object),
				PyBytes_GET_SIZE(object));
	if (PyList_Check(object))
		return list_of(encoder, object);
	if (PyDict_Check(object) && has_text_keys(object))
		return map_of(encoder, object);
	*tag = "dict";
	if (PyDict_Check(object))
		return pairs_of(encoder, object);
	*tag = "tuple";
	if (PyTuple_Check(object))
		return list_of(encoder, object);
	*tag = "set";
	if (PyAnySet_Check(object))
		return set_of(encoder, object);
	*tag = "bytearray";
	if (PyByteArray_Check(object))
		return bytes_of(encoder, PyByteArray_AS_STRING(object),
				PyByteArray_GET_SIZE(object));
	*tag = "complex";
	if (PyComplex_Check(object))
		return complex_of(encoder, object);
	return NULL;
}

static bool is_exact(PyObject *object)
{
	return PyUnicode_CheckExact(object) || PyLong_CheckExact(object) ||
	       PyFloat_CheckExact(object) || PyBytes_CheckExact(object) ||
	       PyList_CheckExact(object) || PyDict_CheckExact(object) ||
	       PyTuple_CheckExact(object) || PySet_CheckExact(object) ||
	       PyByteArray_CheckExact(object) || PyComplex_CheckExact(object);
}

static const struct value *by_type(struct encoder *encoder, PyObject *object)
{
	const struct value *value = special_of(encoder, object);
	const char *tag;

	if (value)
		return value;
	value = content_of(encoder, object, &tag);
	if (!value)
		return other_of(encoder, object);
	if (!is_exact(object))
		tag = Py_TYPE(object)->tp_name;
	return tag ? value_tagged(encoder->arena, tag, value) : value;
}

static bool on_path(const struct encoder *encoder, const PyObject *object)
{
	size_t i;

	for (i = 0; i < encoder->depth; i++)
		if (encoder->path[i] == object)
			return true;
	return false;
}

static const struct value *encode(struct encoder *encoder, PyObject *object)
{
	const struct value *value;

	if (encoder->large || !fits(encoder, 0))
		return &value_none;
	if (object == Py_None)
		return &value_null;
	if (PyBool_Check(object))
		return value_bool(object == Py_True);
	if (on_path(encoder, object))
		return value_tagged(encoder->arena, "cycle", &value_none);
	if (encoder->depth == DEPTH_MOST)
		return value_tagged(encoder->arena, "too deep", &value_none);
	encoder->path[encoder->depth++] = object;
	/* A repr may take it out of what holds it. */
	Py_INCREF(object);
	value = by_type(encoder, object);
	Py_DECREF(object);
	encoder->depth--;
	return value;
}

const struct value *value_of_object(PyObject *object, struct arena *arena)
{
	struct encoder encoder = {.arena = arena};
	const struct value *value = encode(&encoder, object);

	return encoder.large ? NULL : value;
}

/* ---- the other way ---- */

static PyObject *dict_of(const struct value_map *map)
{
	PyObject *dict = PyDict_New();
	size_t i;

	for (i = 0; dict && i < map->n; i++) {
		PyObject *item = object_of_value(map->pairs[i].value);

		if (!item || PyDict_SetItemString(dict, map->pairs[i].key.bytes,
						  item) < 0)
			Py_CLEAR(dict);
		Py_XDECREF(item);
	}
	return dict;
}

static PyObject *list_from(const struct value_list *list)
{
	PyObject *made = PyList_New((Py_ssize_t)list->n);
	size_t i;

	for (i = 0; made && i < list->n; i++) {
		PyObject *item = object_of_value(list->items[i]);

		if (item)
			PyList_SET_ITEM(made, (Py_ssize_t)i, item);
		else
			Py_CLEAR(made);
	}
	return made;
}

PyObject *object_of_value(const struct value *value)
{
	switch ((int)value->kind) {
	case VALUE_MAP:
		return dict_of(&value->as.map);
	case VALUE_LIST:
		return list_from(&value->as.list);
	case VALUE_INT:
		return PyLong_FromLongLong(value->as.integer);
	case VALUE_TEXT:
		return PyUnicode_DecodeUTF8(value->as.text.bytes,
					    (Py_ssize_t)value->as.text.len,
					    "surrogateescape");
	default:
		Py_RETURN_NONE;
	}
}
