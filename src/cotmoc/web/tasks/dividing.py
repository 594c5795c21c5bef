"""A part of a task, given by hand: to whom its giver or its lead may give it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cotmoc.domain.access import Permission, permits, reaches
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_FOUND, NOT_PERMITTED
from cotmoc.domain.working_time import Shift
from cotmoc.organisations import queries as organisations
from cotmoc.tasks import actions, queries
from cotmoc.web.request import ActorRequest
from cotmoc.web.tasks.assigning import grouped, ticked_bodies, told_parts
from cotmoc.web.tasks.forms import Assign
from cotmoc.web.tasks.placing import offered
from cotmoc.web.views import page

if TYPE_CHECKING:
    from cotmoc.tasks.models import Task


@page(Permission.DIVIDE_TASK)
def divide(request: ActorRequest, pk: int) -> HttpResponse:
    """The form of a part; who only leads the task may name bodies under it or beside it."""
    parent = queries.task(request.actor, pk)
    if not queries.may_divide(request.actor, parent):
        raise Problem(NOT_FOUND, thing="nhiệm vụ")
    known, givers = _whom(request, parent)
    if request.method != "POST":
        first = {"giver": parent.lead_id, "given_on": request.today, "due_on": parent.due_on}
        form = offered(request, Assign(givers=givers, initial=first))
        return _shown(request, parent, form, known, QueryDict())
    form, status = offered(request, Assign(request.POST, givers=givers)), 422
    try:
        if form.is_valid():
            made = _make(request, form.cleaned_data, parent)
            messages.success(request, _("Đã giao nhiệm vụ."))
            return HttpResponseRedirect(reverse("task", args=[made.pk]))
    except Problem as problem:
        if problem.entry is NOT_PERMITTED:
            raise
        status = problem.entry.http
        form.is_valid()
        place = problem.field if problem.field in form.fields else None
        form.add_error(place, problem.text(get_language() or "vi"))
    return _shown(request, parent, form, known, request.POST, status)


def _whom(request: ActorRequest, parent: Task) -> tuple[list[Any], list[tuple[int, str]]]:
    """Whom a part may be given to, and by whom."""
    actor = request.actor
    known = list(organisations.agencies(actor, on=request.today))
    givers = [(one.pk, one.name) for one in known if reaches(actor, one.pk)]
    if permits(actor, Permission.ASSIGN_TASK):
        return known, givers
    roles = {role.agency_id: role.role for role in parent.roles.all()}
    near = [one for one in known if reaches(actor, one.pk) or roles.get(one.pk) == "coordinating"]
    return near, [(pk, name) for pk, name in givers if roles.get(pk) == "lead"]


def _make(request: ActorRequest, said: dict[str, Any], parent: Task) -> Task:
    each = said.pop("each")
    first = ticked_bodies(request.POST, "accountable")
    order = actions.Order(
        **{**said, "shift": Shift(said["shift"] or Shift.NONE)},
        leads=ticked_bodies(request.POST, "lead"),
        coordinating=ticked_bodies(request.POST, "coord"),
        **told_parts(request.POST),
        accountable=None if each else next(iter(first), None),
        parent=parent.pk,
    )
    act = actions.assign_each if each else actions.assign
    return act(order, by=request.actor, at=request.at)


def _shown(
    request: ActorRequest, parent: Task, form: Assign, known: list[Any], sent: QueryDict, status: int = 200
) -> HttpResponse:
    values = {"form": form, "groups": grouped(known, sent), "parent": parent}
    return render(request, "tasks/assign.html", values, status=status)
