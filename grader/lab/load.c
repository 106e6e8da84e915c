/* Reads the kernel's pressure of the processors. */
#include "lab/load.h"

#include "base/file.h"
#include "base/num.h"

#include <fcntl.h>

uint64_t load_waited_us(void)
{
	AUTO(file_close)
	int fd = open("/proc/pressure/cpu", O_RDONLY | O_CLOEXEC);
	char text[256];
	ssize_t len = fd < 0 ? -1 : read(fd, text, sizeof(text) - 1);
	const char *total;
	int64_t number;

	if (len <= 0)
		return 0;
	text[len] = '\0';
	total = strstr(text, "total=");
	if (!total)
		return 0;
	total += strlen("total=");
	return num_int(total, strspn(total, "0123456789"), &number)
		       ? (uint64_t)number
		       : 0;
}
