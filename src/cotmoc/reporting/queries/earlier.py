"""Earlier figures of a unit beside those it enters, through the units it answers for today.

On 1 July 2025 three communes became one. What this one enters for Q3 2025 is compared with what the three
reported for Q3 2024 together; where a unit was divided by shares there is no such figure, only a reason.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from cotmoc.coordination import queries as coordination
from cotmoc.domain.periods import Period
from cotmoc.domain.reporting_calendar import Window
from cotmoc.domain.succession import Link, origin
from cotmoc.organisations import queries as organisations
from cotmoc.organisations.models import Agency
from cotmoc.reporting.models import Indicator, Submission, Value
from cotmoc.reporting.queries.asking import AskedCell, asked_of, window_of
from cotmoc.reporting.queries.catalogue import not_added

CellKey = tuple[int, str]
"""Indicator id and breakdown."""


class Why(StrEnum):
    """Why there is no earlier figure although units reported one."""

    DIVIDED = "divided"
    NOT_ADDED = "not_added"


@dataclass(frozen=True, slots=True)
class Earlier:
    """A figure of an earlier period on the unit of today.

    ``units`` are the former units behind it (empty where the unit itself reported it alone), ``lacking``
    those asked for it that reported nothing. ``why`` says why there is none although they did.
    """

    value: Decimal | None = None
    units: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    why: Why | None = None


NOTHING = Earlier()


class Before:
    """The earlier figures of a report's unit in some periods, the report's own among them."""

    def __init__(self, row: Submission, periods: Collection[Period], kinds: Collection[str]) -> None:
        self._row = row
        self._windows = {period: window_of(row.regime, period) for period in periods}
        links = organisations.succession_links(row.province_id)
        self._shares = {period: self._sources(window, links) for period, window in self._windows.items()}
        self._units = Agency.objects.select_related("area__parent").in_bulk(
            {unit for shares in self._shares.values() for unit in shares}
        )
        self._shares = {period: self._living(period) for period in self._windows}
        self._asked = {pk: _names(row, self._units[pk]) for pk in self._units if pk != row.agency_id}
        self.joint = self._together(kinds)
        self._values = self._reported()

    def of(self, cell: AskedCell, period: Period) -> Earlier:
        """One cell's figure of a period."""
        key = cell.indicator.pk, cell.breakdown
        shares = self._shares[period]
        reported = {unit: values[key] for unit, values in self._values[period].items() if key in values}
        former = [unit for unit in shares if unit != self._row.agency_id]
        told = tuple(self._units[unit].short_name for unit in former if unit in reported)
        lacking = tuple(
            self._units[unit].short_name
            for unit in former
            if unit not in reported and (told or shares[unit] == 1) and cell.name in self._asked[unit]
        )
        if not reported:
            return Earlier(lacking=lacking)
        if any(shares[unit] != 1 for unit in reported):
            return Earlier(units=told, why=Why.DIVIDED)
        if len(reported) > 1 and cell.indicator.code in not_added():
            return Earlier(units=told, why=Why.NOT_ADDED)
        together = joint_of(cell.indicator, cell.breakdown, self.joint[period])
        return Earlier(sum(reported.values(), Decimal(together)), told, lacking)

    def _sources(self, window: Window, links: Sequence[Link]) -> dict[int, Fraction]:
        """The units of a window's last day for which this one answers at the end of its own."""
        own, until = self._row.agency_id, self._row.window_last
        if window.last_day >= until:
            return {own: Fraction(1)}
        return origin(own, window.last_day, links, until=until)

    def _living(self, period: Period) -> dict[int, Fraction]:
        day = self._windows[period].last_day
        own = self._row.agency_id
        return {
            pk: share
            for pk, share in self._shares[period].items()
            if pk == own or _lived(self._units[pk], day)
        }

    def _together(self, kinds: Collection[str]) -> dict[Period, dict[str, int]]:
        """How many joint activities of each kind one of the units took part in, each once."""
        counts: dict[Period, dict[str, int]] = {period: {} for period in self._windows}
        if not kinds:
            return counts
        windows = self._windows.values()
        first, last = min(w.start for w in windows), max(w.end for w in windows)
        for event in coordination.events(self._row.province_id, kinds=sorted(kinds), start=first, end=last):
            for period, window in self._windows.items():
                if event.held_on in window and not self._shares[period].keys().isdisjoint(event.participants):
                    counts[period][event.kind] = counts[period].get(event.kind, 0) + event.count
        return counts

    def _reported(self) -> dict[Period, dict[int, dict[CellKey, Decimal]]]:
        """What the units reported of their own work, by period and unit."""
        found: dict[Period, dict[int, dict[CellKey, Decimal]]] = {period: {} for period in self._windows}
        values = Value.objects.filter(
            submission__regime=self._row.regime_id,
            submission__agency__in=self._units,
            submission__period__in=[str(period) for period in self._windows],
            value__isnull=False,
        ).values_list("submission__period", "submission__agency", "indicator", "breakdown", "value")
        for text, unit, indicator, breakdown, value in values:
            period = Period.parse(text)
            if unit in self._shares[period] and value is not None:
                found[period].setdefault(unit, {})[indicator, breakdown] = value
        return found


def joint_of(indicator: Indicator, breakdown: str, counts: Mapping[str, int]) -> int:
    """How much of a cell was done together."""
    return counts.get(indicator.joint_kind, 0) if indicator.joint_kind and not breakdown else 0


def so_far(indicator: Indicator, values: Iterable[Earlier]) -> Decimal | None:
    """The year's running total: the sum of a flow, the last of a stock; None where a part is not known."""
    found = list(values)
    known = [one.value for one in found if one.value is not None]
    if not known or any(one.why for one in found):
        return None
    return known[-1] if indicator.kind == Indicator.Kind.STOCK else sum(known, Decimal(0))


def _names(row: Submission, unit: Agency) -> frozenset[str]:
    return frozenset(cell.name for cell in asked_of(row.regime, unit))


def _lived(unit: Agency, day: date) -> bool:
    return unit.valid_from <= day and (unit.valid_to is None or day < unit.valid_to)
