"""Money of programmes in whole đồng: sums of what was assigned and disbursed, and where more went out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cotmoc.domain.rates import Rate

MOST = 10**15
"""The largest amount of one entry, more than twice what the whole country has for 2026 to 2030."""

BUDGET_YEARS = range(2000, 2102)
"""The budget years that can be asked for: what is left of a programme's last is carried into one more."""


@dataclass(frozen=True, slots=True)
class Moved:
    """An amount on a day; an adjustment of what is assigned may be negative."""

    on: date
    amount: int


@dataclass(frozen=True, slots=True)
class Short:
    """The first day by whose end more is disbursed than assigned."""

    on: date
    assigned: int
    disbursed: int


@dataclass(frozen=True, slots=True)
class Sums:
    """What was assigned and what of it disbursed, in đồng."""

    assigned: int = 0
    disbursed: int = 0

    def __add__(self, other: Sums) -> Sums:
        return Sums(self.assigned + other.assigned, self.disbursed + other.disbursed)

    @property
    def left(self) -> int:
        """What is assigned and not disbursed."""
        return self.assigned - self.disbursed

    @property
    def rate(self) -> Rate:
        """Disbursed of assigned: a rate of sums, never a mean of rates."""
        return Rate(self.disbursed, self.assigned)


def short(assigned: Iterable[Moved], disbursed: Iterable[Moved]) -> Short | None:
    """The first day on which more is disbursed than is assigned by its end; None where there is none.

    Also where more is taken back than was assigned, with nothing disbursed.
    """
    coming: dict[date, int] = {}
    going: dict[date, int] = {}
    for days, moves in ((coming, assigned), (going, disbursed)):
        for one in moves:
            days[one.on] = days.get(one.on, 0) + one.amount
    had = spent = 0
    for day in sorted({*coming, *going}):
        had, spent = had + coming.get(day, 0), spent + going.get(day, 0)
        if spent > had:
            return Short(day, had, spent)
    return None
