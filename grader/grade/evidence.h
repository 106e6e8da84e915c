/*
 * From what was looked at to what a relation judges: masks, then `read`,
 * `pick` and `ignore`, then the relation on the whole, on each element, or
 * on the count. Pure.
 */
#ifndef GRADER_GRADE_EVIDENCE_H
#define GRADER_GRADE_EVIDENCE_H

#include "check/relation.h"
#include "lab/place.h"

/*
 * The texts that steps with `mask: true` yielded in one run: each becomes
 * ‹NAME.0›, ‹NAME.1›, … in order of first occurrence wherever it occurs, as a
 * whole scalar or as a whole word of a text. NULL: the case masks nothing.
 */
struct masks;

const struct masks *masks_of(const struct scene *scene,
			     const struct outcome *steps, size_t n,
			     struct arena *arena);

/* The value with all of its masked texts replaced. */
const struct value *masks_apply(const struct masks *masks,
				const struct value *value, struct arena *arena);

/* The values of one check as they were looked at. */
struct raw {
	const struct value *seen;
	const struct value *expected; /* NULL when the relation wants none */
	const struct value *before;   /* the same */
	const struct masks *masks, *expected_masks;
};

/* A value as the relation gets it, before `each` and `count`. */
const struct value *evidence_value(const struct check *check,
				   const struct subject_kind *kind,
				   const struct value *value,
				   const struct masks *masks,
				   struct arena *arena);

/* Judges one check. */
void evidence_judge(const struct check *check, const struct subject_kind *kind,
		    const struct relation *relation, const struct raw *raw,
		    struct arena *arena, struct finding *finding);

#endif
