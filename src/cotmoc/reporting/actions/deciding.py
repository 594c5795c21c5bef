"""What the agency above or the office decides on a report: return, approve, open again."""

from __future__ import annotations

from datetime import datetime

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.reporting import OWN_REPORT
from cotmoc.reporting.actions import keeping
from cotmoc.reporting.models import Submission


def send_back(
    submission: int, *, reason: str, by: Actor, at: datetime, version: int | None = None
) -> Submission:
    """Return a submitted report to be corrected, with the reason.

    Raises Problem: OWN_REPORT, WRONG_STATE, REASON_NEEDED, CHANGED_MEANWHILE.
    """
    require(by, Permission.APPROVE_REPORT)
    with deed("report.return", by=by) as record:
        row = _from_below(submission, by, version)
        keeping.in_state(row, Said("trả lại", "return"), Submission.State.SUBMITTED)
        why = keeping.reason_in(reason)
        row.state = Submission.State.RETURNED
        keeping.keep(row)
        keeping.happen(row, "returned", by, at, why)
        record.about(row)
    return row


def approve(
    submission: int, *, by: Actor, at: datetime, note: str = "", version: int | None = None
) -> Submission:
    """Approve a submitted report; its figures count from the next snapshot on.

    Raises Problem: OWN_REPORT, WRONG_STATE, CHANGED_MEANWHILE.
    """
    require(by, Permission.APPROVE_REPORT)
    with deed("report.approve", by=by) as record:
        row = _from_below(submission, by, version)
        keeping.in_state(row, Said("duyệt", "approve"), Submission.State.SUBMITTED)
        _sent_by_another(row, by)
        said = keeping.clean(note, "reason")
        row.state, row.approved_on = Submission.State.APPROVED, keeping.day_of(at)
        keeping.keep(row)
        keeping.happen(row, "approved", by, at, said)
        record.about(row, revision=row.revision)
    return row


def reopen(
    submission: int, *, reason: str, by: Actor, at: datetime, version: int | None = None
) -> Submission:
    """Open an approved report for a correction: a new revision, its former figures kept in the changes.

    Raises Problem: OWN_REPORT, WRONG_STATE, REASON_NEEDED, CHANGED_MEANWHILE.
    """
    require(by, Permission.APPROVE_REPORT)
    with deed("report.reopen", by=by) as record:
        row = _from_below(submission, by, version)
        keeping.in_state(row, Said("mở lại", "open again"), Submission.State.APPROVED)
        why = keeping.reason_in(reason)
        row.state, row.approved_on, row.revision = Submission.State.RETURNED, None, row.revision + 1
        keeping.keep(row)
        keeping.happen(row, "reopened", by, at, why)
        record.about(row, revision=row.revision)
    return row


def _from_below(submission: int, by: Actor, version: int | None) -> Submission:
    """The report of another unit within reach."""
    row = keeping.locked(submission, by, version)
    if row.agency_id == by.agency:
        raise Problem(OWN_REPORT)
    return row


def _sent_by_another(row: Submission, by: Actor) -> None:
    sent = row.events.filter(kind="submitted").order_by("-seq").first()
    if sent is not None and sent.by_id == by.person:
        raise Problem(OWN_REPORT)
