"""One task as every list shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from cotmoc.domain.task_course import TaskFacts
from cotmoc.domain.task_status import TaskState, state
from cotmoc.organisations.models import Agency
from cotmoc.organisations.queries import bodies
from cotmoc.tasks.models import Task, TaskRole
from cotmoc.tasks.queries.seeing import soon_days

_COLUMNS = (
    "pk",
    "title",
    "lead",
    "giver",
    "given_on",
    "original_due_on",
    "due_on",
    "completed_on",
    "returned_on",
    "closed_on",
    "asked_due_on",
    "paused_on",
    "matter_with",
    "outcome",
    "extensions",
    "recurrence",
    "external_id",
    "version",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One task as every list shows it. ``days`` is from today to the due day, negative past it.

    ``holder`` is who has its matter, None where none is up or nobody was named. ``late_parts`` names
    the coordinating bodies whose own day has passed, in their order; ``part_due_on`` is the earliest own day
    of a part that is late or due soon. ``returned_on`` is when the result was sent back, ``part_returned_on``
    when last a part was, until they are given again.
    """

    pk: int
    title: str
    lead_id: int | None
    lead: str
    giver_id: int
    giver: str
    given_on: date
    original_due_on: date | None
    due_on: date | None
    completed_on: date | None
    closed_on: date | None
    asked_due_on: date | None
    paused_on: date | None
    holder_id: int | None
    holder: str | None
    outcome: str
    extensions: int
    recurrence: str
    external_id: str
    version: int
    state: TaskState | None
    days: int | None
    returned_on: date | None = None
    late_parts: tuple[str, ...] = ()
    part_due_on: date | None = None
    part_returned_on: date | None = None

    @property
    def in_work(self) -> bool:
        """Neither reported nor closed, and no matter of it is up."""
        return not (self.closed_on or self.completed_on or self.paused_on)

    @property
    def waits_for(self) -> str:
        """The body whose step comes next; empty once the task is closed."""
        if self.closed_on is not None:
            return ""
        if self.paused_on is not None:
            return self.holder or self.giver
        if self.completed_on is not None:
            return self.giver
        return "; ".join(self.late_parts) or self.lead


def read(ids: list[int], on: date) -> list[Row]:
    """These tasks as they stand on a day, in the order given; what is gone is left out."""
    values = list(Task.objects.filter(pk__in=ids).order_by().values(*_COLUMNS))
    places = {pk: n for n, pk in enumerate(ids)}
    parts = _parts(ids, on)
    told = {one[part] for one in values for part in ("lead", "giver", "matter_with")}
    known = bodies(told.union(*(one.late for one in parts.values())))
    ordered = sorted(values, key=lambda one: places[one["pk"]])
    return [_row(one, on, known, parts[one["pk"]]) for one in ordered]


@dataclass(slots=True)
class _Parts:
    """What the coordinating bodies of a task still owe: who is late, the earliest day, the last return."""

    late: list[int] = field(default_factory=list)
    due_on: date | None = None
    returned_on: date | None = None


def _parts(tasks: list[int], on: date) -> dict[int, _Parts]:
    """By task, the parts that are late, due soon or were sent back."""
    near = Q(due_on__lte=on + timedelta(days=soon_days())) | Q(sent_back_on__isnull=False)
    owed = TaskRole.objects.filter(
        near, task__in=tasks, role=TaskRole.Role.COORDINATING, contributed_on=None
    ).order_by("task", "ordinal")
    found: dict[int, _Parts] = defaultdict(_Parts)
    for task, body, due_on, returned_on in owed.values_list("task", "agency", "due_on", "sent_back_on"):
        part = found[task]
        if due_on is not None:
            part.due_on = min(due_on, part.due_on or due_on)
            part.late += [body] if due_on < on else []
        if returned_on is not None:
            part.returned_on = max(returned_on, part.returned_on or returned_on)
    return found


def _row(told: dict[str, Any], on: date, known: Mapping[int, Agency], parts: _Parts) -> Row:
    lead, giver, holder = told.pop("lead"), told.pop("giver"), told.pop("matter_with")
    due_on, closed = told["due_on"], told["closed_on"] is not None
    cancelled = told["outcome"] == Task.Outcome.CANCELLED
    facts = TaskFacts(due_on, told["closed_on"], cancelled=cancelled, paused_on=told["paused_on"])
    return Row(
        **told,
        lead_id=lead,
        lead=known[lead].name if lead else "",
        giver_id=giver,
        giver=known[giver].name,
        holder_id=holder,
        holder=known[holder].name if holder else None,
        state=state(facts, on, soon_days()),
        days=(due_on - on).days if due_on else None,
        late_parts=tuple(known[body].name for body in parts.late),
        part_due_on=None if closed else parts.due_on,
        part_returned_on=None if closed else parts.returned_on,
    )
