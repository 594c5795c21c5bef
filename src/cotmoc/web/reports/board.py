"""How a period's reports stand: who has sent, who is late, who is missing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cotmoc.domain.access import Permission, permits
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND
from cotmoc.domain.periods import Period, PeriodKind
from cotmoc.domain.reporting_calendar import Calendar, period_of
from cotmoc.reporting import actions, queries
from cotmoc.reporting.models import Regime
from cotmoc.web.charts import window as draw_window
from cotmoc.web.request import ActorRequest, Request
from cotmoc.web.views import page
from cotmoc.web.words import day

LOOKS = {"missing": "none", "draft": "draft", "submitted": "wait", "returned": "back", "approved": "ok"}
"""The look of a report's state, by the names of ``cotmoc.web.states``."""


def state_words(state: str) -> str:
    """What a report's state is called."""
    return {
        "missing": _("Chưa lập"),
        "draft": _("Đang nhập"),
        "submitted": _("Chờ duyệt"),
        "returned": _("Trả lại để sửa"),
        "approved": _("Đã duyệt"),
    }[state]


@page(Permission.READ_REPORT, methods=("GET",))
def index(request: ActorRequest) -> HttpResponse:
    """A period with the units within reach; without reports yet, the empty state."""
    regime = queries.regimes(request.actor).first()
    if regime is None:
        return render(request, "reports/none.html")
    period = _asked(request, regime)
    board = queries.board(request.actor, regime=regime, period=period)
    late = sum(row.sent_late for row in board.rows)
    return render(
        request,
        "reports/board.html",
        {
            "board": board,
            "rows": [_row(request, one) for one in board.rows],
            "periods": _choices(request, period),
            "window": _drawn(board, request.today),
            "late": late,
            "may_enter": permits(request.actor, Permission.ENTER_REPORT),
        },
    )


@page(Permission.ENTER_REPORT, methods=("POST",))
def begin(request: ActorRequest) -> HttpResponse:
    """Open a unit's report for a period, made at first."""
    agency = request.POST.get("agency", "")
    if not agency.isdigit():
        raise Problem(BAD_VALUE, field="agency", why=_("chưa chọn đơn vị"))
    row = actions.begin(
        regime=request.POST.get("regime", ""),
        period=_period(request.POST.get("period", "")),
        agency=int(agency),
        by=request.actor,
        at=request.at,
    )
    return redirect("report", pk=row.pk)


def nav_count(request: Request) -> int:
    """Reports that wait for this person: returned ones to correct, submitted ones to approve."""
    actor = request.actor
    if actor is None or not permits(actor, Permission.READ_REPORT):
        return 0
    rows = queries.submissions(actor)
    count = 0
    if permits(actor, Permission.APPROVE_REPORT):
        count += rows.filter(state="submitted").exclude(agency=actor.agency).count()
    if permits(actor, Permission.ENTER_REPORT) and actor.agency is not None:
        count += rows.filter(state="returned", agency=actor.agency).count()
    return count


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError:
        raise Problem(NOT_FOUND, thing=_("kỳ báo cáo này")) from None


def _asked(request: ActorRequest, regime: Regime) -> Period:
    if text := request.GET.get("ky", ""):
        return _period(text)
    last = queries.submissions(request.actor).values_list("period", flat=True).first()
    return Period.parse(last) if last else _current(request.today).previous()


def _current(today: date) -> Period:
    return period_of(today, PeriodKind.QUARTER, Calendar.ND09)


def _choices(request: ActorRequest, shown: Period) -> list[Period]:
    texts = queries.submissions(request.actor).order_by().values_list("period", flat=True).distinct()
    known = {Period.parse(text) for text in texts}
    return sorted({*known, shown, _current(request.today), _current(request.today).previous()}, reverse=True)


def _row(request: ActorRequest, row: queries.ReporterRow) -> dict[str, Any]:
    late = row.sent_late or (row.submission is None or row.submission.first_submitted_on is None)
    overdue = (request.today - row.due_on).days if late and not row.sent_late else 0
    return {
        "agency": row.agency,
        "due_on": row.due_on,
        "submission": row.submission,
        "look": "over" if overdue > 0 else LOOKS[row.state],
        "words": _("Quá %(days)s ngày") % {"days": overdue} if overdue > 0 else state_words(row.state),
        "sent_on": row.submission.first_submitted_on if row.submission else None,
        "sent_late": row.sent_late,
        "begun": row.submission is not None,
    }


def _drawn(board: queries.PeriodBoard, today: date) -> object:
    dues = sorted({row.due_on for row in board.rows})
    marks = [(due, "done" if due < today else "open", day(due).rsplit("/", 1)[0]) for due in dues]
    words = _("Kỳ số liệu từ %(first)s đến %(last)s.") % {
        "first": day(board.window.start),
        "last": day(board.window.last_day),
    }
    return draw_window(board.window.start, board.window.last_day, marks, words)
