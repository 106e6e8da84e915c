/*
 * All stores, languages and relations, read from the .def files, and the
 * way from a shape that the spec bound back to its owner.
 */
#ifndef GRADER_GRADE_REGISTRY_H
#define GRADER_GRADE_REGISTRY_H

#include "check/relation.h"
#include "lang/lang.h"
#include "spec/load.h"
#include "store/store.h"

/* Each ends with NULL. */
extern const struct store *const registry_stores[];
extern const struct language *const registry_languages[];
extern const struct relation *const registry_relations[];

/* What specs may say; lives in the arena. */
const struct vocabulary *registry_vocabulary(struct arena *arena);

const struct step_kind *step_kind_of(const struct clause *clause);
const struct subject_kind *subject_kind_of(const struct clause *clause);

/* The relation of a check; relation_same when it names none. */
const struct relation *relation_of(const struct check *check);

const struct store *store_of(const char *name);	      /* or NULL */
const struct language *language_of(const char *name); /* or NULL */

/* Whether the task runs programs of the language: hand-ins, or a driver. */
bool task_runs(const struct task *task, const struct language *language);

/*
 * The rows that the stores of a case generate, in the arena; no rows is no
 * error. Only one store of a case may generate any, but the descriptions of
 * all are read.
 */
MUST_CHECK bool scene_generated(const struct scene *scene, uint64_t seed,
				struct arena *arena,
				struct generated *generated, struct err *err);

#endif
