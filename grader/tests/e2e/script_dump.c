/*
 * Prints what sqlscript.h reads from each file that is named on standard
 * input, for the comparison with the real client in sqlscript_diff.py: for
 * each piece a letter, the length of its text, a line feed and the text, and
 * an E behind the last one. It reads on behind what the client complains
 * about, as the client does with --force.
 */
#include "base/file.h"
#include "text/sqlscript.h"

#include <fcntl.h>

#define SCRIPT_MOST ((size_t)64 << 20)

static const char letters[] = {
	[SCRIPT_STATEMENT] = 'Q', [SCRIPT_USE] = 'U', [SCRIPT_DENIED] = 'D',
	[SCRIPT_BROKEN] = 'B',	  [SCRIPT_END] = 'E',
};

static bool same(const struct script_piece *piece, const char *text)
{
	return piece->len == strlen(text) &&
	       !memcmp(piece->text, text, piece->len);
}

static void dump(const char *bytes, size_t len)
{
	AUTO(sqlscript_release)
	struct sqlscript *script = sqlscript_new(bytes, len);
	struct script_piece piece;

	do {
		sqlscript_next(script, &piece);
		printf("%c %zu %u\n", letters[piece.item], piece.len,
		       piece.line);
		fwrite(piece.text, 1, piece.len, stdout);
		/* The two statements by which the generator switches. */
		if (same(&piece, "SET sql_mode='NO_BACKSLASH_ESCAPES'"))
			sqlscript_escapes(script, true);
		if (same(&piece, "SET sql_mode=''"))
			sqlscript_escapes(script, false);
	} while (piece.item != SCRIPT_END);
}

int main(void)
{
	char path[4096];

	while (fgets(path, sizeof(path), stdin)) {
		AUTO(buf_release) struct buf bytes;

		path[strcspn(path, "\n")] = '\0';
		buf_init(&bytes, SCRIPT_MOST);
		if (file_read(AT_FDCWD, path, &bytes) != FILE_READ) {
			fprintf(stderr, "cannot read \"%s\"\n", path);
			return 1;
		}
		dump(bytes.data, bytes.len);
	}
	return 0;
}
