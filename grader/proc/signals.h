/* What a new process inherits of its parent's signals, put back: signal(7). */
#ifndef GRADER_PROC_SIGNALS_H
#define GRADER_PROC_SIGNALS_H

/* Every signal has its default effect, and none is blocked. */
void signals_reset(void);

#endif
