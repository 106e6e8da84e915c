/* The page between a worker and a program. */
#include "proc/page.h"

#include <errno.h>
#include <linux/futex.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

struct page *page_map(int fd)
{
	void *page = mmap(NULL, sizeof(struct page), PROT_READ | PROT_WRITE,
			  MAP_SHARED, fd, 0);

	return page == MAP_FAILED ? NULL : page;
}

bool page_make(int *fd, struct page **page)
{
	*fd = memfd_create("page", MFD_CLOEXEC);
	if (*fd < 0 || ftruncate(*fd, sizeof(**page)) != 0)
		return false;
	*page = page_map(*fd);
	return *page != NULL;
}

void page_release(struct page **page)
{
	if (*page)
		munmap(*page, sizeof(**page));
	*page = NULL;
}

bool page_ours(const struct page *page)
{
	return __atomic_load_n(&page->ours, __ATOMIC_ACQUIRE) != 0;
}

size_t page_len(const struct page *page)
{
	uint32_t len = __atomic_load_n(&page->len, __ATOMIC_RELAXED);

	return len < PAGE_ROOM ? len : PAGE_ROOM;
}

bool page_say(struct page *page, const void *bytes, size_t len)
{
	if (len > PAGE_ROOM) {
		errno = E2BIG;
		return false;
	}
	memcpy(page->bytes, bytes, len);
	__atomic_store_n(&page->len, (uint32_t)len, __ATOMIC_RELAXED);
	__atomic_store_n(&page->ours, 0, __ATOMIC_RELEASE);
	syscall(SYS_futex, &page->ours, FUTEX_WAKE, 1, NULL, NULL, 0);
	return true;
}

void page_answer(struct page *page, size_t len)
{
	__atomic_store_n(&page->len, (uint32_t)len, __ATOMIC_RELAXED);
	__atomic_store_n(&page->ours, 1, __ATOMIC_RELEASE);
	while (page_ours(page))
		syscall(SYS_futex, &page->ours, FUTEX_WAIT, 1, NULL, NULL, 0);
}
