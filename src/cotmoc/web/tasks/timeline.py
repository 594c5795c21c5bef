"""The tasks as bars on a line of days: given, due, extended, paused, done; by lead, with today's line."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from cotmoc.domain.access import Permission
from cotmoc.tasks import queries
from cotmoc.web.request import ActorRequest
from cotmoc.web.tasks.around import around, wanted_by
from cotmoc.web.tasks.board import counts, title_of
from cotmoc.web.tasks.drawing import Scale, drawn
from cotmoc.web.views import page

ROWS = 50
MONTHS, BEFORE, STEP = 12, 6, 6
"""Months on the line, of them those before the current one, and how far «earlier» and «later» go."""


@page(Permission.READ_TASK, methods=("GET",))
def timeline(request: ActorRequest) -> HttpResponse:
    """Twelve months from the one asked for, else from six months ago."""
    wanted = wanted_by(request)
    begin = wanted.month or shifted(request.today.replace(day=1), -BEFORE)
    scale = Scale(begin, shifted(begin, MONTHS) - timedelta(days=1), request.today)
    found = queries.Courses(
        request.actor, first=scale.first, last=scale.last, on=request.today, only=wanted.only
    )
    shown = Paginator(found, ROWS).get_page(wanted.page)
    tally = queries.tally(request.actor, on=request.today, only=wanted.only)
    values = {
        **around(request, wanted, "task_timeline"),
        **counts(wanted, tally),
        "title": title_of(wanted),
        "page": shown,
        "scale": scale,
        "groups": _groups(found, list(shown.object_list), scale),
        "before": wanted.link(month=f"{shifted(begin, -STEP):%Y-%m}", day=None),
        "after": wanted.link(month=f"{shifted(begin, STEP):%Y-%m}", day=None),
        "now": wanted.link(month=None, day=None),
    }
    return render(request, "tasks/timeline.html", values)


def _groups(found: queries.Courses, courses: list[queries.Course], scale: Scale) -> list[dict[str, Any]]:
    totals = found.of_leads({course.task.lead_id for course in courses})
    return [
        {
            "name": rows[0].task.lead.name if rows[0].task.lead else "",
            "count": totals.get(lead, len(rows)),
            "rows": [drawn(course, scale) for course in rows],
        }
        for lead, part in groupby(courses, key=lambda course: course.task.lead_id)
        for rows in [list(part)]
    ]


def shifted(first: date, months: int) -> date:
    """The first day of a month some months later or earlier."""
    at = first.year * 12 + first.month - 1 + months
    return date(at // 12, at % 12 + 1, 1)
