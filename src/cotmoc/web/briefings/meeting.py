"""The meeting of a briefing: its decisions, each of which becomes a task."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cotmoc.briefings import actions
from cotmoc.briefings.compose.facts import SERIES
from cotmoc.domain.access import Permission, permits
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.form_error import FormError
from cotmoc.domain.periods import Period
from cotmoc.domain.task_status import TaskState
from cotmoc.domain.vi_numbers import parse_date
from cotmoc.meetings import queries
from cotmoc.organisations import queries as organisations
from cotmoc.web.request import ActorRequest
from cotmoc.web.states import LOOKS, kind_of
from cotmoc.web.tasks.assigning import grouped, ticked_bodies
from cotmoc.web.views import page


def section(request: ActorRequest, period: Period) -> dict[str, Any]:
    """What the page shows of the meeting: decisions with their states, and the form's choices."""
    actor = request.actor
    found = queries.meeting(actor, series=SERIES, period=period)
    followed = queries.decisions(actor, found, on=request.today) if found else []
    may = permits(actor, Permission.RECORD_DECISION)
    return {
        "meeting": found,
        "decisions": [
            {"decision": f.decision, "lines": [_state(s, f.tally[s]) for s in TaskState if f.tally[s]]}
            for f in followed
        ],
        "may_decide": may,
        "groups": grouped(list(organisations.agencies(actor, on=request.today)), request.POST) if may else [],
    }


@page(Permission.RECORD_DECISION, methods=("POST",))
def decide(request: ActorRequest, period: str) -> HttpResponse:
    """Record a decision; the meeting is opened with the first one."""
    from cotmoc.web.briefings.sheet import period_or_404, render_sheet

    asked, sent = period_or_404(period), request.POST
    try:
        decision = actions.decide(
            period=asked,
            text=sent.get("text", ""),
            leads=ticked_bodies(sent, "lead"),
            coordinating=ticked_bodies(sent, "coord"),
            accountable=next(iter(ticked_bodies(sent, "accountable")), None),
            due_on=_day(sent.get("due_on", ""), "due_on"),
            held_on=_day(sent.get("held_on", ""), "held_on"),
            each="each" in sent,
            by=request.actor,
            at=request.at,
        )
    except Problem as problem:
        return render_sheet(request, asked, problem=problem, status=problem.entry.http)
    messages.success(request, _("Đã ghi kết luận %(n)s và giao thành nhiệm vụ.") % {"n": decision.ordinal})
    return redirect("briefing", period=str(asked))


def _day(text: str, field: str) -> date | None:
    if not text.strip():
        return None
    try:
        return parse_date(text)
    except FormError as error:
        raise Problem(BAD_VALUE, field=field, why=error.vi) from error


def _state(state: TaskState, count: int) -> dict[str, Any]:
    kind = kind_of(state)
    words = str(LOOKS[kind].words)
    return {"look": kind, "words": words if count == 1 else f"{words} {count}"}
