"""Assigning by hand: the order on the left, every body with its part on the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cotmoc.domain.access import Permission, permits, reaches
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND, NOT_PERMITTED
from cotmoc.organisations import queries as organisations
from cotmoc.tasks import actions, queries
from cotmoc.web.request import ActorRequest
from cotmoc.web.tasks.forms import Assign
from cotmoc.web.views import page

if TYPE_CHECKING:
    from cotmoc.tasks.models import Task

_LEVELS = ("province", "district", "commune", "post")


@dataclass(frozen=True, slots=True)
class Body:
    """A body of the matrix and what is ticked for it."""

    pk: int
    name: str
    level: str
    lead: bool
    coord: bool
    accountable: bool


@page(Permission.ASSIGN_TASK)
def assign(request: ActorRequest) -> HttpResponse:
    """The form; on sending, the new task or the heading over the units' tasks."""
    return _assigning(request, None)


@page(Permission.DIVIDE_TASK)
def divide(request: ActorRequest, pk: int) -> HttpResponse:
    """The same for a part of a task; who only leads it may name bodies under it or beside it."""
    parent = queries.task(request.actor, pk)
    if not queries.may_divide(request.actor, parent):
        raise Problem(NOT_FOUND, thing="nhiệm vụ")
    return _assigning(request, parent)


def _assigning(request: ActorRequest, parent: Task | None) -> HttpResponse:
    known = list(organisations.agencies(request.actor, on=request.today))
    givers = [(one.pk, one.name) for one in known if reaches(request.actor, one.pk)]
    first = {"giver": request.actor.agency, "given_on": request.today}
    if parent is not None:
        known, givers = _of_part(request, parent, known, givers)
        first |= {"giver": parent.lead_id, "due_on": parent.due_on}
    if request.method != "POST":
        return _shown(request, Assign(givers=givers, initial=first), known, QueryDict(), parent)
    form = Assign(request.POST, givers=givers)
    status = 422
    try:
        leads, coordinating = ticked_bodies(request.POST, "lead"), ticked_bodies(request.POST, "coord")
        accountable = next(iter(ticked_bodies(request.POST, "accountable")), None)
        if form.is_valid():
            made = _make(request, form.cleaned_data, leads, coordinating, accountable, parent)
            messages.success(request, _("Đã giao nhiệm vụ."))
            return HttpResponseRedirect(reverse("task", args=[made.pk]))
    except Problem as problem:
        if problem.entry is NOT_PERMITTED:
            raise
        status = problem.entry.http
        form.is_valid()
        place = problem.field if problem.field in form.fields else None
        form.add_error(place, problem.text(get_language() or "vi"))
    return _shown(request, form, known, request.POST, parent, status)


def _of_part(
    request: ActorRequest, parent: Task, known: list[Any], givers: list[tuple[int, str]]
) -> tuple[list[Any], list[tuple[int, str]]]:
    """Whom a part may be given to, and by whom."""
    actor = request.actor
    if permits(actor, Permission.ASSIGN_TASK):
        return known, givers
    roles = {role.agency_id: role.role for role in parent.roles.all()}
    near = [one for one in known if reaches(actor, one.pk) or roles.get(one.pk) == "coordinating"]
    return near, [(pk, name) for pk, name in givers if roles.get(pk) == "lead"]


def _make(
    request: ActorRequest,
    said: dict[str, Any],
    leads: list[int],
    coordinating: list[int],
    first: int | None,
    parent: Task | None,
) -> Any:
    order = actions.Order(
        title=said["title"],
        detail=said["detail"],
        giver=said["giver"],
        leads=leads,
        coordinating=coordinating,
        accountable=None if said["each"] else first,
        due_on=said["due_on"],
        given_on=said["given_on"],
        recurrence=said["recurrence"],
        external_id=said["external_id"],
        parent=None if parent is None else parent.pk,
    )
    act = actions.assign_each if said["each"] else actions.assign
    return act(order, by=request.actor, at=request.at)


def _shown(
    request: ActorRequest,
    form: Assign,
    known: list[Any],
    sent: QueryDict,
    parent: Task | None,
    status: int = 200,
) -> HttpResponse:
    values = {"form": form, "groups": grouped(known, sent), "parent": parent}
    return render(request, "tasks/assign.html", values, status=status)


def grouped(known: list[Any], sent: QueryDict) -> list[tuple[str, list[Body]]]:
    """The bodies by level with what is ticked for each, as ``tasks/pick.html`` shows them."""
    ticked = {name: set(sent.getlist(name)) for name in ("lead", "coord", "accountable")}
    bodies = [
        Body(one.pk, one.name, one.level, *(str(one.pk) in ticked[name] for name in ticked)) for one in known
    ]
    labels = {
        "province": _("Cấp tỉnh"),
        "district": _("Cấp huyện"),
        "commune": _("Cấp xã"),
        "post": _("Đồn, trạm"),
    }
    groups = [(labels[level], [one for one in bodies if one.level == level]) for level in _LEVELS]
    return [group for group in groups if group[1]]


def ticked_bodies(sent: QueryDict, name: str) -> list[int]:
    """The bodies ticked in a column of the matrix. Raises Problem(BAD_VALUE)."""
    values = sent.getlist(name)
    if any(not (one.isascii() and one.isdigit() and len(one) < 16) for one in values):
        raise Problem(BAD_VALUE, field="leads", why=_("không phải số"))
    return [int(one) for one in values]
