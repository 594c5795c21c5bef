"""A count of tasks or reports on the sheet, opened to what was counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cotmoc.briefings.keys import ReportKey, TaskKey
from cotmoc.domain.access import Permission
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.analytics import UNKNOWN_FIGURE
from cotmoc.domain.task_status import TaskState
from cotmoc.reporting import queries as reporting
from cotmoc.tasks import queries as tasks
from cotmoc.web.reports.board import LOOKS, state_words
from cotmoc.web.request import ActorRequest
from cotmoc.web.states import LOOKS as STATE_LOOKS
from cotmoc.web.states import kind_of
from cotmoc.web.views import page

MOST = 50
"""How many things the panel lists before it refers to their own page."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was counted."""

    title: str
    href: str
    detail: str
    look: str
    words: str
    due_on: date | None


@page(Permission.READ_BRIEFING, methods=("GET",))
def counted(request: ActorRequest, key: str) -> HttpResponse:
    """What a count was made of: a fragment for htmx, a page otherwise."""
    try:
        shown = _tasks(request, TaskKey.parse(key)) if key.startswith("task:") else _reports(request, key)
    except ValueError:
        raise Problem(UNKNOWN_FIGURE, key=key[:80]) from None
    shown |= {"key": key, "said": f"{shown['count']}. {shown['what']}"}
    template = "briefings/count_panel.html" if request.htmx else "briefings/count.html"
    return render(request, template, shown)


def _tasks(request: ActorRequest, key: TaskKey) -> dict[str, Any]:
    states = {
        "all": list(TaskState),
        "fallen_due": [TaskState.DONE_ON_TIME, TaskState.DONE_LATE, TaskState.OVERDUE],
    }.get(key.state) or [TaskState(key.state)]
    only = tasks.Filter(lead=key.lead or None, given_from=key.since, given_to=key.on)
    rows = [
        row
        for row in tasks.board(request.actor, on=key.on, only=only)
        if tasks.state_of(row, key.on) in states
    ]
    lines = []
    for row in rows[:MOST]:
        look = kind_of(tasks.state_of(row, key.on))
        lead = row.lead.name if row.lead else ""
        words = str(STATE_LOOKS[look].words)
        lines.append(Line(row.title, reverse("task", args=[row.pk]), lead, look, words, row.due_on))
    one = len(states) == 1
    what = _("nhiệm vụ được giao")
    if one:
        what = _("nhiệm vụ: %(state)s") % {"state": str(STATE_LOOKS[kind_of(states[0])].words).lower()}
    elif key.state == "fallen_due":
        what = _("nhiệm vụ đã đến hạn: đúng hạn, xong muộn và quá hạn")
    board = reverse("tasks") + (f"?lead={key.lead}" if key.lead else "")
    return {
        "count": len(rows),
        "what": what,
        "since": key.since,
        "on": key.on,
        "lines": lines,
        "more": len(rows) - len(lines),
        "board": f"{board}{'&' if '?' in board else '?'}state={states[0].value}" if one else board,
    }


def _reports(request: ActorRequest, key: str) -> dict[str, Any]:
    name = ReportKey.parse(key)
    board = reporting.board(request.actor, regime=reporting.regime(request.actor), period=name.period)
    kept = {
        "sent": lambda row: row.submission is not None and row.submission.first_submitted_on is not None,
        "in_time": lambda row: (
            row.submission is not None and row.submission.first_submitted_on is not None and not row.sent_late
        ),
        "owed": lambda row: True,
    }.get(name.what)
    if kept is None:
        raise ValueError(name.what)
    rows = [row for row in board.rows if kept(row)]
    lines = [
        Line(
            row.agency.name,
            reverse("report", args=[row.submission.pk]) if row.submission else "",
            "",
            LOOKS[row.state],
            state_words(row.state),
            row.due_on,
        )
        for row in rows
    ]
    what = {
        "sent": _("đơn vị đã gửi báo cáo"),
        "in_time": _("đơn vị gửi đúng hạn"),
        "owed": _("đơn vị phải báo cáo"),
    }[name.what]
    return {
        "count": len(rows),
        "what": what,
        "since": board.window.start,
        "on": board.window.last_day,
        "lines": lines,
        "more": 0,
        "board": reverse("reports") + f"?ky={name.period}",
    }
