"""Reports over HTTP: how a period stands, one report, entering, submitting, returning, approving."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from cotmoc.api.asking import asker, moment, period_in
from cotmoc.api.frame import needs
from cotmoc.api.once import told_again
from cotmoc.api.report_suggestions import SuggestionOut, suggestions_of
from cotmoc.api.sent import Sent
from cotmoc.domain.access import Permission
from cotmoc.reporting import actions, queries

if TYPE_CHECKING:
    from cotmoc.reporting.models import Submission

router = Router(tags=["reports"])


class Begin(Sent):
    """Which report to open."""

    regime: str = Field("", max_length=40)
    period: str = Field(examples=["2022-Q2"], max_length=10)
    agency: int = Field(ge=1, le=2**31)


class Cells(Sent):
    """Figures by cell name (``E1.district``), as JSON numbers or null; ``notes`` where there is none."""

    values: dict[str, Decimal | None]
    notes: dict[str, str] = {}
    comment: str | None = None
    version: int | None = None


class ReportDecided(Sent):
    """A decision with the version that was looked at; ``reason`` for returning and reopening."""

    reason: str = ""
    version: int | None = None


class ReportRemark(Sent):
    """A remark for the report's history."""

    text: str


class ReportLine(Schema):
    """A report in a list."""

    id: int
    agency: int
    agency_name: str
    period: str
    state: str
    due_on: date
    first_submitted_on: date | None
    revision: int
    version: int


class CellOut(Schema):
    """A cell: what the unit did alone, the joint activities beside it, and earlier totals.

    ``total`` is both together. ``corrected`` says whether the cell differs from what was last sent.
    Figures are decimal texts («61.475»), so that no reader rounds them.
    """

    cell: str
    indicator: str
    unit: str
    value: str | None
    note: str
    joint: int
    total: str | None
    corrected: bool
    previous: str | None
    last_year: str | None
    year_to_date: str | None


class EventOut(Schema):
    """What happened to a report."""

    kind: str
    on: date
    by_name: str
    note: str


class ReportOut(ReportLine):
    """A report with its cells and history, and while it can be edited what documents offer to its cells."""

    window_first: date
    window_last: date
    comment: str
    cells: list[CellOut]
    suggestions: list[SuggestionOut]
    events: list[EventOut]


class RateOut(Schema):
    """A rate with its denominator."""

    part: int
    whole: int


class UnitOut(Schema):
    """How a unit's report stands; ``report`` is null while it was not begun."""

    agency: int
    agency_name: str
    state: str
    due_on: date
    sent_late: bool
    report: int | None


class BoardOut(Schema):
    """How a period stands."""

    regime: str
    period: str
    window_first: date
    window_last: date
    completeness: RateOut
    timeliness: RateOut
    approved: RateOut
    units: list[UnitOut]


@router.get("/board", auth=needs(Permission.READ_REPORT), response=BoardOut)
def board(request: HttpRequest, period: str, regime: str = "") -> dict[str, Any]:
    """How a period stands for every unit within reach that owes a report."""
    actor = asker(request)
    found = queries.board(actor, regime=queries.regime(actor, regime), period=period_in(period))
    return {
        "regime": found.regime.key,
        "period": str(found.period),
        "window_first": found.window.start,
        "window_last": found.window.last_day,
        "completeness": found.completeness,
        "timeliness": found.timeliness,
        "approved": found.approved,
        "units": [
            {
                "agency": row.agency.pk,
                "agency_name": row.agency.name,
                "state": row.state,
                "due_on": row.due_on,
                "sent_late": row.sent_late,
                "report": row.submission.pk if row.submission else None,
            }
            for row in found.rows
        ],
    }


@router.get("", auth=needs(Permission.READ_REPORT), response=list[ReportLine])
def reports(request: HttpRequest, period: str = "", limit: int = 100) -> list[dict[str, Any]]:
    """Reports within reach, newest period first; at most 500."""
    asked = period_in(period) if period else None
    found = queries.submissions(asker(request), period=asked)
    return [_line(row) for row in found[: max(1, min(limit, 500))]]


@router.post("", auth=needs(Permission.ENTER_REPORT), response=ReportOut)
def begin(request: HttpRequest, body: Begin) -> dict[str, Any]:
    """Open a unit's report for a period; made as a draft at first."""
    actor = asker(request)
    regime = body.regime or queries.regime(actor).key
    row = actions.begin(
        regime=regime, period=period_in(body.period), agency=body.agency, by=actor, at=moment(request)
    )
    return _whole(request, row.pk)


@router.get("/{int:pk}", auth=needs(Permission.READ_REPORT), response=ReportOut)
def report(request: HttpRequest, pk: int) -> dict[str, Any]:
    """One report with its cells and history."""
    return _whole(request, pk)


@router.put("/{int:pk}/values", auth=needs(Permission.ENTER_REPORT), response=ReportOut)
def put_values(request: HttpRequest, pk: int, body: Cells) -> dict[str, Any]:
    """Keep cells of a draft or returned report, all or nothing."""
    actions.save_draft(
        pk,
        values=body.values,
        notes=body.notes,
        comment=body.comment,
        version=body.version,
        by=asker(request),
        at=moment(request),
    )
    return _whole(request, pk)


@router.post("/{int:pk}/submit", auth=needs(Permission.SUBMIT_REPORT), response=ReportOut)
def submit(request: HttpRequest, pk: int, body: ReportDecided) -> dict[str, Any]:
    """Send the report to the agency above."""
    actions.submit(pk, by=asker(request), at=moment(request), version=body.version)
    return _whole(request, pk)


@router.post("/{int:pk}/return", auth=needs(Permission.APPROVE_REPORT), response=ReportOut)
def send_back(request: HttpRequest, pk: int, body: ReportDecided) -> dict[str, Any]:
    """Return a submitted report to be corrected."""
    actions.send_back(pk, reason=body.reason, by=asker(request), at=moment(request), version=body.version)
    return _whole(request, pk)


@router.post("/{int:pk}/approve", auth=needs(Permission.APPROVE_REPORT), response=ReportOut)
def approve(request: HttpRequest, pk: int, body: ReportDecided) -> dict[str, Any]:
    """Approve a submitted report."""
    actions.approve(pk, note=body.reason, by=asker(request), at=moment(request), version=body.version)
    return _whole(request, pk)


@router.post("/{int:pk}/reopen", auth=needs(Permission.APPROVE_REPORT), response=ReportOut)
def reopen(request: HttpRequest, pk: int, body: ReportDecided) -> dict[str, Any]:
    """Open an approved report for a correction, as a new revision."""
    actions.reopen(pk, reason=body.reason, by=asker(request), at=moment(request), version=body.version)
    return _whole(request, pk)


@router.post("/{int:pk}/comments", auth=needs(Permission.ENTER_REPORT), response=ReportOut)
def comment(request: HttpRequest, pk: int, body: ReportRemark) -> dict[str, Any]:
    """Add a remark to the report's history; its figures and version stay."""
    actions.comment(pk, text=body.text, by=asker(request), at=moment(request))
    return _whole(request, pk)


@told_again(*(f"report.{name}" for name in ("begin", "submit", "return", "approve", "reopen", "comment")))
def _again(request: HttpRequest, row: Any) -> dict[str, Any]:
    return _whole(request, int(row.thing_id))


def _whole(request: HttpRequest, pk: int) -> dict[str, Any]:
    actor = asker(request)
    row = queries.submission(actor, pk)
    return _line(row) | {
        "window_first": row.window_start,
        "window_last": row.window_last,
        "comment": row.comment,
        "cells": [
            {
                "cell": cell.asked.name,
                "indicator": cell.asked.indicator.name,
                "unit": cell.asked.indicator.unit,
                "value": _plain(cell.value),
                "note": cell.note,
                "joint": cell.joint,
                "total": _plain(cell.total),
                "corrected": cell.changed,
                "previous": _plain(cell.previous),
                "last_year": _plain(cell.last_year),
                "year_to_date": _plain(cell.year_to_date),
            }
            for cell in queries.form(actor, row)
        ],
        "suggestions": suggestions_of(actor, row),
        "events": list(row.events.all()),
    }


def _line(row: Submission) -> dict[str, Any]:
    return {
        "id": row.pk,
        "agency": row.agency_id,
        "agency_name": row.agency.name,
        "period": row.period,
        "state": row.state,
        "due_on": row.due_on,
        "first_submitted_on": row.first_submitted_on,
        "revision": row.revision,
        "version": row.version,
    }


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else format(value.normalize(), "f")
