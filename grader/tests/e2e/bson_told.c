/*
 * Documents as the store tells them, for test_python_bson.py: each line of
 * standard input is one, in hexadecimal; prints a line of JSON for each.
 */
#include "base/buf.h"
#include "store/mongo_value.h"
#include "value/json.h"

#define DOCUMENT_MOST ((size_t)1 << 20)

static uint8_t digit(char c)
{
	return (uint8_t)(c <= '9' ? c - '0' : c - 'a' + 10);
}

static bool tell(const char *line, size_t len)
{
	AUTO(arena_release) struct arena *arena = arena_new("told");
	uint8_t *bytes = arena_alloc(arena, len / 2);
	size_t room = BUF_OURS, i;
	json_t *json;
	bson_t doc;

	for (i = 0; i < len / 2; i++)
		bytes[i] = (uint8_t)(digit(line[2 * i]) << 4 |
				     digit(line[2 * i + 1]));
	if (!bson_init_static(&doc, bytes, len / 2))
		return false;
	json = value_json(mongo_value(&doc, arena, &room));
	json_dumpf(json, stdout, 0);
	putchar('\n');
	json_decref(json);
	return true;
}

int main(void)
{
	static char line[DOCUMENT_MOST];

	while (fgets(line, sizeof(line), stdin))
		if (!tell(line, strcspn(line, "\n")))
			return 1;
	return 0;
}
