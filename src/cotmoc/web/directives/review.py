"""The review: text on the left, drafted tasks on the right; each decision swaps what it changed."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cotmoc.directives import actions, queries
from cotmoc.domain.access import Permission
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.form_error import FormError
from cotmoc.domain.vi_numbers import parse_date
from cotmoc.web.directives.answering import answer, back_to, fragment, values_of
from cotmoc.web.request import ActorRequest, seen_version
from cotmoc.web.views import page

READ, REVIEW = Permission.READ_DIRECTIVE, Permission.REVIEW_DIRECTIVE


@page(READ, methods=("GET",))
def document(request: ActorRequest, pk: int) -> HttpResponse:
    """One document with its lit text, its tasks, what it cites and the numbers in it."""
    return render(request, "directives/document.html", values_of(request, pk))


@page(REVIEW, methods=("GET",))
def card(request: ActorRequest, pk: int) -> HttpResponse:
    """One card as it stands: what «Thôi» of a form puts back."""
    clause = queries.clause(request.actor, pk)
    if not request.htmx:
        return back_to(clause)
    return fragment(request, clause, "")


@page(REVIEW, methods=("POST",))
def accept(request: ActorRequest, pk: int) -> HttpResponse:
    """The clause becomes a task, or work that comes back where the card offered it and nobody unticked it."""
    once, last = _repeat_of(request)
    clause = actions.accept(
        pk, by=request.actor, at=request.at, version=seen_version(request), once=once, last=last
    )
    return answer(request, clause, _("đã xác nhận và giao"), move=True)


def _repeat_of(request: ActorRequest) -> tuple[bool, date | None]:
    """Whether it is given once only, and else the last day that was sent. Raises Problem(BAD_VALUE)."""
    if "offered" in request.POST and "repeat" not in request.POST:
        return True, None
    try:
        return False, parse_date(text) if (text := request.POST.get("last", "").strip()[:20]) else None
    except FormError as error:
        raise Problem(BAD_VALUE, field="last", why=Said(error.vi, error.en)) from None


@page(REVIEW, methods=("POST",))
def reject(request: ActorRequest, pk: int) -> HttpResponse:
    """The clause is no task."""
    clause = actions.reject(pk, by=request.actor, at=request.at, version=seen_version(request))
    return answer(request, clause, _("đã từ chối"), move=True)


@page(REVIEW, methods=("POST",))
def restore(request: ActorRequest, pk: int) -> HttpResponse:
    """Take the last decision on this clause back."""
    was = queries.places(request.actor, pk)
    clause = actions.restore(pk, by=request.actor, at=request.at, version=seen_version(request))
    return answer(request, clause, _("đã hoàn tác"), was=was if clause.pk != pk else None, undo=False)


@page(REVIEW, methods=("POST",))
def merge(request: ActorRequest, pk: int) -> HttpResponse:
    """This clause and the next become one."""
    was = queries.places(request.actor, pk)
    clause = actions.merge(pk, by=request.actor, at=request.at, version=seen_version(request))
    return answer(request, clause, _("đã gộp với nhiệm vụ kế tiếp"), was=was)


@page(REVIEW, methods=("POST",))
def reread(request: ActorRequest, pk: int) -> HttpResponse:
    """Read the document again: drafts nobody touched give way to what the reader finds today."""
    done = actions.reread(pk, by=request.actor, at=request.at)
    if not (done.came or done.went):
        text = _("Đã đọc lại: không có gì đổi.")
    else:
        text = _("Đã đọc lại: thêm %(came)s bản nháp, bỏ %(went)s; %(kept)s việc đã có người xem giữ nguyên.")
    messages.success(request, text % {"came": done.came, "went": done.went, "kept": done.kept})
    return HttpResponseRedirect(reverse("directive", args=[pk]) + "#ra-soat")


@page(REVIEW, methods=("POST",))
def accept_rest(request: ActorRequest, pk: int) -> HttpResponse:
    """Accept everything that still waits, once where that was ticked; what cannot be accepted keeps waiting
    and is named."""
    once = request.POST.get("once") == "1"
    accepted, left = actions.accept_all(pk, by=request.actor, at=request.at, once=once)
    count = len(accepted)
    text = ngettext("Đã giao %(count)s nhiệm vụ.", "Đã giao %(count)s nhiệm vụ.", count) % {"count": count}
    if count:
        messages.success(request, text)
    if left:
        more = ngettext(
            "Còn %(count)s nhiệm vụ chưa giao được: xem ghi chú trên từng thẻ.",
            "Còn %(count)s nhiệm vụ chưa giao được: xem ghi chú trên từng thẻ.",
            len(left),
        )
        messages.warning(request, more % {"count": len(left)})
    return HttpResponseRedirect(reverse("directive", args=[pk]))
