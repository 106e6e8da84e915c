# The driver of a case: runs the author's steps and tells what they gave.
#
# This is executed before bootstrap.py and has the same globals: the modules
# that it needs are imported there.

# ---- values that are no built-in type ----
#
# Each class, by exact type, has a function that gives a word and what is told
# under it: of 'LONG', 'MOMENT', 'DATETIME', 'DECIMAL' and 'REGEX' values.c makes
# a value, '' is what is told itself, any other word is a tag. Those of pymongo
# are told as store/mongo_value.h tells what a server holds. What the functions
# need is taken here, before a hand-in can change it.

cut = str.__getitem__
raw = bytes.__getitem__
whole = slice(None)
look = object.__getattribute__
copy = dict.copy


def specials():
    import datetime
    import decimal
    import re
    import uuid
    day, time = datetime.date.isoformat, datetime.time.isoformat
    span, number = datetime.timedelta.__str__, decimal.Decimal.__str__
    identity = uuid.UUID.__str__
    forms.extend(forms_of_bson(decimal))
    known = {
        datetime.datetime: form_of_moments(datetime),
        datetime.date: lambda v: ('date', day(v)),
        datetime.time: lambda v: ('time of day', time(v)),
        datetime.timedelta: lambda v: ('timedelta', span(v)),
        decimal.Decimal: lambda v: ('Decimal', number(v)),
        uuid.UUID: lambda v: ('UUID', identity(v)),
        re.Pattern: form_of_patterns(re),
    }
    know_bson(known)
    return known


def form_of_moments(datetime):
    """One without a zone is in UTC, as pymongo takes it."""
    kind = datetime.datetime
    text, zone, replace = kind.isoformat, kind.tzinfo.__get__, kind.replace
    part = kind.microsecond.__get__

    def form(value):
        if zone(value) is not None:
            utc = getattr(sys.modules.get('bson.tz_util'), 'utc', None)
            if zone(value) is not utc:
                return 'datetime', text(value, ' ')
            value = replace(value, tzinfo=None)
        short = part(value) and part(value) % 1000 == 0
        return 'DATETIME', text(value, ' ', 'milliseconds' if short else 'auto')
    return form


def form_of_patterns(re):
    pattern, flags = re.Pattern.pattern.__get__, re.Pattern.flags.__get__
    return lambda v: regex(pattern(v), flags(v))


def regex(pattern, flags):
    """The options as pymongo writes them."""
    if type(pattern) is bytes:
        pattern = pattern.decode()
    letters = ''.join(letter for letter, bit in (
        ('i', 2), ('l', 4), ('m', 8), ('s', 16), ('u', 32), ('x', 64))
        if flags & bit)
    return 'REGEX', {'pattern': pattern, 'options': letters}


def uuid_of(data):
    text = data.hex()
    return '-'.join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def form_of_ids(kind):
    binary = kind.binary.__get__
    return lambda v: ('ObjectId', binary(v).hex())


def form_of_longs(kind):
    plus = int.__pos__
    return lambda v: ('LONG', plus(v))


def form_of_binaries(kind):
    subtype = kind.subtype.__get__

    def form(value):
        number, data = subtype(value), raw(value, whole)
        if number == 0:
            return '', data
        if number in (3, 4) and len(data) == 16:
            return 'UUID', uuid_of(data)
        return 'BinData', {'subtype': number, 'bytes': data}
    return form


def form_of_codes(kind):
    scope = kind.scope.__get__

    def form(value):
        text, around = cut(value, whole), scope(value)
        if around is None:
            return 'Code', text
        return 'Code', {'code': text, 'scope': around}
    return form


def form_of_timestamps(kind):
    time, inc = kind.time.__get__, kind.inc.__get__
    return lambda v: ('Timestamp', {'t': time(v), 'i': inc(v)})


def form_of_milliseconds(kind):
    number = kind.__int__
    return lambda v: ('MOMENT', number(v))


def form_of_references(kind):
    document = kind.as_doc
    return lambda v: ('', copy(document(v)))


def forms_of_bson(decimal):
    """A module of bson, a class, and what makes the function for it."""
    number, text = decimal.Decimal, decimal.Decimal.__str__

    def form_of_decimals(kind):
        bid = kind.bid.__get__

        def form(value):
            bits = int.from_bytes(bid(value), 'little')
            sign = '-' if bits >> 127 else ''
            if bits >> 122 & 31 == 31:
                return 'NumberDecimal', 'NaN'
            if bits >> 122 & 31 == 30:
                return 'NumberDecimal', sign + 'Infinity'
            place, digits = bits >> 113 & 0x3fff, bits & (1 << 113) - 1
            if bits >> 125 & 3 == 3:
                # More digits than there may be count as none.
                place, digits = bits >> 111 & 0x3fff, 0
            return 'DECIMAL', text(number(f'{sign}{digits}E{place - 6176}'))
        return form

    return [('objectid', 'ObjectId', form_of_ids),
            ('int64', 'Int64', form_of_longs),
            ('decimal128', 'Decimal128', form_of_decimals),
            ('binary', 'Binary', form_of_binaries),
            ('regex', 'Regex', lambda kind: lambda v: regex(
                look(v, 'pattern'), look(v, 'flags'))),
            ('code', 'Code', form_of_codes),
            ('timestamp', 'Timestamp', form_of_timestamps),
            ('min_key', 'MinKey', lambda kind: lambda v: ('MinKey', None)),
            ('max_key', 'MaxKey', lambda kind: lambda v: ('MaxKey', None)),
            ('son', 'SON', lambda kind: lambda v: ('', copy(v))),
            ('dbref', 'DBRef', form_of_references),
            ('datetime_ms', 'DatetimeMS', form_of_milliseconds)]


forms = []


def know_bson(known):
    """Those of pymongo, which only some programs load, sooner or later."""
    for module, name, form_for in forms:
        kind = getattr(sys.modules.get('bson.' + module), name, None)
        if type(kind) is type and kind not in known:
            known[kind] = form_for(kind)


# ---- the driver ----

SOURCE = 'main.py'
MESSAGE_MOST = 2000
FRAMES_MOST = 20

# What an object of a learner's says of itself may raise, or be anything.
module_of = type.__dict__['__module__'].__get__
traceback_of = BaseException.__dict__['__traceback__'].__get__
filename_of = SyntaxError.__dict__['filename'].__get__
lineno_of = SyntaxError.__dict__['lineno'].__get__
qualname_of = type.__dict__['__qualname__'].__get__
mro_of = type.__dict__['__mro__'].__get__


def class_name(kind):
    try:
        module = module_of(kind)
    except AttributeError:
        module = None
    name = cut(qualname_of(kind), slice(None))
    if type(module) is not str or module in ('builtins', '__main__'):
        return name
    return module + '.' + name


def message_of(error):
    try:
        return cut(str(error), slice(MESSAGE_MOST))
    except BaseException:
        return '(its message cannot be shown)'


def told(error):
    kind = type(error)
    syntax = any(one is SyntaxError for one in mro_of(kind))
    frames = []
    at = traceback_of(error)
    while at is not None:
        code = at.tb_frame.f_code
        frames.append([code.co_filename, at.tb_lineno, code.co_name])
        at = at.tb_next
    if syntax:
        file, line = filename_of(error), lineno_of(error)
        if type(file) is str and type(line) is int:
            frames.append([file, line, ''])
    return {'class': class_name(kind), 'text': message_of(error),
            'frames': frames[-FRAMES_MOST:], 'syntax': syntax}


def flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BaseException:
            pass


def take_step(code, space):
    """Runs the author's code; its value is that of its last expression."""
    tree = compile(code, SOURCE, 'exec', ONLY_AST)
    last = None
    if tree.body and type(tree.body[-1]) is _ast.Expr:
        last = _ast.Expression(tree.body.pop().value)
    exec(compile(tree, SOURCE, 'exec'), space)
    if last is not None:
        return eval(compile(last, SOURCE, 'eval'), space)
    return None


ONLY_AST = 0x400


def drive(said):
    space = sys.modules['__main__'].__dict__
    sys.argv[:] = [SOURCE]
    sys.path[0] = os.getcwd()
    while True:
        shift(said['later'])
        reply = {}
        if said['code']:
            try:
                reply['value'] = take_step(said['code'], space)
                know_bson(special)
            except BaseException as error:
                reply['error'] = told(error)
        said = answer(reply, flush)
