"""Reading tasks: what a viewer may see, the board with its six counts, one task with its history."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from cotmoc.domain.access import EVERYWHERE, Actor, Permission, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.domain.folding import fold
from cotmoc.domain.task_status import Tally, TaskFacts, TaskState, state
from cotmoc.tasks.models import Task, TaskEvent, TaskRole

_CALENDARS = Path(__file__).resolve().parents[3] / "reference_data" / "calendars.toml"


@cache
def soon_days() -> int:
    """How many days before its due date a task is «due soon» (``reference_data/calendars.toml``)."""
    with _CALENDARS.open("rb") as file:
        return int(tomllib.load(file)["due_soon_days"])


@dataclass(frozen=True, slots=True)
class Filter:
    """What the board is narrowed to; empty fields narrow nothing.

    ``agency`` matches any role, ``lead`` the accountable lead; ``text`` is compared folded.
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


@dataclass(frozen=True, slots=True)
class LeadTally:
    """The six counts of one lead agency."""

    agency: int
    name: str
    tally: Tally


def visible(viewer: Actor) -> QuerySet[Task]:
    """Every task the viewer may see: given by, or with a part for, an agency within reach."""
    require(viewer, Permission.READ_TASK)
    tasks = Task.objects.filter(province=viewer.province)
    if viewer.role in EVERYWHERE:
        return tasks
    reach = {*viewer.agencies, viewer.agency}
    part = TaskRole.objects.filter(task=OuterRef("pk"), agency__in=reach)
    return tasks.filter(Exists(part) | Q(giver__in=reach))


def board(viewer: Actor, *, on: date, only: Filter = Filter()) -> QuerySet[Task]:
    """Tasks for the board, most pressing first: overdue and soon by due date, then the rest."""
    found = _narrow(visible(viewer).filter(group=False), only, on)
    return found.select_related("lead", "giver").order_by(F("due_on").asc(nulls_last=True), "pk")


def tally(viewer: Actor, *, on: date, only: Filter = Filter()) -> Tally:
    """The six counts together, of everything the filter leaves apart from its ``state``."""
    found = _narrow(visible(viewer).filter(group=False), replace(only, state=None), on)
    counts = found.order_by().aggregate(**_counts(on))
    return Tally(**{name: counts[name] or 0 for name in counts})


def tally_by_lead(viewer: Actor, *, on: date, only: Filter = Filter()) -> list[LeadTally]:
    """The six counts for each accountable lead, busiest first."""
    found = _narrow(visible(viewer).filter(group=False, lead__isnull=False), replace(only, state=None), on)
    rows = (
        found.order_by()
        .values("lead", "lead__name")
        .annotate(**_counts(on), n=Count("pk"))
        .order_by("-n", "lead__name")
    )
    names = [s.value for s in TaskState]
    return [
        LeadTally(row["lead"], row["lead__name"], Tally(**{name: row[name] for name in names}))
        for row in rows
    ]


def task(viewer: Actor, pk: int) -> Task:
    """One task with its roles, events, parent and children. Raises Problem(NOT_FOUND)."""
    events = TaskEvent.objects.select_related("agency", "file").order_by("seq")
    roles = TaskRole.objects.select_related("agency").order_by("ordinal")
    found = (
        visible(viewer)
        .select_related("lead", "giver", "parent")
        .prefetch_related(Prefetch("events", events), Prefetch("roles", roles))
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Problem(NOT_FOUND, thing="nhiệm vụ")
    return found


def children(viewer: Actor, parent: Task) -> QuerySet[Task]:
    """The tasks under a heading, one a unit."""
    return visible(viewer).filter(parent=parent).select_related("lead").order_by("pk")


def facts(row: Task) -> TaskFacts:
    """What the state of a task is derived from."""
    return TaskFacts(
        due_on=row.due_on,
        closed_on=row.closed_on,
        cancelled=row.outcome == Task.Outcome.CANCELLED,
        completed_on=row.completed_on,
        original_due_on=row.original_due_on,
        extensions=row.extensions,
    )


def state_of(row: Task, on: date) -> TaskState | None:
    """The state on a day; None for a withdrawn task."""
    return state(facts(row), on, soon_days=soon_days())


def tally_of(row: Task, on: date) -> Tally:
    """The six counts of one task, or of the units' tasks where ``row`` is the heading over them."""
    rows = row.children.all() if row.group else [row]
    return Tally.of(state_of(one, on) for one in rows)


def _narrow(tasks: QuerySet[Task], only: Filter, on: date) -> QuerySet[Task]:
    if only.lead is not None:
        tasks = tasks.filter(lead=only.lead)
    if only.agency is not None:
        tasks = tasks.filter(Exists(TaskRole.objects.filter(task=OuterRef("pk"), agency=only.agency)))
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
    return tasks.filter(_conditions(on)[only.state]) if only.state is not None else tasks


def _conditions(on: date) -> dict[TaskState, Q]:
    soon = on + timedelta(days=soon_days())
    open_ = Q(outcome="")
    return {
        TaskState.NO_DEADLINE: Q(due_on__isnull=True) & ~Q(outcome=Task.Outcome.CANCELLED),
        TaskState.NOT_YET_DUE: open_ & Q(due_on__gt=soon),
        TaskState.DUE_SOON: open_ & Q(due_on__gte=on, due_on__lte=soon),
        TaskState.OVERDUE: open_ & Q(due_on__lt=on),
        TaskState.DONE_ON_TIME: Q(outcome=Task.Outcome.ON_TIME, due_on__isnull=False),
        TaskState.DONE_LATE: Q(outcome=Task.Outcome.LATE),
    }


def _counts(on: date) -> dict[str, Count]:
    return {s.value: Count("pk", filter=condition) for s, condition in _conditions(on).items()}
