"""A count of tasks or reports on the sheet, opened to what was counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cotmoc.analytics.keys import Grouping
from cotmoc.analytics.queries import open_figure
from cotmoc.briefings.keys import OverlapKey, ReportKey, TaskKey
from cotmoc.domain.access import Permission
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.analytics import UNKNOWN_FIGURE
from cotmoc.domain.rates import Rate
from cotmoc.domain.reporting_calendar import Calendar, data_window
from cotmoc.domain.task_status import TaskState
from cotmoc.domain.vi_numbers import show_percent
from cotmoc.reporting import queries as reporting
from cotmoc.tasks import queries as tasks
from cotmoc.web.reports.board import LOOKS as REPORT_LOOKS
from cotmoc.web.reports.board import state_words
from cotmoc.web.request import ActorRequest
from cotmoc.web.states import LOOKS, kind_of
from cotmoc.web.views import page
from cotmoc.web.words import day, number

MOST = 50
"""How many things the panel lists before it refers to their own page."""


_STATES: dict[str, tuple[TaskState, ...]] = {
    "all": tuple(TaskState),
    "fallen_due": (TaskState.OVERDUE, TaskState.DONE_LATE, TaskState.DONE_ON_TIME),
    "rate": (TaskState.OVERDUE, TaskState.DONE_LATE, TaskState.DONE_ON_TIME),
}
_STANDINGS: dict[str, Callable[[Any], bool]] = {
    "sent": lambda row: _sent(row),
    "in_time": lambda row: _sent(row) and not row.sent_late,
    "owed": lambda row: True,
}


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
    read = {"task": _tasks, "report": _reports, "overlap": _overlap}.get(key.partition(":")[0])
    if read is None:
        raise Problem(UNKNOWN_FIGURE, key=key[:80])
    try:
        shown = read(request, key)
    except ValueError:
        raise Problem(UNKNOWN_FIGURE, key=key[:80]) from None
    shown |= {"key": key, "said": f"{shown['value']}. {shown['what']}"}
    template = "briefings/count_panel.html" if request.htmx else "briefings/count.html"
    return render(request, template, shown)


def _tasks(request: ActorRequest, text: str) -> dict[str, Any]:
    key = TaskKey.parse(text)
    states = _STATES.get(key.state) or (TaskState(key.state),)
    only = tasks.Filter(lead=key.lead or None, given_from=key.since, given_to=key.on)
    found = tasks.AsOf(request.actor, on=key.on, only=only)
    tally = found.tally
    rows = [row for one in states for row in found.rows(one, MOST)][:MOST]
    count = sum(tally[one] for one in states)
    rate = tally.on_time_rate
    asked = {"state": states[0].value} if len(states) == 1 else {}
    if key.lead:
        asked["lead"] = str(key.lead)
    return {
        "value": show_percent(rate.value) if key.state == "rate" else number(count),
        "what": _what_tasks(key.state, states),
        "equation": _share(rate) if key.state == "rate" else "",
        "since": key.since,
        "on": key.on,
        "lines": [_task_line(row) for row in rows],
        "more": count - len(rows),
        "as_of": key.on,
        "changed": found.changed,
        "board": reverse("tasks") + (f"?{urlencode(asked)}" if asked else ""),
    }


def _what_tasks(name: str, states: Sequence[TaskState]) -> str:
    if len(states) == 1:
        words = str(LOOKS[kind_of(states[0])].words).lower()
        return _("nhiệm vụ: %(state)s") % {"state": words}
    return {
        "rate": _("tỷ lệ nhiệm vụ hoàn thành đúng hạn trên nhiệm vụ đã đến hạn"),
        "fallen_due": _("nhiệm vụ đã đến hạn: đúng hạn, xong muộn và quá hạn"),
    }.get(name) or _("nhiệm vụ được giao")


def _task_line(row: tasks.Row) -> Line:
    look = kind_of(row.state) if row.state else "draft"
    words = str(LOOKS[look].words)
    return Line(row.title, reverse("task", args=[row.pk]), row.lead, look, words, row.due_on)


def _reports(request: ActorRequest, text: str) -> dict[str, Any]:
    name = ReportKey.parse(text)
    found = [one for one in reporting.regimes(request.actor) if one.frequency == name.period.kind.value]
    regime = next((one for one in found if name.regime in ("", one.key)), None)
    if regime is None:
        raise ValueError(text)
    board = reporting.board(request.actor, regime=regime, period=name.period)
    asked = name.what.removesuffix("_rate")
    kept = _STANDINGS.get(asked)
    if kept is None:
        raise ValueError(name.what)
    rows = [row for row in board.rows if kept(row)]
    rate = Rate(len(rows), len(board.rows))
    is_rate = name.what != asked
    what = {
        "sent": _("đơn vị đã gửi báo cáo"),
        "in_time": _("đơn vị gửi đúng hạn"),
        "owed": _("đơn vị phải báo cáo"),
    }[asked]
    return {
        "value": show_percent(rate.value) if is_rate else number(len(rows)),
        "what": what,
        "equation": _share(rate) if is_rate else "",
        "since": board.window.start,
        "on": board.window.last_day,
        "lines": [_report_line(row) for row in rows],
        "more": 0,
        "board": f"{reverse('reports')}?{urlencode({'ky': str(name.period), 'che-do': regime.key})}",
    }


def _report_line(row: Any) -> Line:
    href = reverse("report", args=[row.submission.pk]) if row.submission else ""
    return Line(row.agency.name, href, "", REPORT_LOOKS[row.state], state_words(row.state), row.due_on)


def _overlap(request: ActorRequest, text: str) -> dict[str, Any]:
    key = OverlapKey.parse(text).total
    opened = open_figure(request.actor, replace(key, grouping=Grouping.ALL))
    lines = []
    count = 0
    for event in opened.joint:
        forces = {part.agency.force for part in event.participations.all()}
        again = (len(forces) - 1) * event.count
        count += again
        if again:
            who = ", ".join(part.agency.short_name for part in event.participations.all())
            times = _("tính thừa %(n)s lượt nếu cộng các lực lượng") % {"n": again}
            lines.append(Line(day(event.held_on), reverse("activity", args=[event.pk]), who, "", times, None))
    window = data_window(key.period, Calendar.ND09)
    return {
        "value": number(count),
        "what": _("lượt trùng: một cuộc chung có mặt trong số của nhiều lực lượng"),
        "equation": "",
        "since": window.start,
        "on": window.last_day,
        "lines": lines[:MOST],
        "more": max(len(lines) - MOST, 0),
        "board": reverse("figure", args=[str(replace(key, grouping=Grouping.ALL))]),
    }


def _share(rate: Rate) -> str:
    return f"= {number(rate.part)} : {number(rate.whole)} × 100"


def _sent(row: Any) -> bool:
    return row.submission is not None and row.submission.first_submitted_on is not None
