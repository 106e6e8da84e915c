/* The work folder's files, for a program that is to find them in its own. */
#include "base/file.h"
#include "lab/lab.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#define FILE_MOST ((size_t)8 << 20)
#define FILES_MOST 1000
#define DEPTH_MOST 16

struct found {
	struct arena *arena;
	struct sandbox_file *files;
	size_t n;
};

/* What is no regular file, or too large, is left out. */
static void take(struct found *found, int folder, const char *name,
		 const char *path)
{
	AUTO(buf_release) struct buf bytes = {0};
	struct sandbox_file *file = &found->files[found->n];

	buf_init(&bytes, FILE_MOST);
	if (file_read(folder, name, &bytes) != FILE_READ)
		return;
	*file = (struct sandbox_file){
		.name = path,
		.bytes = arena_copy(found->arena, bytes.data, bytes.len),
		.len = bytes.len,
		.mode = file_executable(folder, name) ? 0755 : 0644};
	found->n++;
}

/* A folder that a program may have written to: no link is followed. */
static void walk(struct found *found, int folder, const char *path,
		 size_t depth)
{
	int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;

	while (dir && found->n < FILES_MOST && (entry = readdir(dir))) {
		const char *name = entry->d_name;
		const char *full = arena_printf(found->arena, "%s%s%s", path,
						*path ? "/" : "", name);
		AUTO(file_close) int inner = -1;

		if (!strcmp(name, ".") || !strcmp(name, ".."))
			continue;
		inner = openat(folder, name,
			       O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (inner < 0)
			take(found, folder, name, full);
		else if (depth < DEPTH_MOST)
			walk(found, inner, full, depth + 1);
	}
	if (dir)
		closedir(dir);
	else
		file_close(&fd);
}

void lab_work_files(const struct lab *lab, struct arena *arena,
		    const struct sandbox_file **files, size_t *n)
{
	struct found found = {
		.arena = arena,
		.files = ARENA_ARRAY(arena, FILES_MOST, struct sandbox_file)};

	walk(&found, lab_work(lab), "", 0);
	*files = found.files;
	*n = found.n;
}
