"""Taking a step: one action, then the task again; what cannot be taken stays as it was typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cotmoc.domain.access import Permission
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import CHANGED_MEANWHILE, NOT_FOUND, NOT_PERMITTED
from cotmoc.tasks import actions, queries
from cotmoc.tasks.queries import Step
from cotmoc.web.request import ActorRequest, seen_version
from cotmoc.web.tasks import history
from cotmoc.web.tasks.single import form_of, offer, shown
from cotmoc.web.views import View, page

Act = Callable[..., Any]


def _step(step: Step, permission: Permission, act: Act) -> View:
    @page(permission)
    def view(request: ActorRequest, pk: int) -> HttpResponse:
        back = reverse("task", args=[pk])
        if request.method != "POST":
            return HttpResponseRedirect(f"{back}#{step.value}")
        row = queries.task(request.actor, pk)
        form = form_of(request, row, step, request.POST, request.FILES)
        problem = _take(request, pk, form, act)
        if problem is not None or form.errors:
            return _again(request, pk, step, form, problem)
        said = _left_open(request, pk) if step is Step.WITHDRAW else _said(step)
        if request.htmx:
            return shown(request, queries.task(request.actor, pk), live=said)
        messages.success(request, said)
        return HttpResponseRedirect(back)

    return view


def _take(request: ActorRequest, pk: int, form: forms.Form, act: Act) -> Problem | None:
    """Call the action; the catalogued reason why not, also put beside its field."""
    try:
        version = seen_version(request)
        if not form.is_valid():
            return None
        act(pk, version, form.cleaned_data, by=request.actor, at=request.at)
    except Problem as problem:
        if problem.entry in (NOT_PERMITTED, NOT_FOUND):
            raise
        form.is_valid()
        for one in (problem, *problem.others):
            place = one.field if one.field in form.fields else None
            form.add_error(place, one.text(get_language() or "vi"))
        return problem
    return None


def _again(
    request: ActorRequest, pk: int, step: Step, form: forms.Form, problem: Problem | None
) -> HttpResponse:
    row = queries.task(request.actor, pk)
    changed: list[history.Happened] = []
    if problem is not None and problem.entry is CHANGED_MEANWHILE:
        seen = seen_version(request) or 0
        changed = history.happened(event for event in row.events.all() if event.seq > seen)
    if request.htmx and "evidence" in form.fields:
        # htmx keeps the chosen file, which no server can put back.
        form.fields["evidence"].widget.attrs["hx-preserve"] = "true"
    sent = replace(offer(row, step, form), opened=True, changed=changed)
    return shown(request, row, sent=sent, status=problem.entry.http if problem else 422)


def _evidence(values: dict[str, Any]) -> actions.Evidence | None:
    file = values.get("evidence")
    return actions.Evidence(file.name or "", file.read()) if isinstance(file, UploadedFile) else None


def _progress(pk: int, version: int | None, values: dict[str, Any], **who: Any) -> None:
    said = {"note": values["note"], "percent": values["percent"], "evidence": _evidence(values)}
    actions.report_progress(pk, version=version, **said, **who)


def _complete(pk: int, version: int | None, values: dict[str, Any], **who: Any) -> None:
    said = {name: values[name] for name in ("note", "product", "product_on")}
    actions.report_completion(pk, version=version, **said, evidence=_evidence(values), **who)


def _contribute(pk: int, version: int | None, values: dict[str, Any], **who: Any) -> None:
    said = {name: values[name] for name in ("body", "note", "product", "product_on")}
    actions.contribute(pk, version=version, **said, evidence=_evidence(values), **who)


def _comment(pk: int, _version: int | None, values: dict[str, Any], **who: Any) -> None:
    files = [actions.Evidence(file.name or "", file.read()) for file in values["evidence"]]
    actions.comment(pk, note=values["note"], files=files, **who)


def _plainly(act: Act) -> Act:
    return lambda pk, version, values, **who: act(pk, version=version, **values, **who)


def _left_open(request: ActorRequest, pk: int) -> str:
    """What stays open under a withdrawn task."""
    left = queries.open_under(request.actor, [pk]).count()
    if not left:
        return _said(Step.WITHDRAW)
    told = ngettext(
        "Đã rút nhiệm vụ; %(n)s việc con vẫn mở và được theo dõi.",
        "Đã rút nhiệm vụ; %(n)s việc con vẫn mở và được theo dõi.",
        left,
    )
    return told % {"n": left}


def _said(step: Step) -> str:
    return {
        Step.PROGRESS: _("Đã ghi tiến độ."),
        Step.CONTRIBUTE: _("Đã gửi phần việc phối hợp."),
        Step.COMPLETE: _("Đã báo hoàn thành; chờ cơ quan giao xác nhận."),
        Step.ASK: _("Đã gửi đề nghị gia hạn; hạn cũ còn hiệu lực đến khi có trả lời."),
        Step.ESCALATE: _("Đã gửi cấp trên; chưa quá hạn thì đồng hồ của nhiệm vụ dừng đến khi có ý kiến."),
        Step.SEND_PART_BACK: _("Đã trả lại phần việc."),
        Step.PART_DUE: _("Đã ghi hạn mới của phần việc."),
        Step.ANSWER: _("Đã ghi ý kiến chỉ đạo."),
        Step.ACCEPT: _("Đã xác nhận kết quả."),
        Step.RETURN: _("Đã trả lại nhiệm vụ."),
        Step.EXTEND: _("Đã ghi hạn mới."),
        Step.REFUSE: _("Đã từ chối gia hạn."),
        Step.WITHDRAW: _("Đã rút nhiệm vụ."),
        Step.COMMENT: _("Đã ghi ý kiến."),
        Step.MOVE: _("Đã đổi nhiệm vụ cấp trên."),
    }[step]


progress = _step(Step.PROGRESS, Permission.PROGRESS_TASK, _progress)
complete = _step(Step.COMPLETE, Permission.PROGRESS_TASK, _complete)
contribute = _step(Step.CONTRIBUTE, Permission.PROGRESS_TASK, _contribute)
ask = _step(Step.ASK, Permission.PROGRESS_TASK, _plainly(actions.ask_extension))
escalate = _step(Step.ESCALATE, Permission.PROGRESS_TASK, _plainly(actions.escalate))
send_part_back = _step(Step.SEND_PART_BACK, Permission.PROGRESS_TASK, _plainly(actions.send_part_back))
part_due = _step(Step.PART_DUE, Permission.READ_TASK, _plainly(actions.set_part_due))
answer = _step(Step.ANSWER, Permission.DECIDE_MATTER, _plainly(actions.answer))
refuse = _step(Step.REFUSE, Permission.ACCEPT_TASK, _plainly(actions.refuse_extension))
accept = _step(Step.ACCEPT, Permission.ACCEPT_TASK, _plainly(actions.accept))
send_back = _step(Step.RETURN, Permission.ACCEPT_TASK, _plainly(actions.send_back))
extend = _step(Step.EXTEND, Permission.ACCEPT_TASK, _plainly(actions.extend))
move = _step(Step.MOVE, Permission.DIVIDE_TASK, _plainly(actions.move_under))
withdraw = _step(Step.WITHDRAW, Permission.DIVIDE_TASK, _plainly(actions.withdraw))
comment = _step(Step.COMMENT, Permission.READ_TASK, _comment)
