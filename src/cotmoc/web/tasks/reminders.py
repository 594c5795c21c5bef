"""What this person is reminded of today: the digest that also goes by mail."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from cotmoc.domain.access import Permission
from cotmoc.tasks import actions, queries
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page


@page(Permission.READ_TASK, methods=("GET",))
def reminders(request: ActorRequest) -> HttpResponse:
    """The page of today's reminders; the number in the menu is gone for today."""
    if queries.reminders_unseen(request.actor, on=request.today):
        actions.see_reminders(by=request.actor, at=request.at)
    digest = queries.digest_of(request.actor, on=request.today)
    return render(request, "tasks/reminders.html", {"digest": digest})
