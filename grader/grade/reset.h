/* Putting the stores back between two cases. */
#ifndef GRADER_GRADE_RESET_H
#define GRADER_GRADE_RESET_H

#include "grade/observe.h"

/*
 * Puts each store back that the case was given; the server of one that is not
 * proven to be as it was is thrown away, so that the next case starts another.
 */
void scene_reset(struct lab *lab, const struct order *order);

#endif
