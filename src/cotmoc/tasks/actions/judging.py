"""What the giver of a task decides: accept, return, extend, withdraw."""

from __future__ import annotations

from datetime import date, datetime

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, giving, reaches, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.errors.tasks import EXTENSION_NOT_LATER
from cotmoc.domain.task_course import TaskEventKind as Kind
from cotmoc.domain.vi_numbers import show_date
from cotmoc.domain.working_time import Shift
from cotmoc.tasks.actions.bulk import digest, keep_batch
from cotmoc.tasks.actions.dating import moved
from cotmoc.tasks.actions.dividing import hold_tree
from cotmoc.tasks.actions.happening import (
    ZONE,
    completed_task,
    happen,
    happen_each,
    must_give,
    open_task,
    reason_of,
)
from cotmoc.tasks.models import Batch, BatchItem, Task
from cotmoc.tasks.queries.bulk import tasks_in
from cotmoc.tasks.queries.bulk import with_subtasks as with_subtasks_of
from cotmoc.tasks.queries.deeds import DAY_PASSED, Withdraw


def accept(task: int, *, by: Actor, at: datetime, note: str = "", version: int | None = None) -> Task:
    """The giver accepts the result; the task is closed as of the day the lead completed it."""
    require(by, Permission.ACCEPT_TASK)
    with deed("task.accept", by=by) as record:
        row = completed_task(task, by, version, "xác nhận")
        happen(row, Kind.ACCEPTED, by, at, note=note)
        record.about(row, outcome=row.outcome)
    return row


def send_back(task: int, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> Task:
    """The giver returns the result to be redone; it counts as not done."""
    require(by, Permission.ACCEPT_TASK)
    with deed("task.return", by=by) as record:
        row = completed_task(task, by, version, "trả lại")
        happen(row, Kind.RETURNED, by, at, note=reason_of(reason))
        record.about(row)
    return row


def extend(
    task: int,
    *,
    due_on: date,
    reason: str,
    by: Actor,
    at: datetime,
    product: str = "",
    version: int | None = None,
) -> Task:
    """The giver grants a later due date; the original date and the number of extensions are kept.

    ``product`` is the number of the deciding document. On a day off the new day becomes what the task's
    shift says. Raises Problem: EXTENSION_NOT_LATER, BAD_VALUE (a day that has passed), YEARS_NOT_LISTED,
    REASON_NEEDED, WRONG_STATE, NOT_PERMITTED, NOT_FOUND, CHANGED_MEANWHILE.
    """
    require(by, Permission.ACCEPT_TASK)
    with deed("task.extend", by=by) as record:
        row = open_task(task, by, version)
        must_give(row, by)
        due = moved(due_on, Shift(row.shift), field="due_on")
        if row.due_on is None or due.on <= row.due_on:
            current = show_date(row.due_on) if row.due_on else "thường xuyên"
            raise Problem(EXTENSION_NOT_LATER, field="due_on", due=show_date(due.on), current=current)
        if due.on < at.astimezone(ZONE).date():
            raise Problem(BAD_VALUE, field="due_on", why=DAY_PASSED)
        happen(
            row,
            Kind.EXTENDED,
            by,
            at,
            note=reason_of(reason),
            due_on=due.on,
            told_due_on=due.told,
            product=product,
        )
        record.about(row, due=due.on.isoformat())
    return row


def withdraw(
    task: int,
    *,
    reason: str,
    by: Actor,
    at: datetime,
    with_subtasks: bool = False,
    version: int | None = None,
) -> Task:
    """The giver takes the task back; it leaves every count and stays readable.

    ``with_subtasks`` takes back, for the same reason, also what is open under it on any level, as far as the
    caller answers for who gave it; these together are a batch that can be undone. Raises Problem:
    REASON_NEEDED, TOO_MANY_TASKS, WRONG_STATE, NOT_PERMITTED, NOT_FOUND, CHANGED_MEANWHILE.
    """
    require(by, giving(by))
    with deed("task.withdraw", by=by) as record:
        below = _held_under(task, by) if with_subtasks else []
        row = open_task(task, by, version)
        must_give(row, by)
        why = reason_of(reason)
        if not below:
            happen(row, Kind.CANCELLED, by, at, note=why)
            record.about(row)
            return row
        rows = [row, *below]
        items = [BatchItem(task=one, before=one.version, after=one.version + 1) for one in rows]
        happen_each([(one, Kind.CANCELLED, {"note": why}) for one in rows], by, at)
        batch = keep_batch(Batch.Kind.WITHDRAW, why, items, by=by, at=at)
        record.about(row, subtasks=len(below), batch=batch.pk, digest=digest(rows))
    return row


def _held_under(task: int, by: Actor) -> list[Task]:
    """The open tasks under one whose giver lies within reach, held together with it.

    In the order in which all hold them: first the tree, then the tasks by id. Else two people would wait for
    each other for ever.
    """
    hold_tree(by)
    known = Task.objects.filter(pk=task, province=by.province).values_list("pk", flat=True)
    whole = with_subtasks_of(by, list(known), Withdraw("", with_subtasks=True))
    held = list(tasks_in(whole, by.province, lock=True))
    return [one for one in held if one.pk != task and reaches(by, one.giver_id)]
