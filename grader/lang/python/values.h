/*
 * Python's objects as typed values, by their exact type: nothing that an
 * object says of itself is believed, and none of its methods is called but
 * the repr of what has no form of its own.
 *
 * None is NULL; bool, int, float, str, bytes, list and a dict whose keys are
 * all str are the values of those names (an int of more than 64 bits is a
 * decimal). A tuple, set, frozenset, bytearray, complex, or a dict of other
 * keys is a tagged value with its name; so is an object of a class derived
 * from str, bytes, int, float, list, tuple, set or dict: tagged with the name
 * of its class, it holds what the base class does. A class of `specials` is
 * told as its function says: those of pymongo as store/mongo_value.h tells what
 * a server holds. Anything else is tagged "object": a map
 * of `class` and, unless it is the one that every object has, `repr`, where
 * addresses are left out.
 */
#ifndef GRADER_LANG_PYTHON_VALUES_H
#define GRADER_LANG_PYTHON_VALUES_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "value/value.h"

/*
 * A dict: a class, and a function that gives for an object of it a tuple of a
 * word and what is told under it; see driver.py.
 */
void values_set_specials(PyObject *specials);

/*
 * The value of an object, in the arena. NULL: it is larger than an
 * observation may hold. No Python exception is left.
 */
const struct value *value_of_object(PyObject *object, struct arena *arena);

/* The object of a value of our own: maps, lists, texts, integers, truth. */
PyObject *object_of_value(const struct value *value);

#endif
