"""Recording money: what is assigned, what is disbursed, and entries that were wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cotmoc.domain.access import Permission
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.organisations import queries as organisations
from cotmoc.programmes import actions, queries
from cotmoc.web.programmes.forms import AllocateForm, CancelForm, DisburseForm
from cotmoc.web.programmes.sheet import Sheet, filled
from cotmoc.web.programmes.shown import named
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page
from cotmoc.web.words import day, number

if TYPE_CHECKING:
    from cotmoc.programmes.models import Allocation, Programme

_SOURCE = ("agency", "year", "level", "nature", "vintage")


@page(Permission.WRITE_PROGRAMME)
def allocate(request: ActorRequest, pk: int) -> HttpResponse:
    """A decision that assigns money; ``khoan`` names a line that it adjusts, ``noi-dung`` its component."""
    row = queries.programme(request.actor, pk)
    _only(queries.may_write(request.actor, row))
    adjusted = _adjusted(request, row)
    form = _form(request, row, adjusted)
    sheet = Sheet(
        _("Điều chỉnh vốn giao") if adjusted else _("Giao vốn"),
        _("Mỗi nguồn ghi riêng; cùng cơ quan, nội dung, năm và nguồn thì cộng vào khoản đã có."),
        reverse("programme", args=[pk]),
        row.title,
        _("Ghi vốn giao"),
        _("Đã ghi vốn giao."),
    )

    def act() -> str:
        said = dict(form.cleaned_data)
        source = actions.Source(**{name: said.pop(name) for name in _SOURCE})
        made = actions.allocate(said.pop("component"), source, by=request.actor, at=request.at, **said)
        return reverse("allocation", args=[made.allocation_id])

    return filled(request, form, sheet, act)


@page(Permission.DISBURSE_MONEY)
def disburse(request: ActorRequest, pk: int) -> HttpResponse:
    """What was paid out of a line of money."""
    row = queries.allocation(request.actor, pk, on=request.today)
    _only(queries.may_disburse(request.actor, row))
    form = DisburseForm(request.POST or None)
    left = queries.line_of(row, request.today).sums.left
    sheet = Sheet(
        _("Ghi giải ngân"),
        _("%(source)s. Còn lại %(left)s đồng.") % {"source": _named(row, request), "left": number(left)},
        reverse("allocation", args=[pk]),
        row.agency.name,
        _("Ghi giải ngân"),
        _("Đã ghi giải ngân."),
    )

    def act() -> str:
        actions.disburse(pk, by=request.actor, at=request.at, **form.cleaned_data)
        return reverse("allocation", args=[pk])

    return filled(request, form, sheet, act)


@page(Permission.WRITE_PROGRAMME)
def cancel_assignment(request: ActorRequest, pk: int, entry: int) -> HttpResponse:
    """Take back a decision that was recorded wrongly."""
    row = queries.allocation(request.actor, pk, on=request.today)
    _only(queries.may_write(request.actor, row.component.programme))
    return _cancel(request, row, row.assignments.all(), entry, actions.cancel_assignment)


@page(Permission.DISBURSE_MONEY)
def cancel_disbursement(request: ActorRequest, pk: int, entry: int) -> HttpResponse:
    """Take back a payment that was recorded wrongly."""
    row = queries.allocation(request.actor, pk, on=request.today)
    _only(queries.may_disburse(request.actor, row))
    return _cancel(request, row, row.disbursements.all(), entry, actions.cancel_disbursement)


def _cancel(
    request: ActorRequest, row: Allocation, entries: Any, entry: int, cancel: Callable[..., Any]
) -> HttpResponse:
    known = next((one for one in entries if one.pk == entry), None)
    if known is None:
        raise Problem(NOT_FOUND, thing=_("khoản này"))
    form = CancelForm(request.POST or None)
    values = {"amount": number(known.amount), "day": day(known.on), "number": known.number}
    sheet = Sheet(
        _("Hủy khoản ghi sai"),
        _("%(amount)s đồng, %(day)s, %(number)s. Khoản đã hủy vẫn hiện, gạch ngang, kèm lý do.") % values,
        reverse("allocation", args=[row.pk]),
        row.agency.name,
        _("Hủy khoản này"),
        _("Đã hủy khoản ghi sai."),
    )

    def act() -> str:
        cancel(entry, by=request.actor, at=request.at, **form.cleaned_data)
        return reverse("allocation", args=[row.pk])

    return filled(request, form, sheet, act)


def _adjusted(request: ActorRequest, row: Programme) -> Allocation | None:
    text = request.GET.get("khoan", "")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        return None
    found = queries.allocation(request.actor, int(text), on=request.today)
    return found if found.component.programme_id == row.pk else None


def _form(request: ActorRequest, row: Programme, adjusted: Allocation | None) -> AllocateForm:
    first: dict[str, Any] = {"year": request.today.year, "component": request.GET.get("noi-dung")}
    known = list(organisations.agencies(request.actor, on=request.today).values_list("pk", "name"))
    if adjusted is not None:
        names = ("year", "level", "nature", "vintage")
        first = {name: getattr(adjusted, name) for name in names}
        first |= {"component": adjusted.component_id, "agency": adjusted.agency_id}
        if adjusted.agency_id not in dict(known):
            known.append((adjusted.agency_id, adjusted.agency.name))
    form = AllocateForm(request.POST or None, initial=first)
    parts = [(one.pk, f"{one.code}. {one.title}") for one in row.components.all()]
    form.fields["component"].choices = [("", "–"), *parts]  # type: ignore[attr-defined]
    form.fields["agency"].choices = [("", "–"), *known]  # type: ignore[attr-defined]
    return form


def _named(row: Allocation, request: ActorRequest) -> str:
    one = named(queries.line_of(row, request.today))
    return f"{one.level}, {one.nature}, {one.vintage}"


def _only(may: bool) -> None:
    """For who may not, the form does not exist."""
    if not may:
        raise Problem(NOT_FOUND, thing=_("trang này"))
