"""Tasks by the day on which they fall due."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from cotmoc.domain.access import Actor
from cotmoc.tasks.models import Task
from cotmoc.tasks.queries.boards import board
from cotmoc.tasks.queries.filters import EVERYTHING, Filter

_DAY = timedelta(days=1)


@dataclass(slots=True)
class DueDay:
    """A day with how many tasks fall due on it and the first of them, open ones before closed ones."""

    on: date
    count: int = 0
    tasks: list[Task] = field(default_factory=list)


def due_days(
    viewer: Actor, *, first: date, last: date, each: int, on: date, only: Filter = EVERYTHING
) -> list[DueDay]:
    """Every day from ``first`` to ``last``, both included, with at most ``each`` of its tasks.

    ``on`` is the day for which the filter's state holds.
    """
    found = board(viewer, on=on, only=only).filter(due_on__range=(first, last))
    days = [DueDay(first + n * _DAY) for n in range((last - first).days + 1)]
    by_day = {day.on: day for day in days}
    for due, count in found.order_by().values_list("due_on").annotate(n=Count("pk")):
        by_day[due].count = count
    # Ids first: numbering whole rows would carry their long texts through the sort.
    place = Window(RowNumber(), partition_by="due_on", order_by=_ORDER)
    ids = found.order_by().annotate(place=place).filter(place__lte=each).values_list("pk", flat=True)
    shown = Task.objects.filter(pk__in=list(ids)).select_related("lead", "giver")
    for task in shown.order_by("due_on", *_ORDER):
        if task.due_on is not None:
            by_day[task.due_on].tasks.append(task)
    return days


def tasks_due(viewer: Actor, day: date, *, on: date, only: Filter = EVERYTHING) -> QuerySet[Task]:
    """All tasks that fall due on ``day``, open ones before closed ones."""
    return board(viewer, on=on, only=only).filter(due_on=day).order_by(*_ORDER)


_ORDER = (F("closed_on").desc(nulls_first=True), F("pk").asc())
