"""A rule from the words of a directive: «trước ngày 25 hằng tháng», «định kỳ 6 tháng», «thứ Sáu hằng tuần».

What is recognised is taken out of the text piece by piece. If a word of time or a digit is left over then,
the text says more than was understood, and there is no reading: a person chooses the rule.
«trước ngày 15» is by the 15th, as in the deadlines of directives; «ngày 05 tháng sau» is the 5th of each
month. A rhythm without a day is due at the end of its period, of a week on Friday. Where nothing is said of
days off, the due day moves to the next working day (Civil Code 2015, Article 148.5).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date, timedelta

from cotmoc.domain.recurrence.days import DayRead, placed, take_day, take_weekdays
from cotmoc.domain.recurrence.rule import FRIDAY, MONTHS, Every, On, Recurrence, RecurrenceError
from cotmoc.domain.recurrence.taking import number, take
from cotmoc.domain.working_time import Shift

_UNITS = {
    "ngày làm việc": Every.WORKING_DAY,
    "ngày": Every.DAY,
    "tuần": Every.WEEK,
    "tháng": Every.MONTH,
    "quý": Every.QUARTER,
    "nửa năm": Every.HALF,
    "năm": Every.YEAR,
}
_MONTHS_AS = {3: Every.QUARTER, 6: Every.HALF, 12: Every.YEAR}
_UNIT = rf"({'|'.join(_UNITS)})(?!\w)(?! tra\b)"
_N = r"(\d{1,3}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"
_ONCE = r"(?:\s+(?:một|0?1)\s+lần|\s*/\s*(?:(?:một|0?1)\s+)?lần)"
# «cứ» marks periods that are counted from the start; «định kỳ 6 tháng» are the halves of the year.
_RHYTHM = re.compile(
    rf"(?:một|\b0?1)\s+lần\s*(?:/|mỗi|trong|trên)\s*(?:(?:một|0?1)\s+)?{_UNIT}"
    rf"|\b(?:định kỳ\s+)?(?:hằng|từng)\s+{_UNIT}{_ONCE}?"
    rf"|\b(?:định kỳ\s+)?(cứ(?:\s+mỗi)?|mỗi|định kỳ)\s+(?:{_N}\s+)?{_UNIT}{_ONCE}?"
    rf"|\b{_N}\s+{_UNIT}{_ONCE}"
)
_AFTER = re.compile(
    rf"(?:\bsau\s+)?\b{_N}\s+(ngày làm việc|ngày|tháng)\s+(?:sau|kể từ)(?:\s+(?:khi|ngày))?\s+hoàn thành"
    r"\s+lần\s+(?:trước|gần nhất)"
)
_OFF = (
    r"(?:nếu\s+|khi\s+)?(?:gặp|trùng|rơi)(?:\s+(?:vào|với))?\s+(?:các\s+)?ngày nghỉ"
    r"[^;.]*?ngày làm việc\s+"
)
_SHIFTS = (
    (re.compile(rf"{_OFF}(?:tiếp theo|kế tiếp|liền sau|liền kề sau|sau đó)"), Shift.NEXT_WORKING),
    (re.compile(rf"{_OFF}(?:trước đó|liền trước|liền kề trước)"), Shift.PREVIOUS_WORKING),
    (re.compile(r"kể cả (?:các )?ngày nghỉ"), Shift.NONE),
)
_LEAD = re.compile(r"giao trước (\d{1,3}) ngày(?! làm việc)")
_HOUR = re.compile(r"\b\d{1,2}\s*(?:giờ|h)\b(?:\s*\d{2}\b(?:\s*phút)?)?")
_DATE = r"(?:ngày\s+)?(\d{1,2})(?:\s*/\s*|\s+tháng\s+)(\d{1,2})(?:\s*/\s*|\s+năm\s+)(\d{4})\b"
_FROM = re.compile(rf"\btừ\s+{_DATE}|\btừ\s+(?:đầu\s+)?năm\s+(\d{{4}})\b")
_TO = re.compile(rf"\bđến\s+(?:hết\s+)?{_DATE}|\bđến\s+(?:hết\s+|cuối\s+)?năm\s+(\d{{4}})\b")
_YEARS = re.compile(r"\bgiai đoạn\s+(\d{4})\s*[-–]\s*(\d{4})\b")
_UNTOLD = re.compile(
    r"\d|\b(?:ngày(?! càng)|tuần(?! tra)|tháng|quý|năm|chủ nhật|lần|giờ|(?:đầu|giữa|cuối) kỳ)\b"
    r"|\bthứ (?:hai|ba|tư|năm|sáu|bảy)\b"
)
_SPELLINGS = (
    (re.compile(r"\bhàng(?= (?:ngày|tuần|tháng|quý|quí|năm)\b)"), "hằng"),
    (re.compile(r"\bquí\b"), "quý"),
    (re.compile(r"\bkì\b"), "kỳ"),
)


def read(text: str, starts: date | None = None) -> Recurrence | None:
    """The rule that a phrase tells; None when it tells none, or more than one, or is unclear.

    ``starts`` is the first day of a rule whose text names none, as the day of its document. Without either,
    what comes back every second year cannot be read.
    """
    low = _plain(text)
    spans, low = _span(low)
    if spans is None:
        return None
    shift, low = _shift(low)
    leads, low = take(_LEAD, low)
    _, low = take(_HOUR, low)
    rule = _rule(low, spans[0] or starts, spans[1])
    if rule is None or len(leads) > 1:
        return None
    try:
        lead_days = int(leads[0][1]) if leads else 0
        return replace(rule, shift=_shift_of(rule, shift), lead_days=lead_days)
    except RecurrenceError:
        return None


def _plain(text: str) -> str:
    low = " ".join(unicodedata.normalize("NFC", text).lower().split())
    for written, meant in _SPELLINGS:
        low = written.sub(meant, low)
    return low


def _span(low: str) -> tuple[tuple[date | None, date | None] | None, str]:
    """The first day and the day after the last, as told; None when told twice or no such day exists."""
    years, low = take(_YEARS, low)
    from_days, low = take(_FROM, low)
    to_days, low = take(_TO, low)
    if len(years) + len(from_days) > 1 or len(years) + len(to_days) > 1:
        return None, low
    try:
        if years:
            return (date(int(years[0][1]), 1, 1), date(int(years[0][2]) + 1, 1, 1)), low
        first = _date(from_days[0], ends=False) if from_days else None
        until = _date(to_days[0], ends=True) + timedelta(days=1) if to_days else None
    except (ValueError, OverflowError):
        return None, low
    return (first, until), low


def _date(match: re.Match[str], *, ends: bool) -> date:
    day, month, year, whole_year = match.groups()
    if whole_year:
        return date(int(whole_year), 12, 31) if ends else date(int(whole_year), 1, 1)
    return date(int(year), int(month), int(day))


def _shift(low: str) -> tuple[Shift | None, str]:
    told = None
    for pattern, shift in _SHIFTS:
        found, low = take(pattern, low)
        told = shift if found else told
    return told, low


def _shift_of(rule: Recurrence, told: Shift | None) -> Shift:
    if told is None and rule.every is Every.DAY and rule.interval == 1 and not rule.after_completion:
        return Shift.NONE
    return Shift.NEXT_WORKING if told is None else told


def _rule(low: str, starts: date | None, until: date | None) -> Recurrence | None:
    after, low = take(_AFTER, low)
    rhythms, low = take(_RHYTHM, low)
    day, low = take_day(low)
    told = {_rhythm(match) for match in rhythms} or _implied(day, low)
    if len(after) + len(told) != 1:
        return None
    if after:
        every, interval = _UNITS[after[0][2]], number(after[0][1]) or 0
        parts: dict[str, object] | None = None if day else {"after_completion": True}
    else:
        every, interval = told.pop()
        parts, low = _parts(every, day, low)
    if parts is None or _UNTOLD.search(low):
        return None
    try:
        return Recurrence(every, interval, starts=starts, until=until, **parts)  # type: ignore[arg-type]
    except RecurrenceError:
        return None


def _parts(every: Every, day: DayRead | None, low: str) -> tuple[dict[str, object] | None, str]:
    """What a rule says beside its rhythm, None when that does not fit it; and the rest of the text."""
    if every in MONTHS:
        return placed(every, day or DayRead(On.LAST_DAY)), low
    if day is not None:
        return None, low
    if every is not Every.WEEK:
        return {}, low
    weekdays, low = take_weekdays(low)
    return {"weekdays": weekdays or (FRIDAY,)}, low


def _rhythm(match: re.Match[str]) -> tuple[Every, int]:
    once, always, mark, counted, unit, again, again_unit = match.groups()
    every = _UNITS[once or always or unit or again_unit]
    interval = number(counted or again or "1") or 0
    if every is Every.MONTH and interval in _MONTHS_AS and not (mark or "").startswith("cứ"):
        return _MONTHS_AS[interval], 1
    return every, interval


def _implied(day: DayRead | None, low: str) -> set[tuple[Every, int]]:
    if day is not None:
        return {(day.implies, 1)} if day.implies else set()
    return {(Every.WEEK, 1)} if "các ngày thứ" in low else set()
