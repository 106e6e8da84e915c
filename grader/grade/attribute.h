/*
 * Whose it is that a server of a case is gone: a limit of ours, what the
 * hand-in has used up, or nobody's yet.
 */
#ifndef GRADER_GRADE_ATTRIBUTE_H
#define GRADER_GRADE_ATTRIBUTE_H

#include "grade/observe.h"

/*
 * After a case: says in the observation that a limit was reached or a server
 * was told to end (`ended`), or that a server ended by itself (`died`) or has
 * no memory left (`spent`), which makes it worth another try. A server that is
 * gone is thrown away.
 */
void attribute(struct place *place, struct observation *observation);

#endif
