/* What the reader of scripts gives, where the real client was looked at. */
#include "text/sqlscript.h"

#include "base/attr.h"
#include "base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define NULSTR(text) text, sizeof(text) - 1

/* Pieces as "Q3:text|", with the line of each; D denied, U use, B broken. */
static void shown(struct sqlscript *script, struct buf *out)
{
	static const char letters[] = "QUDB";
	struct script_piece piece;

	buf_init(out, BUF_OURS);
	for (sqlscript_next(script, &piece); piece.item != SCRIPT_END;
	     sqlscript_next(script, &piece)) {
		buf_printf(out, "%c%u:", letters[piece.item], piece.line);
		buf_add(out, piece.text, piece.len);
		buf_add_char(out, '|');
	}
}

static const struct sample {
	const char *name, *script;
	size_t len;
	const char *pieces;
} samples[] = {
	{"nothing", NULSTR(""), ""},
	{"only comments", NULSTR("-- a\n# b\n/* c\n;*/ \n--d"), ""},
	{"one", NULSTR("SELECT 1;"), "Q1:SELECT 1|"},
	{"no terminator", NULSTR("SELECT 1;\nSELECT 2"),
	 "Q1:SELECT 1|Q2:SELECT 2|"},
	{"blank ends", NULSTR("\n\n  SELECT 1 \n ;\n"), "Q3:SELECT 1|"},
	{"empty ones", NULSTR(";;\n ; SELECT 1;;"), "Q2:SELECT 1|"},
	{"two in a line", NULSTR("DO 1; DO 2;"), "Q1:DO 1|Q1:DO 2|"},
	{"line of a body", NULSTR("-- a\n\n/* b */\nDO\n1;"), "Q4:DO\n1|"},

	{"delimiter", NULSTR("DELIMITER //\nA; B//\nDELIMITER ;\nC;"),
	 "Q2:A; B|Q4:C|"},
	{"never set back", NULSTR("DELIMITER $$\nA; B;$$\nC;"),
	 "Q2:A; B;|Q3:C;|"},
	{"with a semicolon", NULSTR("DELIMITER $$;\nA$$;B$$;"), "Q2:A|Q2:B|"},
	{"words behind", NULSTR("DELIMITER // -- x\nA;//"), "Q2:A;|"},
	{"quoted", NULSTR("delimiter '$$'\nA;$$"), "Q2:A;|"},
	{"tab", NULSTR("delimiter\t//\nA//"), "Q2:A|"},
	{"name ends at once", NULSTR("DELIMITER;\nA;"),
	 "B1:DELIMITER must be followed by a 'delimiter' character or "
	 "string|Q2:A|"},
	{"name alone", NULSTR("A;\nDELIMITER\n"),
	 "Q1:A|B2:DELIMITER must be followed by a 'delimiter' character or "
	 "string|"},
	{"backslash", NULSTR("DELIMITER \\\nA;"),
	 "B1:DELIMITER cannot contain a backslash character|Q2:A|"},
	{"open quote", NULSTR("DELIMITER '\nA;"), "Q1:DELIMITER '\nA;|"},
	{"empty quotes", NULSTR("DELIMITER ''\nA;"), "Q1:DELIMITER ''A|"},
	{"cut at 15", NULSTR("delimiter 0123456789abcdefgh\nA0123456789abcdeB"),
	 "Q2:A|Q2:B|"},
	{"while something is held", NULSTR("A\nDELIMITER //\nB//;C"),
	 "Q1:A\nDELIMITER //B//|Q3:C|"},
	{"missing terminator", NULSTR("DELIMITER $$\nA\nEND;\nDELIMITER;"),
	 "Q2:A\nEND;\nDELIMITER;|"},
	{"behind a statement", NULSTR("A;delimiter //\nB//"),
	 "Q1:A|Q1:delimiter //B//|"},
	{"letter", NULSTR("A;\\d //\nB;//"), "Q1:A|Q2:B;|"},
	{"in a string", NULSTR("DO '\ndelimiter //\n';"),
	 "Q1:DO '\ndelimiter //\n'|"},
	{"two bytes of one", NULSTR("delimiter ..\nA.B..C"), "Q2:A.B|Q2:C|"},

	{"dashes", NULSTR("-----x\nDO 1 --x\n;DO 2 -- y;\n;DO 3 --\n;"),
	 "Q2:DO 1 --x|Q3:DO 2|Q4:DO 3|"},
	{"dashes and NBSP", NULSTR("--\xc2\xa0x;\nDO 1;"), "Q2:DO 1|"},
	{"hash", NULSTR("DO 1 # it's;\n;"), "Q1:DO 1|"},
	{"slashes are none", NULSTR("// x\n;"), "Q1:// x|"},
	{"apostrophes", NULSTR("A -- user's\nB /* it's; */ C;"),
	 "Q1:A \nB  C|"},
	{"a blank for a comment", NULSTR("A/* x */B/* y */ C;"), "Q1:A B C|"},
	{"no blank beside a tab", NULSTR("A/* x */\tB;"), "Q1:A\tB|"},
	{"versions end with the line", NULSTR("/*! A\n/* b */ C;"),
	 "Q1:/*! A\n C|"},
	{"over lines", NULSTR("A /* x\n;y\n*/ B;"), "Q1:A  B|"},
	{"never closed", NULSTR("A;\n/* B;\nC;"), "Q1:A|"},
	{"for the server", NULSTR("A /*!50000 B */ /*M!1 C */;"),
	 "Q1:A /*!50000 B */ /*M!1 C */|"},
	{"a hint", NULSTR("A /*+ B */ C;"), "Q1:A  C|"},
	{"ends in a version", NULSTR("/*! A; */;"), "Q1:/*! A|Q1:*/|"},
	{"dump", NULSTR("/*M!999999\\- sandbox */ \n-- x\nA;"),
	 "Q1:/*M!999999 sandbox */ \n\nA|"},

	{"quotes", NULSTR("DO 'a;\"`' \"b;'\" `c;'`;DO ';;''';"),
	 "Q1:DO 'a;\"`' \"b;'\" `c;'`|Q1:DO ';;'''|"},
	{"escapes", NULSTR("DO '\\'' \"\\\"\" '\\\\';DO `\\`;"),
	 "Q1:DO '\\'' \"\\\"\" '\\\\'|Q1:DO `\\`|"},
	{"comments in quotes", NULSTR("DO '-- /* #';"), "Q1:DO '-- /* #'|"},
	{"never closed quote", NULSTR("A;DO 'b;\nc;"), "Q1:A|Q1:DO 'b;\nc;|"},
	{"line ends", NULSTR("DO 'a\r\nb';\r\nDELIMITER //\r\nC//\r\n"),
	 "Q1:DO 'a\nb'|Q4:C|"},
	{"bytes that cannot be seen", NULSTR("A\x7f\x01 ;"), "Q1:A|"},
	{"lone returns", NULSTR("DO 1;\rDO 2;"), "Q1:DO 1|Q1:DO 2|"},
	{"byte order mark", NULSTR("\xef\xbb\xbf-- x\nA;"), "Q2:A|"},
	{"mark later on",
	 NULSTR("A;\n\xef\xbb\xbf"
		"B;"),
	 "Q1:A|Q2:\xef\xbb\xbf"
	 "B|"},
	{"a gap before letters", NULSTR("/* x */\xc3\xa9y;"), "Q1:\xc3\xa9 y|"},
	{"NUL", NULSTR("A;\nB\0C;\nD;"), "Q1:A|B2:a NUL byte in a statement|"},

	{"go", NULSTR("A\\g B\\G C\\c D;"), "Q1:A|Q1:B|Q1:D|"},
	{"N is NULL", NULSTR("DO \\N;"), "Q1:DO \\N|"},
	{"unknown", NULSTR("A\\x;"), "B1:unknown command '\\x'|Q1:A\\x|"},
	{"quit", NULSTR("A;\nquit\nB;"), "Q1:A|"},
	{"quit sends", NULSTR("A \\q B;"), "Q1:A|"},
	{"exit with a semicolon", NULSTR("exit;\nB;"), "Q1:exit|"},
	{"not at a line start", NULSTR("A\nexit\n;"), "Q1:A\nexit|"},
	{"with words", NULSTR("exit now\n;"), "Q1:exit now|"},
	{"clear", NULSTR("A\n\\c\nclear\nB;"), "Q4:B|"},
	{"prints", NULSTR("status\nprint;\nrehash\nwarnings;A;"), "Q4:A|"},
	{"help", NULSTR("help;\nhelp select\nhelp 'x y';"),
	 "Q2:help 'select'|Q3:help 'x y'|"},
	{"use", NULSTR("use d;\nUSE `a b`\nuse 'c';A \\u e\nB;"),
	 "U1:d|U2:a b|U3:c|U3:e|Q3:A \nB|"},
	{"backslash in backticks", NULSTR("use `a\\b`\nuse 'a\\b'\n"),
	 "U1:a\\b|U2:ab|"},
	{"go behind a command", NULSTR("use d\\g\nA;"), "Q1:use d|Q2:A|"},
	{"use nothing", NULSTR("use;"),
	 "B1:USE must be followed by a database name|"},
	{"use over lines", NULSTR("use\nd;"),
	 "B1:USE must be followed by a database name|Q2:d|"},
	{"charset", NULSTR("charset UTF8\n\\C no_such\nA;"),
	 "Q1:SET NAMES utf8mb3|Q3:A|"},
	{"the host",
	 NULSTR("system id\n\\! id\nsource /x\n\\. /x\ntee /x\n"
		"pager sh\nedit\nconnect a b\nSELECT 1;"),
	 "D1:system|D2:system|D3:source|D4:source|D5:tee|D6:pager|D7:edit|"
	 "D8:connect|Q9:SELECT 1|"},
	{"host in the middle", NULSTR("A \\! id ; B;"), "D1:system|Q1:A  B|"},
	{"no command", NULSTR("system\n;tee a b;systems x;"),
	 "D1:system|D2:tee|Q2:systems x|"},
};

static void reads_as_the_client(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(samples); i++) {
		AUTO(sqlscript_release)
		struct sqlscript *script =
			sqlscript_new(samples[i].script, samples[i].len);
		AUTO(buf_release) struct buf got = {0};

		shown(script, &got);
		if (strcmp(got.data, samples[i].pieces))
			fail_msg("%s: \"%s\"\nexpected %s\ngot      %s",
				 samples[i].name, samples[i].script,
				 samples[i].pieces, got.data);
	}
}

static void follows_the_session(void **state)
{
	static const char text[] = "DO 1;DO '\\';DO 2;DO '\\';DO 3;';";
	AUTO(sqlscript_release)
	struct sqlscript *script = sqlscript_new(text, sizeof(text) - 1);
	AUTO(buf_release) struct buf rest = {0};
	struct script_piece piece;

	(void)state;
	sqlscript_next(script, &piece);
	sqlscript_escapes(script, true);
	sqlscript_next(script, &piece);
	assert_string_equal(piece.text, "DO '\\'");
	sqlscript_next(script, &piece);
	sqlscript_escapes(script, false);
	shown(script, &rest);
	assert_string_equal(rest.data, "Q1:DO '\\';DO 3;'|");
}

static void stays_at_the_end(void **state)
{
	AUTO(sqlscript_release)
	struct sqlscript *script = sqlscript_new("A;quit", 6);
	struct script_piece piece;
	int i;

	(void)state;
	sqlscript_next(script, &piece);
	sqlscript_next(script, &piece);
	assert_int_equal(piece.item, SCRIPT_STATEMENT);
	for (i = 0; i < 3; i++) {
		sqlscript_next(script, &piece);
		assert_int_equal(piece.item, SCRIPT_END);
	}
}

/* ---- size ---- */

/* Reads it all; the number of pieces. */
static size_t count(const struct buf *text)
{
	AUTO(sqlscript_release)
	struct sqlscript *script = sqlscript_new(text->data, text->len);
	struct script_piece piece;
	size_t n = 0;

	for (sqlscript_next(script, &piece); piece.item != SCRIPT_END;
	     sqlscript_next(script, &piece))
		n++;
	return n;
}

static void takes_time_by_size(void **state)
{
	static const struct {
		const char *name, *start, *part, *end;
		size_t times, pieces;
	} large[] = {
		{"statements", "", "SELECT 1;\n", "", 100000, 100000},
		{"statements in a line", "", "SELECT 1;", "", 120000, 120000},
		{"a long line", "SELECT '", "0123456789abcdef", "';", 65536, 1},
		{"a long statement", "", "SELECT 'x' --x\n", "", 65536, 1},
		{"quotes", "", "'\\\\'", "", 250000, 1},
		{"backslashes", "DO '", "\\\\", "'", 500000, 1},
		{"comments", "", "/* x */ ", "", 130000, 0},
		{"comment starts", "", "/*", "", 500000, 0},
		{"version starts", "", "/*!", "", 350000, 1},
		{"commands", "", "\\u d;", "", 200000, 200000},
		{"a long use", "use ", "0123456789", ";", 100000, 1},
		{"open quotes of use", "", "\\u '", "", 250000, 1},
		{"a long delimiter", "delimiter ", "0123456789",
		 "\nA;B012345678901234", 1000, 1},
		{"half delimiters", "delimiter aaaaaaaaaaaaaab\n", "a", "",
		 1000000, 1},
		{"blank lines", "", " \n", "", 500000, 0},
	};
	size_t i, j;

	(void)state;
	for (i = 0; i < ARRAY_LEN(large); i++) {
		AUTO(buf_release) struct buf text = {0};
		uint64_t began = clock_now_us();
		size_t pieces;

		buf_init(&text, BUF_OURS);
		buf_add_str(&text, large[i].start);
		for (j = 0; j < large[i].times; j++)
			buf_add_str(&text, large[i].part);
		buf_add_str(&text, large[i].end);
		pieces = count(&text);
		if (pieces != large[i].pieces)
			fail_msg("%s: expected %zu pieces, got %zu",
				 large[i].name, large[i].pieces, pieces);
		/* Slow machines and sanitizers included: never seconds. */
		if (clock_now_us() - began > 5000000)
			fail_msg("%s: expected well below 5 s, took %.1f s",
				 large[i].name,
				 (double)(clock_now_us() - began) / 1e6);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_as_the_client),
		cmocka_unit_test(follows_the_session),
		cmocka_unit_test(stays_at_the_end),
		cmocka_unit_test(takes_time_by_size),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
