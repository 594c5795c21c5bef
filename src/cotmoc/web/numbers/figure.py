"""One figure opened: a panel beside the table, and a page of its own without script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cotmoc.analytics import queries
from cotmoc.analytics.keys import FigureKey
from cotmoc.coordination import queries as coordination
from cotmoc.domain.access import Permission
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.analytics import UNKNOWN_FIGURE
from cotmoc.domain.reporting_calendar import Calendar, data_window
from cotmoc.web.numbers.labels import STATES, breakdown, group_name, named
from cotmoc.web.numbers.table import shown
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page
from cotmoc.web.words import day, number, period

MOST = 30
"""How many cells and activities the panel shows; the page shows all."""


@dataclass(frozen=True, slots=True)
class CellLine:
    """A cell of a report, with its unit's name of that day."""

    submission: int
    unit: str
    period: Any
    detail: str
    value: str
    share: str
    approved: str
    later: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """A figure and where it comes from, ready to print."""

    key: str
    opened: queries.Opened
    value: str
    what: str
    equation: str
    cells: Sequence[CellLine]
    joint: Sequence[dict[str, Any]]
    gaps: Sequence[dict[str, Any]]
    changes: Sequence[dict[str, Any]]
    more_cells: int
    more_joint: int
    apportioned: bool


@page(Permission.READ_NUMBERS, methods=("GET",))
def figure(request: ActorRequest, key: str) -> HttpResponse:
    """The sources of a figure: a fragment for htmx, a page otherwise."""
    try:
        name = FigureKey.parse(key)
    except ValueError:
        raise Problem(UNKNOWN_FIGURE, key=key[:80]) from None
    whole = not request.htmx
    panel = panel_of(queries.open_figure(request.actor, name), most=None if whole else MOST)
    template = "numbers/figure.html" if whole else "numbers/panel.html"
    return render(request, template, {"panel": panel, "said": f"{panel.value}. {panel.what}"})


def panel_of(opened: queries.Opened, *, most: int | None = MOST) -> Panel:
    """An opened figure as the panel prints it; at most ``most`` cells and activities."""
    kinds = {kind.code: kind for kind in coordination.kinds()}
    cells = [_line(opened, cell) for cell in opened.cells[:most]]
    return Panel(
        key=str(opened.key),
        opened=opened,
        value=("" if opened.figure.exact else "≈ ") + shown(opened.indicator, opened.figure.value),
        what=_what(opened),
        equation=_equation(opened),
        cells=cells,
        joint=[
            {
                "event": event,
                "kind": named(kinds[event.kind]) if event.kind in kinds else event.kind,
                "who": ", ".join(part.agency.short_name for part in event.participations.all()),
            }
            for event in opened.joint[:most]
        ],
        gaps=[
            {
                "unit": gap.unit.name,
                "period": gap.period,
                "regime": gap.regime,
                "look": STATES[gap.state][0],
                "words": STATES[gap.state][1],
            }
            for gap in opened.gaps
        ],
        changes=[
            {
                "change": change,
                "unit": change.submission.agency.name,
                "before": shown(change.indicator, change.before),
                "after": shown(change.indicator, change.after),
                "counted": opened.counted(change),
            }
            for change in opened.changes
        ],
        more_cells=len(opened.cells) - len(cells),
        more_joint=max(len(opened.joint) - (most or len(opened.joint)), 0),
        apportioned=not opened.figure.exact,
    )


def _line(opened: queries.Opened, cell: Any) -> CellLine:
    event = opened.approval(cell.submission)
    detail = [breakdown(cell.breakdown)] if cell.breakdown and not opened.key.breakdown else []
    if len({c.indicator for c in opened.cells}) > 1:
        detail.append(cell.indicator)
    approved = f"{day(event.on)}, {event.by_name}" if event else ""
    share = "" if cell.share == 1 else f"{cell.share.numerator}/{cell.share.denominator}"
    return CellLine(
        submission=cell.submission,
        unit=opened.units[cell.unit].name,
        period=cell.period,
        detail=", ".join(detail),
        value=number(cell.value),
        share=share,
        approved=approved,
        later=opened.reopened(cell.submission),
    )


def _what(opened: queries.Opened) -> str:
    key = opened.key
    parts = [f"{named(opened.indicator)} ({opened.indicator.unit})"]
    if key.breakdown:
        parts.append(breakdown(key.breakdown))
    if group := group_name(key.grouping, key.group, opened.units):
        parts.append(group)
    if opened.figure.at:
        stands = day(data_window(opened.figure.at, Calendar.ND09).last_day)
        parts.append(_("tại ngày %(day)s, không cộng dồn") % {"day": stands})
    return ", ".join([*parts, period(key.period)])


def _equation(opened: queries.Opened) -> str:
    """How the figure is made: parts of a ratio, levels of a breakdown, alone and together."""
    figure = opened.figure
    if figure.value is None:
        return ""
    if figure.parts:
        above, below = (number(part) for part in figure.parts)
        times = " × 100" if opened.indicator.unit == "%" else ""
        return f"= {above} : {below}{times}"
    if opened.indicator.joint_kind and figure.joint:
        alone, together = number(figure.alone), number(figure.joint)
        words = ngettext(
            "= %(alone)s làm riêng + %(together)s hoạt động chung, mỗi cuộc tính một lần",
            "= %(alone)s làm riêng + %(together)s hoạt động chung, mỗi cuộc tính một lần",
            int(figure.joint),
        )
        return words % {"alone": alone, "together": together}
    sums: dict[str, Any] = {}
    for cell in opened.cells:
        if cell.breakdown:
            sums[cell.breakdown] = (
                sums.get(cell.breakdown, 0) + cell.value * cell.share.numerator / cell.share.denominator
            )
    if opened.key.breakdown or len(sums) < 2:
        return ""
    return "= " + " + ".join(
        f"{shown(opened.indicator, v)} ({breakdown(k).lower()})"
        for k, v in sorted(sums.items(), key=lambda s: s[0] != "province")
    )
