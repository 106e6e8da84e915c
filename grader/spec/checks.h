/* The checks of a case: `then`, and `every` of project.yaml. */
#ifndef GRADER_SPEC_CHECKS_H
#define GRADER_SPEC_CHECKS_H

#include "spec/bind.h"

/*
 * Binds one check; `points` is what it is worth when it does not say. Its
 * name is the given one, or made of the subject. False: it has problems.
 */
bool check_bind(struct binder *binder, const struct node *node, int64_t points,
		struct check *check);

/*
 * Makes the names of the checks of one case differ: those that were made,
 * and those of project.yaml (the last `common` ones), get " (2)" and so on.
 * Two given names that are equal are a problem. nodes[i] is what check[i]
 * was bound from.
 */
void checks_tell_apart(struct binder *binder, struct check *check,
		       const struct node *const *nodes, size_t n,
		       size_t common);

#endif
