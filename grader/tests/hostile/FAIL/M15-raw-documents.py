# expect: FAIL
# task: mongo
from bson.raw_bson import RawBSONDocument
from pymongo import MongoClient
from pymongo.errors import PyMongoError


def document(elements):
    length = (len(elements) + 5).to_bytes(4, "little")
    return RawBSONDocument(length + elements + b"\0")


def keep(name, times):
    """A key twice, no UTF-8, many levels: what a driver would not send."""
    seen = MongoClient().my_db.seen
    deep = b"\x10a\0\0\0\0\0"
    for _ in range(170):
        deep = b"\x03a\0" + document(deep).raw
    for elements in (b"\x10a\0\1\0\0\0\x10a\0\2\0\0\0", deep,
                     b"\2a\0\3\0\0\0\xff\xfe\0", b"\2a\0\xff\xff\xff\x7f",
                     b"\7_id\0twelve bytes\2_id\0\1\0\0\0\0", b"\x08a\0\7"):
        try:
            seen.insert_one(document(elements))
        except PyMongoError as error:
            print(error)
    return 2
