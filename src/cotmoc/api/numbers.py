"""Numbers over HTTP: the pivot with the key of every figure, a figure with what made it, snapshots."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from cotmoc.analytics import actions, queries
from cotmoc.analytics.keys import FigureKey, Grouping
from cotmoc.api.asking import asker, moment, period_in
from cotmoc.api.frame import needs
from cotmoc.api.once import told_again
from cotmoc.domain.access import Permission
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.analytics import UNKNOWN_FIGURE

router = Router(tags=["numbers"])


class SnapshotOut(Schema):
    """A snapshot: its number, when it was built and up to which event of the audit log."""

    number: int
    built_at: datetime
    as_of: date
    row_store_event: int
    cells: int


class NumberOut(Schema):
    """A figure. ``value`` = ``alone`` + ``joint`` as decimal texts; null where nothing was reported.

    ``exact`` is false for an estimate by shares, ``parts`` are numerator and denominator of a ratio,
    ``stands_at`` is the period in which a stock stands, ``missing`` the agencies whose report is owed and
    not approved.
    """

    key: str
    indicator: str
    breakdown: str
    period: str
    group: str
    group_name: str
    value: str | None
    alone: str
    joint: str
    parts: list[str]
    stands_at: str | None
    exact: bool
    missing: list[int]


class PivotOut(Schema):
    """Figures of one snapshot; the group "" is the total over everything within reach."""

    snapshot: SnapshotOut
    grouping: Grouping
    boundaries: date | None
    figures: list[NumberOut]


class NumberCellOut(Schema):
    """An approved cell behind a figure, under the name its unit had."""

    report: int
    agency: int
    agency_name: str
    period: str
    indicator: str
    breakdown: str
    value: str
    share: str
    approved_on: date | None
    approved_by: str


class GapOut(Schema):
    """A report that is owed and not approved."""

    agency: int
    agency_name: str
    period: str
    state: str


class ChangeOut(Schema):
    """A correction of a cell; ``counted`` tells whether it came before the snapshot."""

    report: int
    indicator: str
    breakdown: str
    before: str | None
    after: str | None
    at: datetime
    by_name: str
    counted: bool


class OpenedOut(Schema):
    """A figure with everything that made it; ``activities`` are ids of joint activities."""

    figure: NumberOut
    cells: list[NumberCellOut]
    activities: list[int]
    gaps: list[GapOut]
    changes: list[ChangeOut]


@router.get("", auth=needs(Permission.READ_NUMBERS), response=PivotOut)
def pivot(
    request: HttpRequest,
    period: Annotated[list[str], Query(...)],
    indicator: Annotated[list[str], Query(default_factory=list)],
    by: Grouping = Grouping.ALL,
    boundaries: date | None = None,
    snapshot: int | None = None,
) -> dict[str, Any]:
    """Indicator × group × period. ``indicator`` is a code, a pair or ``group:E``; all without any."""
    actor = asker(request)
    found = queries.pivot(
        actor,
        indicators=queries.chosen(actor, indicator),
        periods=[period_in(text) for text in dict.fromkeys(period)],
        grouping=by,
        boundaries=boundaries,
        number=snapshot,
    )
    return {
        "snapshot": _snapshot(found.snapshot),
        "grouping": by,
        "boundaries": boundaries,
        "figures": [
            _figure(found.key(*key), figure, found.groups.get(key[3], ""))
            for key, figure in found.answer.items()
            if figure.value is not None or figure.missing
        ],
    }


@router.get("/snapshots", auth=needs(Permission.READ_NUMBERS), response=list[SnapshotOut])
def snapshots(request: HttpRequest) -> list[dict[str, Any]]:
    """The newest hundred snapshots."""
    return [_snapshot(row) for row in queries.snapshots(asker(request))[:100]]


@router.post("/snapshots", auth=needs(Permission.BUILD_SNAPSHOT), response=SnapshotOut)
def build(request: HttpRequest) -> dict[str, Any]:
    """Build the next snapshot from the approved reports."""
    return _snapshot(actions.build(by=asker(request), at=moment(request)))


@told_again("snapshot.build")
def _built_before(request: HttpRequest, row: Any) -> dict[str, Any]:
    return _snapshot(queries.snapshot(asker(request), row.detail["number"]))


@router.get("/figures/{key}", auth=needs(Permission.READ_NUMBERS), response=OpenedOut)
def figure(request: HttpRequest, key: str) -> dict[str, Any]:
    """A figure by its key, down to cells, joint activities, missing units and corrections."""
    try:
        name = FigureKey.parse(key)
    except ValueError:
        raise Problem(UNKNOWN_FIGURE, key=key[:80]) from None
    opened = queries.open_figure(asker(request), name)
    unit = opened.units.get(int(name.group)) if name.group.isdigit() else None
    return {
        "figure": _figure(name, opened.figure, unit.name if unit else name.group),
        "cells": [_cell(opened, cell) for cell in opened.cells],
        "activities": [event.pk for event in opened.joint],
        "gaps": [
            {"agency": g.unit.pk, "agency_name": g.unit.name, "period": str(g.period), "state": g.state}
            for g in opened.gaps
        ],
        "changes": [
            {
                "report": change.submission_id,
                "indicator": change.indicator.code,
                "breakdown": change.breakdown,
                "before": _plain(change.before),
                "after": _plain(change.after),
                "at": change.at,
                "by_name": change.by_name,
                "counted": opened.counted(change),
            }
            for change in opened.changes
        ],
    }


def _figure(key: FigureKey, figure: Any, name: str) -> dict[str, Any]:
    return {
        "key": str(key),
        "indicator": key.indicator,
        "breakdown": key.breakdown,
        "period": str(key.period),
        "group": key.group,
        "group_name": name,
        "value": _plain(figure.value),
        "alone": _plain(figure.alone),
        "joint": _plain(figure.joint),
        "parts": [_plain(part) for part in figure.parts],
        "stands_at": str(figure.at) if figure.at else None,
        "exact": figure.exact,
        "missing": sorted(figure.missing),
    }


def _cell(opened: queries.Opened, cell: Any) -> dict[str, Any]:
    approved = opened.approval(cell.submission)
    return {
        "report": cell.submission,
        "agency": cell.unit,
        "agency_name": opened.units[cell.unit].name,
        "period": str(cell.period),
        "indicator": cell.indicator,
        "breakdown": cell.breakdown,
        "value": _plain(cell.value),
        "share": str(cell.share),
        "approved_on": approved.on if approved else None,
        "approved_by": approved.by_name if approved else "",
    }


def _snapshot(row: Any) -> dict[str, Any]:
    return {
        "number": row.number,
        "built_at": row.built_at,
        "as_of": row.as_of,
        "row_store_event": row.row_store_event,
        "cells": sum(year["cells"] for year in row.files["years"]),
    }


def _plain(value: Decimal | None) -> str | None:
    """At most six decimals: a ratio of counts may have no end."""
    return None if value is None else format(round(value, 6).normalize(), "f")
