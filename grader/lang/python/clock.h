/* The clock of a warm program, inside it. */
#ifndef GRADER_LANG_PYTHON_CLOCK_H
#define GRADER_LANG_PYTHON_CLOCK_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

/* From here on it is this much later than it is, in all. */
void clock_move(int64_t ms);

#endif
