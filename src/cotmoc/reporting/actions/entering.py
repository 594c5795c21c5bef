"""Opening a report, entering its figures, submitting it, and talking about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.reporting import NOT_A_REPORTER, NOT_BEGUN, WINDOW_OPEN
from cotmoc.domain.errors.tasks import REASON_NEEDED
from cotmoc.domain.periods import Period
from cotmoc.domain.vi_numbers import show_date
from cotmoc.organisations.models import Agency
from cotmoc.reporting import queries
from cotmoc.reporting.actions import cells, keeping
from cotmoc.reporting.models import Submission

_EDITABLE = (Submission.State.DRAFT, Submission.State.RETURNED)


def begin(*, regime: str, period: Period, agency: int, by: Actor, at: datetime) -> Submission:
    """The report of an agency for a period; made as a draft at first.

    Raises Problem: NOT_ITS_PERIOD for a period of another length, NOT_BEGUN before its data window opens,
    NOT_A_REPORTER for a unit that does not owe it.
    """
    require(by, Permission.ENTER_REPORT, agency=agency)
    with deed("report.begin", by=by) as record:
        rules = queries.regime(by, regime)
        window = queries.window_of(rules, period)
        if keeping.day_of(at) < window.start:
            raise Problem(NOT_BEGUN, field="period", period=period, first=show_date(window.start))
        unit = next((one for one in queries.owed_by(rules, window) if one.pk == agency), None)
        if unit is None:
            known = Agency.objects.filter(pk=agency, province=by.province).first()
            raise Problem(NOT_A_REPORTER, field="agency", agency=known or agency, period=period)
        row, _ = Submission.objects.get_or_create(
            regime=rules,
            period=str(period),
            agency=unit,
            defaults={
                "province_id": by.province,
                "window_start": window.start,
                "window_end": window.end,
                "due_on": queries.due_on(rules, unit, window),
            },
        )
        record.about(row, period=str(period), agency=agency)
    return row


def save_draft(
    submission: int,
    *,
    values: Mapping[str, cells.Typed],
    by: Actor,
    at: datetime,
    notes: Mapping[str, str] | None = None,
    comment: str | None = None,
    version: int | None = None,
) -> Submission:
    """Keep cells of a draft or returned report; all or nothing.

    ``values`` maps cell names (``E1.district``) to what was typed, by vi-VN rules, or to a Decimal; an
    empty text clears the cell. ``notes`` gives the reason where there is no figure.
    Raises Problem: BAD_NUMBER or NOT_ASKED with the cell as field (the other bad cells in ``others``),
    BAD_VALUE for a text, CHANGED_MEANWHILE with what changed, WRONG_STATE.
    """
    require(by, Permission.ENTER_REPORT)
    with deed("report.enter", by=by) as record:
        row = _editable(submission, by, version)
        changed = cells.write(row, values, notes or {}, by, at)
        if comment is not None:
            row.comment = keeping.clean(comment, "comment")
        row.saved_at, row.saved_by = at, by.name
        keeping.keep(row)
        record.about(row, cells=changed)
    return row


def submit(submission: int, *, by: Actor, at: datetime, version: int | None = None) -> Submission:
    """Send the report to the agency above. Every asked cell has a figure or a reason.

    Raises Problem: WINDOW_OPEN before the data close, EMPTY_CELLS, WRONG_STATE, CHANGED_MEANWHILE.
    """
    require(by, Permission.SUBMIT_REPORT)
    with deed("report.submit", by=by) as record:
        row = _editable(submission, by, version)
        on = keeping.day_of(at)
        if on < row.window_end:
            raise Problem(WINDOW_OPEN, last=show_date(row.window_last), first=show_date(row.window_end))
        cells.must_be_whole(row)
        row.state = Submission.State.SUBMITTED
        row.first_submitted_on = row.first_submitted_on or on
        keeping.keep(row)
        keeping.happen(row, "submitted", by, at)
        record.about(row, period=row.period, late=row.first_submitted_on > row.due_on)
    return row


def comment(submission: int, *, text: str, by: Actor, at: datetime) -> Submission:
    """Add a remark to the report's history, in any state; its figures and its version stay."""
    require(by, Permission.ENTER_REPORT)
    with deed("report.comment", by=by) as record:
        row = keeping.locked(submission, by, None)
        said = keeping.clean(text, "text")
        if not said:
            raise Problem(REASON_NEEDED, field="text")
        keeping.happen(row, "commented", by, at, said)
        record.about(row)
    return row


def _editable(submission: int, by: Actor, version: int | None) -> Submission:
    row = keeping.locked(submission, by, version)
    keeping.in_state(row, Said("sửa hoặc gửi", "edit or submit"), *_EDITABLE)
    return row
