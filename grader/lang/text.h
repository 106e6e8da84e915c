/* What every language asks of the bytes of a hand-in. */
#ifndef GRADER_LANG_TEXT_H
#define GRADER_LANG_TEXT_H

#include "lang/lang.h"

/* Whether they are no UTF-8 or hold a NUL: reason "encoding", with the place.
 */
bool text_wrong(const char *bytes, size_t len, struct arena *arena,
		struct invalid *invalid);

#endif
