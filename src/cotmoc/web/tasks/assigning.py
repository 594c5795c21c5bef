"""Assigning by hand: the order on the left, every body with its part on the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cotmoc.domain.access import Permission, reaches
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, NOT_PERMITTED
from cotmoc.organisations import queries as organisations
from cotmoc.tasks import actions
from cotmoc.web.request import ActorRequest
from cotmoc.web.tasks.forms import Assign
from cotmoc.web.views import page

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
    known = list(organisations.agencies(request.actor, on=request.today))
    givers = [(one.pk, one.name) for one in known if reaches(request.actor, one.pk)]
    if request.method != "POST":
        first = {"giver": request.actor.agency, "given_on": request.today}
        return _shown(request, Assign(givers=givers, initial=first), known, QueryDict())
    form = Assign(request.POST, givers=givers)
    status = 422
    try:
        leads, coordinating = ticked_bodies(request.POST, "lead"), ticked_bodies(request.POST, "coord")
        accountable = next(iter(ticked_bodies(request.POST, "accountable")), None)
        if form.is_valid():
            made = _make(request, form.cleaned_data, leads, coordinating, accountable)
            messages.success(request, _("Đã giao nhiệm vụ."))
            return HttpResponseRedirect(reverse("task", args=[made.pk]))
    except Problem as problem:
        if problem.entry is NOT_PERMITTED:
            raise
        status = problem.entry.http
        form.is_valid()
        place = problem.field if problem.field in form.fields else None
        form.add_error(place, problem.text(get_language() or "vi"))
    return _shown(request, form, known, request.POST, status)


def _make(
    request: ActorRequest, said: dict[str, Any], leads: list[int], coordinating: list[int], first: int | None
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
    )
    act = actions.assign_each if said["each"] else actions.assign
    return act(order, by=request.actor, at=request.at)


def _shown(
    request: ActorRequest, form: Assign, known: list[Any], sent: QueryDict, status: int = 200
) -> HttpResponse:
    values = {"form": form, "groups": grouped(known, sent)}
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
