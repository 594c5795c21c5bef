"""The rule by which work comes back, as a value that cannot be nonsense."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from cotmoc.domain.form_error import FormError
from cotmoc.domain.working_time import Shift

LONGEST_INTERVAL = 999
LONGEST_LEAD = 366
MOST_WORKING_DAYS = 23
"""No month has more working days than this, unless Saturdays are worked in exchange."""
FRIDAY = 5


class Every(StrEnum):
    """What a rule counts in."""

    DAY = "day"
    WORKING_DAY = "working_day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


class On(StrEnum):
    """Which day of its month: a number, the last, the nth working day, or the last of these."""

    DAY = "day"
    LAST_DAY = "last_day"
    WORKING_DAY = "working_day"
    LAST_WORKING_DAY = "last_working_day"


class Flaw(StrEnum):
    """Why a rule, or a question put to one, is refused."""

    INTERVAL = "interval"
    IMPOSSIBLE_DAY = "impossible_day"
    NO_WEEKDAY = "no_weekday"
    MISPLACED = "misplaced"
    NEEDS_START = "needs_start"
    ENDS_BEFORE_START = "ends_before_start"
    LEAD = "lead"
    DAILY_SHIFT = "daily_shift"
    TOO_MANY = "too_many"
    UNREADABLE = "unreadable"


_SAID = {
    Flaw.INTERVAL: (
        f"Khoảng cách giữa hai lần từ 1 đến {LONGEST_INTERVAL}",
        f"The interval is a whole number from 1 to {LONGEST_INTERVAL}",
    ),
    Flaw.IMPOSSIBLE_DAY: (
        "Không có ngày như vậy trong kỳ. Chọn ngày có thật hoặc ngày cuối cùng",
        "The period has no such day. Choose one that exists, or the last day",
    ),
    Flaw.NO_WEEKDAY: (
        "Lặp hằng tuần thì chọn ít nhất một thứ trong tuần",
        "A weekly rule names at least one day of the week",
    ),
    Flaw.MISPLACED: (
        "Có phần không dùng được với kiểu lặp này. Bỏ phần đó hoặc đổi kiểu lặp",
        "A part does not go with this kind of rule. Leave it out, or change the kind",
    ),
    Flaw.NEEDS_START: (
        "Lặp cách quãng thì cần ngày bắt đầu để biết đếm từ đâu",
        "A rule that leaves periods out needs a first day to count from",
    ),
    Flaw.ENDS_BEFORE_START: (
        "Ngày kết thúc phải sau ngày bắt đầu",
        "The rule must end after it begins",
    ),
    Flaw.LEAD: (
        f"Số ngày giao trước từ 0 đến {LONGEST_LEAD}",
        f"The lead is a whole number of days from 0 to {LONGEST_LEAD}",
    ),
    Flaw.DAILY_SHIFT: (
        "Lặp từng ngày mà dời khỏi ngày nghỉ thì nhiều lần dồn vào một ngày. Chọn «mỗi ngày làm việc»",
        "Moved off days of rest, a daily rule heaps up on one day. Choose “every working day”",
    ),
    Flaw.TOO_MANY: (
        "Khoảng thời gian này có quá nhiều lần lặp. Hỏi một khoảng ngắn hơn",
        "Too many occurrences lie in this span. Ask about a shorter one",
    ),
    Flaw.UNREADABLE: (
        "Không đọc được quy tắc lặp đã lưu. Chọn lại quy tắc lặp",
        "The stored rule cannot be read. Choose the rule anew",
    ),
}


class RecurrenceError(FormError):
    """A rule, or a question put to one, that makes no sense. ``flaw`` names why."""

    def __init__(self, flaw: Flaw) -> None:
        self.flaw = flaw
        super().__init__(*_SAID[flaw])


MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF: 6, Every.YEAR: 12}
"""How many months a period lasts."""
_AFTER_COMPLETION = frozenset({Every.DAY, Every.WORKING_DAY, Every.MONTH})
_SHORT_MONTHS = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Work that comes back every ``interval`` periods, or so long after it was last completed.

    ``weekdays``: 1 (Monday) to 7, of a weekly rule. ``on``, ``number`` and ``month``: the day of a rule by
    months, quarters, halves or years; ``number`` is the day of the month or the nth working day, ``month``
    counts from 1 within a quarter, half or year and is its last when left out. A day that a month lacks
    means its last. ``shift``: what a due day on a day off becomes. ``lead_days``: how many days before its
    due day an occurrence is born. Its days lie from ``starts`` up to, not including, ``until``, as the rule
    names them before any shift; without ``starts`` it has always been, without ``until`` it never ends.

    Rules that mean the same are equal. Raises RecurrenceError.
    """

    every: Every
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    on: On | None = None
    number: int | None = None
    month: int | None = None
    after_completion: bool = False
    starts: date | None = None
    until: date | None = None
    shift: Shift = Shift.NONE
    lead_days: int = 0

    def __post_init__(self) -> None:
        self._normalise()
        _demand(1 <= self.interval <= LONGEST_INTERVAL, Flaw.INTERVAL)
        _demand(0 <= self.lead_days <= LONGEST_LEAD, Flaw.LEAD)
        ends_late = self.starts is None or self.until is None or self.starts < self.until
        _demand(ends_late, Flaw.ENDS_BEFORE_START)
        if self.after_completion:
            plain = self.on is None and not self.weekdays and self.number is None and self.month is None
            _demand(plain and self.every in _AFTER_COMPLETION, Flaw.MISPLACED)
            return
        _demand(self.interval == 1 or self.starts is not None, Flaw.NEEDS_START)
        _demand((self.every, self.interval) != (Every.DAY, 1) or self.shift is Shift.NONE, Flaw.DAILY_SHIFT)
        self._demand_weekdays()
        if self.every in MONTHS:
            self._demand_day_of_month()
        else:
            _demand(self.on is None and self.number is None and self.month is None, Flaw.MISPLACED)

    @property
    def on_working_days(self) -> bool:
        """Whether its days are working days by themselves, so that no shift can move them."""
        return self.every is Every.WORKING_DAY or self.on in (On.WORKING_DAY, On.LAST_WORKING_DAY)

    def _normalise(self) -> None:
        every = Every(self.every)
        by_months = every in MONTHS and not self.after_completion
        on = On(self.on) if self.on is not None else On.LAST_DAY if by_months else None
        for name, value in (
            ("every", every),
            ("on", on),
            ("shift", Shift(self.shift)),
            ("weekdays", tuple(sorted(set(self.weekdays)))),
        ):
            object.__setattr__(self, name, value)
        if by_months and self.month is None and MONTHS[every] > 1:
            object.__setattr__(self, "month", MONTHS[every])
        if self.on_working_days:
            object.__setattr__(self, "shift", Shift.NONE)

    def _demand_weekdays(self) -> None:
        weekly = self.every is Every.WEEK
        _demand(weekly or not self.weekdays, Flaw.MISPLACED)
        _demand(not weekly or bool(self.weekdays), Flaw.NO_WEEKDAY)
        _demand(all(1 <= day <= 7 for day in self.weekdays), Flaw.IMPOSSIBLE_DAY)

    def _demand_day_of_month(self) -> None:
        months = MONTHS[self.every]
        numbered = self.on in (On.DAY, On.WORKING_DAY)
        _demand(numbered or self.number is None, Flaw.MISPLACED)
        _demand(months > 1 or self.month is None, Flaw.MISPLACED)
        _demand(self.month is None or 1 <= self.month <= months, Flaw.IMPOSSIBLE_DAY)
        most = MOST_WORKING_DAYS if self.on is On.WORKING_DAY else 31
        if self.every is Every.YEAR and self.on is On.DAY:
            most = _SHORT_MONTHS.get(self.month or 12, 31)
        _demand(not numbered or 1 <= (self.number or 0) <= most, Flaw.IMPOSSIBLE_DAY)


def until_after(last: date) -> date:
    """The ``until`` of a rule whose last day is told; after the last day there is no day comes."""
    return min(last, date.max - timedelta(days=1)) + timedelta(days=1)


def _demand(holds: bool, flaw: Flaw) -> None:
    if not holds:
        raise RecurrenceError(flaw)
