/* Any bytes are a script: it ends, and what it gives keeps its promises. */
#include "base/attr.h"
#include "text/sqlscript.h"

#include <assert.h>
#include <stdint.h>

/* "\?" sends up to 101 bytes of the row behind it for a request of help. */
#define GROWS_MOST 51

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	AUTO(sqlscript_release)
	struct sqlscript *script = sqlscript_new((const char *)bytes, len);
	struct script_piece piece = {.line = 1};
	size_t given = 0;

	sqlscript_escapes(script, len && bytes[0] == '!');
	do {
		sqlscript_next(script, &piece);
		assert(piece.text[piece.len] == '\0');
		assert(piece.line <= len + 1);
		if (piece.item != SCRIPT_STATEMENT)
			continue;
		given += piece.len;
		assert(piece.line && piece.len);
		/* What is asked for help is sent as it stands. */
		assert((unsigned char)piece.text[piece.len - 1] > ' ' ||
		       !memcmp(piece.text, "help ", 5));
	} while (piece.item != SCRIPT_END);
	assert(given <= GROWS_MOST * len);
	sqlscript_next(script, &piece);
	assert(piece.item == SCRIPT_END);
	return 0;
}
