"""One report: its form, what happened to it, and the decisions of the agency above."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cotmoc.domain.access import Permission, permits
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, NOT_PERMITTED
from cotmoc.domain.errors.reporting import BAD_NUMBER, EMPTY_CELLS
from cotmoc.domain.periods import Period
from cotmoc.domain.vi_numbers import show
from cotmoc.reporting import actions, queries
from cotmoc.reporting.queries import State
from cotmoc.web.reports import cells, history
from cotmoc.web.reports.board import LOOKS, state_words
from cotmoc.web.reports.cells import Cell, Typed
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page

if TYPE_CHECKING:
    from cotmoc.reporting.models import Submission, ValueChange

_VALUE, _NOTE = "v-", "n-"


@page(Permission.READ_REPORT)
def report(request: ActorRequest, pk: int) -> HttpResponse:
    """The report; POST saves the draft and, with ``submit``, sends it."""
    if request.method != "POST":
        return _show(request, pk, Typed())
    sent = {name: str(text) for name, text in request.POST.items()}
    values = {name[len(_VALUE) :]: text for name, text in sent.items() if name.startswith(_VALUE)}
    notes = {name[len(_NOTE) :]: text for name, text in sent.items() if name.startswith(_NOTE)}
    comment = sent.get("comment")
    try:
        if not permits(request.actor, Permission.ENTER_REPORT):
            raise Problem(NOT_PERMITTED)
        row = actions.save_draft(
            pk,
            values=values,
            notes=notes,
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
        return _show(request, pk, Typed(values, notes, comment, problem=problem))
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
        return _show(request, pk, Typed(reason=reason, problem=problem))
    return redirect("report", pk=pk)


@page(Permission.ENTER_REPORT, methods=("POST",))
def remark(request: ActorRequest, pk: int) -> HttpResponse:
    """Add a remark to the report's history."""
    text = request.POST.get("text", "")
    try:
        actions.comment(pk, text=text, by=request.actor, at=request.at)
    except Problem as problem:
        return _show(request, pk, Typed(remark=text, problem=problem))
    messages.success(request, _("Đã ghi ý kiến."))
    return redirect("report", pk=pk)


def _version(request: ActorRequest) -> int | None:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() else None


def _show(request: ActorRequest, pk: int, typed: Typed) -> HttpResponse:
    row = queries.submission(request.actor, pk)
    may = _may(request, row)
    offered = queries.suggestions(request.actor, row) if may["editable"] else {}
    form = [
        cells.shown(cell, typed, offered.get(cell.asked.name, ()))
        for cell in queries.form(request.actor, row)
    ]
    events = list(row.events.all())
    back = next((e for e in reversed(events) if e.kind in {"returned", "reopened"}), None)
    period = Period.parse(row.period)
    context: dict[str, Any] = {
        "row": row,
        "period": period,
        "last_year": period.same_last_year(),
        "previous": period.previous(),
        "look": LOOKS[row.state],
        "words": state_words(row.state),
        "groups": cells.grouped(form),
        "total": len(form),
        "empty": sum(not cell.filled for cell in form),
        "suspicious": sum(bool(cell.hint) for cell in form),
        "corrected": sum(bool(cell.correction) for cell in form),
        "chain": history.chain(row, events),
        "steps": history.steps(row, events),
        "changes": [_corrected(change) for change in reversed(row.changes.all())],
        "last_return": back if row.state == State.RETURNED else None,
        "named": cells.named_in(back.note, form) if back else [],
        "comment": row.comment if typed.comment is None else typed.comment,
        "typed": typed,
        "problem": typed.problem.parts(get_language() or "vi") if typed.problem else None,
        "faults": _faults(typed, form),
        "unsaved": typed.problem is not None and typed.problem.entry in {BAD_NUMBER, BAD_VALUE},
        "offered": any(cell.suggested for cell in form),
    } | may
    status = typed.problem.entry.http if typed.problem else 200
    return render(request, "reports/report.html", context, status=status)


def _corrected(change: ValueChange) -> dict[str, Any]:
    decimals = change.indicator.decimals
    return {
        "code": change.indicator.code,
        "title": cells.title(change.indicator, change.breakdown),
        "before": show(change.before, decimals),
        "after": show(change.after, decimals),
        "by_name": change.by_name,
        "at": change.at,
    }


def _may(request: ActorRequest, row: Submission) -> dict[str, bool]:
    """What this person may do with the report as it stands."""
    actor = request.actor
    enters = permits(actor, Permission.ENTER_REPORT, agency=row.agency_id)
    editable = enters and row.state in {State.DRAFT, State.RETURNED}
    above = permits(actor, Permission.APPROVE_REPORT, agency=row.agency_id) and row.agency_id != actor.agency
    return {
        "editable": editable,
        "may_submit": editable and permits(actor, Permission.SUBMIT_REPORT),
        "closed": request.today >= row.window_end,
        "may_decide": above and row.state == State.SUBMITTED,
        "may_reopen": above and row.state == State.APPROVED,
        "may_remark": enters,
    }


def _faults(typed: Typed, form: list[Cell]) -> list[tuple[str, str]]:
    """Address and words of each place to correct."""
    if typed.problem is not None and typed.problem.entry is EMPTY_CELLS:
        return [(f"#{_VALUE}{c.name}", f"{c.code} {c.title}") for c in form if not c.filled]
    places = {cell.name: f"#{_VALUE}{cell.name}" for cell in form}
    places |= {"comment": "#comment", "reason": "#reason", "text": "#remark"}
    language = get_language() or "vi"
    return [(places[p.field], p.parts(language).what) for p in typed.problems if p.field in places]
