/* Files of documents in extended JSON, one a line. */
#include "store/mongo_value.h"

#include <string.h>

#define BLANKS " \t\r\v\f"
#define DOCUMENT_MOST ((uint32_t)16 << 20) /* what a server stores */

void mongo_doc_release(bson_t **doc)
{
	bson_destroy(*doc);
}

void mongo_lines_init(struct mongo_lines *lines, const char *name,
		      const char *text, size_t len)
{
	static const char mark[] = "\xef\xbb\xbf";
	size_t skip = len >= 3 && !memcmp(text, mark, 3) ? 3 : 0;

	*lines = (struct mongo_lines){
		.name = name, .at = text + skip, .end = text + len};
}

static bool fault(const struct mongo_lines *lines, struct err *err,
		  const char *what)
{
	return err_set(err, ERR_SPEC, "%s:%zu: %s", lines->name, lines->line,
		       what);
}

/* The next line without blanks around it; false: there is none. */
static bool next_line(struct mongo_lines *lines, const char **text, size_t *len)
{
	const char *from = lines->at, *end;

	if (from == lines->end)
		return false;
	end = memchr(from, '\n', (size_t)(lines->end - from));
	lines->at = end ? end + 1 : lines->end;
	lines->line++;
	end = end ? end : lines->end;
	while (from < end && *from && strchr(BLANKS, *from))
		from++;
	while (end > from && end[-1] && strchr(BLANKS, end[-1]))
		end--;
	*text = from;
	*len = (size_t)(end - from);
	return true;
}

static void reader_release(bson_json_reader_t **reader)
{
	bson_json_reader_destroy(*reader);
}

/* Reads one document, and sees that nothing follows it. */
static bool read_line(const struct mongo_lines *lines, const char *text,
		      size_t len, bson_t *doc, struct err *err)
{
	AUTO(reader_release)
	bson_json_reader_t *reader = bson_json_data_reader_new(true, len);
	bson_t more = BSON_INITIALIZER;
	bson_error_t error;
	int got;

	bson_json_data_reader_ingest(reader, (const uint8_t *)text, len);
	got = bson_json_reader_read(reader, doc, &error);
	if (got == 1) {
		got = bson_json_reader_read(reader, &more, &error);
		bson_destroy(&more);
		if (got == 1)
			return fault(lines, err,
				     "more than one document on a line");
		if (got)
			return fault(lines, err, error.message);
		/* The library skips a comma. */
		return text[len - 1] == '}' ||
		       fault(lines, err, "more than a document on a line");
	}
	return fault(lines, err, got ? error.message : "no whole document");
}

bool mongo_lines_next(struct mongo_lines *lines, bson_t **doc, struct err *err)
{
	AUTO(mongo_doc_release) bson_t *made = NULL;
	const char *text;
	size_t len = 0;

	while (!len)
		if (!next_line(lines, &text, &len)) {
			*doc = NULL;
			return true;
		}
	if (*text != '{')
		return fault(lines, err,
			     "a document is wanted, {…}, one on each line");
	made = bson_new();
	if (!read_line(lines, text, len, made, err))
		return false;
	if (made->len > DOCUMENT_MOST)
		return fault(lines, err, "a document of more than 16 MiB");
	*doc = TAKE(made);
	return true;
}
