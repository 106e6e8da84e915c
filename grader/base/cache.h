/* Where what this program keeps for its user lies. */
#ifndef GRADER_BASE_CACHE_H
#define GRADER_BASE_CACHE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The folder: $XDG_CACHE_HOME/grader, else ~/.cache/grader, as the XDG Base
 * Directory Specification says; a home is $HOME, or what the system knows of
 * the user. False: there is none, or it does not fit.
 */
bool cache_path(char *path, size_t size);

#endif
