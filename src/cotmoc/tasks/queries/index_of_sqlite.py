"""How SQLite's text index (FTS5) is asked: walked from its end, and left as soon as there are enough."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection

from cotmoc.domain.sought import Sought
from cotmoc.tasks.models import TaskText
from cotmoc.tasks.queries.narrowing import Marks, Reach, among_ids
from cotmoc.tasks.queries.rarity import Term, last_task, sample

LOOKED_UP, LISTED = 0.85, 0.45
"""About how many microseconds it takes to look up a hit, and to list a task asked about."""
_NOTHING = "¤"
"""Stands in no task, for it is neither letter nor digit."""


def newest(asked: tuple[Sought, ...], reach: Reach, most: int) -> list[int]:
    """The newest tasks in which everything asked for stands, up to so many."""
    sql, values = reach.narrowed(
        "SELECT s.rowid AS task_id FROM tasks_search s CROSS JOIN tasks_tasktext x ON x.task_id = s.rowid "
        "WHERE s.tasks_search MATCH %s AND x.province_id = %s",
        [_expression(asked, reach.marks), reach.province],
        "+s.rowid",
    )
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY 1 DESC LIMIT {most}", values)
        return [task for (task,) in cursor.fetchall()]


def sooner_listed(size: int, *, looked_up: float, compared: float) -> bool:
    """Whether so many are listed sooner than so many hits are looked up; walked past these are either way."""
    return size * LISTED < looked_up * LOOKED_UP


def matching(asked: tuple[Sought, ...], marks: Marks) -> tuple[str, list[Any]]:
    """All of them, as a query."""
    return "SELECT rowid FROM tasks_search WHERE tasks_search MATCH %s", [_expression(asked, marks)]


def standing(tasks: list[int], one: Sought) -> list[int]:
    """Those of some tasks in which it stands, in their order."""
    rows = TaskText.objects.filter(task__in=among_ids(tasks)).values_list("task", "title", "rest")
    stands = f" {' '.join(one.words)} "
    found = {task for task, title, rest in rows if stands in f" {title} " or stands in f" {rest} "}
    return [task for task in tasks if task in found]


def score(asked: Iterable[Sought]) -> tuple[str, list[Any]]:
    """How much of what is asked for stands in the title."""
    typed = [f" {' '.join(one.words)}{'' if one.open else ' '}" for one in asked]
    return " + ".join(["(instr(' ' || title || ' ', %s) > 0)"] * len(typed)), typed


def _expression(asked: tuple[Sought, ...], marks: Marks) -> str:
    """The rarest within, the others around them two by two.

    Words side by side are walked in turn, all of them. «Without nothing» keeps those within apart, so that
    the others are looked up only where the rare ones meet.
    """
    terms = sample(last_task()).in_order([*asked, *marks])
    found = _all(terms[:2])
    for at in range(2, len(terms), 2):
        found = f'(({found}) NOT "{_NOTHING}") AND {_all(terms[at : at + 2])}'
    return found


def _all(terms: Iterable[Term]) -> str:
    # Words are of letters and digits only: nothing typed is read as a sign.
    return " AND ".join(f"({_any(term)})" for term in terms)


def _any(term: Term) -> str:
    if isinstance(term, tuple):
        return " OR ".join(f'"{mark}"' for mark in term)
    return '"' + " ".join(term.words) + '"' + (" *" if term.open else "")
