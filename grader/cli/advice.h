/* What to type where a machine gives less isolation than it could. */
#ifndef GRADER_CLI_ADVICE_H
#define GRADER_CLI_ADVICE_H

#include "lab/level.h"

/* The one command that helps best where that is all that was found. */
const char *isolation_advice(const struct level_found *found);

#endif
