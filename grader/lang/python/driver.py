# The driver of a case: runs the author's steps and tells what they gave.
#
# This is executed before bootstrap.py and has the same globals: the modules
# that it needs are imported there.

# ---- values that are no built-in type ----

def specials():
    """Classes whose values have a form of their own, by exact type."""
    import datetime
    import decimal
    import uuid
    moment = datetime.datetime.isoformat
    known = {
        datetime.datetime: ('datetime', lambda v: moment(v, ' ')),
        datetime.date: ('date', datetime.date.isoformat),
        datetime.time: ('time of day', datetime.time.isoformat),
        datetime.timedelta: ('timedelta', datetime.timedelta.__str__),
        decimal.Decimal: ('Decimal', decimal.Decimal.__str__),
        uuid.UUID: ('UUID', uuid.UUID.__str__),
    }
    know_object_ids(known)
    return known


def know_object_ids(known):
    """Those of pymongo, which only some programs load, sooner or later."""
    kind = getattr(sys.modules.get('bson.objectid'), 'ObjectId', None)
    if type(kind) is type and kind not in known:
        binary = kind.binary.__get__
        known[kind] = ('ObjectId', lambda v: binary(v).hex())


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
cut = str.__getitem__


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
                know_object_ids(special)
            except BaseException as error:
                reply['error'] = told(error)
        said = answer(reply, flush)
