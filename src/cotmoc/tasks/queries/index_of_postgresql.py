"""How PostgreSQL's text index (GIN) is asked: it knows no order, so stretch by stretch, the newest first.

In a query of words each carries the stretch of tasks in which it is looked for (``tasks.wording``). A phrase,
and words that are not rare, are compared in the rows to which the others lead.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db import connection

from cotmoc.domain.sought import Sought
from cotmoc.tasks.queries.narrowing import Marks, Reach
from cotmoc.tasks.queries.rarity import Term, last_task, sample, words_of
from cotmoc.tasks.wording import STRETCH, in_stretch

LOOKED_UP, LISTED, COMPARED = 2.5, 0.25, 4.0
"""About how many microseconds it takes to look up a hit, to list a task asked about, and to compare one."""
_WORDS = "(x.title || x.rest)"


def newest(asked: tuple[Sought, ...], reach: Reach, most: int) -> list[int]:
    """The newest tasks in which everything asked for stands, up to so many."""
    if reach.among is not None and reach.among.few:
        return _of_listed(asked, reach, most)
    sql, values = _hits(asked, reach.marks, reach.province)
    # The stretches come in their order and are joined in no other way, so that no further one is looked
    # through than is needed.
    sql, values = reach.narrowed(f"{sql} WHERE true", values, "h.task_id")
    return _fetched(f"{sql} LIMIT {most}", values)


def sooner_listed(size: int, *, looked_up: float, compared: float) -> bool:
    """Whether so many are listed, and so many of them compared, sooner than so many hits are looked up."""
    return size * LISTED + compared * COMPARED < looked_up * LOOKED_UP


def matching(asked: tuple[Sought, ...], marks: Marks) -> tuple[str, list[Any]]:
    """All of them, as a query."""
    return _hits(asked, marks, None)


def standing(tasks: list[int], one: Sought) -> list[int]:
    """Those of some tasks in which it stands, in their order."""
    of_row = _of_row("x.task_id")
    sql = f"SELECT x.task_id FROM tasks_tasktext x WHERE x.task_id = ANY(%s) AND {_WORDS} @@ {of_row}"  # noqa: S608
    found = set(_fetched(sql, [tasks, _by_stretch([one], last_task())]))
    return [task for task in tasks if task in found]


def score(asked: Iterable[Sought]) -> tuple[str, list[Any]]:
    """How much of what is asked for stands in the title."""
    last = last_task()
    of_row = _of_row("task_id")
    values = [_by_stretch([one], last) for one in asked]
    return " + ".join([f"(title @@ {of_row})::int"] * len(values)), values


def _hits(asked: tuple[Sought, ...], marks: Marks, province: int | None) -> tuple[str, list[Any]]:
    """The newest stretch first, in each the newest task."""
    last = last_task()
    terms: list[Term] = [*words_of(asked), *marks]
    led = sample(last).leading(terms)
    everything = _by_stretch([*asked, *marks], last)[::-1]
    values: list[Any]
    if len(led) == len(terms):
        stretches, conditions, values = "unnest(%s::tsquery[]) AS q(led)", [], [everything]
    else:
        stretches = "unnest(%s::tsquery[], %s::tsquery[]) AS q(led, asked)"
        # Told as a truth value it is no way into the index.
        conditions = [f"({_WORDS} @@ q.asked) IS TRUE"]
        values = [_by_stretch(led, last)[::-1], everything]
    if province is not None:
        conditions.append("x.province_id = %s")
        values.append(province)
    sql = (
        f"SELECT h.task_id FROM {stretches} CROSS JOIN LATERAL (SELECT x.task_id FROM tasks_tasktext x "  # noqa: S608
        f"WHERE {' AND '.join([f'{_WORDS} @@ q.led', *conditions])} ORDER BY x.task_id DESC OFFSET 0) AS h"
    )
    return sql, values


def _of_listed(asked: tuple[Sought, ...], reach: Reach, most: int) -> list[int]:
    """Looked for in the rows of the tasks that are asked about, the newest first."""
    assert reach.among is not None
    sql = (
        "SELECT h.task_id "  # noqa: S608 - put together from the texts here, and Django's own
        f"FROM (SELECT DISTINCT id FROM ({reach.among.sql}) AS listed(id) ORDER BY 1 DESC) AS l "
        "CROSS JOIN LATERAL (SELECT x.task_id FROM tasks_tasktext x WHERE x.task_id = l.id "
        f"AND x.province_id = %s AND {_WORDS} @@ {_of_row('l.id')} OFFSET 0) AS h WHERE true"
    )
    wanted = _by_stretch([*asked, *reach.marks], last_task())
    values = [*reach.among.values, reach.province, wanted]
    sql, values = replace(reach, among=None).narrowed(sql, values, "h.task_id")
    return _fetched(f"{sql} LIMIT {most}", values)


def _of_row(task: str) -> str:
    """What is asked for in the stretch of a row."""
    return f"(%s::tsquery[])[{task} / {STRETCH} + 1]"


def _by_stretch(terms: Iterable[Term], last: int) -> list[str]:
    """What is asked for in each stretch, the oldest first."""
    wanted = list(terms)
    return [_all(wanted, stretch) for stretch in range(last // STRETCH + 1)]


def _all(terms: Iterable[Term], stretch: int) -> str:
    # Words are of letters and digits only: nothing typed is read as a sign.
    return " & ".join(f"({_any(term, stretch)})" for term in terms)


def _any(term: Term, stretch: int) -> str:
    if isinstance(term, tuple):
        return " | ".join(f"'{in_stretch(mark, stretch)}'" for mark in term)
    side_by_side = " <-> ".join(f"'{in_stretch(word, stretch)}'" for word in term.words)
    return side_by_side + (":*" if term.open else "")


def _fetched(sql: str, values: list[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [task for (task,) in cursor.fetchall()]
