/*
 * How busy the machine is: whether a time limit that struck speaks of the
 * hand-in or of everything else that runs here.
 */
#ifndef GRADER_LAB_LOAD_H
#define GRADER_LAB_LOAD_H

#include <stdint.h>

/*
 * For how many microseconds so far, since the machine has started, some
 * process was ready to run and had no processor (the kernel's
 * Documentation/accounting/psi.rst, "some total" of /proc/pressure/cpu). 0
 * where the kernel does not say.
 */
uint64_t load_waited_us(void);

#endif
