"""Work that comes back: the list with the next days, changing it, stopping it, making what has come."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cotmoc.directives import queries as directives
from cotmoc.domain.access import Permission, permits, reaches
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_FOUND, NOT_PERMITTED
from cotmoc.organisations import queries as organisations
from cotmoc.tasks import actions, queries
from cotmoc.tasks.queries import Recurring
from cotmoc.web.request import ActorRequest, seen_version
from cotmoc.web.tasks.assigning import place, previewed, shown, ticked_bodies
from cotmoc.web.tasks.forms import Reorder, Stop
from cotmoc.web.tasks.placing import offered
from cotmoc.web.tasks.repeating import Repeat
from cotmoc.web.views import page

_KEPT = ("title", "detail", "giver", "external_id", "function")


@page(Permission.READ_TASK, methods=("GET",))
def recurrences(request: ActorRequest) -> HttpResponse:
    """What comes back, or with ``?da-dung=1`` what was stopped."""
    return _listed(request)


@page(Permission.ASSIGN_TASK)
def make(request: ActorRequest) -> HttpResponse:
    """Make what has come now, without waiting for the hour."""
    if request.method == "POST":
        made = len(actions.make_occurrences(by=request.actor, at=request.at).tasks)
        text = ngettext("Đã giao %(n)s nhiệm vụ.", "Đã giao %(n)s nhiệm vụ.", made) % {"n": made}
        messages.success(request, text if made else _("Chưa có lần nào đến kỳ."))
    return HttpResponseRedirect(reverse("recurrences"))


@page(Permission.ASSIGN_TASK)
def stop(request: ActorRequest, pk: int) -> HttpResponse:
    """Nothing more is made, for a reason."""
    if request.method != "POST":
        return HttpResponseRedirect(f"{reverse('recurrences')}#r{pk}")
    queries.recurrence(request.actor, pk, on=request.today)
    form = Stop(request.POST, auto_id=f"stop{pk}-%s")
    status = 422
    try:
        if form.is_valid():
            actions.stop_recurrence(pk, reason=form.cleaned_data["reason"], by=request.actor, at=request.at)
            messages.success(request, _("Đã dừng việc định kỳ; các nhiệm vụ đã giao giữ nguyên."))
            return HttpResponseRedirect(reverse("recurrences"))
    except Problem as problem:
        if problem.entry in (NOT_PERMITTED, NOT_FOUND):
            raise
        status = problem.entry.http
        form.add_error(None, problem.text(get_language() or "vi"))
    return _listed(request, sent={pk: form}, status=status)


@page(Permission.ASSIGN_TASK)
def change(request: ActorRequest, pk: int) -> HttpResponse:
    """What is ordered each time and by which rule, from now on."""
    found = queries.recurrence(request.actor, pk, on=request.today)
    if request.method != "POST" and not queries.may_change(request.actor, found):
        raise Problem(NOT_FOUND, thing=_("việc định kỳ này"))
    known = list(organisations.agencies(request.actor, on=request.today))
    givers = [(one.pk, one.name) for one in known if reaches(request.actor, one.pk)]
    asked: dict[str, Any] = {"old": found.rule, "words": found.words}
    if request.method != "POST":
        order = actions.order_of(found.row)
        first = {name: getattr(order, name) for name in _KEPT}
        form = offered(request, Reorder(givers=givers, initial=first))
        repeat = Repeat(**asked)
        return shown(request, form, repeat, known, _ticked(order), changed=found)
    form = offered(request, Reorder(request.POST, givers=givers))
    repeat = Repeat(request.POST, **asked)
    if "preview" in request.POST:
        return previewed(request, form, repeat, known, changed=found)
    status = 422
    try:
        if form.is_valid() & repeat.is_valid():
            _change(request, found, form.cleaned_data, repeat)
            messages.success(request, _("Đã đổi việc định kỳ; các nhiệm vụ đã giao giữ nguyên."))
            return HttpResponseRedirect(f"{reverse('recurrences')}#r{pk}")
    except Problem as problem:
        if problem.entry is NOT_FOUND:
            raise
        status = place(problem, form, repeat)
    return shown(request, form, repeat, known, request.POST, status, changed=found)


def _change(request: ActorRequest, found: Recurring, said: dict[str, Any], repeat: Repeat) -> None:
    order = replace(
        actions.order_of(found.row),
        **said,
        leads=ticked_bodies(request.POST, "lead"),
        coordinating=ticked_bodies(request.POST, "coord"),
        accountable=next(iter(ticked_bodies(request.POST, "accountable")), None),
    )
    actions.change_recurrence(
        found.row.pk,
        order=order,
        rule=repeat.rule,
        by=request.actor,
        at=request.at,
        version=seen_version(request),
    )


def _ticked(order: actions.Order) -> QueryDict:
    """The bodies of an order as the matrix sends them."""
    ticked = QueryDict(mutable=True)
    ticked.setlist("lead", [str(body) for body in order.leads])
    ticked.setlist("coord", [str(body) for body in order.coordinating])
    ticked.setlist("accountable", [str(order.accountable)])
    return ticked


def _listed(request: ActorRequest, *, sent: dict[int, Stop] | None = None, status: int = 200) -> HttpResponse:
    stopped = request.GET.get("da-dung") == "1"
    found = queries.recurrences(request.actor, on=request.today, stopped=stopped)
    language = get_language() or "vi"
    clauses = directives.clauses_of(request.actor, [one.row.pk for one in found])
    rows = [
        {
            "told": one,
            "clause": clauses.get(one.row.pk),
            "leads": [role.agency.name for role in one.row.roles.all() if role.role == "lead"],
            "trouble": one.trouble.text(language) if one.trouble else "",
            "stop": (sent or {}).get(one.row.pk) or Stop(auto_id=f"stop{one.row.pk}-%s"),
            "may_change": queries.may_change(request.actor, one),
        }
        for one in found
    ]
    values = {
        "rows": rows,
        "stopped": stopped,
        "may_assign": permits(request.actor, Permission.ASSIGN_TASK),
    }
    return render(request, "tasks/recurrences.html", values, status=status)
