"""Sums of programmes as of a day: by programme, and line by line inside one.

Money of two budget years is never added: what was not spent of one is carried over and assigned again in the
next.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import BigIntegerField, Exists, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from cotmoc.domain.access import Actor, reaches
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.programme_money import BUDGET_YEARS, Sums
from cotmoc.domain.vi_numbers import show_date
from cotmoc.programmes.models import Allocation, Assignment, Component, Disbursement, Programme
from cotmoc.programmes.queries.seeing import allocations, programmes, sees_all
from cotmoc.programmes.queries.sources import sources


@dataclass(frozen=True, slots=True)
class Line:
    """An allocation with what was assigned and disbursed by the day."""

    row: Allocation
    sums: Sums


@dataclass(frozen=True, slots=True)
class Year:
    """A budget year: what was given this year and what is carried over from before, apart and together."""

    fresh: Sums = field(default_factory=Sums)
    carried: Sums = field(default_factory=Sums)

    @property
    def both(self) -> Sums:
        """This year's and carried over."""
        return self.fresh + self.carried


@dataclass(frozen=True, slots=True)
class Listed:
    """A programme with the money of a budget year; ``whole``: all of it, not only what is the viewer's."""

    row: Programme
    money: Year
    whole: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A component with its lines of a budget year."""

    row: Component
    lines: tuple[Line, ...]
    money: Year


def entries_sum(model: type[Assignment] | type[Disbursement], allocation: str, on: date) -> Coalesce:
    """The sum of what counts by a day, for the allocation to which the path leads."""
    found = model._default_manager.filter(allocation=OuterRef(allocation), cancelled_at=None, on__lte=on)
    total = found.order_by().values("allocation").annotate(n=Sum("amount")).values("n")
    return Coalesce(Subquery(total, output_field=BigIntegerField()), 0)


def lines(found: QuerySet[Allocation], on: date) -> list[Line]:
    """Each allocation with its sums by the day; those of which nothing was recorded by then are left out."""
    begun = Assignment.objects.filter(allocation=OuterRef("pk"), on__lte=on)
    counted = found.filter(Exists(begun)).annotate(
        assigned=entries_sum(Assignment, "pk", on), disbursed=entries_sum(Disbursement, "pk", on)
    )
    return [Line(row, Sums(int(row.assigned), int(row.disbursed))) for row in counted]


def told_to(as_of: date | None, on: date) -> date:
    """Up to which day sums are told: of a day to come nothing is known. Raises BAD_VALUE."""
    if as_of is not None and as_of > on:
        why = Said(f"không sau {show_date(on)}", f"not after {show_date(on)}")
        raise Problem(BAD_VALUE, field="as_of", why=why)
    return as_of or on


def told_of(year: int | None, on: date) -> int:
    """Of which budget year sums are told, that of the day by default. Raises BAD_VALUE."""
    if year is not None and year not in BUDGET_YEARS:
        raise Problem(BAD_VALUE, field="year", why=f"{BUDGET_YEARS[0]} … {BUDGET_YEARS[-1]}")
    return on.year if year is None else year


def listed(viewer: Actor, *, on: date, year: int | None = None, as_of: date | None = None) -> list[Listed]:
    """Every programme with the money of a budget year, that of the day by default; those that run first.

    ``on`` is the day of asking, by which the viewer sees; ``as_of`` an earlier one up to which sums are told.
    Raises BAD_VALUE.
    """
    asked = told_of(year, on)
    money: dict[int, list[Line]] = {}
    for line in lines(allocations(viewer, on=on).filter(year=asked), told_to(as_of, on)):
        money.setdefault(line.row.component.programme_id, []).append(line)
    every = sees_all(viewer, on)
    found = [
        Listed(row, year_of(money.get(row.pk, ())), every or reaches(viewer, row.owner_id))
        for row in programmes(viewer)
    ]
    return sorted(found, key=lambda one: not one.row.first_year <= asked <= one.row.last_year)


def parts_of(viewer: Actor, row: Programme, *, on: date, year: int, as_of: date | None = None) -> list[Part]:
    """The components of a programme (of ``programme``) with their lines, by source and then by body.

    The days are those of ``listed``; raises as it does.
    """
    money: dict[int, list[Line]] = {}
    found = allocations(viewer, on=on).filter(component__programme=row, year=year)
    for line in sorted(lines(found, told_to(as_of, on)), key=_by_source):
        money.setdefault(line.row.component_id, []).append(line)
    return [
        Part(one, tuple(money.get(one.pk, ())), year_of(money.get(one.pk, ())))
        for one in row.components.all()
    ]


def _by_source(line: Line) -> tuple[int, int, int, str, int]:
    """The order of the code lists, then the body's name."""
    row, known = line.row, sources()
    places = ((known.levels, row.level), (known.natures, row.nature), (known.vintages, row.vintage))
    level, nature, vintage = (list(codes).index(code) for codes, code in places)
    return level, nature, vintage, row.agency.name, row.pk


def years_of(viewer: Actor, row: Programme, *, on: date) -> list[int]:
    """The budget years in which a viewer sees money of a programme."""
    found = allocations(viewer, on=on).filter(component__programme=row, assignments__on__lte=on)
    return sorted(set(found.order_by().values_list("year", flat=True)))


def year_of(found: Iterable[Line]) -> Year:
    """What lines of one budget year add up to."""
    fresh = carried = Sums()
    for line in found:
        if line.row.vintage == Allocation.Vintage.CARRIED:
            carried += line.sums
        else:
            fresh += line.sums
    return Year(fresh, carried)
