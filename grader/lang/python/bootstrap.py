# What runs inside the warm interpreter before anything of a learner's: loads
# the libraries, hides that they are loaded, and serves programs from itself.
#
# A program must not be able to tell that it was forked. So what was loaded is
# taken out of sys.modules again and put aside, and comes back, with all that
# a real import of it would have brought, when the program imports it. What
# loading does beside filling sys.modules is put aside and brought back with
# it too: names in packages, exit handlers, warning filters, loggers, ways of
# copying, what a class tells of its subclasses.
#
# Where nothing but a real import gives what a real import would, it is one:
# when the program has put something in the way of it (`changed`), or watches.
#
# What can be told, all the same:
# - /proc/self has the command line and environment of the warm interpreter;
# - an audit hook sees the outermost import only; object.__subclasses__() has
#   what was put aside, as has any other class that is no exception; those
#   are in another order, and a few of compiled modules are never there;
# - the names of a package are in another order in its __dict__, if some are
#   modules; the caches of libraries and the version of the warning filters
#   are not at their first value;
# - gc.get_objects() has only what the program made, and the collector comes
#   by itself some forty objects later or sooner; what is put into a module
#   of a library may never be deleted at the end;
# - in a driver, there are frames of ours around its code, and an
#   exception, SystemExit too, ends a step and not the process;
# - at the end nobody waits for the threads of pymongo, which sleep half a
#   second at a time and end with the process in any case;
# - the clock that `later` moves is not that of files, of processes which the
#   program starts, nor of who asks the kernel itself.
#
# This is executed by inside.c during the start of the interpreter, when site
# asks for a sitecustomize, with a copy of the builtins, so that nothing a
# program does to its own changes what is done here. The functions serve,
# answer, run_file, run_command, shift, hide_class and show_class are
# inside.c's; specials and drive are driver.py's.

import sys
import _frozen_importlib as importing
import _warnings

subclasses = type.__subclasses__


def classes():
    """All that can be found from `object`."""
    found, ahead = {id(object): object}, [object]
    while ahead:
        for kind in subclasses(ahead.pop()):
            if id(kind) not in found:
                found[id(kind)] = kind
                ahead.append(kind)
    return found


modules = sys.modules
fresh = dict(modules)
fresh_finders = dict(sys.path_importer_cache)
fresh_path = list(sys.path)
fresh_path_hooks = list(sys.path_hooks)
fresh_meta_path = list(sys.meta_path)
fresh_filters = list(_warnings.filters)
fresh_codecs = dict(modules['encodings']._cache)
fresh_classes = classes()
fresh_import = builtins['__import__']
fresh_find = importing._find_and_load

import _ast
import _imp
import atexit
import builtins as builtins_module
import codecs
import gc
import os

listdir = os.listdir
gettrace = sys.gettrace
getprofile = sys.getprofile

# Those of the system that the programs to come name, and what is quick.
LIBRARIES = libraries.split() + [
    'uuid', 'decimal', 'functools', 'typing', 'json', 'datetime', 'random', 'time',
    'collections', 're', 'traceback', 'inspect', 'string', 'math',
    'itertools', 'threading', 'encodings.idna', 'ast', 'pycodestyle']

# ---- loading, and what each module asked for ----

# a module: the modules that its loading asked for, in order
asked = {'': [], '_ast': [], 'atexit': [], 'gc': []}
aliases = {}    # a module: other keys of sys.modules that it has set
exits = {}      # a module: what it has registered with atexit
filters = {}    # a module: warning filters it has put in front, and behind
finders = {}    # a module: what it has put at the end of sys.meta_path
entries = {}    # a module: (registry, key) of what it has put there
loading = ['']


def note(name):
    parts = name.split('.')
    for i in range(len(parts)):
        part = '.'.join(parts[:i + 1])
        if part not in asked[loading[-1]]:
            asked[loading[-1]].append(part)


def noting_import(name, globals=None, locals=None, fromlist=(), level=0):
    module = fresh_import(name, globals, locals, fromlist, level)
    full = name
    if level:
        package = globals['__package__']
        base = package.rsplit('.', level - 1)[0]
        full = base + '.' + name if name else base
    note(full)
    for item in fromlist or ():
        if full + '.' + item in sys.modules:
            note(full + '.' + item)
    return module


def noting_register(function, *args, **kwargs):
    exits.setdefault(loading[-1], []).append((function, args, kwargs))
    return function


def noting_filters(name, before):
    """What the module itself, and none that it has loaded, has added."""
    now = _warnings.filters
    known = [one for both in filters.values() for some in both
             for one in some]
    front = now.index(before[0])
    both = ([one for one in now[:front] if one not in known],
            [one for one in now[front + len(before):] if one not in known])
    if both[0] or both[1]:
        filters[name] = both


def registries():
    """Dicts of libraries in which others have their entries."""
    if 'copyreg' in modules:
        yield modules['copyreg'].dispatch_table
    if hasattr(modules.get('logging'), 'root'):
        yield modules['logging'].root.manager.loggerDict


def all_entries():
    return [(registry, key) for registry in registries() for key in registry]


def noting_rest(name, before):
    """What it has set itself: not what was there, or another one has set."""
    old_modules, old_entries, old_finders = before
    known = {(id(registry), key) for some in entries.values()
             for registry, key in some}
    known.update((id(registry), key) for registry, key in old_entries)
    entries[name] = [one for one in all_entries()
                     if (id(one[0]), one[1]) not in known]
    aliases[name] = [key for key in modules
                     if key not in asked and key not in old_modules]
    for key in aliases[name]:
        asked[key] = []
    known = [one for some in finders.values() for one in some]
    finders[name] = [one for one in sys.meta_path
                     if one not in known and one not in old_finders]


def noting_find(name, import_):
    note(name)
    asked.setdefault(name, [])
    before_filters = list(_warnings.filters)
    before = set(modules), all_entries(), list(sys.meta_path)
    loading.append(name)
    try:
        module = fresh_find(name, import_)
    finally:
        loading.pop()
    noting_filters(name, before_filters)
    noting_rest(name, before)
    return module


def load():
    register = atexit.register
    atexit.register = noting_register
    builtins_module.__import__ = noting_import
    importing._find_and_load = noting_find
    for name in LIBRARIES:
        noting_import(name)
    importing._find_and_load = fresh_find
    builtins_module.__import__ = fresh_import
    atexit.register = register


# ---- putting aside, and bringing back ----

stash = {}
loaded = {}     # as stash, but never emptied
names = {}      # a module: its package and its name there
kinds = {}      # a module: (base, class) for each of its classes
closures = {}   # a module: see needed
expected_meta_path = list(fresh_meta_path)


def put_classes_aside():
    """Only exceptions: they are what people list, and it takes time."""
    for base in fresh_classes.values():
        for kind in subclasses(base) if issubclass(base, BaseException) else ():
            if id(kind) not in fresh_classes:
                home = module_of(kind)
                # Classes of compiled parts say that they are of the whole.
                if getattr(stash.get('_' + home), kind.__name__, 0) is kind:
                    home = '_' + home
                kinds.setdefault(home, []).append((base, kind))
    for some in kinds.values():
        for base, kind in some:
            hide_class(base, kind)


def put_aside():
    for name, module in list(modules.items()):
        if name not in fresh:
            loaded[name] = stash[name] = modules.pop(name)
    for name, module in stash.items():
        package, _, child = name.rpartition('.')
        holder = stash.get(package) or fresh.get(package)
        if holder is not None and holder.__dict__.get(child) is module:
            names[name] = (holder, child)
            delattr(holder, child)
    for name, some in entries.items():
        entries[name] = [(registry, key, registry.pop(key))
                         for registry, key in some]
    stash['re'].purge()
    put_classes_aside()


def closure(name, seen, found):
    """What importing it brings, in the order in which loading ends."""
    package = name.rpartition('.')[0]
    if package and package not in seen:
        closure(package, seen, found)
    if name in seen or name in fresh:
        return
    seen.add(name)
    for other in asked.get(name, ()):
        closure(other, seen, found)
    found.extend(aliases.get(name, ()))
    found.append(name)


def needed(name):
    """The closure, which takes a millisecond, once."""
    if name not in closures:
        found = []
        closure(name, set(), found)
        closures[name] = list(dict.fromkeys(found))
    return closures[name]


def bring_back(found):
    for name in found:
        if name in names:
            setattr(*names[name], stash[name])
        for base, kind in kinds.get(name, ()):
            show_class(base, kind)
        for registry, key, value in entries.get(name, ()):
            registry[key] = value
        modules[name] = stash.pop(name)
    for name in found:
        for function, args, kwargs in exits.get(name, ()):
            atexit.register(function, *args, **kwargs)
        sys.meta_path.extend(finders.get(name, ()))
        expected_meta_path.extend(finders.get(name, ()))
        front, behind = filters.get(name, ((), ()))
        if front or behind:
            _warnings.filters[:0] = front
            _warnings.filters.extend(behind)
            _warnings._filters_mutated()


def shadowed(path, found):
    """Whether a real import might find other files than were loaded."""
    if type(path) is not list or any(type(one) is not str for one in path):
        return True
    here = path[:len(path) - len(fresh_path)]
    if path[len(here):] != fresh_path:
        return True
    tops = {name.partition('.')[0] for name in found}
    for folder in here:
        try:
            files = listdir(folder or '.')
        except FileNotFoundError:
            continue
        except OSError:
            return True
        if any(file.partition('.')[0] in tops for file in files):
            return True
    return False


def holds(items, expected):
    """Without asking the items, which may be a program's."""
    return type(items) is list and len(items) == len(expected) \
        and all(one is other for one, other in zip(items, expected))


def changed(found):
    """Whether a real import of these might give something else, or is seen."""
    inside = sys.__dict__
    if gettrace() or getprofile() or inside.get('modules') is not modules \
            or not holds(inside.get('meta_path'), expected_meta_path) \
            or not holds(inside.get('path_hooks'), fresh_path_hooks) \
            or builtins_module.__dict__.get('__import__') is not fresh_import:
        return True
    if any(modules.get(name) is not module
           for name, module in fresh.items()):
        return True
    for name in found:
        if name in modules:
            if modules[name] is not loaded.get(name):
                return True
        elif name in loaded and (name not in stash or any(
                key in registry
                for registry, key, _ in entries.get(name, ()))):
            return True
    return shadowed(inside.get('path'), found)


def back(name):
    """Brings the module back, if it has been put aside."""
    if name not in stash:
        return
    found = needed(name)
    _imp.acquire_lock()
    try:
        if not changed(found):
            bring_back([name for name in found if name in stash])
    finally:
        _imp.release_lock()


# The import system itself takes this lock before it looks again whether the
# module is there. So it finds it, and no frame of ours is ever in a traceback.
class Lock(importing._ModuleLockManager):
    def __enter__(self):
        super().__enter__()
        try:
            back(self._name)
        except BaseException:
            self._lock.release()
            raise


def as_if_fresh():
    """What programs find; nothing is imported here any more."""
    sys.path_importer_cache.clear()
    sys.path_importer_cache.update(fresh_finders)
    modules['encodings']._cache.clear()
    modules['encodings']._cache.update(fresh_codecs)
    # Forgets what has been looked up.
    if hasattr(codecs, 'unregister'):
        codecs.unregister(modules['encodings'].search_function)
        codecs.register(modules['encodings'].search_function)
    sys.meta_path[:] = fresh_meta_path
    _warnings.filters[:] = fresh_filters
    _warnings._filters_mutated()
    sys.builtin_module_names = tuple(
        name for name in sys.builtin_module_names if name != 'sitecustomize')
    importing._ModuleLockManager = Lock


def end_at_once():
    """What pymongo has registered with atexit leaves out what is None."""
    for name in 'pymongo.monitor', 'pymongo.synchronous.monitor':
        if name in modules:
            modules[name].__dict__['_shutdown_executors'] = None


def after_fork():
    # What was drawn when it was loaded; others draw again after a fork.
    if 'bson.objectid' in loaded:
        ids = loaded['bson.objectid'].ObjectId
        ids._inc = int.from_bytes(os.urandom(3), 'big')
        ids._pid = 0
    # Some versions forget it at a fork.
    loaded['threading'].main_thread()._set_native_id()


# ---- the whole ----

def begin(said):
    """In a program: what it is going to be."""
    after_fork()
    shift(said['later'])
    for name, value in said['env']:
        os.environ[name] = value
    file = said['file']
    if file:
        sys.argv = [file] + said['args']
        sys.orig_argv = [sys.orig_argv[0]] + sys.argv
        run_file(os.getcwd() + '/' + file, sys.argv)
    else:
        sys.__dict__['\0drive'] = lambda: drive(said)
        run_command("__import__('sys').__dict__.pop('\\0drive')()")


VERSIONS = {'redis': ('redis-py', '__version__'),
            'requests': ('requests', '__version__'),
            'pymongo': ('pymongo', 'version')}


def about():
    lines = ['Python ' + sys.version.split()[0]]
    for name in libraries.split():
        title, key = VERSIONS[name]
        lines.append(f'{title} {getattr(modules[name], key)}')
    return '\n'.join(lines)


def renew_main():
    """At the end all of it is cleared, but for what is frozen or held."""
    old = fresh.pop('__main__')
    modules['__main__'] = type(sys)('__main__')
    modules['__main__'].__dict__.update(old.__dict__)


load()
end_at_once()
special = specials()
described = about()
put_aside()
for library in LIBRARIES:
    needed(library)
as_if_fresh()
gc.collect()
gc.freeze()
# Counts from nothing, as in a process that has just begun.
gc.collect()
renew_main()
begin(serve(special, described))
