"""The only writes to reports: entering, submitting, returning, approving, correcting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import Max

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, reaches, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, CHANGED_MEANWHILE, NOT_FOUND, NOT_PERMITTED, WRONG_STATE
from cotmoc.domain.errors.reporting import (
    BAD_NUMBER,
    EMPTY_CELLS,
    NOT_A_REPORTER,
    NOT_ASKED,
    OWN_REPORT,
    WINDOW_OPEN,
)
from cotmoc.domain.errors.tasks import REASON_NEEDED
from cotmoc.domain.form_error import FormError
from cotmoc.domain.periods import Period
from cotmoc.domain.secrecy import marks
from cotmoc.domain.vi_numbers import parse, show_date
from cotmoc.organisations.models import Agency
from cotmoc.reporting import queries
from cotmoc.reporting.models import Submission, SubmissionEvent, Value, ValueChange

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_EDITABLE = (Submission.State.DRAFT, Submission.State.RETURNED)
_STATE_WORDS = {"draft": "nháp", "submitted": "đã gửi", "returned": "bị trả lại", "approved": "đã duyệt"}


def begin(*, regime: str, period: Period, agency: int, by: Actor, at: datetime) -> Submission:
    """The report of an agency for a period; made as a draft at first. Raises Problem(NOT_A_REPORTER)."""
    require(by, Permission.ENTER_REPORT, agency=agency)
    with deed("report.begin", by=by) as record:
        rules = queries.regime(by, regime)
        window = queries.window_of(rules, period)
        unit = queries.owed_by(rules, window).filter(pk=agency).first()
        if unit is None:
            name = (
                Agency.objects.filter(pk=agency, province=by.province).values_list("name", flat=True).first()
            )
            raise Problem(NOT_A_REPORTER, field="agency", agency=name or agency, period=period.vi())
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
    values: Mapping[str, str | Decimal | None],
    by: Actor,
    at: datetime,
    notes: Mapping[str, str] | None = None,
    comment: str | None = None,
    version: int | None = None,
) -> Submission:
    """Keep cells of a draft or returned report; all or nothing.

    ``values`` maps cell names (``E1.district``) to what was typed, by vi-VN rules, or to a Decimal; an
    empty text clears the cell. ``notes`` gives the reason where there is no figure.
    Raises Problem: BAD_NUMBER with the cell as field, NOT_ASKED, CHANGED_MEANWHILE, WRONG_STATE.
    """
    require(by, Permission.ENTER_REPORT)
    with deed("report.enter", by=by) as record:
        row = _editable(submission, by, version)
        _write_cells(row, values, notes or {}, by, at)
        if comment is not None:
            row.comment = _clean(comment, "comment")
        _touch(row)
        record.about(row, cells=len(values))
    return row


def submit(submission: int, *, by: Actor, at: datetime, version: int | None = None) -> Submission:
    """Send the report to the agency above. Every asked cell has a figure or a reason."""
    require(by, Permission.SUBMIT_REPORT)
    with deed("report.submit", by=by) as record:
        row = _editable(submission, by, version)
        on = _day(at)
        if on < row.window_end:
            last, first = show_date(row.window_end - timedelta(days=1)), show_date(row.window_end)
            raise Problem(WINDOW_OPEN, last=last, first=first)
        _must_be_whole(row)
        row.state = Submission.State.SUBMITTED
        row.first_submitted_on = row.first_submitted_on or on
        _touch(row)
        _happen(row, "submitted", by, at)
        record.about(row, period=row.period, late=row.first_submitted_on > row.due_on)
    return row


def send_back(
    submission: int, *, reason: str, by: Actor, at: datetime, version: int | None = None
) -> Submission:
    """Return a submitted report to be corrected, with the reason."""
    require(by, Permission.APPROVE_REPORT)
    with deed("report.return", by=by) as record:
        row = _submitted(submission, by, version, "trả lại")
        row.state = Submission.State.RETURNED
        _touch(row)
        _happen(row, "returned", by, at, _reason(reason))
        record.about(row)
    return row


def approve(
    submission: int, *, by: Actor, at: datetime, note: str = "", version: int | None = None
) -> Submission:
    """Approve a submitted report; its figures count from the next snapshot on."""
    require(by, Permission.APPROVE_REPORT)
    with deed("report.approve", by=by) as record:
        row = _submitted(submission, by, version, "duyệt")
        row.state, row.approved_on = Submission.State.APPROVED, _day(at)
        _touch(row)
        _happen(row, "approved", by, at, _clean(note, "note"))
        record.about(row, revision=row.revision)
    return row


def reopen(
    submission: int, *, reason: str, by: Actor, at: datetime, version: int | None = None
) -> Submission:
    """Open an approved report for a correction: a new revision, its former figures kept in the changes."""
    require(by, Permission.APPROVE_REPORT)
    with deed("report.reopen", by=by) as record:
        row = _locked(submission, by, version)
        if row.state != Submission.State.APPROVED:
            raise Problem(WRONG_STATE, verb="mở lại", thing="báo cáo", state=_STATE_WORDS[row.state])
        _must_be_above(row, by)
        row.state, row.approved_on, row.revision = Submission.State.RETURNED, None, row.revision + 1
        _touch(row)
        _happen(row, "reopened", by, at, _reason(reason))
        record.about(row, revision=row.revision)
    return row


def _write_cells(
    row: Submission,
    values: Mapping[str, str | Decimal | None],
    notes: Mapping[str, str],
    by: Actor,
    at: datetime,
) -> None:
    asked = {cell.name: cell for cell in queries.asked_of(row.regime, row.agency)}
    known = {(v.indicator_id, v.breakdown): v for v in row.values.all()}
    for name in dict.fromkeys([*values, *notes]):
        cell = asked.get(name)
        if cell is None:
            raise Problem(NOT_ASKED, field=name, cell=name)
        old = known.get((cell.indicator.pk, cell.breakdown))
        before = old.value if old else None
        value = _number(cell, values[name]) if name in values else before
        note = _clean(notes[name], name) if name in notes else (old.note if old else "")
        if row.revision and value != before:
            ValueChange.objects.create(
                submission=row,
                indicator=cell.indicator,
                breakdown=cell.breakdown,
                revision=row.revision,
                before=before,
                after=value,
                at=at,
                by_name=by.name,
            )
        if value is None and not note:
            Value.objects.filter(submission=row, indicator=cell.indicator, breakdown=cell.breakdown).delete()
        else:
            Value.objects.update_or_create(
                submission=row,
                indicator=cell.indicator,
                breakdown=cell.breakdown,
                defaults={"value": value, "note": note},
            )


def _number(cell: queries.AskedCell, typed: str | Decimal | None) -> Decimal | None:
    shown = f"{cell.indicator.code} {cell.indicator.name}"
    if typed is None or (isinstance(typed, str) and not typed.strip()):
        return None
    try:
        value = parse(typed, decimals=cell.indicator.decimals) if isinstance(typed, str) else typed
    except FormError as error:
        raise Problem(BAD_NUMBER, field=cell.name, cell=shown, why=error.vi) from error
    if not value.is_finite() or not 0 <= value < Decimal(10) ** 15:
        raise Problem(BAD_NUMBER, field=cell.name, cell=shown, why="số phải từ 0 và dưới một triệu tỷ.")
    if value != round(value, cell.indicator.decimals):
        raise Problem(BAD_NUMBER, field=cell.name, cell=shown, why=f"tối đa {cell.indicator.decimals} số lẻ.")
    return value


def _must_be_whole(row: Submission) -> None:
    known = {(v.indicator_id, v.breakdown) for v in row.values.all()}
    asked = queries.asked_of(row.regime, row.agency)
    empty = [c for c in asked if (c.indicator.pk, c.breakdown) not in known]
    if empty or not asked:
        names = ", ".join(c.name for c in empty[:5]) + ("…" if len(empty) > 5 else "")
        raise Problem(EMPTY_CELLS, field=empty[0].name if empty else None, count=len(empty), cells=names)


def _locked(submission: int, by: Actor, version: int | None) -> Submission:
    row = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("regime", "agency")
        .filter(pk=submission, province=by.province)
        .first()
    )
    if row is None or not reaches(by, row.agency_id):
        raise Problem(NOT_FOUND, thing="báo cáo")
    if version is not None and version != row.version:
        raise Problem(CHANGED_MEANWHILE, thing="báo cáo này")
    return row


def _editable(submission: int, by: Actor, version: int | None) -> Submission:
    row = _locked(submission, by, version)
    if row.state not in _EDITABLE:
        raise Problem(WRONG_STATE, verb="sửa hoặc gửi", thing="báo cáo", state=_STATE_WORDS[row.state])
    return row


def _submitted(submission: int, by: Actor, version: int | None, verb: str) -> Submission:
    row = _locked(submission, by, version)
    if row.state != Submission.State.SUBMITTED:
        raise Problem(WRONG_STATE, verb=verb, thing="báo cáo", state=_STATE_WORDS[row.state])
    _must_be_above(row, by)
    return row


def _must_be_above(row: Submission, by: Actor) -> None:
    if row.agency_id == by.agency:
        raise Problem(OWN_REPORT)
    if not reaches(by, row.agency_id):
        raise Problem(NOT_PERMITTED)


def _touch(row: Submission) -> None:
    row.version += 1
    row.save()


def _happen(row: Submission, kind: str, by: Actor, at: datetime, note: str = "") -> None:
    last = row.events.aggregate(last=Max("seq"))["last"] or 0
    SubmissionEvent.objects.create(
        submission=row,
        seq=last + 1,
        kind=kind,
        at=at,
        on=_day(at),
        by_id=by.person,
        by_name=by.name,
        note=note,
    )


def _day(at: datetime) -> date:
    return at.astimezone(_ZONE).date()


def _reason(text: str) -> str:
    if not text.strip():
        raise Problem(REASON_NEEDED, field="reason")
    return _clean(text, "reason")


def _clean(text: str, field: str) -> str:
    if marks(text):
        raise Problem(BAD_VALUE, field=field, why="có dấu chỉ độ mật; không ghi nội dung mật")
    return text.strip()
