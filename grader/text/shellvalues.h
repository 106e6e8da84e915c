/*
 * The values that a MongoDB shell has printed, whatever the notation. Pure.
 *
 * Read are what these print:
 *
 * - mongosh, which formats by Node's util.inspect (its manual, `util`, tells
 *   the notation) with its own words for the types of BSON, such as
 *   ObjectId('…'), Long('5'), ISODate('…'), Decimal128('1.5'), UUID('…'),
 *   Binary.createFromBase64('…', 0), MD5('…'), Timestamp({ t: 1, i: 2 }),
 *   Code('…', { … }), DBRef('c', 1), MinKey(), /pattern/flags, 123n; older
 *   versions put `new` in front. Texts stand in the quotes that need the
 *   fewest backslashes, and are cut behind a \n: 'a\n' + 'b'. What an object
 *   is of its own stands around it: Map(1) { 'a' => 1 }, Set(1) { 1 },
 *   Name { … }, [Object: null prototype] { … }, <ref *1> { … [Circular *1] },
 *   [ 1, 2, foo: 3, [length]: 2 ], [ <1 empty item> ], [Function: f],
 *   [Getter], Symbol(x), <Buffer 00 ff>;
 * - printjson of mongosh, the same with each element on a line;
 * - the old `mongo`: a document a line, { "_id" : ObjectId("…"), "n" :
 *   NumberLong(5), "b" : BinData(0,"…"), "t" : Timestamp(1, 2) }, printjson
 *   with tabs, WriteResult({ "nInserted" : 1 });
 * - JSON.stringify, in one line or many;
 * - EJSON.stringify, extended JSON 2, relaxed or canonical, and that of
 *   version 1 for what `mongo` has no word for: { "$minKey" : 1 }.
 *
 * A value of BSON becomes what store/mongo_value.h says. What print cannot
 * tell is lost: a double without a fraction is an INT, except that a whole
 * number beyond 2^53 is a REAL (as a shell's own numbers are); an int64 is
 * `wide` where its word stands. A regular expression's flag g, which is how
 * mongosh shows the option s, becomes s; the options x, l and u are not
 * shown by it. A symbol of BSON is shown as a text. What pymongo's and the
 * server's options have beyond that differs then, and has to.
 *
 * What the shell itself has cut is "cut", and never a value of a store:
 * mongosh prints the documents of a cursor or of findOne whole, but of arrays
 * and objects that a script has made 6 levels ([Object], "cut" of its name),
 * 100 elements (... 5 more items, "cut" of 5 in the place of the rest) and
 * 10,000 characters of a text ('…'... 3 more characters, "cut" of what is
 * there). Two that are cut alike are equal all the same: a task should not
 * have them printed.
 */
#ifndef GRADER_TEXT_SHELLVALUES_H
#define GRADER_TEXT_SHELLVALUES_H

#include "value/value.h"

/* For all that one step printed. */
#define SHELLVALUES_ROOM ((size_t)64 << 20)

/*
 * A LIST of the values in the order of their printing. A value begins a line
 * and ends one, maybe a later one. An array of documents is those documents;
 * any other array is one value, and an array without elements is none, as a
 * cursor without documents prints nothing. A line that is no value (`switched
 * to db x`, `Type "it" for more`, a name, an error) is a TEXT; blank lines are
 * nothing. Numbers, true, false, null, undefined and texts in quotes are
 * values.
 *
 * Any bytes will do; time is linear in them. What the values take is counted
 * down from `room`; when it does not suffice the list ends with "cut" of
 * nothing. Documents that are nested more than 150 deep are lines.
 */
const struct value *shellvalues(const char *text, size_t len,
				struct arena *arena, size_t *room);

#endif
