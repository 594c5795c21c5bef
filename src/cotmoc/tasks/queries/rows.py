"""One task as every list shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

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
    the coordinating bodies whose own day has passed, in their order.
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
    late_parts: tuple[str, ...] = ()

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
    late = _late_parts(ids, on)
    told = {one[part] for one in values for part in ("lead", "giver", "matter_with")}
    known = bodies(told.union(*late.values()))
    ordered = sorted(values, key=lambda one: places[one["pk"]])
    return [_row(one, on, known, late.get(one["pk"], ())) for one in ordered]


def _late_parts(tasks: list[int], on: date) -> dict[int, list[int]]:
    """By task, the coordinating bodies that owe their part past the day it was asked for."""
    owed = TaskRole.objects.filter(
        task__in=tasks, role=TaskRole.Role.COORDINATING, due_on__lt=on, contributed_on=None
    )
    found: dict[int, list[int]] = {}
    for task, body in owed.order_by("task", "ordinal").values_list("task", "agency"):
        found.setdefault(task, []).append(body)
    return found


def _row(told: dict[str, Any], on: date, known: Mapping[int, Agency], late: Iterable[int]) -> Row:
    lead, giver, holder = told.pop("lead"), told.pop("giver"), told.pop("matter_with")
    due_on, cancelled = told["due_on"], told["outcome"] == Task.Outcome.CANCELLED
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
        late_parts=tuple(known[body].name for body in late),
    )
