/* What a server has written to its log, the file `log` of its folder. */
#include "base/file.h"
#include "lab/inside.h"

#include <fcntl.h>

/* So much of its end is read: others may have made it long. */
#define READ_MOST ((off_t)1 << 20)

void lab_log_end(const struct server *server, struct buf *end)
{
	char path[SERVER_FOLDER_MAX + 8], piece[65536];
	AUTO(file_close) int fd = -1;
	off_t size;
	ssize_t got;

	buf_init(end, (size_t)READ_MOST);
	snprintf(path, sizeof(path), "%s/log", server->folder);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	size = fd < 0 ? 0 : lseek(fd, 0, SEEK_END);
	if (size <= 0 ||
	    lseek(fd, size > READ_MOST ? size - READ_MOST : 0, SEEK_SET) < 0)
		return;
	while (!end->cut && (got = read(fd, piece, sizeof(piece))) > 0)
		buf_add(end, piece, (size_t)got);
}

bool lab_log_says(const struct buf *end, const char *const *words)
{
	for (; words && *words; words++)
		if (memmem(end->data, end->len, *words, strlen(*words)))
			return true;
	return false;
}

void lab_log_last(const struct server *server, struct buf *line)
{
	AUTO(buf_release) struct buf end = {0};
	const char *found;

	lab_log_end(server, &end);
	while (end.len && end.data[end.len - 1] == '\n')
		end.data[--end.len] = '\0';
	found = strrchr(end.data, '\n');
	buf_init(line, 1000);
	buf_add_str(line, found ? found + 1 : end.data);
}
