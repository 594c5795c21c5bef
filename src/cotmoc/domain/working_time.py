"""Working days: which days count, how a due day moves off a day of rest, and how many days are left.

Tết and the days given in exchange are announced a year at a time, so they are a table and no formula. What
is counted through a year that the table lacks is refused (``YearsNotListed``); who wants the answer all the
same asks ``Rest.presumed`` and says that it is provisional.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from cotmoc.domain.form_error import FormError
from cotmoc.domain.periods import FIRST_YEAR, LAST_YEAR

Span = tuple[date, date]
"""Days from the first up to, not including, the second."""

_ANY_YEAR = frozenset(range(FIRST_YEAR, LAST_YEAR + 1))
_DAY = timedelta(days=1)


class Shift(StrEnum):
    """What happens to a due day that is a day off. The values are stored by reporting regimes.

    Civil Code 2015, Article 148.5, ends a period on the next working day; where no law or order moves a
    day, it is NONE.
    """

    NONE = "none"
    NEXT_WORKING = "after"
    PREVIOUS_WORKING = "before"


class YearsNotListed(FormError):
    """Days were to be counted in ``years`` whose days off are not known."""

    def __init__(self, years: Iterable[int]) -> None:
        self.years = tuple(sorted(years))
        named = ", ".join(map(str, self.years))
        super().__init__(
            f"Chưa có bảng ngày nghỉ của năm {named}. Bổ sung bảng ngày nghỉ rồi làm lại",
            f"The days off of {named} are not listed. Add them to the table of holidays, then try again",
        )


@dataclass(frozen=True, slots=True)
class Rest:
    """Days off and Saturdays worked in exchange («hoán đổi»), and the years for which both are listed."""

    holidays: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    @classmethod
    def of(cls, days: Iterable[Mapping[str, Any]]) -> Rest:
        """From the rows of ``reference_data/holidays.toml``."""
        rows = list(days)
        return cls(
            frozenset(row["on"] for row in rows if row["kind"] != "swap_work"),
            frozenset(row["on"] for row in rows if row["kind"] == "swap_work"),
            frozenset(row["on"].year for row in rows),
        )

    @property
    def presumed(self) -> Rest:
        """The same days, with Saturdays and Sundays as the only days off of a year that is not listed."""
        return replace(self, years=_ANY_YEAR)

    def lists(self, one: date, other: date) -> bool:
        """Whether every year from one day to the other, in either order, is in the table."""
        return not self._lacking(one, other)

    def require(self, one: date, other: date) -> None:
        """Raise YearsNotListed unless every year from one day to the other is in the table."""
        if lacking := self._lacking(one, other):
            raise YearsNotListed(lacking)

    def _lacking(self, one: date, other: date) -> set[int]:
        first, last = sorted((one.year, other.year))
        return set(range(first, last + 1)) - self.years


def is_working_day(day: date, rest: Rest) -> bool:
    """Monday to Friday and no holiday, or one of the days worked in exchange. Raises YearsNotListed."""
    rest.require(day, day)
    return _is_worked(day, rest)


def add_working_days(day: date, n: int, rest: Rest) -> date:
    """The ``n``-th working day after ``day`` (before it when negative); ``day`` itself when n is 0.

    Raises YearsNotListed.
    """
    step = _DAY if n > 0 else -_DAY
    landed, left = day, abs(n)
    while left:
        try:
            landed += step
        except OverflowError:
            # The calendar ends there, and so does every table.
            raise YearsNotListed({landed.year}) from None
        left -= _is_worked(landed, rest)
    if n:
        rest.require(day, landed)
    return landed


def shifted(day: date, shift: Shift, rest: Rest) -> date:
    """The due day that ``day`` becomes: itself on a working day or without a shift.

    Raises YearsNotListed, but not for NONE, which asks no table.
    """
    if shift is Shift.NONE or is_working_day(day, rest):
        return day
    return add_working_days(day, 1 if shift is Shift.NEXT_WORKING else -1, rest)


def working_days_between(after: date, until: date, rest: Rest, suspended: Sequence[Span] = ()) -> int:
    """Working days after ``after``, up to and including ``until``, without those in ``suspended`` spans.

    0 when ``until`` comes first. Raises YearsNotListed, and ValueError for an empty span.
    """
    if until <= after:
        return 0
    rest.require(after, until)
    stopped = _merged(suspended)
    days = (after + timedelta(days=n) for n in range(1, (until - after).days + 1))
    return sum(_is_worked(day, rest) and not any(a <= day < b for a, b in stopped) for day in days)


def pushed_back(
    due: date,
    suspended: Sequence[Span],
    rest: Rest,
    *,
    since: date | None = None,
    working: bool = False,
    shift: Shift = Shift.NONE,
) -> date:
    """The due day after the clock stood still during ``suspended``, so that no day granted is lost.

    Spans may overlap; days before ``since``, the day from which the task runs, cost nothing, nor does a span
    that begins after the clock has run out. With ``working`` the due day was counted in working days and
    moves by working days; otherwise by all days, and then as ``shift`` says.
    Raises ValueError for an empty span, YearsNotListed when working days matter.
    """
    for start, end in _merged(suspended):
        first = max(start, since or start)
        if first > due or first >= end:
            continue
        if working:
            stopped = working_days_between(first - _DAY, end - _DAY, rest)
            due = add_working_days(due, stopped, rest)
        else:
            due += end - first
    return shifted(due, shift, rest)


def _is_worked(day: date, rest: Rest) -> bool:
    return day in rest.worked or (day.weekday() < 5 and day not in rest.holidays)


def _merged(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            raise ValueError(f"a suspension must begin before it ends: {start}, {end}")
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
