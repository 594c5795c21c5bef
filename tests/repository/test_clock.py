"""The clock is read in one place; everything else is handed the instant."""

import ast

from tests.repository import sources

_CLOCKS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "timezone.now",
    "timezone.localtime",
    "timezone.localdate",
    "time.time",
    "time.time_ns",
    "time.localtime",
}
_AUDIT = sources.ROOMS / "audit" / "actions.py"
"""Audit rows always take the real clock, whatever the working day."""
_THE_CLOCK = sources.SOURCE / "config" / "clock.py"


def _clock_calls(tree: ast.AST) -> list[int]:
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ".".join(sources.dotted(node.func).split(".")[-2:]) in _CLOCKS
    ]


def test_nothing_but_the_clock_module_reads_the_clock():
    found = [
        sources.place(path, line)
        for path, tree in sources.modules(sources.SOURCE)
        if path not in {_THE_CLOCK, _AUDIT}
        for line in _clock_calls(tree)
    ]
    assert found == []


def test_the_rule_sees_what_it_forbids():
    bad = "datetime.now(UTC)\ndatetime.datetime.now()\ndate.today()\ntimezone.now()\ntime.time()\n"
    assert _clock_calls(ast.parse(bad)) == [1, 2, 3, 4, 5]
    assert _clock_calls(ast.parse("clock.now()\ntime.monotonic()\n")) == []
    assert _clock_calls(ast.parse(_THE_CLOCK.read_text("utf-8")))
