"""Questions asked of a snapshot, and the answers: figures that can be opened down to their cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pyarrow as pa

from cotmoc.analytics import engine
from cotmoc.domain.periods import Period
from cotmoc.domain.succession import Link, answering


@dataclass(frozen=True, slots=True)
class IndicatorFacts:
    """What must be known of an indicator to add it up; a ratio has a numerator and a denominator."""

    code: str
    stock: bool
    joint_kind: str
    numerator: IndicatorFacts | None = None
    denominator: IndicatorFacts | None = None
    percent: bool = False

    @property
    def parts(self) -> tuple[IndicatorFacts, ...]:
        """The indicators whose cells are read for this one."""
        return (self.numerator, self.denominator) if self.numerator and self.denominator else (self,)


@dataclass(frozen=True, slots=True)
class Question:
    """Which indicators and periods, and to which group each unit's figures go.

    ``group_of`` names the group of every unit of the boundaries asked for; units without a group are
    left out, as are those beyond the viewer's reach. ``boundaries`` None takes units as they reported.
    """

    indicators: Sequence[IndicatorFacts]
    periods: Mapping[Period, Sequence[Period]]
    group_of: Mapping[int, str]
    boundaries: date | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One total. ``value`` None means that nothing was reported, which is not zero.

    ``value`` = ``alone`` + ``joint``; ``missing`` are units whose owed report is not approved.
    """

    value: Decimal | None
    alone: Decimal
    joint: Decimal
    missing: frozenset[int]


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


Answer = dict[tuple[str, str, Period, str], Figure]
"""Figures by (indicator, breakdown, period, group)."""


def ask(files: Sequence[Path], units: Sequence[int], question: Question, links: Sequence[Link]) -> Answer:
    """Every figure of a question. ``units`` are all units that ever reported."""
    names, tables = _tables(units, question, links)
    rows = engine.run("totals", files, **tables).to_pylist()
    gaps: dict[tuple[Period, str], set[int]] = defaultdict(set)
    for row in engine.run("missing", files, groups=tables["groups"], periods=tables["periods"]).to_pylist():
        gaps[Period.parse(row["asked_period"]), names[row["asked"]]].add(row["unit"])
    raw = {
        (r["indicator"], r["breakdown"], Period.parse(r["period"]), names[r["asked"]]): (
            r["alone"],
            r["joint"],
        )
        for r in rows
    }
    answer: Answer = {}
    for indicator in question.indicators:
        breakdowns = {key[1] for key in raw if key[0] in {p.code for p in indicator.parts}} or {""}
        for period in question.periods:
            for group in dict.fromkeys(question.group_of.values()):
                for breakdown in breakdowns:
                    missing = frozenset(gaps[period, group])
                    answer[indicator.code, breakdown, period, group] = _figure(
                        indicator, breakdown, period, group, raw, missing
                    )
    return answer


def constituents(
    files: Sequence[Path], units: Sequence[int], question: Question, links: Sequence[Link]
) -> list[Constituent]:
    """The cells behind every figure of a question, largest first."""
    _names, tables = _tables(units, question, links)
    shares = _shares(units, question, links)
    rows = engine.run("constituents", files, **tables).to_pylist()
    found = [
        Constituent(
            submission=r["submission"],
            unit=r["unit"],
            period=Period.parse(r["period"]),
            indicator=r["indicator"],
            breakdown=r["breakdown"],
            value=r["value"].normalize(),
            share=sum(shares[r["unit"]].values(), Fraction(0)),
        )
        for r in rows
    ]
    return sorted(found, key=lambda c: (-c.value, c.unit, c.breakdown))


def _figure(
    indicator: IndicatorFacts,
    breakdown: str,
    period: Period,
    group: str,
    raw: Mapping[tuple[str, str, Period, str], tuple[float, float]],
    missing: frozenset[int],
) -> Figure:
    if indicator.numerator and indicator.denominator:
        above = raw.get((indicator.numerator.code, breakdown, period, group))
        below = raw.get((indicator.denominator.code, breakdown, period, group))
        if above is None or below is None or sum(below) == 0:
            return Figure(None, Decimal(0), Decimal(0), missing)
        ratio = _exact(sum(above)) / _exact(sum(below)) * (100 if indicator.percent else 1)
        return Figure(ratio, ratio, Decimal(0), missing)
    found = raw.get((indicator.code, breakdown, period, group))
    if found is None:
        return Figure(None, Decimal(0), Decimal(0), missing)
    alone, joint = _exact(found[0]), _exact(found[1])
    return Figure(alone + joint, alone, joint, missing)


def _exact(value: float) -> Decimal:
    return Decimal(str(round(value, 4))).normalize()


def _shares(
    units: Sequence[int], question: Question, links: Sequence[Link]
) -> dict[int, dict[str, Fraction]]:
    shares: dict[int, dict[str, Fraction]] = {}
    for unit in units:
        heirs = answering(unit, question.boundaries, links) if question.boundaries else {unit: Fraction(1)}
        groups: dict[str, Fraction] = defaultdict(Fraction)
        for heir, share in heirs.items():
            if heir in question.group_of:
                groups[question.group_of[heir]] += share
        shares[unit] = dict(groups)
    return shares


def _tables(
    units: Sequence[int], question: Question, links: Sequence[Link]
) -> tuple[dict[int, str], dict[str, pa.Table]]:
    number = {group: n for n, group in enumerate(dict.fromkeys(question.group_of.values()))}
    groups = [
        {"unit": unit, "asked": number[group], "share": float(share)}
        for unit, parts in _shares(units, question, links).items()
        for group, share in parts.items()
    ]
    periods = [
        {"source": str(source), "asked": str(asked), "closing": source == max(sources)}
        for asked, sources in question.periods.items()
        for source in sources
    ]
    wanted = {part.code: part for indicator in question.indicators for part in indicator.parts}
    indicators = [
        {"indicator": part.code, "stock": part.stock, "joint_kind": part.joint_kind}
        for part in wanted.values()
    ]
    tables = {"groups": groups, "periods": periods, "indicators": indicators}
    return {n: group for group, n in number.items()}, {
        name: pa.Table.from_pylist(rows, schema=engine.arrow_schema(name)) for name, rows in tables.items()
    }
