"""Assigning by hand: the order on the left, every body with its part on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cotmoc.domain.access import Permission, reaches
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE, NOT_PERMITTED
from cotmoc.domain.form_error import FormError
from cotmoc.domain.recurrence import Occurrence, Recurrence, describe
from cotmoc.domain.vi_numbers import parse_date
from cotmoc.domain.working_time import Shift
from cotmoc.organisations import queries as organisations
from cotmoc.tasks import actions
from cotmoc.tasks import queries as tasks
from cotmoc.web.request import ActorRequest
from cotmoc.web.tasks.forms import Assign
from cotmoc.web.tasks.placing import offered
from cotmoc.web.tasks.repeating import Repeat
from cotmoc.web.views import page

_PART_DUE, _PART_SHIFT = "part_due-", "part_shift-"
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
    part_due: str = ""
    part_shift: str = ""


@page(Permission.ASSIGN_TASK)
def assign(request: ActorRequest) -> HttpResponse:
    """The form; on sending, the new task or the heading over the units' tasks."""
    known = list(organisations.agencies(request.actor, on=request.today))
    givers = [(one.pk, one.name) for one in known if reaches(request.actor, one.pk)]
    if request.method != "POST":
        first = {"giver": request.actor.agency, "given_on": request.today}
        repeat = Repeat(initial={"last": date(request.today.year, 12, 31)})
        form = offered(request, Assign(givers=givers, initial=first))
        return shown(request, form, repeat, known, QueryDict())
    form = offered(request, Assign(request.POST, givers=givers))
    repeat = Repeat(request.POST)
    if "preview" in request.POST:
        return previewed(request, form, repeat, known)
    status = 422
    try:
        if form.is_valid() & repeat.is_valid():
            return HttpResponseRedirect(_made(request, form.cleaned_data, repeat))
    except Problem as problem:
        status = place(problem, form, repeat)
    return shown(request, form, repeat, known, request.POST, status)


def _made(request: ActorRequest, said: dict[str, Any], repeat: Repeat) -> str:
    """Give the task or order what comes back; where to go then."""
    each = said.pop("each")
    leads, first = ticked_bodies(request.POST, "lead"), ticked_bodies(request.POST, "accountable")
    order = actions.Order(
        **{**said, "shift": Shift(said["shift"] or Shift.NONE)},
        leads=leads,
        coordinating=ticked_bodies(request.POST, "coord"),
        **told_parts(request.POST),
        accountable=None if each else next(iter(first), None),
    )
    if repeat.rule is not None:
        row = actions.recur(order, repeat.rule, each=each, by=request.actor, at=request.at)
        messages.success(request, _("Đã giao việc định kỳ."))
        return f"{reverse('recurrences')}#r{row.pk}"
    act = actions.assign_each if each else actions.assign
    made = act(order, by=request.actor, at=request.at)
    messages.success(request, _("Đã giao nhiệm vụ."))
    return reverse("task", args=[made.pk])


_OF_RULE = {"until": "last", "rule": "rhythm"}


def place(problem: Problem, form: Form, repeat: Repeat) -> int:
    """Put a catalogued failure beside its field in one of the two forms; its status."""
    if problem.entry is NOT_PERMITTED:
        raise problem
    form.is_valid()
    told = problem.text(get_language() or "vi")
    if problem.field in _OF_RULE:
        repeat.is_valid()
        repeat.add_error(_OF_RULE[problem.field], told)
    else:
        form.add_error(problem.field if problem.field in form.fields else None, told)
    return problem.entry.http


def previewed(
    request: ActorRequest, form: Form, repeat: Repeat, known: list[Any], **more: Any
) -> HttpResponse:
    """The next days of the rule as it is told so far; nothing is kept. Of a form all is kept as typed."""
    repeat.is_valid()
    form.is_valid()
    starts = form.cleaned_data.get("given_on") or request.today
    values: dict[str, Any] = {"words": describe(repeat.rule) if repeat.rule else "", "repeat": repeat}
    try:
        values["coming"] = _coming(repeat.rule, starts)
    except Problem as problem:
        repeat.add_error(None, problem.text(get_language() or "vi"))
    if request.htmx:
        return render(request, "tasks/coming.html", values)
    form.errors.clear()
    return shown(request, form, repeat, known, request.POST, preview=values, **more)


def _coming(rule: Recurrence | None, starts: date) -> Sequence[Occurrence]:
    if rule is None or (rule.until is not None and rule.until <= starts):
        return ()
    return tasks.coming_days(rule if rule.starts else replace(rule, starts=starts), on=starts)


def shown(
    request: ActorRequest,
    form: Form,
    repeat: Repeat,
    known: list[Any],
    sent: QueryDict,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The page with both forms and the bodies."""
    values = {"form": form, "repeat": repeat, "groups": grouped(known, sent), **more}
    return render(request, "tasks/assign.html", values, status=status)


def grouped(known: list[Any], sent: QueryDict) -> list[tuple[str, list[Body]]]:
    """The bodies by level with what is ticked for each, as ``tasks/pick.html`` shows them."""
    ticked = {name: set(sent.getlist(name)) for name in ("lead", "coord", "accountable")}
    bodies = [
        Body(
            one.pk,
            one.name,
            one.level,
            **{name: str(one.pk) in chosen for name, chosen in ticked.items()},
            part_due=str(sent.get(f"{_PART_DUE}{one.pk}", ""))[:40],
            part_shift=str(sent.get(f"{_PART_SHIFT}{one.pk}", "")),
        )
        for one in known
    ]
    labels = {
        "province": _("Cấp tỉnh"),
        "district": _("Cấp huyện"),
        "commune": _("Cấp xã"),
        "post": _("Đồn, trạm"),
    }
    groups = [(labels[level], [one for one in bodies if one.level == level]) for level in _LEVELS]
    return [group for group in groups if group[1]]


def told_parts(sent: QueryDict) -> dict[str, Any]:
    """The days that stand beside bodies in the matrix, and what each becomes on a day off.

    As ``part_due`` and ``part_shift`` of an order; the shift of a body without a day is left aside. Raises
    Problem(BAD_VALUE).
    """
    days = _told_days(sent)
    shifts = {body: str(sent.get(f"{_PART_SHIFT}{body}", "")) for body in days}
    if wrong := [one for one in shifts.values() if one and one not in set(Shift)]:
        why = _("không có cách dời «%(told)s»") % {"told": wrong[0][:40]}
        raise Problem(BAD_VALUE, field="part_shift", why=why)
    return {"part_due": days, "part_shift": {body: Shift(one) for body, one in shifts.items() if one}}


def _told_days(sent: QueryDict) -> dict[int, date]:
    found = {}
    for name in sent:
        pk, text = name.removeprefix(_PART_DUE), str(sent[name]).strip()
        if not (name.startswith(_PART_DUE) and text and pk.isascii() and pk.isdigit() and len(pk) < 16):
            continue
        try:
            found[int(pk)] = parse_date(text[:40])
        except FormError as error:
            raise Problem(BAD_VALUE, field="part_due", why=Said(error.vi, error.en)) from None
    return found


def ticked_bodies(sent: QueryDict, name: str) -> list[int]:
    """The bodies ticked in a column of the matrix. Raises Problem(BAD_VALUE)."""
    values = sent.getlist(name)
    if any(not (one.isascii() and one.isdigit() and len(one) < 16) for one in values):
        raise Problem(BAD_VALUE, field="leads", why=_("không phải số"))
    return [int(one) for one in values]
