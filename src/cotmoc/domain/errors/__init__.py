"""The numbered catalogue of what can go wrong.

Each room keeps its entries in a module of its own here; the ranges are:
general 1, serving 80, notices 100, files 200, directives 300, tasks 400, plans 450, programmes 470,
reporting 500, coordination 600, analytics 700, briefings and meetings 800, people and organisations 900.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from .entry import (
    EXIT_NOT_PERMITTED,
    EXIT_SECRET,
    EXIT_UNREADABLE,
    EXIT_WRONG_USE,
    Entry,
    Problem,
    Text,
    together,
)
from .said import Said

__all__ = [
    "EXIT_NOT_PERMITTED",
    "EXIT_SECRET",
    "EXIT_UNREADABLE",
    "EXIT_WRONG_USE",
    "Entry",
    "Problem",
    "Said",
    "Text",
    "catalogue",
    "together",
]


@cache
def catalogue() -> tuple[Entry, ...]:
    """Every entry, by number. Raises ValueError when two entries share a number or a code."""
    entries: list[Entry] = []
    for module in pkgutil.iter_modules(__path__):
        entries += getattr(importlib.import_module(f"{__name__}.{module.name}"), "ENTRIES", ())
    if len({entry.number for entry in entries}) < len(entries) or len({e.code for e in entries}) < len(
        entries
    ):
        raise ValueError("two entries of the error catalogue share a number or a code")
    return tuple(sorted(entries, key=lambda e: e.number))
