"""How a task stood through time: stretches of days on which what decides its state was the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cotmoc.domain.task_course import Outcome, TaskEvent, TaskFacts, after


@dataclass(frozen=True, slots=True)
class Span:
    """From the end of ``begin`` until before the end of ``end`` (None: until now): outcome and due day."""

    begin: date
    end: date | None
    outcome: Outcome
    due_on: date | None


def spans(written: Iterable[tuple[date, TaskEvent]]) -> list[Span]:
    """The stretches of a task, one after the other from the day on which it was written down.

    ``written`` are its events in order, each with the day on which it was written down, which need not be
    the day it tells of. Several on a day leave what stood at its end.
    """
    facts: TaskFacts | None = None
    ends: dict[date, tuple[Outcome, date | None]] = {}
    last = date.min
    for day, event in written:
        last = max(last, day)
        facts = after(facts, event)
        ends[last] = facts.outcome, facts.due_on
    found: list[Span] = []
    for day, (outcome, due_on) in ends.items():
        if found and (found[-1].outcome, found[-1].due_on) == (outcome, due_on):
            continue
        if found:
            found[-1] = Span(found[-1].begin, day, found[-1].outcome, found[-1].due_on)
        found.append(Span(day, None, outcome, due_on))
    return found
