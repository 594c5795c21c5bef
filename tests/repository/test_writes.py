"""The database is written by actions only."""

import ast

from tests.repository import sources

_WRITES = {
    "create",
    "get_or_create",
    "update_or_create",
    "bulk_create",
    "bulk_update",
    "update",
    "delete",
    "raw",
}


def _writes(tree: ast.AST) -> list[int]:
    """Lines that write: ``x.save()``, ``x.delete()`` and writing calls on a manager or a query set."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is_write(node, node.func)
    ]


def _is_write(call: ast.Call, func: ast.Attribute) -> bool:
    if ".objects" in sources.dotted(func.value):
        return func.attr in _WRITES
    return (func.attr in {"save", "delete"} and not call.args) or func.attr in {"bulk_create", "bulk_update"}


def test_only_actions_write():
    found = [
        sources.place(path, line)
        for path, tree in sources.modules(sources.ROOMS)
        if path.stem != "actions" and "actions" not in path.parts
        for line in _writes(tree)
    ]
    assert found == []


def test_the_rule_sees_what_it_forbids():
    bad = """t.save()
t.save(update_fields=['a'])
T.objects.create(a=1)
T.objects.filter(a=1).update(a=2)
t.delete()
m.bulk_create([])
"""
    assert _writes(ast.parse(bad)) == [1, 2, 3, 4, 5, 6]
    good = "document.save(buffer)\nvalues.update(a=1)\nT.objects.filter(a=1).first()\n"
    assert _writes(ast.parse(good)) == []
