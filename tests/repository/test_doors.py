"""One action behind three doors: what a page does, a command and an operation of the API do too."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from tests.repository import sources

DOORS = ("web", "cli", "api")
_ONES_OWN = "one's own account, changed only by its owner, signed in with password and second step"
_FOUNDING = "an installation's founding, done once by set-up at the server, before anybody can sign in"
_INSIDE = "part of another action, which every door calls"
_MANY = (
    "the command reads many files in processes of their own and keeps several at a time; a request has one"
)
_LOADED = "a row that founding or the demo loads; people use the deed of the same thing that corrects too"
_OWN_PAGES = "a person's own links between pages; the other doors take the filter itself"
_OPENED = "a person has opened the page; a program that fetches it has read nothing to anybody"

EXCEPTIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "meetings.open_meeting": (DOORS, f"{_INSIDE}: briefings.decide, with the first decision"),
    "meetings.decide": (DOORS, f"{_INSIDE}: briefings.decide"),
    "directives.register": (DOORS, "the only document of a file; doors take what holds several"),
    "directives.register_all": (("cli",), _MANY),
    "directives.register_prepared": (("web", "api"), _MANY),
    "tasks.send_reminders": (("web", "api"), "a timer's deed; everybody has a page of the own reminders"),
    "tasks.refresh_reminders": (("web", "api"), "what the timer that sends does first"),
    "organisations.make_token": (("cli", "api"), _ONES_OWN),
    "organisations.revoke_token": (("cli", "api"), _ONES_OWN),
    "organisations.found_province": (("web", "api"), _FOUNDING),
    "organisations.add_person": (("web", "api"), _FOUNDING),
    "organisations.appoint": (("web", "api"), _FOUNDING),
    "organisations.add_area": (DOORS, _LOADED),
    "organisations.add_agency": (("web", "api"), _LOADED),
    "organisations.place_under": (DOORS, _LOADED),
    "organisations.add_succession": (DOORS, _LOADED),
    "tasks.save_filter": (("cli", "api"), _OWN_PAGES),
    "tasks.delete_filter": (("cli", "api"), _OWN_PAGES),
    "tasks.read_mentions": (("cli", "api"), _OPENED),
    "tasks.see_reminders": (("cli", "api"), _OPENED),
    "reporting.add_reporter": (DOORS, _LOADED),
    "reporting.define_regime": (DOORS, _LOADED),
}
"""Actions that a door leaves out: which doors, and why."""


def _packages() -> list[Path]:
    found = [*sources.ROOMS.glob("*/actions.py"), *sources.ROOMS.glob("*/actions/__init__.py")]
    return sorted(path for path in found if _room(path) != "audit")


def _room(path: Path) -> str:
    return path.relative_to(sources.ROOMS).parts[0]


def _offered(path: Path) -> set[str]:
    """The functions of a room's actions that may be called from outside: those that ask for a permission."""
    files = [path] if path.name == "actions.py" else sorted(path.parent.glob("*.py"))
    trees = [ast.parse(file.read_text("utf-8")) for file in files]
    deeds = {
        node.name
        for tree in trees
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and any(arg.arg == "by" for arg in (*node.args.args, *node.args.kwonlyargs))
    }
    if path.name == "actions.py":
        return deeds
    names = next(
        node.value
        for node in trees[files.index(path)].body
        if isinstance(node, ast.Assign) and sources.dotted(node.targets[0]) == "__all__"
    )
    return deeds & set(ast.literal_eval(names))


def _called(tree: ast.Module) -> set[str]:
    """Which actions a module of a door uses, as ``room.name``."""
    modules: dict[str, str] = {}
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("cotmoc."):
            parts = (node.module or "").split(".")
            for alias in node.names:
                if len(parts) == 2 and alias.name == "actions":
                    modules[alias.asname or "actions"] = parts[1]
                if len(parts) > 2 and parts[2] == "actions":
                    found.add(f"{parts[1]}.{alias.name}")
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            found.add(f"{modules[node.value.id]}.{node.attr}")
    return found


@cache
def _used(door: str) -> frozenset[str]:
    """The actions a door uses; the loader of the demo is nobody's door."""
    return frozenset(
        name
        for path, tree in sources.modules(sources.ROOMS / door)
        if "demo" not in path.parts
        for name in _called(tree)
    )


def _gaps() -> dict[str, tuple[str, ...]]:
    """Actions that some door does not call, and which doors."""
    offered = sorted(f"{_room(path)}.{name}" for path in _packages() for name in _offered(path))
    missing = {name: tuple(door for door in DOORS if name not in _used(door)) for name in offered}
    return {name: doors for name, doors in missing.items() if doors}


def test_every_action_is_called_from_all_three_doors_or_says_why_not() -> None:
    assert _gaps() == {name: doors for name, (doors, _) in EXCEPTIONS.items()}


def test_the_rule_sees_calls_under_other_names() -> None:
    text = """from cotmoc.tasks import actions as steps
from cotmoc.directives.actions import split
act = steps.assign if x else steps.assign_each
"""
    assert _called(ast.parse(text)) == {"tasks.assign", "tasks.assign_each", "directives.split"}
