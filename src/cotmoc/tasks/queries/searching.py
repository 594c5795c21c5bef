"""The text index of either database behind one door: what was typed in, the tasks found out.

What is asked for (``cotmoc.domain.sought``) is found in title, clause, codes and names of bodies. ``marks``
narrow the search within the index itself, to the tasks of some bodies: all of them, in each any.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models.expressions import RawSQL

from cotmoc.domain.sought import Sought, closed
from cotmoc.tasks.models import TaskText
from cotmoc.tasks.queries.narrowing import Marks, Reach, among_ids, expression
from cotmoc.tasks.queries.searching_by_age import ByAge

MOST = 1000
"""How many tasks are ranked; of what is found more often the newest come first."""
_POOL = 1300
"""How many are found, so that of the newest some may drop out."""


@dataclass(frozen=True, slots=True)
class Hits:
    """Tasks found by words, the best first; where there are ``more`` than these, the newest of them.

    Of ``more`` some that follow are known too: ``spare``.
    """

    tasks: tuple[int, ...] = ()
    more: bool = False
    spare: tuple[int, ...] = ()

    def only(self, kept: set[int]) -> Hits | None:
        """The same of those ``kept`` among them; None where that leaves too few of more to say."""
        left = [task for task in (*self.tasks, *self.spare) if task in kept]
        if self.more and len(left) <= MOST:
            return None
        return _cut(left, more=self.more)


def _cut(tasks: list[int], *, more: bool) -> Hits:
    return Hits(tuple(tasks[:MOST]), more, tuple(tasks[MOST:]) if more else ())


def matching(asked: Iterable[Sought], marks: Marks = ()) -> RawSQL:
    """The ids of all tasks in which everything asked for stands, as a query within another."""
    if connection.vendor == "sqlite":
        sql = "SELECT rowid FROM tasks_search WHERE tasks_search MATCH %s"
    else:
        sql = "SELECT task_id FROM tasks_tasktext WHERE (title || rest) @@ %s::tsquery"
    return RawSQL(sql, [expression(asked, marks)])  # noqa: S611 - what was typed goes in as a value


def hits(asked: tuple[Sought, ...], reach: Reach) -> Hits:
    """What is found: whole words before a last word that goes on, then by how much stands in the title.

    At most ``MOST`` are ranked; of more the newest come first.
    """
    if connection.vendor == "postgresql":
        exact, found = ByAge(reach, most=MOST, pool=_POOL).newest(asked)
    else:
        exact, found = _newest(asked, reach)
    if len(exact) > MOST:
        return _cut(exact, more=True)
    best = _ranked(exact, closed(asked))
    if found is None:
        return Hits(tuple(best))
    known = set(exact)
    more = len(known.union(found)) > MOST
    others = [task for task in found if task not in known]
    return _cut(best + (others if more else _ranked(others, asked)), more=more)


def _newest(asked: tuple[Sought, ...], reach: Reach) -> tuple[list[int], list[int] | None]:
    """As ``ByAge.newest``, where the index is walked from its end and left as soon as there are enough."""
    exact = _ids(closed(asked), reach)
    if len(exact) > MOST or closed(asked) == asked:
        return exact, None
    return exact, _ids(asked, reach)


def _ids(asked: tuple[Sought, ...], reach: Reach) -> list[int]:
    sql, values = reach.narrowed(
        "SELECT s.rowid AS task_id FROM tasks_search s CROSS JOIN tasks_tasktext x ON x.task_id = s.rowid "
        "WHERE s.tasks_search MATCH %s AND x.province_id = %s",
        [expression(asked, reach.marks), reach.province],
        "+s.rowid",
    )
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY 1 DESC LIMIT {_POOL}", values)
        return [task for (task,) in cursor.fetchall()]


def _ranked(tasks: list[int], asked: Iterable[Sought]) -> list[int]:
    """The same by how much of what is asked for stands in the title, the newest of equals first."""
    if len(tasks) < 2:
        return tasks
    score, values = "", []
    for one in asked:
        if connection.vendor == "sqlite":
            score += " + (instr(' ' || title || ' ', %s) > 0)"
            values.append(f" {' '.join(one.words)}{'' if one.open else ' '}")
        else:
            score += " + (title @@ %s::tsquery)::int"
            values.append(expression([one]))
    rows = TaskText.objects.filter(task__in=among_ids(tasks)).annotate(score=RawSQL(f"0{score}", values))  # noqa: S611
    scores = dict(rows.values_list("task", "score"))
    return sorted(tasks, key=lambda task: (-scores.get(task, 0), -task))
