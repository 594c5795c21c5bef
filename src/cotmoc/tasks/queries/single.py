"""One task: its history, its parts, and which step whom it lets take."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from django.db.models import Prefetch, QuerySet

from cotmoc.domain.access import Actor, Permission, permits, reaches, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.domain.task_status import Stage, Tally, TaskFacts, TaskState, state
from cotmoc.tasks.models import Task, TaskEvent, TaskRole
from cotmoc.tasks.queries.seeing import soon_days, visible


class Step(StrEnum):
    """Something a person can do with a task."""

    PROGRESS = "progress"
    COMPLETE = "complete"
    ACCEPT = "accept"
    RETURN = "return"
    EXTEND = "extend"
    WITHDRAW = "withdraw"
    COMMENT = "comment"


def task(viewer: Actor, pk: int) -> Task:
    """One task with its roles, events and parent. Raises Problem(NOT_FOUND)."""
    require(viewer, Permission.READ_TASK)
    events = TaskEvent.objects.select_related("agency", "file").order_by("seq")
    roles = TaskRole.objects.select_related("agency").order_by("ordinal")
    found = (
        Task.objects.filter(pk=pk, province=viewer.province)
        .select_related("lead", "giver", "parent")
        .prefetch_related(Prefetch("events", events), Prefetch("roles", roles))
        .first()
    )
    if found is None or not _sees(viewer, found):
        raise Problem(NOT_FOUND, thing="nhiệm vụ")
    return found


def children(viewer: Actor, parent: Task) -> QuerySet[Task]:
    """The tasks under a heading, one a unit, of which a viewer sees those within reach."""
    return visible(viewer).filter(parent=parent).select_related("lead", "giver").order_by("pk")


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


def steps(viewer: Actor, row: Task) -> frozenset[Step]:
    """What the viewer may do with a task (from ``task``) at this stage of its course."""
    taken = {Step.COMMENT}
    stage = facts(row).stage
    if row.group or stage in (Stage.DONE, Stage.CANCELLED):
        return frozenset(taken)
    is_open = stage is Stage.OPEN
    parts = [r for r in row.roles.all() if r.role != TaskRole.Role.OBSERVER and reaches(viewer, r.agency_id)]
    gives = reaches(viewer, row.giver_id)
    if permits(viewer, Permission.PROGRESS_TASK) and parts:
        taken.add(Step.PROGRESS)
        if is_open and any(r.role == TaskRole.Role.LEAD for r in parts):
            taken.add(Step.COMPLETE)
    if gives and permits(viewer, Permission.ACCEPT_TASK):
        if not is_open:
            taken |= {Step.ACCEPT, Step.RETURN}
        elif row.due_on is not None:
            taken.add(Step.EXTEND)
    if gives and permits(viewer, Permission.ASSIGN_TASK):
        taken.add(Step.WITHDRAW)
    return frozenset(taken)


def _sees(viewer: Actor, row: Task) -> bool:
    return reaches(viewer, row.giver_id) or any(reaches(viewer, r.agency_id) for r in row.roles.all())
