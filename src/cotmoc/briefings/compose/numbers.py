"""Figures as printed: the vi-VN text and the name under which each can be opened."""

from __future__ import annotations

from decimal import Decimal

from cotmoc.analytics.queries import Pivot
from cotmoc.briefings.document import Number
from cotmoc.domain.periods import Period
from cotmoc.domain.rates import Rate
from cotmoc.domain.vi_numbers import show, show_percent
from cotmoc.reporting.models import Indicator

NOTHING = "–"
"""What stands where nothing was reported; 0 is printed only when zero was reported."""


def figure(
    pivot: Pivot, indicator: Indicator, period: Period, group: str = "", breakdown: str = ""
) -> Number:
    """A total of cells as printed, «–» where nothing was reported."""
    found = pivot.answer.get((indicator.code, breakdown, period, group))
    if found is None or found.value is None:
        return Number(NOTHING)
    key = str(pivot.key(indicator.code, breakdown, period, group))
    return Number(show(found.value, indicator.decimals), key, bool(found.missing))


def value_of(pivot: Pivot, code: str, period: Period, group: str = "", breakdown: str = "") -> Decimal | None:
    """The bare value of a total; None where nothing was reported."""
    found = pivot.answer.get((code, breakdown, period, group))
    return found.value if found else None


def count(value: int, key: object) -> Number:
    """A count of tasks or reports as printed."""
    return Number(show(value), str(key))


def share(rate: Rate, key: object) -> Number:
    """A rate of tasks or reports as printed; a dash where there is nothing to be a share of."""
    return Number(show_percent(rate.value), str(key) if rate.whole else "")
