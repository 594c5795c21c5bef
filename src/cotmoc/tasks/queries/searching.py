"""The text index of either database behind one door: what was typed in, the tasks found out.

What is asked for (``cotmoc.domain.sought``) is found in title, clause, codes and names of bodies. ``marks``
narrow the search within the index itself, to the tasks of some bodies: all of them, in each any.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.db.models.expressions import RawSQL

from cotmoc.domain.sought import Sought, closed
from cotmoc.tasks.models import TaskText
from cotmoc.tasks.wording import AGE, age_mark

MOST = 1000
"""How many tasks are ranked; of what is found more often the newest come first."""

_AGES = (2, 8)
"""Of how many of the newest stretches PostgreSQL is asked before all."""
Marks = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A query for the ``id`` of tasks among which to search: ``few``, or so many that hits are looked up."""

    sql: str
    values: tuple[Any, ...]
    few: bool


@dataclass(frozen=True, slots=True)
class Bodies:
    """Bodies of which a task must have one, looked up hit by hit: so many that as marks they take longer."""

    agencies: tuple[int, ...]
    giving: bool


@dataclass(frozen=True, slots=True)
class Hits:
    """Tasks found by words, the best first; where there are ``more`` than these, the newest of them."""

    tasks: tuple[int, ...] = ()
    more: bool = False


def matching(asked: Sequence[Sought], marks: Marks = ()) -> RawSQL:
    """The ids of all tasks in which everything asked for stands, as a query within another."""
    if connection.vendor == "sqlite":
        sql = "SELECT rowid FROM tasks_search WHERE tasks_search MATCH %s"
    else:
        sql = "SELECT task_id FROM tasks_tasktext WHERE (title || rest) @@ %s::tsquery"
    return RawSQL(sql, [_match(asked, marks)])  # noqa: S611 - what was typed goes in as a value


def hits(
    asked: Sequence[Sought], province: int, marks: Marks, among: Narrowing | None, bodies: Bodies | None
) -> Hits:
    """What is found: whole words before a last word that goes on, then by how much stands in the title.

    At most ``MOST`` are ranked; of more the newest come first.
    """
    whole = closed(asked)
    exact = _newest(whole, province, marks, among, bodies)
    if len(exact) > MOST:
        return Hits(tuple(exact[:MOST]), more=True)
    best = _ranked(exact, whole)
    if whole == tuple(asked):
        return Hits(tuple(best))
    known = set(exact)
    found = _newest(asked, province, marks, among, bodies)
    more = len(known.union(found)) > MOST
    others = [task for task in found if task not in known]
    best += others if more else _ranked(others, asked)
    return Hits(tuple(best[:MOST]), more)


def _newest(
    asked: Sequence[Sought], province: int, marks: Marks, among: Narrowing | None, bodies: Bodies | None
) -> list[int]:
    """The newest tasks found, one more than ``MOST`` where there are so many."""
    values = [_match(asked, marks), province]
    if connection.vendor == "sqlite":
        # The index is walked from its end and left as soon as there are enough.
        return _ids(
            "SELECT s.rowid AS task_id FROM tasks_search s "
            "CROSS JOIN tasks_tasktext x ON x.task_id = s.rowid "
            "WHERE s.tasks_search MATCH %s AND x.province_id = %s",
            values, "+s.rowid", among, bodies,
        )  # fmt: skip
    # The index knows no order: first only among the newest, by the mark of their age.
    sql = (
        "SELECT task_id FROM tasks_tasktext x WHERE (x.title || x.rest) @@ %s::tsquery AND x.province_id = %s"
    )
    last = TaskText.objects.aggregate(last=Max("task"))["last"] or 0
    found: list[int] = []
    for ages in _AGES:
        # Further back only where there are likely to be enough.
        if ages == _AGES[0] or len(found) * ages > MOST * _AGES[0]:
            newest = tuple(age_mark(last - n * AGE) for n in range(ages) if last >= n * AGE)
            found = _ids(sql, [_match(asked, (*marks, newest)), province], "x.task_id", among, bodies)
        if len(found) > MOST:
            return found
    return _ids(sql, values, "x.task_id", among, bodies)


def _ids(
    sql: str, values: list[Any], place: str, among: Narrowing | None, bodies: Bodies | None
) -> list[int]:
    if among is not None:
        sql, values = f"{sql} AND {_among(among, place)}", [*values, *among.values]
    if bodies is not None:
        sql, values = f"{sql} AND {_of(bodies, place)}", [*values, *bodies.agencies]
    if connection.vendor != "sqlite":
        # OFFSET keeps the planner from walking all tasks in the hope of soon having enough.
        sql = f"SELECT task_id FROM ({sql} OFFSET 0) AS found"  # noqa: S608 - put together from the texts above
    with _through_the_index(), connection.cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY 1 DESC LIMIT {MOST + 1}", values)
        return [task for (task,) in cursor.fetchall()]


@contextmanager
def _through_the_index() -> Iterator[None]:
    """PostgreSQL takes comparing a row with hundreds of marks for as cheap as with one word: it must not."""
    if connection.vendor == "sqlite":
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        # With less memory than the hits need it compares every word of their pages again.
        cursor.execute(
            "SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off; SET LOCAL work_mem = '32MB'"
        )
        yield
        cursor.execute(
            "SET LOCAL enable_seqscan = on; SET LOCAL enable_indexscan = on; SET LOCAL work_mem = DEFAULT"
        )


def _among(among: Narrowing, place: str) -> str:
    if among.few:
        return f"{place} IN ({among.sql})"
    return f"EXISTS (SELECT 1 FROM ({among.sql}) AS n WHERE n.id = {place})"  # noqa: S608 - Django's own


def _of(bodies: Bodies, place: str) -> str:
    places = ", ".join(["%s"] * len(bodies.agencies))
    part = "" if bodies.giving else " AND p.takes_part"
    return (
        "EXISTS (SELECT 1 FROM tasks_taskparty p "  # noqa: S608 - put together from the texts above
        f"WHERE p.task_id = {place} AND p.agency_id IN ({places}){part})"
    )


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
            values.append(_match([one], ()))
    rows = TaskText.objects.filter(task__in=tasks).annotate(score=RawSQL(f"0{score}", values))  # noqa: S611
    scores = dict(rows.values_list("task", "score"))
    return sorted(tasks, key=lambda task: (-scores.get(task, 0), -task))


def _match(asked: Iterable[Sought], marks: Marks) -> str:
    """What the index is asked. Words are of letters and digits only: nothing typed is read as a sign."""
    if connection.vendor == "sqlite":
        terms = ['"' + " ".join(one.words) + '"' + (" *" if one.open else "") for one in asked]
        terms += [" OR ".join(f'"{mark}"' for mark in one) for one in marks]
        return " AND ".join(f"({term})" for term in terms)
    terms = [" <-> ".join(f"'{word}'" for word in one.words) + (":*" if one.open else "") for one in asked]
    terms += [" | ".join(f"'{mark}'" for mark in one) for one in marks]
    return " & ".join(f"({term})" for term in terms)
