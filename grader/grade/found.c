/* Reads one file of a submission, or says what is wrong with it. */
#include "grade/found.h"

#include "base/file.h"
#include "grade/registry.h"
#include "value/show.h"

#include <fcntl.h>
#include <sys/stat.h>

void found_invalid(struct found *found, const char *reason, const char *text)
{
	found->valid = false;
	found->cause = (struct cause){.reason = reason, .text = text};
}

static const char *state_reason(enum file_state state)
{
	switch (state) {
	case FILE_READ:
		return NULL;
	case FILE_MISSING:
		return "missing";
	case FILE_UNREADABLE:
		return "unreadable";
	case FILE_SPECIAL:
		return "not_a_regular_file";
	case FILE_TOO_LARGE:
		return "too_large";
	}
	return NULL;
}

/* A link, a folder, a fifo: what it is, for the message. */
static const char *kind_of(int fd, const char *name)
{
	struct stat st;

	if (fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return "not a regular file";
	if (S_ISLNK(st.st_mode))
		return "a symbolic link";
	if (S_ISDIR(st.st_mode))
		return "a folder";
	if (S_ISFIFO(st.st_mode))
		return "a named pipe";
	if (S_ISSOCK(st.st_mode))
		return "a socket";
	return "a device";
}

static const char *state_text(int fd, const char *name, enum file_state state,
			      struct arena *arena)
{
	const char *shown = shown_text(name, strlen(name), arena);

	if (state == FILE_SPECIAL)
		return arena_printf(arena, "%s is %s; hand in the file itself",
				    shown, kind_of(fd, name));
	if (state == FILE_TOO_LARGE)
		return arena_printf(arena, "%s is larger than %zu KiB", shown,
				    HANDIN_MOST / 1024);
	return arena_printf(arena, "%s %s", shown, file_state_text(state));
}

static bool inspect(struct found *found, const struct handed *handed,
		    struct arena *arena)
{
	const struct language *language = language_of(handed->language);
	struct invalid why = {0};

	if (language && language->inspect)
		language->inspect(handed->bytes, handed->len, arena, &why);
	if (why.reason)
		found_invalid(found, why.reason, why.text);
	return !why.reason;
}

bool found_read(struct found *found, int fd, const char *name,
		struct handed *handed, struct arena *arena)
{
	AUTO(buf_release) struct buf buf = {0};
	enum file_state state;

	buf_init(&buf, HANDIN_MOST);
	state = file_read(fd, name, &buf);
	if (state != FILE_READ) {
		found_invalid(found, state_reason(state),
			      state_text(fd, name, state, arena));
		return false;
	}
	handed->bytes = arena_copy(arena, buf.data, buf.len);
	handed->len = buf.len;
	handed->executable = file_executable(fd, name);
	return inspect(found, handed, arena);
}
