"""One task as every list shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cotmoc.domain.task_course import TaskFacts
from cotmoc.domain.task_status import TaskState, state
from cotmoc.tasks.models import Task
from cotmoc.tasks.queries.seeing import soon_days

_COLUMNS = (
    "pk",
    "title",
    "lead",
    "lead__name",
    "giver",
    "giver__name",
    "given_on",
    "original_due_on",
    "due_on",
    "completed_on",
    "closed_on",
    "asked_due_on",
    "paused_on",
    "matter_with",
    "matter_with__name",
    "outcome",
    "extensions",
    "recurrence",
    "external_id",
    "version",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One task as every list shows it. ``days`` is from today to the due day, negative past it.

    ``holder`` is who has its matter, None where none is up or nobody was named.
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

    @property
    def waits_for(self) -> str:
        """The body whose step comes next; empty once the task is closed."""
        if self.closed_on is not None:
            return ""
        if self.paused_on is not None:
            return self.holder or self.giver
        return self.giver if self.completed_on else self.lead


def read(ids: list[int], on: date) -> list[Row]:
    """These tasks as they stand on a day, in the order given; what is gone is left out."""
    values = Task.objects.filter(pk__in=ids).order_by().values_list(*_COLUMNS)
    place = {pk: n for n, pk in enumerate(ids)}
    return [_row(one, on) for one in sorted(values, key=lambda one: place[one[0]])]


def _row(values: tuple[object, ...], on: date) -> Row:
    found = Row(*values, state=None, days=None)  # type: ignore[arg-type, misc]
    facts = TaskFacts(
        due_on=found.due_on,
        closed_on=found.closed_on,
        cancelled=found.outcome == Task.Outcome.CANCELLED,
        paused_on=found.paused_on,
    )
    days = (found.due_on - on).days if found.due_on else None
    return Row(*values, state=state(facts, on, soon_days()), days=days)  # type: ignore[arg-type, misc]
