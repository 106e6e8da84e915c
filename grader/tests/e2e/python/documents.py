"""Documents that a hand-in has: a hand-in of test_python_bson.py.

answer(i) is the i-th of DOCUMENTS, read(i) what pymongo makes of its bytes.
"""
import datetime
import re
import uuid

import bson
from bson import (binary, code, codec_options, dbref, decimal128, int64,
                  max_key, min_key, objectid, regex, son, timestamp, tz_util)

MOMENT = datetime.datetime(2024, 5, 15, 1, 2, 3)
SIXTEEN = bytes(range(16))
OPTIONS = codec_options.CodecOptions(uuid_representation=4)
AWARE = OPTIONS.with_options(tz_aware=True)

VALUES = [
    None, True, False, 0, -1, 2 ** 31 - 1, 2 ** 31, -2 ** 31, -2 ** 31 - 1,
    2 ** 63 - 1, -2 ** 63, 0.0, -0.0, 1.0, 0.1, 1e300, float("nan"),
    float("inf"), float("-inf"), "", "text", "nul \0 in it", "é 日本 🐬",
    [], [1, [2, {"a": None}]], {}, {"b": 1, "a": {"c": [True]}},
    int64.Int64(5), int64.Int64(-5), int64.Int64(2 ** 40),
    MOMENT, MOMENT.replace(microsecond=120000), MOMENT.replace(microsecond=1000),
    datetime.datetime(1, 1, 1), datetime.datetime(9999, 12, 31, 23, 59, 59),
    datetime.datetime(1969, 12, 31, 23, 59, 59, 999000),
    objectid.ObjectId("65f0a1b2c3d4e5f601020304"),
    b"", b"\x00\xff", binary.Binary(b"ab", 0), binary.Binary(b"ab", 5),
    binary.Binary(b"ab", 128), binary.Binary(SIXTEEN, 3),
    binary.Binary(SIXTEEN, 4), uuid.UUID(int=5),
    regex.Regex("^a", ""), regex.Regex("a/b", "mi"), regex.Regex("x", "ux"),
    re.compile("a"), re.compile("b", re.I | re.M), re.compile(b"c", re.S),
    code.Code("f()"), code.Code("f()", {}), code.Code("f()", {"x": [1]}),
    timestamp.Timestamp(0, 0), timestamp.Timestamp(2 ** 32 - 1, 7),
    min_key.MinKey(), max_key.MaxKey(),
    dbref.DBRef("c", 5), dbref.DBRef("c", objectid.ObjectId(b"123456789012"),
                                     "db", more=[1]),
    son.SON([("b", 1), ("a", son.SON([("c", 2)]))]),
    *map(decimal128.Decimal128, (
        "0", "-0", "1", "1.50", "-12.5E-3", "1E+3", "0E-6176", "1E+6111",
        "9.999999999999999999999999999999999E+6144", "1E-6176", "0.000001",
        "0.0000001", "12345678901234567890123456789012.34", "NaN", "Infinity",
        "-Infinity")),
    decimal128.Decimal128.from_bid(b"\xff" * 14 + b"\x41\x6c"),
]
DOCUMENTS = [{"_id": n, "v": value} for n, value in enumerate(VALUES)]


def stored(number):
    return bson.BSON.encode(DOCUMENTS[number], codec_options=OPTIONS)


def answer(number):
    return DOCUMENTS[number]


def read(number, options=OPTIONS):
    return bson.BSON(stored(number)).decode(options)


def aware(number):
    document = read(number, AWARE)
    if isinstance(document["v"], datetime.datetime):
        assert document["v"].tzinfo is tz_util.utc
    return document


if __name__ == "__main__":
    for i in range(len(DOCUMENTS)):
        print(stored(i).hex())
