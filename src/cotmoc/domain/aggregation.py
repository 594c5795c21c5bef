"""How figures add up over time, over units and over joint activities, and how complete reporting is.

What adds is said by the indicator, never guessed: flows are summed, of a stock the last one stands, ratios
are recomputed from their two parts, «vụ/đối tượng» stays two numbers. A missing figure is named, never 0.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from typing import Generic, TypeVar

from cotmoc.domain.periods import Period
from cotmoc.domain.rates import Rate

Figure = Decimal | tuple[Decimal, ...]
"""One number; or the parts of a ratio (numerator, denominator) or of a pair (cases, people, …)."""

Span = tuple[date, date | None]
"""Days from the first up to, not including, the second; None: still running."""

K = TypeVar("K", int, Period)


class IndicatorKind(StrEnum):
    """How an indicator behaves: adds over time, stands at a day, is recomputed, is several counts."""

    FLOW = "flow"
    STOCK = "stock"
    RATIO = "ratio"
    PAIR = "pair"


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted. ``parts_as`` says how the parts of a ratio or a pair behave over time.

    Figures of two measures are never added, whatever their units: a kilogram of one drug is none of another.
    """

    code: str
    kind: IndicatorKind
    unit: str
    parts_as: IndicatorKind = IndicatorKind.FLOW
    adds_over_units: bool = True

    def __post_init__(self) -> None:
        if self.parts_as not in (IndicatorKind.FLOW, IndicatorKind.STOCK):
            raise ValueError(f"the parts of {self.code} are flows or stocks")

    @property
    def stands(self) -> bool:
        """Whether over time the last figure stands instead of the sum."""
        has_parts = self.kind in (IndicatorKind.RATIO, IndicatorKind.PAIR)
        return (self.parts_as if has_parts else self.kind) is IndicatorKind.STOCK


@dataclass(frozen=True, slots=True)
class Fact:
    """A reported figure: of a measure, by a unit, for a period.

    A flow or a stock is one Decimal, a ratio two parts, a pair two or more. Raises ValueError otherwise.
    """

    measure: Measure
    unit: int
    period: Period
    value: Figure

    def __post_init__(self) -> None:
        parts = len(self.value) if isinstance(self.value, tuple) else 1
        fits = {IndicatorKind.RATIO: parts == 2, IndicatorKind.PAIR: parts >= 2}
        if not fits.get(self.measure.kind, not isinstance(self.value, tuple)):
            raise ValueError(f"{self.measure.code} is a {self.measure.kind}: {parts} part(s) do not fit")


@dataclass(frozen=True, slots=True)
class Total(Generic[K]):
    """A figure added up; None when nothing was reported. ``missing`` names who or when was not reported."""

    value: Figure | None
    missing: tuple[K, ...] = ()

    @property
    def ratio(self) -> Fraction | None:
        """Numerator over denominator, for the two parts of a ratio; None without them or over 0."""
        if not isinstance(self.value, tuple) or len(self.value) != 2 or not self.value[1]:
            return None
        return Fraction(self.value[0]) / Fraction(self.value[1])


def over_time(facts: Iterable[Fact], periods: Collection[Period]) -> Total[Period]:
    """The figures of one unit over ``periods``: the sum of a flow, the last reported of a stock.

    Raises ValueError for more than one unit or measure, a period twice or overlapping (the half year
    already contains its quarters), or a fact outside ``periods``.
    """
    facts = list(facts)
    for one, other in combinations(sorted(periods), 2):
        if one.overlaps(other):
            raise ValueError(f"{one} and {other} share months and would be counted twice")
    _same({fact.unit for fact in facts}, "units")
    measure = _same({fact.measure for fact in facts}, "measures")
    reported = _once([(fact.period, fact.value) for fact in facts], periods)
    missing = tuple(sorted(set(periods) - set(reported)))
    if measure is None:
        return Total(None, missing)
    if measure.stands:
        return Total(reported[max(reported)], missing)
    return Total(_sum(reported.values()), missing)


def standing(reported: Collection[Period]) -> list[Period]:
    """Of one unit's reported periods those that are added: not what a longer reported one already holds.

    A report on the quarter holds those on its months, one on the year all of them. Periods that overlap
    otherwise are refused by ``over_time``.
    """
    return sorted(
        one for one in reported if not any(other != one and other.contains(one) for other in reported)
    )


def over_units(facts: Iterable[Fact], units: Collection[int]) -> Total[int]:
    """The figures of one period over ``units``, which should all have reported.

    This says what adding over units means: what ``analytics.measures`` adds up in its tables is held to it
    by a test.

    Raises ValueError for more than one period or measure, a measure that does not add over units, a unit
    twice, or a fact of a unit that was not asked.
    """
    facts = list(facts)
    _same({fact.period for fact in facts}, "periods")
    measure = _same({fact.measure for fact in facts}, "measures")
    reported = _once([(fact.unit, fact.value) for fact in facts], units)
    missing = tuple(sorted(set(units) - set(reported)))
    if measure is None:
        return Total(None, missing)
    if not measure.adds_over_units:
        raise ValueError(f"{measure.code} does not add over units")
    return Total(_sum(reported.values()), missing)


U = TypeVar("U", int, str)


@dataclass(frozen=True, slots=True)
class JointEvent(Generic[U]):
    """Something several units did together: one event, ``count`` of them (a patrol is 1).

    A unit is told by its id, a force by its code.
    """

    id: int
    participants: frozenset[U]
    count: int = 1

    def __post_init__(self) -> None:
        if not self.participants or self.count < 0:
            raise ValueError(f"joint event {self.id} needs somebody who took part and a count of 0 or more")


@dataclass(frozen=True, slots=True)
class JointTotal(Generic[U]):
    """``total`` counts each joint event once; ``by_unit`` counts it for each that took part.

    ``total`` = sum of ``by_unit`` − ``overlap``. ``missing`` took part but did
    not report what they did alone.
    """

    total: Decimal
    by_unit: Mapping[U, Decimal]
    overlap: Decimal
    missing: tuple[U, ...] = ()


def with_joint(own: Mapping[U, Decimal], events: Iterable[JointEvent[U]]) -> JointTotal[U]:
    """Add joint events to what units did alone (``own``), so that no event is counted twice.

    The same event given twice counts once. Raises ValueError when two differ under one id.
    """
    known: dict[int, JointEvent[U]] = {}
    for event in events:
        if known.setdefault(event.id, event) != event:
            raise ValueError(f"joint event {event.id} is told in two ways")
    by_unit = dict(own)
    for event in known.values():
        for unit in event.participants:
            by_unit[unit] = by_unit.get(unit, Decimal(0)) + event.count
    total = sum(own.values(), Decimal(0)) + sum(event.count for event in known.values())
    overlap = sum(by_unit.values(), Decimal(0)) - total
    return JointTotal(total, by_unit, overlap, tuple(sorted(set(by_unit) - set(own))))


def owing(spans: Mapping[int, Sequence[Span]], on: date) -> frozenset[int]:
    """The units that owe a report: those which existed on ``on``, the last day of the data window.

    One that ended earlier owes nothing; its successor reports.
    """
    return frozenset(
        unit
        for unit, its_spans in spans.items()
        if any(since <= on and (until is None or on < until) for since, until in its_spans)
    )


def completeness(owing_units: frozenset[int], sent: Mapping[int, date]) -> Rate:
    """Units that sent, of those that owe. ``sent`` is the first day each sent a report with content."""
    return Rate(len(owing_units & sent.keys()), len(owing_units))


def timeliness(owing_units: frozenset[int], sent: Mapping[int, date], due_on: Mapping[int, date]) -> Rate:
    """Units that sent by their due day, of those that owe. ``due_on`` holds a day for each that owes."""
    in_time = [unit for unit in owing_units if unit in sent and sent[unit] <= due_on[unit]]
    return Rate(len(in_time), len(owing_units))


T = TypeVar("T")


def _same(values: set[T], what: str) -> T | None:
    if len(values) > 1:
        raise ValueError(f"figures of {len(values)} {what} cannot be added")
    return next(iter(values), None)


def _once(reported: Sequence[tuple[K, Figure]], asked: Collection[K]) -> dict[K, Figure]:
    keys = [key for key, _ in reported]
    if len(keys) != len(set(keys)):
        raise ValueError("a figure is given twice and would be counted twice")
    if strange := set(keys) - set(asked):
        raise ValueError(f"a figure is given for {', '.join(sorted(map(str, strange)))}, which was not asked")
    return dict(reported)


def _sum(figures: Iterable[Figure]) -> Figure:
    figures = list(figures)
    tuples = [figure for figure in figures if isinstance(figure, tuple)]
    if not tuples:
        return sum((figure for figure in figures if isinstance(figure, Decimal)), Decimal(0))
    if len({len(figure) for figure in tuples}) > 1:
        raise ValueError("figures with different numbers of parts cannot be added")
    return tuple(sum(parts, Decimal(0)) for parts in zip(*tuples, strict=True))
