/*
 * The files store: the case's work folder, a folder of the lab's own disk.
 *
 * Paths are looked up below that folder only and never through a link
 * (openat2(2), RESOLVE_BENEATH, RESOLVE_NO_SYMLINKS).
 */
#include "store/files.h"

#include "base/file.h"
#include "base/hash.h"
#include "store/store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#define FILE_MOST ((size_t)8 << 20) /* bytes of one file that is looked at */
#define ENTRIES_MOST 10000
#define DEPTH_MOST 64

/* ---- below the folder ---- */

static int open_below(int folder, const char *path, uint64_t flags)
{
	struct open_how how = {.flags = flags | O_CLOEXEC | O_NOFOLLOW,
			       .mode = flags & O_CREAT ? 0644 : 0,
			       .resolve = RESOLVE_BENEATH |
					  RESOLVE_NO_SYMLINKS |
					  RESOLVE_NO_MAGICLINKS};

	return (int)syscall(SYS_openat2, folder, path, &how, sizeof(how));
}

/* Makes the folders that stand before the last part of the path. */
static bool make_parents(int folder, const char *path, struct arena *arena)
{
	char *part = arena_str(arena, path), *slash;

	for (slash = strchr(part, '/'); slash; slash = strchr(slash + 1, '/')) {
		AUTO(file_close) int fd = -1;

		*slash = '\0';
		fd = open_below(folder, part, O_PATH | O_DIRECTORY);
		if (fd < 0 && mkdirat(folder, part, 0755) != 0)
			return false;
		*slash = '/';
	}
	return true;
}

bool files_write(int folder, const char *path, const char *bytes, size_t len,
		 struct arena *arena)
{
	AUTO(file_close) int fd = -1;

	if (!make_parents(folder, path, arena))
		return false;
	fd = open_below(folder, path, O_WRONLY | O_CREAT | O_TRUNC);
	return fd >= 0 && file_write_all(fd, bytes, len);
}

/* Removes one file, or one folder with all that is in it. */
static bool remove_below(int folder, const char *name, size_t depth)
{
	struct dirent *entry;
	bool done = true;
	int fd;
	DIR *dir;

	if (unlinkat(folder, name, 0) == 0)
		return true;
	fd = openat(folder, name,
		    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	dir = fd < 0 || depth > DEPTH_MOST ? NULL : fdopendir(fd);
	if (!dir)
		return false;
	while ((entry = readdir(dir)))
		if (strcmp(entry->d_name, ".") != 0 &&
		    strcmp(entry->d_name, "..") != 0)
			done = remove_below(dirfd(dir), entry->d_name,
					    depth + 1) &&
			       done;
	closedir(dir);
	return unlinkat(folder, name, AT_REMOVEDIR) == 0 && done;
}

bool files_remove(int folder, const char *path, struct arena *arena)
{
	char *parent = arena_str(arena, path);
	char *slash = strrchr(parent, '/');
	AUTO(file_close) int fd = -1;

	if (!slash)
		return remove_below(folder, path, 0);
	*slash = '\0';
	fd = open_below(folder, parent, O_RDONLY | O_DIRECTORY);
	return fd >= 0 && remove_below(fd, slash + 1, 0);
}

/* ---- looking ---- */

static const char *type_of(mode_t mode)
{
	if (S_ISREG(mode))
		return "file";
	if (S_ISDIR(mode))
		return "folder";
	if (S_ISLNK(mode))
		return "link";
	return S_ISFIFO(mode) ? "fifo" : "special";
}

static const char *digest_of(int folder, const char *name, struct arena *arena)
{
	AUTO(buf_release) struct buf buf = {0};
	char *hex = arena_alloc(arena, 2 * HASH_SIZE + 1);
	struct digest digest;

	buf_init(&buf, FILE_MOST);
	if (file_read(folder, name, &buf) != FILE_READ)
		return "";
	digest = hash_of(buf.data, buf.len);
	return hash_hex(&digest, hex);
}

static const struct value *entry_value(int folder, const char *name,
				       const struct stat *st,
				       struct arena *arena)
{
	struct value_builder map;

	value_builder_init(&map, arena);
	value_put(&map, "type", value_str(arena, type_of(st->st_mode)));
	value_put(&map, "mode",
		  value_str(arena,
			    arena_printf(arena, "%04o", st->st_mode & 07777)));
	if (S_ISREG(st->st_mode)) {
		value_put(&map, "size", value_int(arena, st->st_size));
		value_put(&map, "sha256",
			  value_str(arena, digest_of(folder, name, arena)));
	}
	return value_built_map(&map);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static void walk(int folder, const char *path, size_t depth,
		 struct value_builder *map)
{
	struct dirent **entries = NULL;
	int n = depth > DEPTH_MOST
			? -1
			: scandirat(folder, ".", &entries, NULL, by_name);
	int i;

	for (i = 0; i < n; i++) {
		const char *name = entries[i]->d_name;
		const char *full = arena_printf(map->arena, "%s%s%s", path,
						*path ? "/" : "", name);
		AUTO(file_close) int fd = -1;
		struct stat st;

		if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0 &&
		    map->n < ENTRIES_MOST &&
		    fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) == 0) {
			value_put(map, full,
				  entry_value(folder, name, &st, map->arena));
			if (S_ISDIR(st.st_mode))
				fd = openat(folder, name,
					    O_RDONLY | O_DIRECTORY |
						    O_NOFOLLOW | O_CLOEXEC);
			if (fd >= 0)
				walk(fd, full, depth + 1, map);
		}
		free(entries[i]);
	}
	free(entries);
}

const struct value *files_tree(int folder, const char *path,
			       struct arena *arena)
{
	AUTO(file_close)
	int fd = open_below(folder, path, O_RDONLY | O_DIRECTORY);
	struct value_builder map;

	if (fd < 0)
		return &value_none;
	value_builder_init(&map, arena);
	walk(fd, "", 0, &map);
	return value_built_map(&map);
}

/* UTF-8 without NUL is a text, anything else bytes. */
static bool is_text(const char *bytes, size_t len)
{
	const unsigned char *s = (const unsigned char *)bytes;
	size_t i = 0, more;

	while (i < len) {
		more = s[i] < 0x80   ? 0
		       : s[i] < 0xc2 ? len
		       : s[i] < 0xe0 ? 1
		       : s[i] < 0xf0 ? 2
		       : s[i] < 0xf5 ? 3
				     : len;
		if (!s[i] || more >= len - i)
			return false;
		for (i++; more; more--, i++)
			if ((s[i] & 0xc0) != 0x80)
				return false;
	}
	return true;
}

const struct value *files_file(int folder, const char *path,
			       struct arena *arena)
{
	AUTO(buf_release) struct buf buf = {0};
	char *parent = arena_str(arena, path);
	char *slash = strrchr(parent, '/');
	AUTO(file_close) int fd = -1;
	enum file_state state;

	buf_init(&buf, FILE_MOST);
	if (slash)
		*slash = '\0';
	fd = open_below(folder, slash ? parent : ".", O_RDONLY | O_DIRECTORY);
	if (fd < 0)
		return &value_none;
	state = file_read(fd, slash ? slash + 1 : path, &buf);
	if (state == FILE_MISSING)
		return &value_none;
	if (state != FILE_READ)
		return value_error(arena, 0, "",
				   arena_printf(arena, "the file %s",
						file_state_text(state)));
	return value_scalar(
		arena, is_text(buf.data, buf.len) ? VALUE_TEXT : VALUE_BYTES,
		buf.data, buf.len);
}
