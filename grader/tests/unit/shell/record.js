// How the other files here were made: documents.json by a program that drew
// any types, names, texts and depths; the rest by mongosh 2.5.10, fed with
// this on standard input in an empty database, from what it prints between
// the marks. test_shellvalues.c reads them.
prompt = ""
const fs = require('fs')
const lines = fs.readFileSync('documents.json', 'utf8').split('\n').filter(line => line)
for (const line of lines) db.d.insertOne(EJSON.parse(line, {relaxed: false}))
print("MARK cursor.txt")
db.d.find().sort({_id: 1}).toArray()
print("MARK printjson.txt")
db.d.find().sort({_id: 1}).forEach(document => printjson(document))
print("MARK print.txt")
db.d.find().sort({_id: 1}).forEach(document => print(document))
print("MARK ejson.txt")
db.d.find({}, {promoteValues: false}).sort({_id: 1}).forEach(document => print(EJSON.stringify(document, {relaxed: false})))
