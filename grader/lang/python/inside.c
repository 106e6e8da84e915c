/*
 * The library that makes a python3 a warm program: see proc/warm.h and
 * bootstrap.py.
 *
 * It is preloaded, so that its constructor runs before main() and can add a
 * built-in module named sitecustomize. The interpreter, when it has started
 * and before it looks at what to run, imports `site`, which imports that: here
 * the libraries are loaded and programs are forked. A program is told what to
 * run by changing the interpreter's configuration, and then goes on as the
 * real start of a real python3 does.
 */
#include "lang/python/clock.h"
#include "lang/python/values.h"

#include "base/buf.h"
#include "proc/warm_inside.h"
#include "value/wire.h"

/* The text of a file, with a NUL behind it. */
#define INCLUDE_TEXT(name)                                      \
	__asm__(".pushsection .rodata\n"                        \
		".global " #name "_text\n"                      \
		".hidden " #name "_text\n" #name "_text:\n"     \
		".incbin \"grader/lang/python/" #name ".py\"\n" \
		".byte 0\n"                                     \
		".popsection\n");                               \
	extern const char name##_text[]

INCLUDE_TEXT(driver);
INCLUDE_TEXT(bootstrap);

/* Not in every version's headers. */
extern const PyConfig *_Py_GetConfig(void);

static struct page *page;
static const char *libraries; /* to load, with blanks between */

/* ---- what bootstrap.py calls ---- */

static PyObject *heard(void)
{
	AUTO(arena_release) struct arena *arena = arena_new("said");
	const char *at = page->bytes;
	const struct value *value;
	struct err err;

	if (!value_read(&at, at + page_len(page), arena, &value, &err)) {
		PyErr_SetString(PyExc_RuntimeError, err.text);
		return NULL;
	}
	return object_of_value(value);
}

/* serve(specials, about): returns in a program what it is told first. */
static PyObject *serve(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
	static const struct warm_forking forking = {
		.before = PyOS_BeforeFork, .after = PyOS_AfterFork_Parent};

	(void)self;
	(void)n;
	values_set_specials(args[0]);
	page = warm_serve(&forking, PyUnicode_AsUTF8(args[1]));
	PyOS_AfterFork_Child();
	return heard();
}

/* {large: true}, when more is answered than fits. */
static const struct value *too_large(struct arena *arena)
{
	struct value_builder map;

	value_builder_init(&map, arena);
	value_put(&map, "large", value_bool(true));
	return value_built_map(&map);
}

static PyObject *answer(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
	AUTO(arena_release) struct arena *arena = arena_new("answer");
	AUTO(buf_release) struct buf wire = {0};
	const struct value *value = value_of_object(args[0], arena);
	PyObject *flushed;

	(void)self;
	(void)n;
	buf_init(&wire, PAGE_ROOM);
	if (value)
		value_write(&wire, value);
	if (!value || wire.cut) {
		buf_clear(&wire);
		value_write(&wire, too_large(arena));
	}
	/* What a repr has printed goes first, too. */
	flushed = PyObject_CallNoArgs(args[1]);
	Py_XDECREF(flushed);
	PyErr_Clear();
	memcpy(page->bytes, wire.data, wire.len);
	Py_BEGIN_ALLOW_THREADS page_answer(page, wire.len);
	Py_END_ALLOW_THREADS return heard();
}

static wchar_t *raw(PyObject *text)
{
	wchar_t *wide = PyUnicode_AsWideCharString(text, NULL);
	wchar_t *copy =
		wide ? PyMem_RawMalloc((wcslen(wide) + 1) * sizeof(*copy))
		     : NULL;

	if (copy)
		wcscpy(copy, wide);
	PyMem_Free(wide);
	return copy;
}

static PyConfig *config(void)
{
	return (PyConfig *)(uintptr_t)_Py_GetConfig();
}

/* run_file(path, argv): the file is what the interpreter was started with. */
static PyObject *run_file(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
	Py_ssize_t argc = PyList_GET_SIZE(args[1]), i;
	wchar_t **argv = PyMem_RawMalloc((size_t)argc * sizeof(*argv));

	(void)self;
	(void)n;
	for (i = 0; argv && i < argc; i++)
		argv[i] = raw(PyList_GET_ITEM(args[1], i));
	config()->argv =
		(PyWideStringList){.length = argv ? argc : 0, .items = argv};
	config()->run_filename = raw(args[0]);
	Py_RETURN_NONE;
}

static PyObject *run_command(PyObject *self, PyObject *text)
{
	(void)self;
	config()->run_command = raw(text);
	Py_RETURN_NONE;
}

static PyObject *shift(PyObject *self, PyObject *ms)
{
	(void)self;
	clock_move(PyLong_AsLongLong(ms));
	Py_RETURN_NONE;
}

/* ---- what a class tells of its subclasses ---- */

/*
 * Where it is kept; NULL: somewhere else, which is so for the interpreter's
 * own classes in newer versions.
 */
static PyObject **subclasses_of(PyObject *base)
{
	PyTypeObject *type = (PyTypeObject *)base;

	if (PY_VERSION_HEX >= 0x030C0000 &&
	    !PyType_HasFeature(type, Py_TPFLAGS_HEAPTYPE))
		return NULL;
	if (!type->tp_subclasses)
		type->tp_subclasses = PyDict_New();
	return (PyObject **)(void *)&type->tp_subclasses;
}

static PyObject *tell_class(PyObject *const *args, bool told)
{
	PyObject **known = subclasses_of(args[0]);
	PyObject *key = PyLong_FromVoidPtr(args[1]);
	PyObject *reference = told ? PyWeakref_NewRef(args[1], NULL) : NULL;

	if (known && *known && key && reference)
		PyDict_SetItem(*known, key, reference);
	else if (known && *known && key)
		PyDict_DelItem(*known, key);
	/* What has changed in the base was not told to it. */
	PyType_Modified((PyTypeObject *)args[1]);
	Py_XDECREF(reference);
	Py_XDECREF(key);
	PyErr_Clear();
	Py_RETURN_NONE;
}

/* hide_class(base, class), and the other way. */
static PyObject *hide_class(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
	(void)self;
	(void)n;
	return tell_class(args, false);
}

static PyObject *show_class(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
	(void)self;
	(void)n;
	return tell_class(args, true);
}

/* ---- executing it ---- */

#define FAST(function) ((PyCFunction)(void (*)(void))(function))

static PyMethodDef functions[] = {
	{"serve", FAST(serve), METH_FASTCALL, NULL},
	{"answer", FAST(answer), METH_FASTCALL, NULL},
	{"run_file", FAST(run_file), METH_FASTCALL, NULL},
	{"run_command", run_command, METH_O, NULL},
	{"shift", shift, METH_O, NULL},
	{"hide_class", FAST(hide_class), METH_FASTCALL, NULL},
	{"show_class", FAST(show_class), METH_FASTCALL, NULL},
};

/* Its globals: the functions, and a copy of the builtins. */
static PyObject *make_space(void)
{
	PyObject *space = PyDict_New();
	PyObject *builtins = PyDict_Copy(PyEval_GetBuiltins());
	size_t i;

	PyDict_SetItemString(space, "libraries",
			     PyUnicode_FromString(libraries));
	PyDict_SetItemString(space, "__builtins__", builtins);
	PyDict_SetItemString(space, "builtins", builtins);
	for (i = 0; i < sizeof(functions) / sizeof(functions[0]); i++)
		PyDict_SetItemString(space, functions[i].ml_name,
				     PyCFunction_New(&functions[i], NULL));
	return space;
}

static void execute(const char *text, const char *file, PyObject *space)
{
	PyObject *code = Py_CompileString(text, file, Py_file_input);

	if (!code || !PyEval_EvalCode(code, space, space)) {
		PyErr_Print();
		_exit(125);
	}
}

/* The name under which the module is known, until it has been imported. */
static char module_name[] = "sitecustomize";

static PyObject *customize(void)
{
	PyObject *name, *real, *space = make_space();

	execute(driver_text, "driver.py", space);
	execute(bootstrap_text, "bootstrap.py", space);
	/* In a program. A real one, if there is one, has its turn. */
	module_name[0] = '\0';
	real = PyImport_ImportModule("sitecustomize");
	PyErr_Clear();
	Py_XDECREF(real);
	name = PyUnicode_FromString("sitecustomize");
	PyErr_SetImportError(name, name, NULL);
	return NULL;
}

/* The layout of its configuration is that of the version that this was built
   with. */
static void check_version(void)
{
	const char *built = PY_VERSION, *here = Py_GetVersion();
	size_t len = (size_t)(strrchr(built, '.') - built) + 1;

	if (strncmp(built, here, len) == 0)
		return;
	fprintf(stderr,
		"this program was built for Python %.*s: build it again",
		(int)len - 1, built);
	_exit(126);
}

static void __attribute__((constructor)) begin(void)
{
	check_version();
	libraries = warm_begin();
	PyImport_AppendInittab(module_name, customize);
}
