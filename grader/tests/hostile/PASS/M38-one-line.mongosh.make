# expect: PASS
print('db.things.insertOne({_id: 3, name: "lamp"});' + " " * 50_000 +
      "db.things.find().sort({_id: 1}).forEach(thing => print(thing.name))")
