"""Taking a step with a plan: one action, then the plan again; what cannot be taken stays as it was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cotmoc.domain.access import Permission
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_FOUND, NOT_PERMITTED
from cotmoc.plans import actions, queries
from cotmoc.plans.queries import Step
from cotmoc.web.plans.shown import form_of, offer, one
from cotmoc.web.request import ActorRequest, seen_version
from cotmoc.web.views import View, page


def _step(step: Step, permission: Permission, act: Callable[..., Any], said: Callable[[], str]) -> View:
    @page(permission)
    def view(request: ActorRequest, pk: int) -> HttpResponse:
        back = reverse("plan", args=[pk])
        if request.method != "POST":
            return HttpResponseRedirect(f"{back}#{step.value}")
        row = queries.plan(request.actor, pk)
        form, status = form_of(step, row, request.POST), 422
        seen = {} if step is Step.REVIEW else {"version": seen_version(request)}
        if form.is_valid():
            try:
                act(pk, by=request.actor, at=request.at, **seen, **form.cleaned_data)
            except Problem as problem:
                if problem.entry in (NOT_PERMITTED, NOT_FOUND):
                    raise
                status = problem.entry.http
                place = problem.field if problem.field in form.fields else None
                form.add_error(place, _at_line(problem) + problem.text(get_language() or "vi"))
            else:
                messages.success(request, said())
                return HttpResponseRedirect(back)
        row = queries.plan(request.actor, pk)  # what stands now
        return one(request, row, offer(row, step, form), status)

    return view


def _at_line(problem: Problem) -> str:
    """Which line stops the step: its field is on no form here."""
    _name, _dash, number = (problem.field or "").partition("-")
    return _("Việc %(n)s: ") % {"n": number} if number.isdigit() else ""


submit = _step(Step.SUBMIT, Permission.SUBMIT_PLAN, actions.submit, lambda: _("Đã trình kế hoạch."))
send_back = _step(Step.RETURN, Permission.APPROVE_PLAN, actions.send_back, lambda: _("Đã trả lại kế hoạch."))
approve = _step(
    Step.APPROVE,
    Permission.APPROVE_PLAN,
    actions.approve,
    lambda: _("Đã duyệt; các việc của kế hoạch nay được theo dõi như nhiệm vụ."),
)
withdraw = _step(Step.WITHDRAW, Permission.SUBMIT_PLAN, actions.withdraw, lambda: _("Đã rút."))
review = _step(Step.REVIEW, Permission.APPROVE_PLAN, actions.review, lambda: _("Đã ghi đánh giá."))
