"""The page of numbers, its Excel file, and the button that builds a snapshot."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cotmoc.analytics import actions, queries
from cotmoc.domain.access import Permission, permits
from cotmoc.domain.periods import Period
from cotmoc.domain.reporting_calendar import Calendar, data_window
from cotmoc.web.numbers import asked as asking
from cotmoc.web.numbers.asked import Asked
from cotmoc.web.numbers.chart import chart, summary
from cotmoc.web.numbers.excel import workbook
from cotmoc.web.numbers.labels import GROUPINGS, named
from cotmoc.web.numbers.table import Section, sections, shown_periods
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page(Permission.READ_NUMBERS, methods=("GET",))
def index(request: ActorRequest) -> HttpResponse:
    """Indicators by group and period; every number opens its sources beside the table."""
    builds = permits(request.actor, Permission.BUILD_SNAPSHOT)
    if queries.latest(request.actor) is None:
        return render(request, "numbers/none.html", {"builds": builds})
    asked = asking.read(request.actor, request.GET, today=request.today)
    found, periods, parts = _ask(request, asked)
    picture = chart(parts, periods, request.GET.get("chart", ""))
    shown = {
        "asked": asked,
        "pivot": found,
        "periods": periods,
        "sections": parts,
        "chart": picture,
        "chart_words": summary(picture) if picture else "",
        "builds": builds,
        "behind": queries.behind_row_store(request.actor, found.snapshot),
        "newest": queries.snapshot(request.actor),
        "address": asked.address(),
        **_choices(request, asked),
        **_crossing(request, asked, periods),
    }
    return render(request, "numbers/pivot.html", shown)


@page(Permission.READ_NUMBERS, methods=("GET",))
def download(request: ActorRequest) -> HttpResponse:
    """The same table as an Excel file."""
    asked = asking.read(request.actor, request.GET, today=request.today)
    found, periods, parts = _ask(request, asked)
    response = HttpResponse(workbook(found, parts, periods), content_type=EXCEL)
    name = f"so-lieu-s{found.snapshot.number}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@page(Permission.BUILD_SNAPSHOT, methods=("POST",))
def build(request: ActorRequest) -> HttpResponse:
    """Build a snapshot and come back."""
    row = actions.build(by=request.actor, at=request.at)
    messages.success(request, _("Đã lập bản chụp số liệu số %(number)s.") % {"number": row.number})
    return HttpResponseRedirect(reverse("numbers"))


def _ask(request: ActorRequest, asked: Asked) -> tuple[queries.Pivot, list[Any], list[Section]]:
    found = queries.pivot(
        request.actor,
        indicators=asked.indicators,
        periods=asked.periods,
        grouping=asked.grouping,
        boundaries=asked.boundaries,
        number=asked.number,
    )
    periods = shown_periods(found, asked.indicators, asked.periods)
    return found, periods, sections(found, asked.indicators, periods)


def _choices(request: ActorRequest, asked: Asked) -> dict[str, Any]:
    known = list(queries.indicators(request.actor))
    letters = {
        letter: (named(group), [(i.code, named(i)) for i in known if i.group == letter])
        for letter, group in queries.groups().items()
    }
    pairs = [(p.code, named(p)) for p in queries.pairs().values() if set(p.parts) <= {i.code for i in known}]
    days: list[date] = asking.boundary_days(request.actor)
    if asked.boundaries and asked.boundaries not in days:
        days.append(asked.boundaries)
    return {
        "letters": [(letter, title, rows) for letter, (title, rows) in letters.items() if rows],
        "pairs": pairs,
        "quarters": asking.quarters(request.actor, asked.number),
        "since": min(asked.periods),
        "until": max(asked.periods),
        "kinds": [(kind.value, words) for kind, words in asking.KINDS.items()],
        "groupings": [(one.value, words) for one, words in GROUPINGS.items()],
        "days": days,
    }


def _crossing(request: ActorRequest, asked: Asked, periods: list[Period]) -> dict[str, Any]:
    """Reorganisations in the series, and for each column the one after which it is the first."""
    crossed = asking.crossings(request.actor, asked.periods)
    left = list(crossed)
    columns: list[tuple[Period, date | None]] = []
    for period in periods:
        passed = [on for on in left if on < data_window(period, Calendar.ND09).end]
        left = [on for on in left if on not in passed]
        columns.append((period, passed[-1] if passed and columns else None))
    return {"crossings": crossed, "columns": columns}
