"""The part each coordinating body owes: given by the body, sent back or given another day by the lead."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import QuerySet

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, answering_for_parts, permits, reaches, require
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE, NOT_PERMITTED, WRONG_STATE
from cotmoc.domain.errors.tasks import CONTRIBUTION_EMPTY
from cotmoc.domain.task_course import TaskEventKind as Kind
from cotmoc.domain.vi_numbers import show_date
from cotmoc.domain.working_time import Shift
from cotmoc.tasks.actions.dating import Moved, moved
from cotmoc.tasks.actions.doing import checked_evidence, dated, kept
from cotmoc.tasks.actions.happening import ZONE, happen, must_lead, open_task, reason_of
from cotmoc.tasks.evidence import Evidence
from cotmoc.tasks.models import Task, TaskRole
from cotmoc.tasks.queries.deeds import DAY_PASSED


def contribute(
    task: int,
    *,
    by: Actor,
    at: datetime,
    body: int | None = None,
    note: str = "",
    product: str = "",
    product_on: date | None = None,
    evidence: Evidence | None = None,
    version: int | None = None,
) -> Task:
    """A coordinating body gives its part: what it did, or the document that says so.

    ``body`` is needed only by who acts for several of them. Raises Problem: CONTRIBUTION_EMPTY,
    PRODUCT_UNDATED, BAD_VALUE, WRONG_STATE, NOT_PERMITTED, NOT_FOUND, CHANGED_MEANWHILE, and as
    ``report_progress`` for evidence.
    """
    require(by, Permission.PROGRESS_TASK)
    checked = checked_evidence(evidence, by)
    with deed("task.contribute", by=by) as record:
        row = open_task(task, by, version)
        part = _own_part(row, by, body)
        if part.contributed_on is not None:
            raise Problem(WRONG_STATE, verb="gửi phần việc", thing="cơ quan phối hợp", state="đã gửi")
        if not (note.strip() or product.strip() or checked):
            raise Problem(CONTRIBUTION_EMPTY, field="note")
        said = {"note": note, **dated(product, product_on, at), "file": kept(checked, at)}
        happen(row, Kind.CONTRIBUTED, by, at, part=part.agency_id, **said)
        record.about(row, body=part.agency_id)
    return row


def send_part_back(
    task: int, *, body: int, reason: str, by: Actor, at: datetime, version: int | None = None
) -> Task:
    """The lead sends a coordinating body's part back to be done again. Raises as above."""
    require(by, Permission.PROGRESS_TASK)
    with deed("task.send_part_back", by=by) as record:
        row = open_task(task, by, version)
        must_lead(row, by)
        part = _part_of(row, body)
        if part.contributed_on is None:
            raise Problem(WRONG_STATE, verb="trả lại phần việc", thing="cơ quan phối hợp", state="chưa gửi")
        happen(row, Kind.SENT_BACK, by, at, part=body, note=reason_of(reason))
        record.about(row, body=body)
    return row


def set_part_due(
    task: int,
    *,
    body: int,
    due_on: date,
    reason: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Task:
    """The lead or the giver gives a coordinating body another day for the part it still owes.

    On a day off it becomes what the task's shift says; the day it had stands in the history. Raises Problem:
    BAD_VALUE, YEARS_NOT_LISTED, REASON_NEEDED, WRONG_STATE, NOT_PERMITTED, NOT_FOUND, CHANGED_MEANWHILE.
    """
    require(by, answering_for_parts(by))
    with deed("task.part_due", by=by) as record:
        row = open_task(task, by, version)
        if not (permits(by, Permission.ACCEPT_TASK) and reaches(by, row.giver_id)):
            require(by, Permission.PROGRESS_TASK)
            must_lead(row, by)
        part = _part_of(row, body)
        if part.contributed_on is not None:
            raise Problem(WRONG_STATE, verb="đổi hạn phần việc", thing="cơ quan phối hợp", state="đã gửi")
        before, due = part.due_on, moved(due_on, Shift(row.shift), field="due_on")
        _fits(row, before, due, at.astimezone(ZONE).date())
        part.due_on = due.on
        part.save(update_fields=["due_on"])
        happen(
            row,
            Kind.PART_DUE,
            by,
            at,
            part=body,
            note=reason_of(reason),
            due_on=due.on,
            told_due_on=due.told,
            was_due_on=before,
        )
        record.about(row, body=body, due=due.on.isoformat(), was=before and before.isoformat())
    return row


def _part_of(row: Task, body: int) -> TaskRole:
    part = _coordinating(row).filter(agency=body).first()
    if part is None:
        raise Problem(BAD_VALUE, field="body", why="không phối hợp trong nhiệm vụ này")
    return part


def _fits(row: Task, before: date | None, due: Moved, today: date) -> None:
    """Another day than before, that has not passed, nor is later than the task's."""
    why = None
    if due.on == before:
        why = Said("vẫn là hạn hiện nay của phần việc", "it is the part's day already")
    elif due.on < today:
        why = DAY_PASSED
    elif row.due_on is not None and due.on > row.due_on:
        latest = show_date(row.due_on)
        why = Said(f"muộn hơn hạn của nhiệm vụ, {latest}", f"it is later than the task's day, {latest}")
    if why is not None:
        raise Problem(BAD_VALUE, field="due_on", why=why)


def _coordinating(row: Task) -> QuerySet[TaskRole]:
    return row.roles.filter(role=TaskRole.Role.COORDINATING)


def _own_part(row: Task, by: Actor, body: int | None) -> TaskRole:
    """The part that ``by`` may give: of the body named, else of its own body, else the only one in reach."""
    parts = [one for one in _coordinating(row) if reaches(by, one.agency_id)]
    if body is not None:
        parts = [one for one in parts if one.agency_id == body]
    elif own := [one for one in parts if one.agency_id == by.agency]:
        parts = own
    if not parts:
        raise Problem(NOT_PERMITTED)
    if len(parts) > 1:
        raise Problem(BAD_VALUE, field="body", why="chọn cơ quan có phần việc này")
    return parts[0]
