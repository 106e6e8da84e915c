/*
 * Names of hand-ins, tasks and project folders, which people number and
 * spell in more than one way.
 */
#ifndef GRADER_GRADE_NAMES_H
#define GRADER_GRADE_NAMES_H

#include <stdbool.h>
#include <stddef.h>

/* "4-store.sql" and "21-store.sql" have the stem "store.sql". Borrowed. */
const char *name_stem(const char *name);

/*
 * Whether a folder is that project's: by its name, or by what follows the
 * number: "MySQL_Advanced" is "0x00-MySQL_Advanced".
 */
bool name_same_project(const char *folder, const char *project);

/* "MySQL_Advanced" of "0x00-MySQL_Advanced". Borrowed. */
const char *project_stem(const char *name);

/* The name nearest to `name` among n, but not itself; NULL: none is near. */
const char *nearest_name(const char *name, const char *const *names, size_t n);

#endif
