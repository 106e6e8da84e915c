/* Values as JSON, by jansson: what reports carry for machines. */
#ifndef GRADER_VALUE_JSON_H
#define GRADER_VALUE_JSON_H

#include "value/value.h"

#include <jansson.h>

/*
 * NULL, BOOL, INT, finite REAL, TEXT, LIST and MAP are JSON's own. The others
 * are an object with one key that begins with '$': {"$decimal": "1.50"},
 * {"$bytes": "00ff"}, {"$date": …}, {"$datetime": …}, {"$time": …},
 * {"$real": "nan"}, {"$numberLong": "5"} of a wide INT, {"$none": true},
 * {"$error": {…}}, and a table is
 * {"columns": […], "rows": [[…]]}. Text that is not UTF-8 is shown as
 * show_text does. The caller owns the reference.
 */
json_t *value_json(const struct value *value);

#endif
