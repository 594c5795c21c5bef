"""Which rule a clause of a directive offers: from its words of rhythm, its deadline and its due day.

What happens every day is no task for each day, and what counts from completion has no first day that a
clause tells: neither is offered. Where the words do not end it, a rule ends with the year, or with the year
in which it has come twice.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date, timedelta

from cotmoc.domain.periods import LAST_YEAR
from cotmoc.domain.recurrence.falling import Occurrence, occurrences
from cotmoc.domain.recurrence.reading import read
from cotmoc.domain.recurrence.rule import (
    LONGEST_LEAD,
    Every,
    Recurrence,
    RecurrenceError,
    until_after,
)
from cotmoc.domain.reporting_calendar import day_of
from cotmoc.domain.working_time import Rest

LONGEST_YEARS = 10
"""A recurrence is set up for at most so long; it can be prolonged when its end comes near."""
TWICE = 2

_LEAD = {Every.WEEK: 7, Every.MONTH: 30, Every.QUARTER: 91, Every.HALF: 182, Every.YEAR: 365}
_PAST = timedelta(days=LONGEST_LEAD + 31)
_TELLS_DAY = re.compile(
    r"\bngày (?:làm việc|cuối|đầu|mùng|mồng|\d)|\bthứ\b|\bchủ nhật\b|\bcuối\b", re.IGNORECASE
)


def offered(
    rhythm: str, deadline: str, due_on: date | None, *, issued: date, on: date, rest: Rest
) -> Recurrence | None:
    """The rule that a clause offers on a day; None where its words tell none, or none that still falls due.

    ``rhythm`` and ``deadline`` are the clause's words («hằng tháng», «trước ngày 15 hằng tháng»), ``due_on``
    its due day, ``issued`` the document's day. A due day that is none of the rule's days is its last. Each
    time opens about when the one before falls due, so that the work of a period is there from its first day.
    """
    try:
        rule = _told(rhythm, deadline, due_on, issued)
        if rule is None or rule.after_completion or rule.every not in _LEAD:
            return None
        starts = rule.starts or max(issued, on)
        if starts.year > LAST_YEAR:
            return None
        lead = rule.lead_days or min(_LEAD[rule.every] * rule.interval, LONGEST_LEAD)
        return _ended(replace(rule, starts=starts, lead_days=lead), starts, on, rest)
    except RecurrenceError:
        return None


def _told(rhythm: str, deadline: str, due_on: date | None, issued: date) -> Recurrence | None:
    if not rhythm.strip():
        return None
    if _plain(rhythm) in _plain(deadline) and (whole := _read(deadline, issued)) is not None:
        return whole
    together = _read(f"{rhythm}; {deadline}" if deadline.strip() else rhythm, issued)
    if together is not None and (deadline.strip() or due_on is None):
        return together
    # The day belongs to the rhythm where that names one, as a person writes it; else the deadline ends it.
    if deadline.strip() and due_on is None and not _TELLS_DAY.search(rhythm):
        return None
    alone = _read(rhythm, issued)
    if alone is None or due_on is None or alone.until is not None:
        return alone
    return replace(alone, until=until_after(due_on))


def _plain(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).lower().split())


def _read(words: str, issued: date) -> Recurrence | None:
    """What leaves periods out counts from the document's day."""
    return read(words) or read(words, issued)


def _ended(rule: Recurrence, starts: date, on: date, rest: Rest) -> Recurrence | None:
    """The rule with a last day; None where it does not fall due any more."""
    latest = day_of(starts.year + LONGEST_YEARS, starts.month, starts.day)
    if rule.until is not None:
        rule = replace(rule, until=min(rule.until, latest))
        return rule if _falling(rule, on, rest) else None
    first = max(starts, on).year
    for year in range(first, latest.year):
        ends = replace(rule, until=date(year + 1, 1, 1))
        if len(_falling(ends, on, rest)) >= TWICE:
            return ends
    return None


def _falling(rule: Recurrence, on: date, rest: Rest) -> list[Occurrence]:
    until = rule.until or date.max
    return [one for one in occurrences(rule, on - _PAST, until, rest) if one.due_on >= on]
