"""The part each coordinating body owes: given by the body, sent back by the lead."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import QuerySet

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, reaches, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, NOT_PERMITTED, WRONG_STATE
from cotmoc.domain.errors.tasks import CONTRIBUTION_EMPTY
from cotmoc.domain.task_course import TaskEventKind as Kind
from cotmoc.tasks.actions.doing import checked_evidence, dated, kept
from cotmoc.tasks.actions.happening import happen, must_lead, open_task, reason_of
from cotmoc.tasks.evidence import Evidence
from cotmoc.tasks.models import Task, TaskRole


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
        part = _coordinating(row).filter(agency=body).first()
        if part is None:
            raise Problem(BAD_VALUE, field="body", why="không phối hợp trong nhiệm vụ này")
        if part.contributed_on is None:
            raise Problem(WRONG_STATE, verb="trả lại phần việc", thing="cơ quan phối hợp", state="chưa gửi")
        happen(row, Kind.SENT_BACK, by, at, part=body, note=reason_of(reason))
        record.about(row, body=body)
    return row


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
