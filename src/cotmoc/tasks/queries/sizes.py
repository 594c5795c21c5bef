"""How many tasks each stretch of the board holds, without reading them where that can be spared."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Case, Count, QuerySet, Sum, Value, When

from cotmoc.audit.keeping import until_next_deed
from cotmoc.domain.task_status import TaskState
from cotmoc.tasks.models import ClosedTally, Task
from cotmoc.tasks.queries.seeing import UNDONE, Found, parties_of, segments

_ONCE = Count("task", distinct=True)


def sizes(found: Found, on: date) -> list[int]:
    """The size of each segment of ``segments(on)``."""
    if not found.whole:
        return _counted(found.tasks().order_by(), Count("*"), on)
    count = _of_province if found.agencies is None else _of_bodies
    key = ("sizes", found.viewer.province, found.agencies, found.giving, on)
    return until_next_deed(key, lambda: count(found, on))


def _of_province(found: Found, on: date) -> list[int]:
    tasks, closed = found.tasks().order_by(), closed_counts(found.viewer.province)
    return [closed[s.state] if s.closed and s.state else tasks.filter(s.rows).count() for s in segments(on)]


def _of_bodies(found: Found, on: date) -> list[int]:
    still_open = _counted(found.parties.filter(outcome__in=UNDONE), _ONCE, on)
    return [a + b for a, b in zip(still_open, _closed(found, on), strict=True)]


def closed_counts(province: int) -> Counter[TaskState]:
    """The closed tasks of a province by state, from the tally."""
    rows = ClosedTally.objects.filter(province=province).values_list("state").annotate(n=Sum("count"))
    return Counter({TaskState(state): count for state, count in rows})


def segment_of(on: date) -> Case:
    """The place of a row's segment, found in one look at each row."""
    return Case(*(When(segment.rows, then=Value(n)) for n, segment in enumerate(segments(on))))


def _counted(rows: QuerySet[Any], each: Count, on: date) -> list[int]:
    counts = dict(rows.annotate(segment=segment_of(on)).values_list("segment").annotate(n=each))
    return [counts.get(n, 0) for n in range(len(segments(on)))]


def _closed(found: Found, on: date) -> list[int]:
    """The closed tasks of some bodies, each once: counted again only after one of the province has closed.

    The stamp is read first, so that what closes meanwhile can only be counted early, never left out.
    """
    assert found.agencies is not None
    tallied = ClosedTally.objects.filter(province=found.viewer.province)
    stamp = int(tallied.aggregate(all=Sum("stamp"))["all"] or 0)
    count = _count_closed if stamp else _count_closed.__wrapped__
    closed = count(found.agencies, found.giving, stamp)
    return [closed[n] if segment.closed else 0 for n, segment in enumerate(segments(on))]


@lru_cache(maxsize=256)
def _count_closed(agencies: tuple[int, ...], giving: bool, _stamp: int) -> tuple[int, ...]:
    """Sizes of the segments of closed tasks, which are the same on every day."""
    done = (Task.Outcome.ON_TIME, Task.Outcome.LATE)
    return tuple(_counted(parties_of(agencies, giving).filter(outcome__in=done), _ONCE, date.min))
