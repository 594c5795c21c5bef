"""The text index of either database behind one door: what was typed in, the tasks found out.

What is asked for (``cotmoc.domain.sought``) is found in title, clause, codes and names of bodies. ``marks``
narrow the search within the index itself, to the tasks of some bodies: all of them, in each any.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from cotmoc.domain.sought import Sought, closed
from cotmoc.tasks.models import TaskText
from cotmoc.tasks.queries import index_of_postgresql, index_of_sqlite
from cotmoc.tasks.queries.narrowing import Marks, Reach, among_ids
from cotmoc.tasks.queries.rarity import last_task, sample

MOST = 1000
"""How many tasks are ranked; of what is found more often the newest come first."""
_POOL = 1100
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


def matching(asked: tuple[Sought, ...], marks: Marks = ()) -> RawSQL:
    """The ids of all tasks in which everything asked for stands, as a query within another."""
    return RawSQL(*_index().matching(asked, marks))  # noqa: S611 - what was typed goes in as a value


def probably_more(asked: tuple[Sought, ...], marks: Marks, size: int) -> bool:
    """Whether of so many tasks more than are ranked have probably everything asked for."""
    return sample(last_task()).share([*asked, *marks]) * size > 2 * MOST


def sooner_listed(asked: tuple[Sought, ...], marks: Marks, size: int) -> bool:
    """Whether the tasks asked about, ``size`` of them, are listed sooner than each hit is looked up."""
    last = last_task()
    share = sample(last).share([*asked, *marks])
    looked_up, compared = min(share * last, _POOL * last / max(size, 1)), min(size, _POOL / share)
    return bool(_index().sooner_listed(size, looked_up=looked_up, compared=compared))


def hits(asked: tuple[Sought, ...], reach: Reach) -> Hits:
    """What is found: whole words before a last word that goes on, then by how much stands in the title.

    At most ``MOST`` are ranked; of more the newest come first.
    """
    whole, newest = closed(asked), _index().newest
    at_once = whole == asked or not probably_more(asked, reach.marks, last_task())
    found = newest(asked, reach, _POOL) if at_once else None
    if found is None or (whole != asked and len(found) == _POOL):
        exact = newest(whole, reach, _POOL)
    else:
        exact = found if whole == asked else _index().standing(found, Sought(asked[-1].words))
    if len(exact) > MOST:
        return _cut(exact, more=True)
    best, known = _ranked(exact, whole), set(exact)
    if found is None:
        found = newest(asked, reach, _POOL)
    more = len(known.union(found)) > MOST
    others = [task for task in found if task not in known]
    return _cut(best + (others if more else _ranked(others, asked)), more=more)


def _index() -> Any:
    return index_of_sqlite if connection.vendor == "sqlite" else index_of_postgresql


def _ranked(tasks: list[int], asked: Iterable[Sought]) -> list[int]:
    """The same by how much of what is asked for stands in the title, the newest of equals first."""
    if len(tasks) < 2:
        return tasks
    score = RawSQL(*_index().score(asked))  # noqa: S611 - as above
    rows = TaskText.objects.filter(task__in=among_ids(tasks)).annotate(score=score)
    scores = dict(rows.values_list("task", "score"))
    return sorted(tasks, key=lambda task: (-scores.get(task, 0), -task))
