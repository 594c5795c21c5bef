"""The day within its period that a phrase names: «ngày 25 của tháng cuối quý», «thứ Sáu»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cotmoc.domain.recurrence.rule import MONTHS, Every, On
from cotmoc.domain.recurrence.taking import GAP, number, take

_WHOLE = {"tháng": Every.MONTH, "quý": Every.QUARTER, "năm": Every.YEAR}
_LAST_MONTH = 0
# Decree 09/2019, Articles 8, 12 and 13: the figures of a quarter or half-year close on the 14th of its last
# month and are due after that day, within that month. So «ngày 15 hằng quý» is the 15th of the month that
# ends the quarter; an earlier day can be of that month or of the next one, and stays unclear.
_CLOSED = 15
_REPORTED = (Every.QUARTER, Every.HALF)
_PLACES = {"đầu": 1, "giữa": 2, "cuối": _LAST_MONTH}
_THIS = r"(?!\s+(?:này|nay)\b)"
_NEXT = r"(?:\s+(?P<next>sau|tiếp theo|kế tiếp|liền kề))?"
_PLACE = (
    r"(?:(?:\s+(?:của|trong))?\s+(?:"
    r"tháng\s+(?:(?P<which>đầu|giữa|cuối)|thứ\s+(?P<nth>\w+))(?:\s+của)?(?:\s+(?P<whole>quý|kỳ|năm)\b)?"
    rf"|tháng\s+(?P<month>\d{{1,2}})\b|(?P<span>tháng|quý|kỳ|năm)\b){_THIS}{_NEXT})?"
)
_WEEKDAYS = {"hai": 1, "ba": 2, "tư": 3, "năm": 4, "sáu": 5, "bảy": 6, "bẩy": 6}
_WEEKDAY = re.compile(r"(?:\b(?:các\s+)?ngày\s+)?\bthứ\s+(hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])\b|\bchủ nhật\b")
_NUMBERED = r"\bngày\s+(?:mùng\s+|mồng\s+)?(?P<number>\d{1,2})"
_NO_MORE = r"(?!\d|\s*[/.-]\s*\d|\s+năm\s+\d)"


@dataclass(frozen=True, slots=True)
class DayRead:
    """A day as told. ``month``: of the year; ``place``: month within the period, 0 its last.

    ``later``: of the period that follows («quý sau»).
    """

    on: On
    number: int | None = None
    month: int | None = None
    place: int | None = None
    whole: Every | None = None
    implies: Every | None = None
    later: bool = False


_PATTERNS = (
    (On.LAST_WORKING_DAY, re.compile(rf"\bngày làm việc cuối(?: cùng)?\b{_PLACE}")),
    (On.WORKING_DAY, re.compile(rf"\bngày làm việc (?:thứ\s+(?P<number>\w+)|đầu(?: tiên)?)\b{_PLACE}")),
    (On.LAST_DAY, re.compile(rf"\bngày cuối(?: cùng)?\b{_PLACE}")),
    (On.DAY, re.compile(rf"{_NUMBERED}(?:\s*[/.-]\s*|\s+tháng\s+)(?P<month>\d{{1,2}}){_NO_MORE}")),
    (On.DAY, re.compile(rf"{_NUMBERED}{_NO_MORE}{_PLACE}")),
    (On.LAST_DAY, re.compile(rf"\bcuối(?:\s+(?P<span>tháng|quý|kỳ|năm)\b{_THIS}|(?=\s*{GAP}))")),
    (On.LAST_DAY, re.compile(rf"\btháng\s+(?P<month>\d{{1,2}}){_NO_MORE}")),
)


def take_day(low: str) -> tuple[DayRead | None, str]:
    """The day that is told, and the rest of the text. A second day stays in the text."""
    for on, pattern in _PATTERNS:
        match = pattern.search(low)
        if match and (day := _day(on, match)):
            return day, low[: match.start()] + GAP + low[match.end() :]
    return None, low


def take_weekdays(low: str) -> tuple[tuple[int, ...], str]:
    """Days of the week, 1 to 7, and the rest of the text. «Thứ Hai đến thứ Sáu» stays in the text."""
    found, left = take(_WEEKDAY, low)
    if re.search(rf"{GAP}\s*(?:đến|-|–)\s*{GAP}", left):
        return (), low
    return tuple(_weekday(match) for match in found), left


def placed(every: Every, day: DayRead) -> dict[str, object] | None:
    """``on``, ``number`` and ``month`` of a rule by months or longer; None when the day does not fit it."""
    if day.whole not in (None, every):
        return None
    told_month = day.month is not None or day.place is not None
    if every is Every.MONTH and told_month:
        return None
    if day.on is On.DAY and every is not Every.MONTH and not told_month:
        if every not in _REPORTED or day.later or (day.number or 0) < _CLOSED:
            return None
        return {"on": day.on, "number": day.number, "month": MONTHS[every]}
    return {"on": day.on, "number": day.number, "month": _month(every, day)}


def _month(every: Every, day: DayRead) -> int | None:
    if every is Every.MONTH:
        return None
    if day.place is not None:
        return day.place or MONTHS[every]
    # The third working day of a quarter is one of its first month.
    return 1 if day.on is On.WORKING_DAY and day.month is None else day.month


def _day(on: On, match: re.Match[str]) -> DayRead | None:
    told = match.groupdict()
    nth = number(told["number"]) if told.get("number") else None
    if on is On.WORKING_DAY:
        nth = nth if told["number"] else 1
    if on in (On.DAY, On.WORKING_DAY) and nth is None:
        return None
    month = int(told["month"]) if told.get("month") else None
    place = _PLACES.get(told.get("which") or "")
    if told.get("nth"):
        place = number(told["nth"])
    whole = _WHOLE.get(told.get("whole") or told.get("span") or "")
    if month is not None:
        whole = Every.YEAR
    return DayRead(on, nth, month, place, whole, _implied(on, told, whole), bool(told.get("next")))


def _implied(on: On, told: dict[str, str | None], whole: Every | None) -> Every | None:
    """The rhythm that a day tells by itself: «ngày làm việc cuối cùng của tháng», not «trước ngày 15»."""
    if told.get("next") or told.get("month"):
        return None
    working = on in (On.WORKING_DAY, On.LAST_WORKING_DAY)
    return whole if working or told.get("which") or told.get("nth") else None


def _weekday(match: re.Match[str]) -> int:
    name = match[1]
    if name is None:
        return 7
    return int(name) - 1 if name.isdecimal() else _WEEKDAYS[name]
