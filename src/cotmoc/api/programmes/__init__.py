"""Programmes over HTTP: list, write, components, money assigned, disbursed and cancelled."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from cotmoc.api.asking import asker, moment
from cotmoc.api.frame import needs
from cotmoc.api.once import told_again
from cotmoc.api.programmes.schemas import (
    AllocationOut,
    BudgetYear,
    ComponentChange,
    ComponentDraft,
    EntryCancelled,
    MoneyAssigned,
    MoneyDisbursed,
    ProgrammeChange,
    ProgrammeDraft,
    ProgrammeOut,
    ProgrammeRow,
    SourceLists,
)
from cotmoc.domain.access import Permission
from cotmoc.domain.money_sources import SourceCode
from cotmoc.programmes import actions, queries

router = Router(tags=["programmes"])
_SOURCE = ("agency", "year", "level", "nature", "vintage")
READ, WRITE, DISBURSE = Permission.READ_PROGRAMME, Permission.WRITE_PROGRAMME, Permission.DISBURSE_MONEY


@router.get("", auth=needs(READ), response=list[ProgrammeRow], summary="Danh sách chương trình")
def listing(
    request: HttpRequest, year: BudgetYear | None = None, as_of: date | None = None
) -> list[dict[str, Any]]:
    """Every programme with its money of a budget year, this one by default, as of today or another day."""
    on = moment(request).date()
    found = queries.listed(asker(request), on=on, year=year, as_of=as_of)
    return [queries.listed_object(one, year=on.year if year is None else year) for one in found]


@router.post("", auth=needs(WRITE), response={201: ProgrammeOut}, summary="Lập chương trình")
def write(request: HttpRequest, said: ProgrammeDraft) -> Status[dict[str, Any]]:
    """Begin a programme."""
    made = actions.write(actions.Head(**said.dict()), by=asker(request))
    return Status(201, _one(request, made.pk))


@router.get("/sources", auth=needs(READ), response=SourceLists, summary="Các nguồn vốn")
def money_sources(request: HttpRequest) -> dict[str, Any]:
    """The codes of levels, natures and vintages."""
    known = queries.sources()
    return {name: _codes(getattr(known, name).values()) for name in ("levels", "natures", "vintages")}


@router.get("/{int:pk}", auth=needs(READ), response=ProgrammeOut, summary="Một chương trình")
def programme(
    request: HttpRequest, pk: int, year: BudgetYear | None = None, as_of: date | None = None
) -> dict[str, Any]:
    """One programme in a budget year, as of today or another day."""
    return _one(request, pk, year, as_of)


@router.post("/{int:pk}/change", auth=needs(WRITE), response=ProgrammeOut, summary="Sửa chương trình")
def change(request: HttpRequest, pk: int, said: ProgrammeChange) -> dict[str, Any]:
    """Write its words anew."""
    values = said.dict()
    version = values.pop("version")
    actions.change(pk, actions.Head(**values), by=asker(request), version=version)
    return _one(request, pk)


@router.post("/{int:pk}/components", auth=needs(WRITE), response={201: ProgrammeOut}, summary="Thêm nội dung")
def add_component(request: HttpRequest, pk: int, said: ComponentDraft) -> Status[dict[str, Any]]:
    """Add a part that has money of its own."""
    actions.add_component(pk, by=asker(request), **said.dict())
    return Status(201, _one(request, pk))


@router.post("/components/{int:pk}/change", auth=needs(WRITE), response=ProgrammeOut, summary="Sửa nội dung")
def change_component(request: HttpRequest, pk: int, said: ComponentChange) -> dict[str, Any]:
    """Correct the words of a component."""
    row = actions.change_component(pk, by=asker(request), **said.dict())
    return _one(request, row.programme_id)


@router.post("/allocations", auth=needs(WRITE), response={201: AllocationOut}, summary="Giao vốn")
def allocate(request: HttpRequest, said: MoneyAssigned) -> Status[dict[str, Any]]:
    """Record a decision that assigns money, or adjusts what was assigned of the same source."""
    values = said.dict()
    source = actions.Source(**{name: values.pop(name) for name in _SOURCE})
    component = values.pop("component")
    made = actions.allocate(component, source, by=asker(request), at=moment(request), **values)
    return Status(201, _money(request, made.allocation_id))


@router.get("/allocations/{int:pk}", auth=needs(READ), response=AllocationOut, summary="Một khoản vốn")
def allocation(request: HttpRequest, pk: int) -> dict[str, Any]:
    """One line of money with every entry."""
    return _money(request, pk)


@router.post(
    "/allocations/{int:pk}/disburse", auth=needs(DISBURSE), response={201: AllocationOut}, summary="Giải ngân"
)
def disburse(request: HttpRequest, pk: int, said: MoneyDisbursed) -> Status[dict[str, Any]]:
    """Record what was paid out."""
    actions.disburse(pk, by=asker(request), at=moment(request), **said.dict())
    return Status(201, _money(request, pk))


@router.post(
    "/assignments/{int:pk}/cancel", auth=needs(WRITE), response=AllocationOut, summary="Hủy khoản giao"
)
def cancel_assignment(request: HttpRequest, pk: int, said: EntryCancelled) -> dict[str, Any]:
    """Take back a decision that was recorded wrongly."""
    row = actions.cancel_assignment(pk, reason=said.reason, by=asker(request), at=moment(request))
    return _money(request, row.allocation_id)


@router.post(
    "/disbursements/{int:pk}/cancel",
    auth=needs(DISBURSE),
    response=AllocationOut,
    summary="Hủy khoản giải ngân",
)
def cancel_disbursement(request: HttpRequest, pk: int, said: EntryCancelled) -> dict[str, Any]:
    """Take back a payment that was recorded wrongly."""
    row = actions.cancel_disbursement(pk, reason=said.reason, by=asker(request), at=moment(request))
    return _money(request, row.allocation_id)


@told_again("programme.write", "programme.add_component")
def _made_again(request: HttpRequest, row: Any) -> Status[dict[str, Any]]:
    return Status(201, _one(request, int(row.thing_id)))


@told_again("programme.change", "programme.change_component")
def _again(request: HttpRequest, row: Any) -> dict[str, Any]:
    return _one(request, int(row.thing_id))


@told_again("programme.allocate", "programme.disburse")
def _moved_again(request: HttpRequest, row: Any) -> Status[dict[str, Any]]:
    return Status(201, _money(request, row.detail["allocation"]))


@told_again("programme.cancel_assignment", "programme.cancel_disbursement")
def _cancelled_again(request: HttpRequest, row: Any) -> dict[str, Any]:
    return _money(request, row.detail["allocation"])


def _one(request: HttpRequest, pk: int, year: int | None = None, as_of: date | None = None) -> dict[str, Any]:
    by = asker(request)
    row = queries.programme(by, pk)
    return queries.programme_object(by, row, on=moment(request).date(), year=year, as_of=as_of)


def _money(request: HttpRequest, pk: int) -> dict[str, Any]:
    on = moment(request).date()
    return queries.allocation_object(queries.allocation(asker(request), pk, on=on), on=on)


def _codes(known: Iterable[SourceCode]) -> list[dict[str, Any]]:
    return [{"code": one.code, "name": one.vi, "name_en": one.en, "valid_to": one.valid_to} for one in known]
