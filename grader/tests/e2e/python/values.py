"""What a driver gets from functions: a hand-in of test_python.py.

answer(i) is the value of the i-th of ANSWERS.
"""
import collections
import dataclasses
import datetime
import decimal
import enum
import fractions
import pathlib
import re
import uuid

from bson.objectid import ObjectId

Point = collections.namedtuple("Point", "x y")
ZONE = datetime.timezone(datetime.timedelta(hours=5, minutes=30))
MOMENT = datetime.datetime(2024, 5, 15, 1, 2, 3)


class Text(str):
    pass


class Number(int):
    pass


class Real(float):
    pass


class Items(list):
    pass


class Keys(dict):
    pass


class Pair(tuple):
    pass


class Some(set):
    pass


class Raw(bytes):
    pass


class Moment(datetime.datetime):
    pass


class Plain:
    pass


class Shown:
    def __repr__(self):
        return "<shown at 0x7f00aa, twice 0x1>"


class Colour(enum.Enum):
    RED = 1


class Level(enum.IntEnum):
    HIGH = 3


class Flags(enum.Flag):
    A = 1
    B = 2


@dataclasses.dataclass
class Record:
    name: str
    count: int = 0


ANSWERS = [
    lambda: None,
    lambda: True,
    lambda: False,
    lambda: 0,
    lambda: -1,
    lambda: 2 ** 63 - 1,
    lambda: -2 ** 63,
    lambda: 2 ** 63,
    lambda: -2 ** 63 - 1,
    lambda: 10 ** 1000,
    lambda: 2 ** 20000,
    lambda: 0.1 + 0.2,
    lambda: -0.0,
    lambda: 1e308 * 10,
    lambda: float("-inf"),
    lambda: float("nan"),
    lambda: 5e-324,
    lambda: 1.0,
    lambda: "",
    lambda: "é 日本 🐬",
    lambda: "nul \0 in it",
    lambda: "\ud800",
    lambda: "x" * 100000,
    lambda: b"",
    lambda: b"\xff\0\x01",
    lambda: bytearray(b"ab"),
    lambda: memoryview(b"ab"),
    lambda: [],
    lambda: [1, "a", None, [2.5, [b"x"]]],
    lambda: (),
    lambda: (1, (2, [3])),
    lambda: set(),
    lambda: {3, 1, 2},
    lambda: frozenset("ba"),
    lambda: {(1, 2), "a"},
    lambda: {},
    lambda: {"b": 1, "a": [2], "c": {"d": None}},
    lambda: {1: "a", "b": 2},
    lambda: {(1, 2): {3: 4}},
    lambda: {None: 1},
    lambda: 1 + 2j,
    lambda: collections.OrderedDict(b=1, a=2),
    lambda: collections.Counter("abca"),
    lambda: collections.defaultdict(list, a=[1]),
    lambda: collections.deque([1, 2]),
    lambda: collections.ChainMap({"a": 1}),
    lambda: Point(1, [2]),
    lambda: Text("text"),
    lambda: Number(7),
    lambda: Number(2 ** 70),
    lambda: Real(1.5),
    lambda: Items([1, Items()]),
    lambda: Keys(a=Text("b")),
    lambda: Keys({1: 2}),
    lambda: Pair((1, 2)),
    lambda: Some({1}),
    lambda: Raw(b"raw"),
    lambda: MOMENT,
    lambda: MOMENT.replace(microsecond=5, tzinfo=ZONE),
    lambda: MOMENT.replace(tzinfo=datetime.timezone.utc),
    lambda: MOMENT.replace(microsecond=5),
    lambda: MOMENT.replace(microsecond=5000),
    lambda: re.compile("^a/b", re.M),
    lambda: Moment(2024, 1, 1),
    lambda: MOMENT.date(),
    lambda: MOMENT.time(),
    lambda: datetime.timedelta(days=-1, seconds=5, microseconds=7),
    lambda: decimal.Decimal("1.10"),
    lambda: decimal.Decimal("NaN"),
    lambda: uuid.UUID(int=5),
    lambda: ObjectId("0123456789abcdef01234567"),
    lambda: fractions.Fraction(1, 3),
    lambda: pathlib.PurePosixPath("/a/b"),
    lambda: range(3),
    lambda: Colour.RED,
    lambda: Level.HIGH,
    lambda: Flags.A | Flags.B,
    lambda: Record("a", 2),
    lambda: Plain(),
    lambda: Shown(),
    lambda: Plain,
    lambda: int,
    lambda: len,
    lambda: ValueError("x", 1),
    lambda: (n for n in ()).__class__,
    lambda: ...,
    lambda: NotImplemented,
    lambda: slice(1, 2),
    lambda: {"a": 1}.keys(),
    lambda: [[]] * 2,
]


def answer(number):
    return ANSWERS[number]()
