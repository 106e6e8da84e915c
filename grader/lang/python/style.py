# What style tools say of a file that is read and never run: the subject
# `style`. Its last expression is the value. NAME is filled in by the worker.

import ast
import pycodestyle

MOST = 50
WORDS = 3


def lines(name):
    found = []

    class Report(pycodestyle.BaseReport):
        def error(self, line_number, offset, text, check):
            found.append(f"line {line_number}: {text}")

    guide = pycodestyle.StyleGuide(reporter=Report, parse_argv=False,
                                   config_file=None)
    pycodestyle.Checker(name, options=guide.options).check_all()
    return found[:MOST]


def callables(tree):
    """Classes, functions and methods; not what is nested in functions."""
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    for node in tree.body:
        if isinstance(node, functions):
            yield node.name, node, False
        elif isinstance(node, ast.ClassDef):
            yield node.name, node, False
            for inner in node.body:
                if isinstance(inner, functions):
                    yield node.name + '.' + inner.name, inner, True


def docstrings(tree):
    found = []
    nodes = [('the module', tree)]
    nodes += [(name, node) for name, node, _ in callables(tree)]
    for name, node in nodes:
        text = ast.get_docstring(node)
        if not text:
            found.append(f"{name} has no docstring")
        elif len(text.split()) < WORDS:
            found.append(f"the docstring of {name} is no sentence")
    return found[:MOST]


def bare(node, method):
    arguments = node.args.posonlyargs + node.args.args
    if method and arguments and not any(
            isinstance(one, ast.Name) and one.id == 'staticmethod'
            for one in node.decorator_list):
        arguments = arguments[1:]
    arguments = arguments + node.args.kwonlyargs
    return [one.arg for one in arguments if one.annotation is None]


def annotations(tree):
    found = []
    for name, node, method in callables(tree):
        if isinstance(node, ast.ClassDef) or name.endswith('.__init__'):
            continue
        without = bare(node, method)
        if without:
            found.append(f"{name}: no type of {', '.join(without)}")
        if node.returns is None:
            found.append(f"{name}: no type of what it returns")
    return found[:MOST]


def look(name):
    try:
        with open(name, 'rb') as file:
            tree = ast.parse(file.read())
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return {'syntax': [str(error)], 'pycodestyle': [], 'docstrings': [],
                'annotations': []}
    return {'syntax': [], 'pycodestyle': lines(name),
            'docstrings': docstrings(tree), 'annotations': annotations(tree)}


look(NAME)
