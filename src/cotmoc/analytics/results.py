"""Questions asked of a snapshot, and the answers: figures that can be opened down to their cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from cotmoc.analytics import engine
from cotmoc.analytics.asking import TOTAL, IndicatorFacts, Question, place_of, shares_of, tables_of
from cotmoc.domain.periods import Period
from cotmoc.domain.succession import Link

_WHOLE = frozenset({TOTAL})
_NONE: frozenset[int] = frozenset()
_ZERO = Decimal(0)


class Figure(NamedTuple):
    """One total. ``value`` None means that nothing was reported, which is not zero.

    ``value`` = ``alone`` + ``joint``; ``missing`` are units whose owed report is not approved. ``parts``
    are numerator and denominator of a ratio. ``at`` is the reported period in which a stock stands.
    Not ``exact`` is an estimate: some cell was taken by a share after a division of its unit.
    """

    value: Decimal | None
    alone: Decimal
    joint: Decimal
    missing: frozenset[int]
    parts: tuple[Decimal, ...] = ()
    at: Period | None = None
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Constituent:
    """A cell behind a figure, with the share by which it was counted."""

    submission: int
    unit: int
    period: Period
    indicator: str
    breakdown: str
    value: Decimal
    share: Fraction


@dataclass(frozen=True, slots=True)
class Behind:
    """Everything behind one group's figures: cells, joint activities (ids), and where reports stand.

    ``missing`` are unit, period, state and regime of the reports owed.
    """

    cells: Sequence[Constituent]
    activities: Sequence[int]
    missing: Sequence[tuple[int, Period, str, int]]


Answer = dict[tuple[str, str, Period, str], Figure]
"""Figures by (indicator, breakdown, period, group); breakdown "" is the sum of an indicator's breakdowns."""


class _Sum(NamedTuple):
    alone: Decimal
    joint: Decimal
    units: int
    place: int
    exact: bool

    def plus(self, other: _Sum) -> _Sum:
        return _Sum(
            self.alone + other.alone,
            self.joint + other.joint,
            max(self.units, other.units),
            max(self.place, other.place),
            self.exact and other.exact,
        )

    @property
    def value(self) -> Decimal:
        return self.alone + self.joint


_Sums = dict[tuple[str, int], dict[tuple[str, str], _Sum]]
"""By period as text and group as number, then by indicator and breakdown."""


def ask(files: Sequence[Path], units: Sequence[int], question: Question, links: Sequence[Link]) -> Answer:
    """Every figure of a question. ``units`` are all units that ever reported."""
    names, tables = tables_of(files, units, question, links)
    with engine.opened(files, **tables) as run:
        sums = _sums(run("totals").to_pydict())
        gaps = _gaps(run("missing").to_pylist())
    breakdowns = _breakdowns(sums)
    wanted = [
        (one, codes, sorted(set[str]().union(*(breakdowns.get(code, _WHOLE) for code in codes))))
        for one in question.indicators
        for codes in [tuple(part.code for part in one.parts)]
    ]
    answer: Answer = {}
    for period, sources in question.periods.items():
        text = str(period)
        for number, group in names.items():
            mine = sums.get((text, number), {})
            for indicator, codes, parts in wanted:
                missing = _NONE
                if gaps:
                    missing = missing.union(*(gaps.get((code, text, number), _NONE) for code in codes))
                for breakdown in parts:
                    found = [mine.get((code, breakdown)) for code in codes]
                    figure = _figure(indicator, found, missing, sources)
                    answer[indicator.code, breakdown, period, group] = figure
    return answer


def behind(files: Sequence[Path], units: Sequence[int], question: Question, links: Sequence[Link]) -> Behind:
    """What the figures of a question with one group were made of; cells largest first."""
    _names, tables = tables_of(files, units, question, links)
    shares = shares_of(units, question, links)
    with engine.opened(files, **tables) as run:
        rows = run("constituents").to_pylist()
        activities = run("attended").to_pylist()
        missing = run("missing").to_pylist()
    cells = [
        Constituent(
            submission=r["submission"],
            unit=r["unit"],
            period=Period.parse(r["period"]),
            indicator=r["indicator"],
            breakdown=r["breakdown"],
            value=_plain(r["value"]),
            share=sum(shares[r["unit"]].values(), Fraction(0)),
        )
        for r in rows
    ]
    return Behind(
        cells=sorted(cells, key=lambda c: (c.indicator, -c.value, c.unit, str(c.period), c.breakdown)),
        activities=sorted({r["activity"] for r in activities}),
        missing=sorted({(r["unit"], Period.parse(r["period"]), r["state"], r["regime"]) for r in missing}),
    )


def _sums(columns: Mapping[str, Sequence[Any]]) -> _Sums:
    """Sums by key; where an indicator has breakdowns, also their sum under the breakdown ""."""
    sums: _Sums = defaultdict(dict)
    names = ("asked", "period", "indicator", "breakdown", "alone", "joint", "units", "place", "exact")
    for group, period, code, breakdown, alone, joint, units, place, exact in zip(
        *(columns[name] for name in names), strict=True
    ):
        one = _Sum(_exact(alone), _exact(joint) if joint else _ZERO, units, place, exact)
        mine = sums[period, group]
        mine[code, breakdown] = mine[code, breakdown].plus(one) if (code, breakdown) in mine else one
        if breakdown:
            mine[code, TOTAL] = mine[code, TOTAL].plus(one) if (code, TOTAL) in mine else one
    return sums


def _breakdowns(sums: _Sums) -> dict[str, set[str]]:
    """Under which breakdowns each indicator was reported, the sum of them included."""
    found: dict[str, set[str]] = {}
    for mine in sums.values():
        for code, breakdown in mine:
            found.setdefault(code, {TOTAL}).add(breakdown)
    return found


def _gaps(rows: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str, int], frozenset[int]]:
    gaps: dict[tuple[str, str, int], set[int]] = defaultdict(set)
    for r in rows:
        gaps[r["indicator"], r["asked_period"], r["asked"]].add(r["unit"])
    return {key: frozenset(units) for key, units in gaps.items()}


def _figure(
    indicator: IndicatorFacts,
    found: Sequence[_Sum | None],
    missing: frozenset[int],
    sources: Sequence[Period],
) -> Figure:
    if len(found) == 1 and (one := found[0]) is not None and indicator.adds and not indicator.stock:
        alone, joint = one.alone, one.joint
        return Figure(alone + joint if joint else alone, alone, joint, missing, (), None, one.exact)
    known = [one for one in found if one is not None]
    if len(known) < len(found) or (not indicator.adds and known[0].units > 1):
        return Figure(None, _ZERO, _ZERO, missing)
    places = [one.place for one, part in zip(known, indicator.parts, strict=True) if part.stock]
    at = next((source for source in sources if places and place_of(source) == max(places)), None)
    if len(known) == 1:
        one = known[0]
        return Figure(one.alone + one.joint, one.alone, one.joint, missing, (), at, one.exact)
    above, below = (one.value for one in known)
    if below == 0:
        return Figure(None, _ZERO, _ZERO, missing)
    ratio = above / below * (100 if indicator.percent else 1)
    return Figure(ratio, ratio, _ZERO, missing, (above, below), at, all(one.exact for one in known))


def _exact(value: float) -> Decimal:
    return Decimal(int(value)) if value.is_integer() else _plain(Decimal(str(round(value, 4))))


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros and never as 1E+3."""
    short = value.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short


__all__ = [
    "TOTAL",
    "Answer",
    "Behind",
    "Constituent",
    "Figure",
    "IndicatorFacts",
    "Question",
    "ask",
    "behind",
]
