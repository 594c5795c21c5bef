"""The reports of Today: how the period that is due stands, and who is behind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from cotmoc.domain.access import Actor
from cotmoc.reporting import queries as reporting

MOST = 5
"""How many units behind are named."""


@dataclass(frozen=True, slots=True)
class Behind:
    """A unit whose report is not approved yet."""

    name: str
    state: str
    due_on: date
    days: int | None
    href: str


def section(actor: Actor, day: date) -> dict[str, Any]:
    """The period to report on now for the units within reach; nothing where no regime asks."""
    regime = reporting.regimes(actor).first()
    if regime is None:
        return {}
    board = reporting.board(actor, regime=regime, period=reporting.period_due(regime, day))
    if not board.rows:
        return {}
    behind = [row for row in board.rows if row.state != "approved"]
    behind.sort(key=lambda row: (row.due_on, row.agency.name))
    return {
        "report_board": board,
        "report_href": f"{reverse('reports')}?ky={board.period}",
        "behind": [_behind(row, day, board) for row in behind[:MOST]],
        "behind_count": len(behind),
    }


def _behind(row: reporting.ReporterRow, day: date, board: reporting.PeriodBoard) -> Behind:
    href = f"{reverse('reports')}?ky={board.period}"
    if row.submission is not None:
        href = reverse("report", args=[row.submission.pk])
    return Behind(row.agency.name, row.state, row.due_on, row.days_left(day), href)
