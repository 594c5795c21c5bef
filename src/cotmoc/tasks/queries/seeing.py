"""Which tasks a viewer may see, what a list is narrowed to, and the six states as conditions on rows."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from django.db.models import Q, QuerySet

from cotmoc.domain.access import EVERYWHERE, Actor, Permission, require
from cotmoc.domain.folding import fold
from cotmoc.domain.task_status import TaskState
from cotmoc.tasks.models import Task, TaskRole

_CALENDARS = Path(__file__).resolve().parents[4] / "reference_data" / "calendars.toml"


@cache
def soon_days() -> int:
    """How many days before its due date a task is «due soon» (``reference_data/calendars.toml``)."""
    with _CALENDARS.open("rb") as file:
        return int(tomllib.load(file)["due_soon_days"])


@dataclass(frozen=True, slots=True)
class Filter:
    """What the board is narrowed to; empty fields narrow nothing.

    ``agency`` matches any role, ``lead`` the accountable lead; ``text`` is compared folded. ``awaiting``
    keeps what its lead reported done and its giver has not yet answered; ``withdrawn`` turns from the
    tasks that count to those taken back.
    """

    state: TaskState | None = None
    lead: int | None = None
    agency: int | None = None
    giver: int | None = None
    text: str = ""
    given_from: date | None = None
    given_to: date | None = None
    tasks: tuple[int, ...] | None = None
    awaiting: bool = False
    withdrawn: bool = False


EVERYTHING = Filter()
"""The filter that narrows nothing."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of the board: a state, its rows and their order. «No deadline» has two, open and closed."""

    state: TaskState | None
    rows: Q
    order: tuple[str, ...]
    closed: bool = False


def segments(on: date) -> tuple[Segment, ...]:
    """The stretches of the board on a day, most pressing first; together every task that counts, once."""
    soon = on + timedelta(days=soon_days())
    open_, done = Q(outcome=Task.Outcome.OPEN), Q(outcome=Task.Outcome.ON_TIME)
    first_due, last_due = ("due_on", "pk"), ("-due_on", "-pk")
    return (
        Segment(TaskState.OVERDUE, open_ & Q(due_on__lt=on), first_due),
        Segment(TaskState.DUE_SOON, open_ & Q(due_on__gte=on, due_on__lte=soon), first_due),
        Segment(TaskState.NOT_YET_DUE, open_ & Q(due_on__gt=soon), first_due),
        Segment(TaskState.NO_DEADLINE, open_ & Q(due_on__isnull=True), ("pk",)),
        Segment(TaskState.DONE_LATE, Q(outcome=Task.Outcome.LATE), last_due, closed=True),
        Segment(TaskState.DONE_ON_TIME, done & Q(due_on__isnull=False), last_due, closed=True),
        Segment(TaskState.NO_DEADLINE, done & Q(due_on__isnull=True), ("-pk",), closed=True),
    )


WITHDRAWN = Segment(None, Q(outcome=Task.Outcome.CANCELLED), ("-closed_on", "-pk"))
"""What was taken back: in no state and no count."""


def condition(state: TaskState, on: date) -> Q:
    """The rows in a state on a day."""
    found = Q()
    for segment in segments(on):
        if segment.state is state:
            found |= segment.rows
    return found


def visible(viewer: Actor) -> QuerySet[Task]:
    """Every task the viewer may see: given by, or with a part for, an agency within reach."""
    require(viewer, Permission.READ_TASK)
    return _reached(viewer).filter(province=viewer.province)


def counted(viewer: Actor, on: date, only: Filter) -> QuerySet[Task]:
    """What the filter leaves for counting, whatever its state; headings are not counted.

    A short list of ids is not compared with the province once more: SQLite would walk the province's
    rows instead of the list.
    """
    require(viewer, Permission.READ_TASK)
    listed = viewer.role not in EVERYWHERE or only.agency is not None
    found = _reached(viewer) if listed else visible(viewer)
    if listed and viewer.role in EVERYWHERE:
        found = found.filter(lead__province=viewer.province)
    return narrow(found.filter(group=False), replace(only, state=None, withdrawn=False), on)


def narrow(tasks: QuerySet[Task], only: Filter, on: date) -> QuerySet[Task]:
    """The tasks that a filter leaves."""
    if only.lead is not None:
        tasks = tasks.filter(lead=only.lead)
    if only.agency is not None:
        tasks = tasks.filter(pk__in=TaskRole.objects.filter(agency=only.agency).values("task"))
    if only.giver is not None:
        tasks = tasks.filter(giver=only.giver)
    for word in fold(only.text).split():
        tasks = tasks.filter(folded__contains=word)
    if only.given_from is not None:
        tasks = tasks.filter(given_on__gte=only.given_from)
    if only.given_to is not None:
        tasks = tasks.filter(given_on__lte=only.given_to)
    if only.tasks is not None:
        tasks = tasks.filter(pk__in=only.tasks)
    if only.awaiting:
        tasks = tasks.filter(outcome="", completed_on__isnull=False)
    if only.withdrawn:
        return tasks.filter(WITHDRAWN.rows)
    return tasks.filter(condition(only.state, on)) if only.state is not None else tasks


def _reached(viewer: Actor) -> QuerySet[Task]:
    if viewer.role in EVERYWHERE:
        return Task.objects.all()
    reach = [agency for agency in {*viewer.agencies, viewer.agency} if agency is not None]
    parts = TaskRole.objects.filter(agency__in=reach).values("task")
    return Task.objects.filter(pk__in=parts.union(Task.objects.filter(giver__in=reach).values("pk")))
