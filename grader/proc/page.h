/*
 * A page of memory over which a worker and a program in a sandbox talk; both
 * have it mapped, and it is nobody's descriptor: a program may close or write
 * to whatever descriptor it likes. Whose turn it is, is one number, which is
 * a futex(2) for the program; the worker looks at it between naps. Nothing in
 * the page is trusted: a program may write anything there at any time.
 */
#ifndef GRADER_PROC_PAGE_H
#define GRADER_PROC_PAGE_H

#include "base/attr.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What can be said at once, bytes. */
#define PAGE_ROOM ((size_t)8 << 20)

struct page {
	uint32_t ours; /* it is the worker's turn */
	uint32_t len;
	char bytes[PAGE_ROOM];
};

/* A fresh one and the descriptor to map it from. False: errno says why. */
MUST_CHECK bool page_make(int *fd, struct page **page);

/* The page of a descriptor; NULL: errno says why. */
struct page *page_map(int fd);

/* Unmaps *page, unless it is NULL. */
void page_release(struct page **page);

/* Whether the program has given the page to the worker. */
bool page_ours(const struct page *page);

/* How much was written. */
size_t page_len(const struct page *page);

/* Worker: writes what fits and gives the page to the program. */
MUST_CHECK bool page_say(struct page *page, const void *bytes, size_t len);

/* Program: gives the page, with `len` bytes in it, to the worker; returns
   when that has said something. */
void page_answer(struct page *page, size_t len);

#endif
