"""Prints what CPython's own parser finds in the files of a folder, as compact text.

Usage: outline.py [--all] [FOLDER]

The folder is the standard library unless named. Of its own tests, which are two thirds of it and
are not installed everywhere, only those about the grammar are read, unless --all is given.

For each file that ast accepts: a line "F path", then one line per node, sorted:
kind, line, column, end line, end column (columns in UTF-8 bytes), name.
Kinds: c call, a assignment, u augmented, n annotated, i import, m from-import, f function, k class.
"""
import ast
import os
import sys
import sysconfig
import warnings

KINDS = {
    ast.Call: "c",
    ast.Assign: "a",
    ast.AugAssign: "u",
    ast.AnnAssign: "n",
    ast.Import: "i",
    ast.ImportFrom: "m",
    ast.FunctionDef: "f",
    ast.AsyncFunctionDef: "f",
    ast.ClassDef: "k",
}
GRAMMAR_TESTS = {
    "test_coroutines",
    "test_decorators",
    "test_except_star",
    "test_fstring",
    "test_generators",
    "test_grammar",
    "test_keywordonlyarg",
    "test_listcomps",
    "test_named_expressions",
    "test_patma",
    "test_positional_only_arg",
    "test_string_literals",
    "test_unicode_identifiers",
    "test_unpack_ex",
    "test_with",
}
# Nodes with nothing inside that is asked for; skipping them halves the time.
LEAVES = (ast.Constant, ast.Name, ast.Pass, ast.Break, ast.Continue, ast.expr_context, ast.operator, ast.cmpop)


def name_of(node):
    if isinstance(node, ast.Call):
        function = node.func
        return getattr(function, "attr", None) or getattr(function, "id", "")
    if isinstance(node, ast.Import):
        return ",".join(alias.name for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        return "." * node.level + (node.module or "") + ":" + ",".join(alias.name for alias in node.names)
    return getattr(node, "name", "")


def outline(tree):
    lines = []
    todo = [tree]
    while todo:
        node = todo.pop()
        kind = KINDS.get(node.__class__)
        if kind:
            lines.append(
                f"{kind} {node.lineno} {node.col_offset} {node.end_lineno} {node.end_col_offset} {name_of(node)}"
            )
        elif isinstance(node, ast.JoinedStr):
            # Before 3.12 the places inside f-strings were not right.
            continue
        for field in node._fields:
            # Our tree does not keep type parameters.
            if field == "type_params":
                continue
            value = getattr(node, field, None)
            if isinstance(value, list):
                todo.extend(item for item in value if isinstance(item, ast.AST) and not isinstance(item, LEAVES))
            elif isinstance(value, ast.AST) and not isinstance(value, LEAVES):
                todo.append(value)
    lines.sort()
    return lines


def files(folder, everything):
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(set(folders) - {"site-packages", "dist-packages", "__pycache__"})
        tests = not everything and {"test", "tests"} & set(os.path.relpath(base, folder).split(os.sep))
        for name in sorted(names):
            if name.endswith(".py") and (not tests or name[:-3] in GRAMMAR_TESTS):
                yield os.path.join(base, name)


def main():
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(10000)
    sys.stdout.reconfigure(encoding="utf-8", errors="surrogatepass", newline="\n")
    arguments = [argument for argument in sys.argv[1:] if argument != "--all"]
    folder = arguments[0] if arguments else sysconfig.get_path("stdlib")
    for path in files(folder, "--all" in sys.argv):
        with open(path, "rb") as file:
            source = file.read()
        try:
            source.decode("utf-8")
            tree = ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        print("F", path)
        print("\n".join(outline(tree)))


main()
