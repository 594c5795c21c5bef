"""A question as the tables that the measures join."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from cotmoc.analytics import engine
from cotmoc.domain.periods import Period
from cotmoc.domain.succession import Link, answering

TOTAL = ""
"""The group of everything asked for, and the sum of an indicator's breakdowns."""


@dataclass(frozen=True, slots=True)
class IndicatorFacts:
    """What must be known of an indicator to add it up; a ratio has a numerator and a denominator.

    ``adds`` is False for what cannot be added over units (income per head).
    """

    code: str
    stock: bool
    joint_kind: str
    numerator: IndicatorFacts | None = None
    denominator: IndicatorFacts | None = None
    percent: bool = False
    adds: bool = True

    @property
    def parts(self) -> tuple[IndicatorFacts, ...]:
        """The indicators whose cells are read for this one."""
        return (self.numerator, self.denominator) if self.numerator and self.denominator else (self,)


@dataclass(frozen=True, slots=True)
class Question:
    """Which indicators and periods, and to which group each unit's figures go.

    ``group_of`` names the group of every unit of the boundaries asked for; units without a group are
    left out, as are those beyond the viewer's reach. ``boundaries`` None takes units as they reported.
    With ``total`` everything asked for is answered too, as the group ``TOTAL``.
    """

    indicators: Sequence[IndicatorFacts]
    periods: Mapping[Period, Sequence[Period]]
    group_of: Mapping[int, str]
    boundaries: date | None = None
    total: bool = False


def shares_of(
    units: Sequence[int], question: Question, links: Sequence[Link]
) -> dict[int, dict[str, Fraction]]:
    handed_over = {link.predecessor for link in links}
    shares: dict[int, dict[str, Fraction]] = {}
    for unit in units:
        heirs = {unit: Fraction(1)}
        if question.boundaries and unit in handed_over:
            heirs = answering(unit, question.boundaries, links)
        groups: dict[str, Fraction] = defaultdict(Fraction)
        for heir, share in heirs.items():
            if heir in question.group_of:
                groups[question.group_of[heir]] += share
        shares[unit] = dict(groups)
    return shares


def place_of(period: Period) -> int:
    """Where a reported period stands: by its end, then by its length."""
    return 16 * period.last_month + period.months


def _within(files: Sequence[Path], question: Question) -> list[dict[str, str]]:
    """Which of the periods that were reported hold which others: none where all report by the quarter."""
    there = engine.periods_in(files, "cell")
    return [
        {"source": str(source), "wider": str(wider), "asked": str(asked)}
        for asked, sources in question.periods.items()
        for reported in [[source for source in sources if str(source) in there]]
        for source in reported
        for wider in reported
        if wider != source and wider.contains(source)
    ]


def tables_of(
    files: Sequence[Path], units: Sequence[int], question: Question, links: Sequence[Link]
) -> tuple[dict[int, str], dict[str, engine.Rows]]:
    """The groups by number, and the question as the tables that the measures join."""
    number = {group: n for n, group in enumerate(dict.fromkeys(question.group_of.values()))}
    with_total = question.total and TOTAL not in number
    if with_total:
        number[TOTAL] = len(number)
    groups = []
    for unit, parts in shares_of(units, question, links).items():
        groups += [{"unit": unit, "asked": number[g], "share": float(share)} for g, share in parts.items()]
        if with_total and parts:
            whole = float(sum(parts.values(), Fraction(0)))
            groups.append({"unit": unit, "asked": number[TOTAL], "share": whole})
    there = engine.periods_in(files, "cell", "joint", "obligation")
    periods = [
        {"source": str(source), "asked": str(asked), "place": place_of(source)}
        for asked, sources in question.periods.items()
        for source in sources
        if str(source) in there
    ]
    wanted = {part.code: part for indicator in question.indicators for part in indicator.parts}
    indicators = [
        {"indicator": part.code, "stock": part.stock, "joint_kind": part.joint_kind}
        for part in wanted.values()
    ]
    tables: dict[str, engine.Rows] = {
        "groups": groups,
        "periods": periods,
        "indicators": indicators,
        "within": _within(files, question),
    }
    return {n: group for group, n in number.items()}, tables
