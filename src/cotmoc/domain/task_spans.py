"""How a task stood through time: stretches of days on which what decides its state was the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, TypeVar

from cotmoc.domain.task_course import Outcome, TaskEvent, TaskFacts, after

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Span:
    """From the end of ``begin`` until before the end of ``end`` (None: until now): outcome, due day, lead.

    ``extended``: the due day is not the first one, but one that the giver granted later.
    """

    begin: date
    end: date | None
    outcome: Outcome
    due_on: date | None
    lead: int | None = None
    extended: bool = False


@dataclass(frozen=True, slots=True)
class Held(Generic[T]):
    """``what`` stood from the end of ``begin`` until before the end of ``end``, and no longer."""

    begin: date
    end: date
    what: T


def held(written: Iterable[tuple[date, T | None]]) -> list[Held[T]]:
    """What stood on days that are past, where it has changed since.

    ``written`` are the days on which all the events were written down, in order, each with what stood
    before it where it changed that. What stands after the last change is not told.
    """
    found: list[Held[T]] = []
    begin = last = date.min
    for n, (day, before) in enumerate(written):
        last = max(last, day)
        begin = begin if n else last
        if before is not None and last > begin:
            found.append(Held(begin, last, before))
            begin = last
    return found


def spans(
    written: Iterable[tuple[date, TaskEvent]],
    *,
    lead: int | None = None,
    leads: Sequence[Held[int | None]] = (),
) -> list[Span]:
    """The stretches of a task, one after the other from the day on which it was written down.

    ``written`` are its events in order, each with the day on which it was written down, which need not be
    the day it tells of. Several on a day leave what stood at its end. ``lead`` is who leads it now, ``leads``
    who did before.
    """
    facts: TaskFacts | None = None
    ends: dict[date, tuple[Outcome, date | None, int | None, bool]] = {}
    last = date.min
    for day, event in written:
        last = max(last, day)
        facts = after(facts, event)
        led = next((one.what for one in leads if one.begin <= last < one.end), lead)
        ends[last] = facts.outcome, facts.due_on, led, facts.extensions > 0
    found: list[Span] = []
    for day, stood in ends.items():
        if found and Span(found[-1].begin, None, *stood) == found[-1]:
            continue
        if found:
            found[-1] = replace(found[-1], end=day)
        found.append(Span(day, None, *stood))
    return found
