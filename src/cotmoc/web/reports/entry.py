"""One report: its form, what happened to it, and the decisions of the agency above."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cotmoc.domain.access import Permission, permits
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_PERMITTED
from cotmoc.domain.periods import Period
from cotmoc.domain.vi_numbers import show
from cotmoc.reporting import actions, queries
from cotmoc.reporting.models import Indicator, Submission
from cotmoc.web.reports.board import LOOKS, state_words
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page
from cotmoc.web.words import moment


def group_words(letter: str) -> str:
    """The heading over a group of indicators."""
    return {
        "A": _("Tuyên truyền"),
        "B": _("Tuần tra, kiểm soát"),
        "C": _("Mốc giới"),
        "D": _("Phòng, chống tội phạm"),
        "E": _("Phối hợp giữa các lực lượng"),
        "F": _("Đối ngoại biên giới"),
        "G": _("Cửa khẩu"),
        "H": _("Sinh kế, an sinh"),
        "I": _("Y tế"),
        "K": _("Hạ tầng, viễn thông"),
        "L": _("Nguồn vốn"),
        "M": _("Chỉ đạo, điều hành"),
    }.get(letter, letter)


def breakdown_words(breakdown: str) -> str:
    """What a breakdown of an indicator is called."""
    return {"province": _("cấp tỉnh"), "district": _("cấp huyện"), "commune": _("cấp xã")}.get(
        breakdown, breakdown
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the form as the page shows it, with what was typed if that could not be saved."""

    name: str
    code: str
    title: str
    unit: str
    typed: str
    note: str
    joint: int
    last_year: str
    to_date: str
    base: str
    stock: bool
    suspicious: str
    error: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person sent that was refused, so that nothing of it is lost."""

    values: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    comment: str | None = None
    problem: Problem | None = None


@page(Permission.READ_REPORT)
def report(request: ActorRequest, pk: int) -> HttpResponse:
    """The report; POST saves the draft and, with ``submit``, sends it."""
    if request.method != "POST":
        return _show(request, queries.submission(request.actor, pk), Typed())
    sent = request.POST
    values = {name[2:]: text for name, text in sent.items() if name.startswith("v-")}
    notes = {name[2:]: text for name, text in sent.items() if name.startswith("n-")}
    comment = str(sent.get("comment", ""))
    try:
        if not permits(request.actor, Permission.ENTER_REPORT):
            raise Problem(NOT_PERMITTED)
        row = actions.save_draft(
            pk,
            values=values,  # type: ignore[arg-type]
            notes=notes,  # type: ignore[arg-type]
            comment=comment,
            version=_version(request),
            by=request.actor,
            at=request.at,
        )
        if "submit" in sent:
            actions.submit(pk, by=request.actor, at=request.at, version=row.version)
            messages.success(request, _("Đã gửi báo cáo."))
        else:
            messages.success(request, _("Đã lưu nháp."))
    except Problem as problem:
        row = queries.submission(request.actor, pk)
        typed = Typed(values, notes, comment, problem)  # type: ignore[arg-type]
        return _show(request, row, typed, status=problem.entry.http)
    return redirect("report", pk=pk)


@page(Permission.APPROVE_REPORT, methods=("POST",))
def decide(request: ActorRequest, pk: int) -> HttpResponse:
    """Approve, return with a reason, or reopen for a correction."""
    reason, version = request.POST.get("reason", ""), _version(request)
    try:
        match request.POST.get("decision"):
            case "approve":
                actions.approve(pk, note=reason, by=request.actor, at=request.at, version=version)
                messages.success(request, _("Đã duyệt báo cáo."))
            case "reopen":
                actions.reopen(pk, reason=reason, by=request.actor, at=request.at, version=version)
                messages.success(request, _("Đã mở lại báo cáo để sửa."))
            case _:
                actions.send_back(pk, reason=reason, by=request.actor, at=request.at, version=version)
                messages.success(request, _("Đã trả lại báo cáo để sửa."))
    except Problem as problem:
        row = queries.submission(request.actor, pk)
        return _show(
            request, row, Typed(comment=None, problem=problem), reason=reason, status=problem.entry.http
        )
    return redirect("report", pk=pk)


def _version(request: ActorRequest) -> int | None:
    text = request.POST.get("version", "")
    return int(text) if text.isdigit() else None


def _show(
    request: ActorRequest, row: Submission, typed: Typed, *, reason: str = "", status: int = 200
) -> HttpResponse:
    actor = request.actor
    open_for_entry = row.state in {"draft", "returned"} and permits(
        actor, Permission.ENTER_REPORT, agency=row.agency_id
    )
    above = permits(actor, Permission.APPROVE_REPORT, agency=row.agency_id) and row.agency_id != actor.agency
    cells = [_cell(cell, typed) for cell in queries.form(actor, row)]
    events = list(row.events.all())
    empty = sum(not c.typed and not c.note for c in cells)
    shown: dict[str, Any] = {
        "row": row,
        "period": Period.parse(row.period),
        "last_day": row.window_end - timedelta(days=1),
        "look": LOOKS[row.state],
        "words": state_words(row.state),
        "groups": [
            (letter, group_words(letter), list(g)) for letter, g in groupby(cells, key=lambda c: c.code[0])
        ],
        "filled": len(cells) - empty,
        "empty": empty,
        "suspicious": sum(bool(c.suspicious) for c in cells),
        "total": len(cells),
        "editable": open_for_entry,
        "may_submit": open_for_entry and permits(actor, Permission.SUBMIT_REPORT),
        "may_decide": above and row.state == "submitted",
        "may_reopen": above and row.state == "approved",
        "last_return": next((e for e in reversed(events) if e.kind in {"returned", "reopened"}), None),
        "steps": _steps(row, events),
        "changes": row.changes.all(),
        "comment": typed.comment if typed.comment is not None else row.comment,
        "reason": reason,
        "problem": typed.problem.parts(get_language() or "vi") if typed.problem else None,
        "problem_field": typed.problem.field if typed.problem else "",
    }
    return render(request, "reports/report.html", shown, status=status)


def _cell(cell: queries.FormCell, typed: Typed) -> Cell:
    asked, indicator = cell.asked, cell.asked.indicator
    name = asked.name
    title = _title(indicator, asked.breakdown)
    known = show(cell.value, indicator.decimals) if cell.value is not None else ""
    wrong = typed.problem is not None and typed.problem.field == name
    times = cell.value / cell.last_year if cell.suspicious and cell.value and cell.last_year else None
    hint = (
        _("Gấp %(times)s lần cùng kỳ. Kiểm tra lại hoặc ghi lý do.") % {"times": show(round(times, 1))}
        if times
        else ""
    )
    earlier = (
        cell.year_to_date - cell.value if cell.year_to_date is not None and cell.value else cell.year_to_date
    )
    return Cell(
        name=name,
        code=indicator.code,
        title=title,
        unit=indicator.unit,
        typed=typed.values.get(name, known),
        note=typed.notes.get(name, cell.note),
        joint=cell.joint,
        last_year=show(cell.last_year),
        to_date=show(cell.year_to_date),
        base=str(earlier or 0),
        stock=indicator.kind == Indicator.Kind.STOCK,
        suspicious=hint,
        error=typed.problem.text(get_language() or "vi") if wrong and typed.problem else "",
    )


def _title(indicator: Indicator, breakdown: str) -> str:
    name = indicator.name_en if get_language() == "en" else indicator.name
    return f"{name}, {breakdown_words(breakdown)}" if breakdown else name


def _steps(row: Submission, events: list[Any]) -> list[dict[str, str]]:
    words = {
        "submitted": (_("Gửi"), "done"),
        "returned": (_("Trả lại để sửa"), "half"),
        "reopened": (_("Mở lại để sửa"), "half"),
        "approved": (_("Duyệt"), "done"),
    }
    steps = []
    for event in reversed(events):
        title, state = words[event.kind]
        detail = f"{moment(event.at)} · {event.by_name}"
        steps.append(
            {"state": state, "title": title, "detail": f"{detail} · {event.note}" if event.note else detail}
        )
    if row.state in {"draft", "returned"}:
        steps.insert(0, {"state": "now", "title": state_words(row.state), "detail": ""})
    return steps
