"""Files and functions stay small enough to be read in one go."""

import ast

from tests.repository import sources

_FILE, _FUNCTION = 310, 60
_FOLDERS = (sources.SOURCE, sources.ROOT / "setup", sources.ROOT / "benchmarks")


def _long_functions(tree: ast.AST) -> list[tuple[int, str]]:
    return [
        (node.lineno, node.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno + 1 > _FUNCTION
    ]


def test_no_file_is_long():
    long = {
        sources.place(path): count
        for path, _ in sources.modules(*_FOLDERS)
        if (count := path.read_text("utf-8").count("\n")) > _FILE
    }
    assert long == {}


def test_no_function_is_long():
    long = [
        (sources.place(path, line), name)
        for path, tree in sources.modules(*_FOLDERS)
        for line, name in _long_functions(tree)
    ]
    assert long == []


def test_the_rule_sees_a_long_function():
    body = "\n".join("    pass" for _ in range(_FUNCTION))
    assert _long_functions(ast.parse(f"def f():\n{body}\n")) == [(1, "f")]
    assert _long_functions(ast.parse("def f():\n    pass\n")) == []
