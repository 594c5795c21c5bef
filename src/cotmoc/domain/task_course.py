"""The course of a task: what can happen to it, and the facts folded from its events.

A task is done when the giver ACCEPTED it, and it is dated by the day on which the lead COMPLETED it: the
lead answers for the work, not for how long the giver takes to look. Until then it awaits acceptance and
its state is that of an open task; what is RETURNED counts as not done.

A matter beyond the lead's power is ESCALATED with a proposal. From that day the clock of the task stands
still, until who has it has AGREED or DECIDED otherwise. One body has it at a time: who is asked first may
have PASSED it UP to the next one; what is REFERRED to a body outside goes on waiting where it is.
An extension is ASKED by the lead before the due day, and EXTENDED or REFUSED by the giver.

A task may stand under another one that is followed itself; it is MOVED there or away from it.

Each coordinating body owes a part of its own: CONTRIBUTED by the body, and by the lead SENT_BACK. The lead or
the giver gives it another day: PART_DUE.

When a body ends, its part is HANDED_OVER to the one that answers for it from then on. What was done to many
tasks at once can be taken back: UNDONE restores what stood before it, as long as nothing but remarks has come
since.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar


class TaskEventKind(StrEnum):
    """What can happen to a task. COMPLETED is the lead's claim; ACCEPTED is the giver's word."""

    ASSIGNED = "assigned"
    PROGRESS = "progress"
    EVIDENCE = "evidence"
    CONTRIBUTED = "contributed"
    SENT_BACK = "sent_back"
    PART_DUE = "part_due"
    ASKED = "asked"
    EXTENDED = "extended"
    REFUSED = "refused"
    ESCALATED = "escalated"
    PASSED_UP = "passed_up"
    REFERRED = "referred"
    AGREED = "agreed"
    DECIDED = "decided"
    COMPLETED = "completed"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    CANCELLED = "cancelled"
    REOPENED = "reopened"
    COMMENTED = "commented"
    HANDED_OVER = "handed_over"
    UNDONE = "undone"
    MOVED = "moved"


class Stage(StrEnum):
    """Where a task stands in its course, whatever the day."""

    OPEN = "open"
    PAUSED = "paused"
    AWAITING_ACCEPTANCE = "awaiting_acceptance"
    DONE = "done"
    CANCELLED = "cancelled"


class Outcome(StrEnum):
    """How a task ended. A task without a due day that is done counts as ON_TIME here, for it was not late.

    PAUSED has not ended either: its clock stood still before it was overdue.
    """

    OPEN = ""
    PAUSED = "paused"
    ON_TIME = "on_time"
    LATE = "late"
    CANCELLED = "cancelled"


E = TaskEventKind
T = TypeVar("T")
ANSWERS = frozenset({E.AGREED, E.DECIDED, E.PASSED_UP, E.REFERRED})
"""What who has a matter that was escalated can answer to it."""
SETTLED = frozenset({E.AGREED, E.DECIDED})
"""The answers after which nothing waits any more."""
TAKEN_BACK = frozenset({E.EXTENDED, E.CANCELLED, E.HANDED_OVER})
"""What can be done to many tasks at once, and so be UNDONE."""
WORDS = frozenset({E.COMMENTED, E.PROGRESS, E.EVIDENCE})
"""What is only said: no day, body or state of a task changes by it."""
_WORK = frozenset(
    {
        E.PROGRESS,
        E.EVIDENCE,
        E.CONTRIBUTED,
        E.SENT_BACK,
        E.CANCELLED,
        E.COMMENTED,
        E.HANDED_OVER,
        E.UNDONE,
        E.MOVED,
    }
)
ALLOWED: dict[Stage, frozenset[TaskEventKind]] = {
    Stage.OPEN: _WORK | {E.PART_DUE, E.ASKED, E.EXTENDED, E.REFUSED, E.ESCALATED, E.COMPLETED},
    Stage.PAUSED: _WORK | ANSWERS,
    Stage.AWAITING_ACCEPTANCE: _WORK - {E.PROGRESS} | {E.ACCEPTED, E.RETURNED},
    Stage.DONE: frozenset({E.REOPENED, E.COMMENTED}),
    Stage.CANCELLED: frozenset({E.REOPENED, E.COMMENTED, E.UNDONE}),
}
"""What may happen at each stage. ASSIGNED is the first event and never comes again; UNDONE comes only
directly after one of TAKEN_BACK, or after another UNDONE that laid such a one bare; WORDS do not matter."""


@dataclass(frozen=True, slots=True)
class TaskEvent:
    """One event. ``due_on`` is the new due day of ASSIGNED (None: no deadline), EXTENDED, RETURNED or an
    answer, the day wished for of ASKED, and of PART_DUE that of a part. ``part`` is the body whose part was
    CONTRIBUTED, SENT_BACK, given a PART_DUE or HANDED_OVER, the last to ``heir``. A matter is ESCALATED to
    ``heir``, and PASSED_UP from ``part`` to ``heir``.
    """

    kind: TaskEventKind
    on: date
    due_on: date | None = None
    part: int | None = None
    heir: int | None = None


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """What a task's events say. ``closed_on`` is the day it was done, or cancelled.

    ``completed_on`` is the lead's claim, cleared by a return; ``returned_on`` the day of that, until the
    lead claims again; ``returns`` and ``extensions`` are counts.
    ``asked_due_on`` is the later day the lead has asked for and the giver has not answered; ``paused_on``
    the day from which the clock stands still, ``matter_with`` the body that is to answer since then: None
    where nobody was named, which is the giver.
    """

    due_on: date | None = None
    closed_on: date | None = None
    cancelled: bool = False
    completed_on: date | None = None
    returned_on: date | None = None
    original_due_on: date | None = None
    extensions: int = 0
    returns: int = 0
    asked_due_on: date | None = None
    paused_on: date | None = None
    matter_with: int | None = None
    before: TaskFacts | None = field(default=None, compare=False, repr=False)
    """What stood before the last event, where that can be taken back."""

    @property
    def stage(self) -> Stage:
        """Open, paused, awaiting acceptance, done or cancelled."""
        if self.cancelled:
            return Stage.CANCELLED
        if self.closed_on is not None:
            return Stage.DONE
        if self.paused_on is not None:
            return Stage.PAUSED
        return Stage.OPEN if self.completed_on is None else Stage.AWAITING_ACCEPTANCE

    @property
    def stands_still(self) -> bool:
        """Its clock was stopped while there was time left: it cannot fall due until it is answered."""
        return self.paused_on is not None and self.due_on is not None and self.paused_on <= self.due_on

    @property
    def outcome(self) -> Outcome:
        """How it ended; OPEN or PAUSED while it has not."""
        if self.cancelled:
            return Outcome.CANCELLED
        if self.closed_on is None:
            return Outcome.PAUSED if self.stands_still else Outcome.OPEN
        return Outcome.LATE if self.due_on is not None and self.closed_on > self.due_on else Outcome.ON_TIME


def fold(events: Iterable[TaskEvent]) -> TaskFacts:
    """The facts after all ``events``, given in order. Raises ValueError when they could not have happened."""
    facts: TaskFacts | None = None
    for event in events:
        facts = after(facts, event)
    if facts is None:
        raise ValueError("a task begins by being assigned")
    return facts


def after(facts: TaskFacts | None, event: TaskEvent) -> TaskFacts:
    """The facts after one more event; ``facts`` is None before the first.

    Raises ValueError when the event cannot happen at this stage, or an extension names no day.
    """
    if facts is None:
        if event.kind is not E.ASSIGNED:
            raise ValueError("a task begins by being assigned")
        return TaskFacts(due_on=event.due_on, original_due_on=event.due_on)
    if event.kind not in ALLOWED[facts.stage]:
        raise ValueError(f"a task that is {facts.stage} cannot be {event.kind}")
    if event.kind is E.UNDONE:
        if facts.before is None:
            raise ValueError("the last event cannot be undone")
        return facts.before
    if event.kind in WORDS:
        return facts
    return replace(_moved(facts, event), before=facts if event.kind in TAKEN_BACK else None)


def led_back_to(before: list[T], stood: T, kind: TaskEventKind) -> list[T]:
    """What UNDONE can lead back to, the newest last, after an event before which something ``stood``."""
    if kind in WORDS:
        return before
    return [*before, stood] if kind in TAKEN_BACK else []


def _moved(facts: TaskFacts, event: TaskEvent) -> TaskFacts:
    match event.kind:
        case E.ASKED:
            return replace(facts, asked_due_on=event.due_on)
        case E.EXTENDED:
            return _extended(facts, event)
        case E.REFUSED:
            return replace(facts, asked_due_on=None)
        case E.ESCALATED:
            return replace(facts, paused_on=event.on, matter_with=event.heir)
        case E.PASSED_UP:
            return replace(facts, matter_with=event.heir)
        case E.HANDED_OVER if facts.matter_with is not None and facts.matter_with == event.part:
            return replace(facts, matter_with=event.heir)
        case E.AGREED | E.DECIDED:
            due_on = event.due_on if facts.due_on and event.due_on else facts.due_on
            asked = facts.asked_due_on
            if asked is not None and due_on is not None and asked <= due_on:
                # The answer has given as much time as was asked for.
                asked = None
            return replace(facts, paused_on=None, matter_with=None, due_on=due_on, asked_due_on=asked)
        case E.COMPLETED:
            return replace(facts, completed_on=event.on, returned_on=None, asked_due_on=None)
        case E.ACCEPTED:
            return replace(facts, closed_on=facts.completed_on)
        case E.RETURNED:
            returned = replace(facts, completed_on=None, returned_on=event.on, returns=facts.returns + 1)
            return _extended(returned, event) if event.due_on else returned
        case E.CANCELLED:
            ended = replace(facts, closed_on=event.on, cancelled=True)
            return replace(ended, paused_on=None, matter_with=None, asked_due_on=None, returned_on=None)
        case E.REOPENED:
            return replace(facts, closed_on=None, completed_on=None, cancelled=False)
    return facts


def _extended(facts: TaskFacts, event: TaskEvent) -> TaskFacts:
    if event.due_on is None:
        raise ValueError("an extension names the new due day")
    return replace(
        facts,
        due_on=event.due_on,
        original_due_on=facts.original_due_on or event.due_on,
        extensions=facts.extensions + 1,
        asked_due_on=None,
    )


@dataclass(frozen=True, slots=True)
class Given:
    """A coordinating body's part: the day on which it was given, or else on which it was sent back."""

    contributed_on: date | None = None
    sent_back_on: date | None = None


def contributions(events: Iterable[TaskEvent]) -> dict[int, Given]:
    """By body, how its part stands, of those that gave one; what was sent back is given no more.

    What a body gave before its part was handed over counts for the heir.
    """
    given: dict[int, Given] = {}
    before: list[dict[int, Given]] = []
    for event in events:
        if event.kind is E.UNDONE:
            given = before.pop()
            continue
        before = led_back_to(before, dict(given), event.kind)
        if event.part is None:
            continue
        if event.kind is E.CONTRIBUTED:
            given[event.part] = Given(contributed_on=event.on)
        elif event.kind is E.SENT_BACK:
            given[event.part] = Given(sent_back_on=event.on)
        elif event.kind is E.HANDED_OVER and event.heir is not None and event.part in given:
            given.setdefault(event.heir, given.pop(event.part))
    return given
