"""How a period's reports stand: who has sent, who is late, who is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cotmoc.domain.access import Actor, Permission, permits
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND
from cotmoc.domain.periods import Period
from cotmoc.domain.vi_numbers import show_days
from cotmoc.reporting import actions, queries
from cotmoc.web.charts import Window
from cotmoc.web.charts import window as draw_window
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page
from cotmoc.web.words import day

if TYPE_CHECKING:
    from cotmoc.reporting.models import Regime

LOOKS = {"missing": "none", "draft": "draft", "submitted": "wait", "returned": "back", "approved": "ok"}
"""The look of a report's state, by the names of ``cotmoc.web.states``."""

SOON = 3
"""Days before the due day from which a report that was not sent is shown as due soon."""


def state_words(state: str) -> str:
    """What a report's state is called."""
    return {
        "missing": _("Chưa lập"),
        "draft": _("Đang nhập"),
        "submitted": _("Chờ duyệt"),
        "returned": _("Trả lại để sửa"),
        "approved": _("Đã duyệt"),
    }[state]


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow the list of units; ``words`` stand beside its count."""

    key: str
    words: str | Promise
    holds: Callable[[queries.ReporterRow, date], bool]
    kind: str = ""


CHOICES = (
    Choice("cho-duyet", gettext_lazy("chờ duyệt"), lambda row, on: row.state == "submitted"),
    Choice("tra-lai", gettext_lazy("trả lại để sửa"), lambda row, on: row.state == "returned"),
    Choice("chua-gui", gettext_lazy("chưa gửi"), lambda row, on: row.sent_on is None),
    Choice("qua-han", gettext_lazy("quá hạn"), lambda row, on: (row.days_left(on) or 0) < 0, "over"),
    Choice("gui-muon", gettext_lazy("gửi muộn"), lambda row, on: row.sent_late),
)


@page(Permission.READ_REPORT, methods=("GET",))
def index(request: ActorRequest) -> HttpResponse:
    """A period with the units within reach; without a regime yet, the empty state."""
    regimes = list(queries.regimes(request.actor))
    if not regimes:
        return render(request, "reports/none.html")
    regime = queries.regime(request.actor, request.GET.get("che-do", "") or regimes[0].key)
    begun = queries.begun_periods(request.actor, regime)
    period = _asked(request, regime, begun)
    board = queries.board(request.actor, regime=regime, period=period)
    chosen = next((one for one in CHOICES if one.key == request.GET.get("loc")), None)
    rows = [row for row in board.rows if chosen is None or chosen.holds(row, request.today)]
    shown = {
        "board": board,
        "regimes": regimes,
        "rows": [_row(request, one) for one in rows],
        "counts": [_count(one, board, request.today) for one in CHOICES],
        "chosen": chosen,
        "periods": _choices(regime, period, begun, request.today),
        "window": _drawn(board, request.today),
        "may_enter": permits(request.actor, Permission.ENTER_REPORT) and request.today >= board.window.start,
    }
    return render(request, "reports/board.html", shown)


@page(Permission.ENTER_REPORT, methods=("POST",))
def begin(request: ActorRequest) -> HttpResponse:
    """Open a unit's report for a period, made at first."""
    agency = request.POST.get("agency", "")
    if not (agency.isascii() and agency.isdigit()):
        raise Problem(BAD_VALUE, field="agency", why=Said("chưa chọn đơn vị", "no unit was chosen"))
    row = actions.begin(
        regime=request.POST.get("regime", ""),
        period=_period(request.POST.get("period", "")),
        agency=int(agency),
        by=request.actor,
        at=request.at,
    )
    return redirect("report", pk=row.pk)


def waiting(actor: Actor) -> list[QuerySet[Any]]:
    """Reports that wait for this person: submitted ones to approve, returned ones to correct."""
    if not permits(actor, Permission.READ_REPORT):
        return []
    rows, found = queries.submissions(actor), []
    if permits(actor, Permission.APPROVE_REPORT):
        found.append(rows.filter(state="submitted").exclude(agency=actor.agency))
    if permits(actor, Permission.ENTER_REPORT) and actor.agency is not None:
        found.append(rows.filter(state="returned", agency=actor.agency))
    return found


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError:
        raise Problem(NOT_FOUND, thing=Said("kỳ báo cáo này", "This period")) from None


def _asked(request: ActorRequest, regime: Regime, begun: list[Period]) -> Period:
    """The period of the address, else the one to report on now, unless only earlier ones have reports."""
    if text := request.GET.get("ky", ""):
        return _period(text)
    due = queries.period_due(regime, request.today)
    return due if not begun or due in begun else next((p for p in begun if p < due), due)


def _choices(regime: Regime, shown: Period, begun: list[Period], today: date) -> list[Period]:
    now = queries.period_on(regime, today)
    return sorted({*begun, shown, now, now.previous()}, reverse=True)


def _count(choice: Choice, board: queries.PeriodBoard, today: date) -> dict[str, Any]:
    asked = {"che-do": board.regime.key, "ky": str(board.period), "loc": choice.key}
    return {
        "count": sum(choice.holds(row, today) for row in board.rows),
        "words": choice.words,
        "href": f"?{urlencode(asked)}#don-vi",
        "kind": choice.kind,
    }


def _row(request: ActorRequest, row: queries.ReporterRow) -> dict[str, Any]:
    left = row.days_left(request.today)
    look, words = LOOKS[row.state], state_words(row.state)
    if left is not None and left < 0:
        look, words = "over", ""
    elif left is not None and left <= SOON and row.state in {"missing", "draft"}:
        look, words = "soon", ""
    return {
        "agency": row.agency,
        "due_on": row.due_on,
        "submission": row.submission,
        "look": look,
        "words": words,
        "days": left,
        "draft": row.state == "draft",
        "sent_on": row.sent_on,
        "sent_late": row.sent_late,
    }


def _drawn(board: queries.PeriodBoard, today: date) -> Window:
    dues = sorted({row.due_on for row in board.rows})
    # Due days of the levels lie close together: each has its stone, the last one carries all the words.
    told = ", ".join(day(due).rsplit("/", 1)[0] for due in dues)
    marks = [
        (
            due,
            "done" if due < today else "open",
            _("hạn gửi %(days)s") % {"days": told} if due == dues[-1] else "",
        )
        for due in dues
    ]
    words = _("Số liệu từ %(span)s; hạn gửi %(dues)s.") % {
        "span": show_days(board.window.start, board.window.last_day),
        "dues": ", ".join(day(due) for due in dues) or "–",
    }
    return draw_window(board.window.start, board.window.last_day, marks, words)
