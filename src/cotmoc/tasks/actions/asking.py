"""A later due day: asked by the lead in time, refused by the giver (``judging.extend`` grants it)."""

from __future__ import annotations

from datetime import date, datetime

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, WRONG_STATE
from cotmoc.domain.errors.tasks import ASKED_TOO_LATE, EXTENSION_NOT_LATER
from cotmoc.domain.task_course import TaskEventKind as Kind
from cotmoc.domain.vi_numbers import show_date
from cotmoc.tasks.actions.happening import ZONE, happen, must_give, must_lead, open_task, reason_of
from cotmoc.tasks.models import Task
from cotmoc.tasks.queries.deeds import LAST_DAY, TOO_FAR


def ask_extension(
    task: int, *, due_on: date, reason: str, by: Actor, at: datetime, version: int | None = None
) -> Task:
    """The lead asks for a later due day, on the due day at the latest.

    Raises Problem: ASKED_TOO_LATE, EXTENSION_NOT_LATER, BAD_VALUE after LAST_DAY, REASON_NEEDED,
    WRONG_STATE, NOT_PERMITTED, NOT_FOUND, CHANGED_MEANWHILE.
    """
    require(by, Permission.PROGRESS_TASK)
    with deed("task.ask_extension", by=by) as record:
        row = open_task(task, by, version)
        must_lead(row, by)
        if row.due_on is None or due_on <= row.due_on:
            current = show_date(row.due_on) if row.due_on else "thường xuyên"
            raise Problem(EXTENSION_NOT_LATER, field="due_on", due=show_date(due_on), current=current)
        if due_on > LAST_DAY:
            raise Problem(BAD_VALUE, field="due_on", why=TOO_FAR)
        if at.astimezone(ZONE).date() > row.due_on:
            raise Problem(ASKED_TOO_LATE, due=show_date(row.due_on))
        happen(row, Kind.ASKED, by, at, note=reason_of(reason), due_on=due_on)
        record.about(row, due=due_on.isoformat())
    return row


def refuse_extension(task: int, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> Task:
    """The giver refuses the later day that was asked for; the due day stays. Raises as above."""
    require(by, Permission.ACCEPT_TASK)
    with deed("task.refuse_extension", by=by) as record:
        row = open_task(task, by, version)
        must_give(row, by)
        if row.asked_due_on is None:
            raise Problem(WRONG_STATE, verb="từ chối gia hạn", thing="nhiệm vụ", state="chưa xin gia hạn")
        happen(row, Kind.REFUSED, by, at, note=reason_of(reason))
        record.about(row)
    return row
