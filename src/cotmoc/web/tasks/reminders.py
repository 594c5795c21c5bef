"""What this person is reminded of today: the digest that also goes by mail, and to which address."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cotmoc.domain.access import Permission
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.organisations import actions as organisations
from cotmoc.organisations import queries as known
from cotmoc.tasks import actions, queries
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page


@page(Permission.READ_TASK, methods=("GET",))
def reminders(request: ActorRequest) -> HttpResponse:
    """The page of today's reminders; the number in the menu is gone for today."""
    return _shown(request)


@page(Permission.READ_TASK, methods=("POST",))
def address(request: ActorRequest) -> HttpResponse:
    """To which address one's own letters go."""
    email = request.POST.get("email", "")
    person = known.own_account(request.actor)
    try:
        organisations.keep_address(person=person, email=email, by=request.actor)
    except Problem as problem:
        if problem.entry is not BAD_VALUE:
            raise
        return _shown(request, email[:254], problem.text(get_language() or "vi"))
    messages.success(request, _("Đã ghi địa chỉ thư điện tử."))
    return redirect("task_reminders")


def _shown(request: ActorRequest, typed: str | None = None, wrong: str = "") -> HttpResponse:
    if queries.reminders_unseen(request.actor, on=request.today):
        actions.see_reminders(by=request.actor, at=request.at)
    digest = queries.digest_of(request.actor, on=request.today)
    own = known.own_account(request.actor).email if request.actor.person is not None else None
    values = {"digest": digest, "email": own if typed is None else typed, "own": own, "wrong": wrong}
    return render(request, "tasks/reminders.html", values, status=422 if wrong else 200)
