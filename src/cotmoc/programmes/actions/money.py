"""Assigning money, adjusting it, recording what is disbursed, and cancelling an entry that was wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Entry as Failure
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND, NOT_PERMITTED
from cotmoc.domain.errors.programmes import ABOVE_ASSIGNED, BELOW_DISBURSED, CANCELLED_BEFORE, DAY_TO_COME
from cotmoc.domain.errors.tasks import REASON_NEEDED
from cotmoc.domain.programme_money import MOST, Moved, short
from cotmoc.domain.vi_numbers import show, show_date
from cotmoc.organisations.models import Agency
from cotmoc.programmes.models import Allocation, Assignment, Component, Disbursement
from cotmoc.programmes.queries import allocations, may_disburse, sources

_Row = TypeVar("_Row", Assignment, Disbursement)
_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_FIRST = date(2000, 1, 1)
"""No programme that can be written begins before it: an earlier day is a slip, as 1/7/0022."""


@dataclass(frozen=True, slots=True)
class Source:
    """Whose money of what source: ``agency`` receives it for the budget ``year``; the others are codes."""

    agency: int
    year: int
    level: str
    nature: str
    vintage: str = "this_year"


def allocate(
    component: int, source: Source, *, amount: int, on: date, number: str, by: Actor, at: datetime
) -> Assignment:
    """Assign money by a decision of a day; a later decision adjusts the same line, also downwards.

    Raises Problem: BAD_VALUE, NOT_FOUND, SOURCE_ENDED, DAY_TO_COME, BELOW_DISBURSED.
    """
    require(by, Permission.WRITE_PROGRAMME)
    with deed("programme.allocate", by=by) as record:
        row = _locked(component, by)
        require(by, Permission.WRITE_PROGRAMME, agency=row.programme.owner_id)
        _source_fits(row, source, by)
        sources().check(source.level, source.nature, source.vintage, on=on, back=amount < 0)
        made = Assignment(**_entry(amount, on, number, by, at, signed=True))
        values = {name: getattr(source, name) for name in ("year", "level", "nature", "vintage")}
        line, _ = Allocation.objects.get_or_create(component=row, agency_id=source.agency, **values)
        _holds(line, BELOW_DISBURSED, "amount", coming=[made])
        made.allocation = line
        made.save()
        record.about(row.programme, component=row.pk, allocation=line.pk, amount=amount, number=made.number)
    return made


def disburse(allocation: int, *, amount: int, on: date, number: str, by: Actor, at: datetime) -> Disbursement:
    """Record what was paid out on a day by a voucher.

    Raises Problem: BAD_VALUE, NOT_FOUND, SOURCE_ENDED, DAY_TO_COME, ABOVE_ASSIGNED.
    """
    require(by, Permission.DISBURSE_MONEY)
    with deed("programme.disburse", by=by) as record:
        line = _payable(allocation, by, at)
        made = Disbursement(**_entry(amount, on, number, by, at, signed=False))
        sources().check(line.level, line.nature, line.vintage, on=on)
        _holds(line, ABOVE_ASSIGNED, "amount", going=[made])
        made.allocation = line
        made.save()
        record.about(line.component.programme, allocation=line.pk, amount=amount, number=made.number)
    return made


def cancel_assignment(assignment: int, *, reason: str, by: Actor, at: datetime) -> Assignment:
    """Take back a decision that was recorded wrongly; it stays, struck through, with the reason.

    Raises Problem: NOT_FOUND, REASON_NEEDED, CANCELLED_BEFORE, BELOW_DISBURSED.
    """
    require(by, Permission.WRITE_PROGRAMME)
    with deed("programme.cancel_assignment", by=by) as record:
        known = Assignment.objects.filter(pk=assignment).values_list("allocation", flat=True).first()
        line = _money(known, by, at)
        require(by, Permission.WRITE_PROGRAMME, agency=line.component.programme.owner_id)
        row = _cancelled(line.assignments.get(pk=assignment), reason, by, at)
        _holds(line, BELOW_DISBURSED, "reason", without=row)
        row.save()
        record.about(line.component.programme, allocation=line.pk, amount=row.amount, number=row.number)
    return row


def cancel_disbursement(disbursement: int, *, reason: str, by: Actor, at: datetime) -> Disbursement:
    """Take back a disbursement that was recorded wrongly; it stays, struck through, with the reason.

    Raises Problem: NOT_FOUND, REASON_NEEDED, CANCELLED_BEFORE.
    """
    require(by, Permission.DISBURSE_MONEY)
    with deed("programme.cancel_disbursement", by=by) as record:
        known = Disbursement.objects.filter(pk=disbursement).values_list("allocation", flat=True).first()
        line = _payable(known, by, at)
        row = _cancelled(line.disbursements.get(pk=disbursement), reason, by, at)
        row.save()
        record.about(line.component.programme, allocation=line.pk, amount=row.amount, number=row.number)
    return row


def _locked(component: int, by: Actor) -> Component:
    """The component under lock: all that moves its money, or its programme's years, waits here."""
    # The programme is read behind the lock: its years may have changed before.
    found = Component.objects.select_for_update(of=("self",), no_key=True)
    row = found.filter(pk=component, programme__province=by.province).first()
    if row is None:
        raise Problem(NOT_FOUND, field="component", thing=Said("nội dung của chương trình", "The component"))
    return row


def _money(allocation: int | None, by: Actor, at: datetime) -> Allocation:
    """A line of money that the actor may see, under the lock of its component."""
    line = None if allocation is None else allocations(by, on=_day(at)).filter(pk=allocation).first()
    if line is None:
        raise Problem(NOT_FOUND, field="allocation", thing=Said("khoản vốn", "The allocation"))
    _locked(line.component_id, by)
    return line


def _payable(allocation: int | None, by: Actor, at: datetime) -> Allocation:
    line = _money(allocation, by, at)
    if not may_disburse(by, line):
        raise Problem(NOT_PERMITTED, permission=Permission.DISBURSE_MONEY.value)
    return line


def _source_fits(row: Component, source: Source, by: Actor) -> None:
    if not Agency.objects.filter(pk=source.agency, province=by.province).exists():
        raise Problem(NOT_FOUND, field="agency", thing=Said("cơ quan", "The agency"))
    # What is left of the last year is carried over into the year after it.
    first, last = row.programme.first_year, row.programme.last_year + (source.vintage == "carried")
    if not first <= source.year <= last:
        raise Problem(BAD_VALUE, field="year", why=f"{first} … {last}")


def _entry(amount: int, on: date, number: str, by: Actor, at: datetime, *, signed: bool) -> dict[str, Any]:
    if amount == 0 or abs(amount) > MOST or (amount < 0 and not signed):
        why = Said("số tiền nguyên đồng, khác 0, không quá 15 chữ số", "whole đồng, not 0, at most 10^15")
        if amount < 0 and not signed:
            why = Said("tiền giải ngân phải lớn hơn 0", "what is disbursed is above 0")
        raise Problem(BAD_VALUE, field="amount", why=why)
    if on < _FIRST:
        raise Problem(BAD_VALUE, field="on", why=f"< {show_date(_FIRST)}")
    if on > _day(at):
        raise Problem(DAY_TO_COME, field="on", day=show_date(on))
    words = " ".join(number.split())
    if not 0 < len(words) <= 60:
        why = Said(
            "ghi số, ký hiệu văn bản, không quá 60 ký tự", "the document's number, at most 60 characters"
        )
        raise Problem(BAD_VALUE, field="number", why=why)
    return {"amount": amount, "on": on, "number": words, "at": at, "by_id": by.person, "by_name": by.name}


def _holds(
    line: Allocation,
    failure: Failure,
    field: str,
    *,
    coming: Iterable[Assignment] = (),
    going: Iterable[Disbursement] = (),
    without: Assignment | None = None,
) -> None:
    """On no day may more be disbursed than is assigned by its end. Raises Problem(failure)."""
    assigned = [one for one in line.assignments.filter(cancelled_at=None) if one != without]
    disbursed = line.disbursements.filter(cancelled_at=None)
    found = short(_moves([*assigned, *coming]), _moves([*disbursed, *going]))
    if found is not None:
        values = {"assigned": show(found.assigned), "disbursed": show(found.disbursed)}
        raise Problem(failure, field=field, day=show_date(found.on), **values)


def _moves(rows: Iterable[Assignment | Disbursement]) -> list[Moved]:
    return [Moved(one.on, one.amount) for one in rows]


def _cancelled(row: _Row, reason: str, by: Actor, at: datetime) -> _Row:
    words = " ".join(reason.split())
    if not words:
        raise Problem(REASON_NEEDED, field="reason")
    if len(words) > 1000:
        raise Problem(BAD_VALUE, field="reason", why="> 1000")
    if row.cancelled_at is not None:
        day = show_date(row.cancelled_at.astimezone(_ZONE).date())
        raise Problem(CANCELLED_BEFORE, day=day, reason=row.cancelled_reason)
    row.cancelled_at, row.cancelled_reason = at, words
    row.cancelled_by_id, row.cancelled_by_name = by.person, by.name
    return row


def _day(at: datetime) -> date:
    return at.astimezone(_ZONE).date()
