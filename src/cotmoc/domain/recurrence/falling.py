"""When a rule falls due: its occurrences within a span, each with a key that no run makes twice.

A key names the period or the day that the rule counts, never the day that the table of days off makes of
it, so it stays the same when that table comes out or is corrected. A job asks for what opened since it last
ran, or since a month ago after the table changed, and makes only the keys that it does not have.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from cotmoc.domain.periods import FIRST_YEAR, LAST_YEAR
from cotmoc.domain.recurrence.rule import MONTHS, Every, Flaw, On, Recurrence, RecurrenceError
from cotmoc.domain.reporting_calendar import day_of
from cotmoc.domain.working_time import Rest, Shift, add_working_days, is_working_day, shifted

MOST_AT_ONCE = 1000
"""More occurrences than this in one answer are refused: no horizon of work is that long."""

_DAY = timedelta(days=1)
_FIRST = date(FIRST_YEAR, 1, 1)
_LETTER = {Every.MONTH: "M", Every.QUARTER: "Q", Every.HALF: "H"}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that the work falls due, born on ``opens_on``.

    ``provisional``: a year that the table of days off lacks was counted with weekends only, so that both
    days can still move.
    """

    key: str
    opens_on: date
    due_on: date
    provisional: bool = False


def occurrences(rule: Recurrence, since: date, until: date, rest: Rest) -> list[Occurrence]:
    """What opens from ``since`` up to, not including, ``until``, in order; the spans of two runs add up.

    Of a rule that counts from completion, this is at most its first occurrence, due when it starts.
    Raises RecurrenceError(TOO_MANY).
    """
    found: list[Occurrence] = []
    for one in _from(rule, max(since, _FIRST), rest):
        if one.opens_on >= until:
            break
        if one.opens_on >= since:
            found.append(one)
        if len(found) > MOST_AT_ONCE:
            raise RecurrenceError(Flaw.TOO_MANY)
    return found


def next_after_completion(
    rule: Recurrence, last_key: str, completed_on: date, rest: Rest
) -> Occurrence | None:
    """The occurrence that follows the one of ``last_key``, completed on a day; None when the rule has ended.

    Its key is the next number, so that two completions told twice, or on one day, make one occurrence.
    It is never due before it is born. Raises RecurrenceError: MISPLACED when the rule does not count from
    completion, UNREADABLE for the key of another kind.
    """
    if not rule.after_completion:
        raise RecurrenceError(Flaw.MISPLACED)
    if not (last_key[:1] == "N" and last_key[1:].isdecimal()):
        raise RecurrenceError(Flaw.UNREADABLE)
    named = _later(rule, completed_on, rest.presumed)
    if rule.until is not None and named >= rule.until:
        return None
    due = shifted(named, rule.shift, rest.presumed)
    if due <= completed_on:
        due = _worked_from(named, rest.presumed)
    opens = max(due - rule.lead_days * _DAY, completed_on)
    return Occurrence(_numbered(int(last_key[1:]) + 1), opens, due, _guessed(rule, completed_on, due, rest))


def _from(rule: Recurrence, since: date, rest: Rest) -> Iterator[Occurrence]:
    """The occurrences of ``rule`` from some day before ``since`` on, in order, without end."""
    presumed = rest.presumed
    first = max(_first_due_from(since, rule.shift, presumed), rule.starts or _FIRST)
    for key, named in _named_days(rule, first, presumed):
        if rule.until is not None and named >= rule.until:
            return
        if named < first:
            continue
        due = shifted(named, rule.shift, presumed)
        opens = due - rule.lead_days * _DAY
        if rule.starts is not None:
            opens = min(max(opens, rule.starts), due)
        counted_from = rule.starts if rule.every is Every.WORKING_DAY and rule.interval > 1 else None
        yield Occurrence(key, opens, due, _guessed(rule, counted_from or named, due, rest))


def _first_due_from(day: date, shift: Shift, rest: Rest) -> date:
    """The first day whose shifted day is ``day`` or later: what is due earlier has opened earlier."""
    if shift is Shift.NEXT_WORKING:
        return add_working_days(day, -1, rest) + _DAY
    return _worked_from(day, rest) if shift is Shift.PREVIOUS_WORKING else day


def _worked_from(day: date, rest: Rest) -> date:
    return shifted(day, Shift.NEXT_WORKING, rest)


def _guessed(rule: Recurrence, counted_from: date, due: date, rest: Rest) -> bool:
    asks_table = rule.on_working_days or rule.shift is not Shift.NONE
    return asks_table and not rest.lists(counted_from, due)


def _named_days(rule: Recurrence, first: date, rest: Rest) -> Iterator[tuple[str, date]]:
    """Keys and days as the rule names them, ascending, from one at or before ``first``."""
    if rule.after_completion:
        starts = rule.starts and (_worked_from(rule.starts, rest) if rule.on_working_days else rule.starts)
        return iter([(_numbered(1), starts)] if starts else [])
    if rule.every is Every.DAY:
        return _days(rule, first)
    if rule.every is Every.WORKING_DAY:
        return _working_days(rule, first, rest)
    return _weeks(rule, first) if rule.every is Every.WEEK else _periods(rule, first, rest)


def _days(rule: Recurrence, first: date) -> Iterator[tuple[str, date]]:
    for number in _aligned(
        first.toordinal(), rule.interval, rule.starts.toordinal() if rule.starts else None
    ):
        day = date.fromordinal(number)
        if day.year > LAST_YEAR:
            return
        yield day.isoformat(), day


def _working_days(rule: Recurrence, first: date, rest: Rest) -> Iterator[tuple[str, date]]:
    if rule.interval == 1:
        day = _worked_from(first, rest)
        while day.year <= LAST_YEAR:
            yield day.isoformat(), day
            day = add_working_days(day, 1, rest)
        return
    # Numbered from the start: were they named by their days, one holiday more would rename all that follow.
    day = _worked_from(rule.starts or first, rest)
    for number in count(1):
        if day.year > LAST_YEAR:
            return
        yield _numbered(number), day
        day = add_working_days(day, rule.interval, rest)


def _weeks(rule: Recurrence, first: date) -> Iterator[tuple[str, date]]:
    for week in _aligned(_week(first), rule.interval, _week(rule.starts) if rule.starts else None):
        for weekday in rule.weekdays:
            day = date.fromordinal(week * 7 + weekday)
            if day.year > LAST_YEAR:
                return
            iso = day.isocalendar()
            yield f"{iso.year:04d}-W{iso.week:02d}-{iso.weekday}", day


def _week(day: date) -> int:
    """Weeks since Monday 1 January of the year 1."""
    return (day.toordinal() - 1) // 7


def _periods(rule: Recurrence, first: date, rest: Rest) -> Iterator[tuple[str, date]]:
    months = MONTHS[rule.every]
    start = _period(rule.starts, months) if rule.starts else None
    for period in _aligned(_period(first, months), rule.interval, start):
        year, place = divmod(period * months, 12)
        if year > LAST_YEAR:
            return
        letter = _LETTER.get(rule.every)
        number = place // months + 1
        key = f"{year:04d}-{letter}{number:0{2 if months == 1 else 1}d}" if letter else f"{year:04d}"
        yield key, _day_in_month(rule, year, place + (rule.month or 1), rest)


def _period(day: date, months: int) -> int:
    return (day.year * 12 + day.month - 1) // months


def _day_in_month(rule: Recurrence, year: int, month: int, rest: Rest) -> date:
    last = day_of(year, month, 31)
    if rule.on is On.LAST_DAY:
        return last
    if rule.on is On.DAY:
        return day_of(year, month, rule.number or 31)
    last_worked = last if is_working_day(last, rest) else add_working_days(last, -1, rest)
    if rule.on is On.LAST_WORKING_DAY:
        return last_worked
    return min(add_working_days(day_of(year, month, 1) - _DAY, rule.number or 1, rest), last_worked)


def _aligned(first: int, interval: int, start: int | None) -> Iterator[int]:
    """Numbers from the first at or after ``first`` that lies a multiple of ``interval`` from ``start``."""
    return count(first + (start - first) % interval if start is not None else first, interval)


def _later(rule: Recurrence, completed_on: date, rest: Rest) -> date:
    if rule.every is Every.WORKING_DAY:
        return add_working_days(completed_on, rule.interval, rest)
    if rule.every is Every.DAY:
        return completed_on + rule.interval * _DAY
    return day_of(completed_on.year, completed_on.month + rule.interval, completed_on.day)


def _numbered(number: int) -> str:
    return f"N{number:04d}"
