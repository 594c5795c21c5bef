"""Who holds a task up, and how each coordinating body stands with the part it owes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cotmoc.domain.task_course import Stage, TaskFacts
from cotmoc.domain.task_status import TaskState, state
from cotmoc.tasks.models import Task, TaskRole
from cotmoc.tasks.queries.matters import holder
from cotmoc.tasks.queries.seeing import soon_days
from cotmoc.tasks.queries.single import facts


class Why(StrEnum):
    """What a task waits for."""

    WORK = "work"
    PARTS = "parts"
    ANSWER = "answer"
    ACCEPTANCE = "acceptance"


@dataclass(frozen=True, slots=True)
class Waiting:
    """The bodies whose step comes next, by id and name, and since when if it is not the work itself."""

    why: Why
    bodies: tuple[tuple[int, str], ...]
    since: date | None = None


@dataclass(frozen=True, slots=True)
class PartState:
    """What a coordinating body owes: by ``due_on`` (the task's day where it has none of its own).

    ``state`` is None where the task was closed without it: then nobody waits for it any more.
    """

    role: TaskRole
    due_on: date | None
    state: TaskState | None

    @property
    def holds_up(self) -> bool:
        """Its own day has passed: the lead waits for this body."""
        return self.role.due_on is not None and self.state is TaskState.OVERDUE


def part_states(row: Task, on: date) -> list[PartState]:
    """The parts of the coordinating bodies of a task (of ``queries.task``), in their order.

    While a matter is up, the clock of what was not late yet stands still for the parts too.
    """
    found = []
    for role in row.roles.all():
        if role.role == TaskRole.Role.COORDINATING:
            due_on = role.due_on or row.due_on
            part = TaskFacts(due_on=due_on, closed_on=role.contributed_on, paused_on=row.paused_on)
            over = row.closed_on is not None and role.contributed_on is None
            found.append(PartState(role, due_on, None if over else state(part, on, soon_days())))
    return found


def waiting(row: Task, on: date) -> Waiting | None:
    """Whom a task (of ``queries.task``) waits for on a day; None once it is closed, and for a heading."""
    stage = facts(row).stage
    if row.group or row.lead is None or stage in (Stage.DONE, Stage.CANCELLED):
        return None
    giver = ((row.giver_id, row.giver.name),)
    if stage is Stage.PAUSED:
        return Waiting(Why.ANSWER, (holder(row),), row.paused_on)
    if stage is Stage.AWAITING_ACCEPTANCE:
        return Waiting(Why.ACCEPTANCE, giver, row.completed_on)
    late = [part for part in part_states(row, on) if part.holds_up]
    if late:
        since = min(part.due_on for part in late if part.due_on)
        bodies = tuple((part.role.agency_id, part.role.agency.name) for part in late)
        return Waiting(Why.PARTS, bodies, since)
    return Waiting(Why.WORK, ((row.lead.pk, row.lead.name),))
