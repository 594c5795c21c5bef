"""Mail on its way out: how much is in which state, one message, what a person settles, a trial message."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cotmoc.domain.access import Permission, permits
from cotmoc.domain.errors import Problem
from cotmoc.notices import actions, queries
from cotmoc.web.people.fields import into_form
from cotmoc.web.people.labels import SENDING
from cotmoc.web.people.sections import sections
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page
from cotmoc.web.words import moment

ROWS = 50
FOUND = {
    actions.Settling.SENT: gettext_lazy("Đã đến nơi: ghi là đã gửi"),
    actions.Settling.AGAIN: gettext_lazy("Chưa đến nơi: gửi lại"),
}
SETTLED = {"sent": gettext_lazy("Ghi là đã gửi"), "again": gettext_lazy("Xếp hàng gửi lại")}


class TrialForm(forms.Form):
    """Where a trial message goes."""

    address = forms.CharField(
        label=gettext_lazy("Gửi thư thử đến"),
        max_length=254,
        widget=forms.EmailInput,
        help_text=gettext_lazy("Địa chỉ của bạn. Nhận được thư là việc gửi thư đã thông."),
    )


class SettleForm(forms.Form):
    """What was found of a message, and how it is known. A refused one can only be sent again."""

    outcome = forms.TypedChoiceField(
        label=gettext_lazy("Bạn thấy thế nào"), coerce=actions.Settling, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=gettext_lazy("Căn cứ vào đâu"),
        max_length=200,
        help_text=gettext_lazy("Ví dụ «Người nhận nói chưa có» hoặc «Có trong sổ máy chủ thư, 9:14»."),
    )

    def __init__(self, *args: Any, state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [one for one in FOUND if state != "failed" or one is actions.Settling.AGAIN]
        self.fields["outcome"].choices = [(one.value, FOUND[one]) for one in offered]  # type: ignore[attr-defined]
        if len(offered) == 1:
            self.fields["outcome"].initial = offered[0].value


@page(Permission.READ_NOTICE, methods=("GET",))
def index(request: ActorRequest) -> HttpResponse:
    """The messages of the province with their counts by state."""
    return _index(request)


@page(Permission.MANAGE_NOTICE, methods=("POST",))
def trial(request: ActorRequest) -> HttpResponse:
    """Queue a trial message."""
    form = TrialForm(request.POST)
    if form.is_valid():
        try:
            row = actions.queue_trial(form.cleaned_data["address"], by=request.actor, at=request.at)
        except Problem as problem:
            into_form(form, problem)
        else:
            messages.success(request, _("Thư thử đã vào hàng chờ."))
            return redirect("mail_message", pk=row.pk)
    return _index(request, form)


@page(Permission.READ_NOTICE, methods=("GET",))
def message(request: ActorRequest, pk: int) -> HttpResponse:
    """One message with its history."""
    return _message(request, pk)


@page(Permission.MANAGE_NOTICE, methods=("POST",))
def settle(request: ActorRequest, pk: int) -> HttpResponse:
    """Say what became of a message that is unknown, or send a refused one again."""
    state = queries.message_state(queries.message(request.actor, pk), request.at)
    form = SettleForm(request.POST, state=state)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.settle(pk, as_=data["outcome"], reason=data["reason"], by=request.actor, at=request.at)
        except Problem as problem:
            into_form(form, problem)
        else:
            messages.success(request, _("Đã ghi quyết định của bạn."))
            return redirect("mail_message", pk=pk)
    return _message(request, pk, form)


def _index(request: ActorRequest, form: forms.Form | None = None) -> HttpResponse:
    actor, at = request.actor, request.at
    state, sought = (request.GET.get(name, "").strip() for name in ("tinh-trang", "tim"))
    state = state if state in queries.MESSAGE_STATES else ""
    found = Paginator(queries.messages(actor, at=at, state=state, text=sought), ROWS).get_page(
        request.GET.get("page")
    )
    counts = queries.message_counts(actor, at=at)
    shown = {
        "sections": sections(request),
        "page": found,
        "rows": [_row(request, one) for one in found],
        "counts": [_count(name, number) for name, number in counts.items()],
        "any": any(counts.values()),
        "state": state,
        "sought": sought,
        "states": [(name, SENDING[name][1]) for name in queries.MESSAGE_STATES],
        "note": _note(queries.sender(actor, at=at), counts),
        "manages": permits(actor, Permission.MANAGE_NOTICE),
        "form": form or TrialForm(),
    }
    return render(request, "people/mail.html", shown, status=422 if form else 200)


def _count(state: str, number: int) -> dict[str, Any]:
    attention = "warn" if state in {"unknown", "failed"} else ""
    href = f"{reverse('mail')}?{urlencode({'tinh-trang': state})}"
    return {"count": number, "words": SENDING[state][1], "href": href, "kind": attention}


def _note(sender: queries.Sender, counts: dict[str, int]) -> tuple[str, str] | None:
    """What keeps mail from going out, and what to do; None when nothing is known to."""
    if not sender.server:
        what = (
            _("Ở đây chưa cài máy chủ thư.") if counts["sent"] else _("Chưa cài máy chủ thư nên chưa gửi gì.")
        )
        todo = _(
            "Thư nằm trong hàng chờ. Người quản trị máy chủ đặt COTMOC_SMTP_HOST và COTMOC_MAIL_FROM rồi "
            "chạy lệnh «cotmoc notices send»."
        )
        return what, todo
    if sender.left_lying:
        what = _("%(n)s thư đến giờ đã quá 10 phút mà chưa gửi.") % {"n": sender.left_lying}
        return what, _("Xem lệnh «cotmoc notices send» trên máy chủ có đang chạy không.")
    return None


def _message(request: ActorRequest, pk: int, form: forms.Form | None = None) -> HttpResponse:
    row = queries.message(request.actor, pk)
    state = queries.message_state(row, request.at)
    may = permits(request.actor, Permission.MANAGE_NOTICE) and state in {"unknown", "failed"}
    facts = [
        (_("Đến"), f"{row.name} <{row.address}>" if row.name else row.address),
        (_("Dịp gửi"), row.key),
        (_("Mã thư"), row.message_id),
        (_("Gửi từ lúc"), moment(row.not_before)),
        (_("Giờ yên tĩnh"), row.quiet),
        (_("Số lần thử"), str(row.attempts)),
        (_("Lý do hủy") if state == "cancelled" else _("Máy chủ thư trả lời"), row.answer),
    ]
    shown = {
        "sections": sections(request),
        **_row(request, row),
        "facts": facts,
        "history": _history(request, row),
        "settle_form": (form or SettleForm(state=state)) if may or form else None,
    }
    return render(request, "people/message.html", shown, status=422 if form else 200)


def _history(request: ActorRequest, row: Any) -> list[dict[str, Any]]:
    """What is known of the message in time: queued, settled by people, sent."""
    lines = [{"at": row.queued_at, "words": _("Xếp hàng"), "name": "", "reason": ""}]
    lines += [
        {"at": one.at, "words": SETTLED.get(one.outcome, ""), "name": one.name, "reason": one.reason}
        for one in queries.settlings(request.actor, row.pk)
    ]
    if row.state == "sending":
        lines.append(
            {"at": row.held_until, "words": _("Người gửi giữ thư đến lúc này"), "name": "", "reason": ""}
        )
    if row.sent_at:
        lines.append({"at": row.sent_at, "words": _("Đã gửi"), "name": "", "reason": ""})
    return lines


def _row(request: ActorRequest, row: Any) -> dict[str, Any]:
    state = queries.message_state(row, request.at)
    kind, words = SENDING[state]
    return {"message": row, "state": state, "kind": kind, "words": words}


urlpatterns = [
    path("thu-gui/", index, name="mail"),
    path("thu-gui/thu-thu/", trial, name="mail_trial"),
    path("thu-gui/<int:pk>/", message, name="mail_message"),
    path("thu-gui/<int:pk>/quyet-dinh/", settle, name="mail_settle"),
]
