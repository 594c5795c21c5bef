"""THE calendar: which days a period's figures cover, and by when the report is due.

Windows follow Decree 09/2019/NĐ-CP, Article 12 («thời gian chốt số liệu»): a month runs from the 15th of
the month before to its own 14th, a year from 15 December. The nine-month window comes from provincial
rules (Khánh Hòa, Decision 01/2023/QĐ-UBND). Other calendars are data of the regime.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from cotmoc.domain.periods import FIRST_YEAR, LAST_YEAR, Period, PeriodKind
from cotmoc.domain.working_time import Rest, Shift, add_working_days, shifted, working_days_between

CLOSING_DAY = 14
"""Last day of data in the last month of a period, by Article 12."""
LEAST_WORKING_DAYS_TO_REPORT = 1
"""Working days that must lie between the end of data and the due date, by Article 8.5."""


class Calendar(StrEnum):
    """Whose months count: the decree's (15th to 14th), the plain calendar's, or listed windows."""

    ND09 = "nd09"
    CALENDAR = "calendar"
    CUSTOM = "custom"


@dataclass(frozen=True, order=True, slots=True)
class Window:
    """Days from ``start`` up to, not including, ``end``. Raises ValueError when empty."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise ValueError(f"a data window must begin before it ends: {self.start}, {self.end}")

    @classmethod
    def inclusive(cls, first: date, last: date) -> Window:
        """The window that officials write «từ … đến hết …»."""
        return cls(first, last + timedelta(days=1))

    @property
    def last_day(self) -> date:
        """The last day whose events count."""
        return self.end - timedelta(days=1)

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end


@dataclass(frozen=True, slots=True)
class DueRule:
    """Due so many days after the last day of data, working days or all days.

    No law was found that moves the due day of a report off a day of rest: ``shift`` is NONE by default.
    """

    days_after_close: int
    working: bool = True
    shift: Shift = Shift.NONE

    def __post_init__(self) -> None:
        object.__setattr__(self, "shift", Shift(self.shift))
        if self.days_after_close < 0:
            raise ValueError("a report cannot be due before its data close")


@dataclass(frozen=True, slots=True)
class DueDay:
    """Due on a day of the month in which data close, or ``months_after`` later.

    A day that the month lacks means its last day. Article 13 has day 25 of the last month.
    """

    day: int
    months_after: int = 0
    shift: Shift = Shift.NONE

    def __post_init__(self) -> None:
        object.__setattr__(self, "shift", Shift(self.shift))
        if not 1 <= self.day <= 31 or self.months_after < 0:
            raise ValueError("a due day lies between 1 and 31, in the closing month or later")


def data_window(period: Period, calendar: Calendar, custom: Mapping[Period, Window] | None = None) -> Window:
    """The days whose events belong to ``period``.

    ``custom`` lists the windows of a CUSTOM calendar. Raises ValueError when the period is not listed.
    """
    if calendar is Calendar.CUSTOM:
        if custom is None or period not in custom:
            raise ValueError(f"the regime lists no data window for {period}")
        return custom[period]
    if calendar is Calendar.ND09:
        opening = CLOSING_DAY + 1
        return Window(
            day_of(period.year, period.first_month - 1, opening),
            day_of(period.year, period.last_month, opening),
        )
    return Window(day_of(period.year, period.first_month, 1), day_of(period.year, period.last_month + 1, 1))


def period_of(
    day: date, kind: PeriodKind, calendar: Calendar, custom: Mapping[Period, Window] | None = None
) -> Period:
    """The period of ``kind`` whose window holds ``day``.

    Raises ValueError when none does (days after the nine months, or not listed) or when two do.
    """
    if calendar is Calendar.CUSTOM:
        candidates = [period for period in custom or {} if period.kind is kind]
    else:
        years = [year for year in (day.year, day.year + 1) if FIRST_YEAR <= year <= LAST_YEAR]
        candidates = [part for year in years for part in _periods_of_year(year, kind)]
    found = [period for period in candidates if day in data_window(period, calendar, custom)]
    if len(found) != 1:
        raise ValueError(f"{len(found)} periods of kind {kind} hold {day}")
    return found[0]


def due_date(window: Window, rule: DueRule | DueDay, rest: Rest) -> date:
    """The last day on which a report on ``window`` is on time. Raises YearsNotListed."""
    close = window.last_day
    if isinstance(rule, DueDay):
        due = day_of(close.year, close.month + rule.months_after, rule.day)
    elif rule.working:
        due = add_working_days(close, rule.days_after_close, rest)
    else:
        due = close + timedelta(days=rule.days_after_close)
    return shifted(due, rule.shift, rest)


def leaves_time_to_report(window: Window, due: date, rest: Rest) -> bool:
    """Whether Article 8.5 is kept: at least one working day from the end of data to the due date.

    For whoever sets the due rule of a regime (``docs/explanation/periods.md``); the table of regimes that
    ships is held to it by its tests.
    """
    return working_days_between(window.last_day, due, rest) >= LEAST_WORKING_DAYS_TO_REPORT


def _periods_of_year(year: int, kind: PeriodKind) -> list[Period]:
    if kind is PeriodKind.NINE_MONTHS:
        return [Period(kind, year)]
    return Period(PeriodKind.YEAR, year).split(kind)


def day_of(year: int, month: int, day: int) -> date:
    """The day of a month counted from January of ``year``, also of months before 1 and after 12.

    A day that the month lacks means its last day.
    """
    years, index = divmod(month - 1, 12)
    year, month = year + years, index + 1
    return date(year, month, min(day, monthrange(year, month)[1]))
