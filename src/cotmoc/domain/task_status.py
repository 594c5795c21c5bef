"""A task's facts, folded from its events, and its state on a day.

A task is done when the giver ACCEPTED it, and it is dated by the day on which the lead COMPLETED it: the
lead answers for the work, not for how long the giver takes to look. Until then it awaits acceptance and
its state is that of an open task; what is RETURNED counts as not done. A task without a due day is never
on time nor late, open or closed. «Today» always comes from the caller, as a day in Asia/Ho_Chi_Minh.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from cotmoc.domain.rates import Rate


class TaskEventKind(StrEnum):
    """What can happen to a task. COMPLETED is the lead's claim; ACCEPTED is the giver's word."""

    ASSIGNED = "assigned"
    PROGRESS = "progress"
    EVIDENCE = "evidence"
    EXTENDED = "extended"
    COMPLETED = "completed"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    CANCELLED = "cancelled"
    REOPENED = "reopened"
    COMMENTED = "commented"


class Stage(StrEnum):
    """Where a task stands in its course, whatever the day."""

    OPEN = "open"
    AWAITING_ACCEPTANCE = "awaiting_acceptance"
    DONE = "done"
    CANCELLED = "cancelled"


class Outcome(StrEnum):
    """How a task ended. A task without a due day that is done counts as ON_TIME here, for it was not late."""

    OPEN = ""
    ON_TIME = "on_time"
    LATE = "late"
    CANCELLED = "cancelled"


class TaskState(StrEnum):
    """The six words of the board. Every task that is not cancelled is in exactly one of them on any day."""

    NO_DEADLINE = "no_deadline"
    NOT_YET_DUE = "not_yet_due"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"


E = TaskEventKind
ALLOWED: dict[Stage, frozenset[TaskEventKind]] = {
    Stage.OPEN: frozenset({E.PROGRESS, E.EVIDENCE, E.EXTENDED, E.COMPLETED, E.CANCELLED, E.COMMENTED}),
    Stage.AWAITING_ACCEPTANCE: frozenset({E.EVIDENCE, E.ACCEPTED, E.RETURNED, E.CANCELLED, E.COMMENTED}),
    Stage.DONE: frozenset({E.REOPENED, E.COMMENTED}),
    Stage.CANCELLED: frozenset({E.REOPENED, E.COMMENTED}),
}
"""What may happen at each stage. ASSIGNED is the first event and never comes again."""


@dataclass(frozen=True, slots=True)
class TaskEvent:
    """One event. ``due_on`` is the new due day of ASSIGNED (None: no deadline), EXTENDED or RETURNED."""

    kind: TaskEventKind
    on: date
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """What a task's events say. ``closed_on`` is the day it was done, or cancelled.

    ``completed_on`` is the lead's claim, cleared by a return; ``returns`` and ``extensions`` are counts.
    """

    due_on: date | None = None
    closed_on: date | None = None
    cancelled: bool = False
    completed_on: date | None = None
    original_due_on: date | None = None
    extensions: int = 0
    returns: int = 0

    @property
    def stage(self) -> Stage:
        """Open, awaiting acceptance, done or cancelled."""
        if self.cancelled:
            return Stage.CANCELLED
        if self.closed_on is not None:
            return Stage.DONE
        return Stage.OPEN if self.completed_on is None else Stage.AWAITING_ACCEPTANCE

    @property
    def outcome(self) -> Outcome:
        """How it ended; OPEN while it has not."""
        if self.cancelled:
            return Outcome.CANCELLED
        if self.closed_on is None:
            return Outcome.OPEN
        return Outcome.LATE if self.due_on is not None and self.closed_on > self.due_on else Outcome.ON_TIME


def state(facts: TaskFacts, on: date, soon_days: int) -> TaskState | None:
    """The state of a task on a day; None when it is cancelled and so out of every tally.

    The due day itself is on time. An open task is due soon from ``soon_days`` days before its due day.
    Raises ValueError when ``soon_days`` is negative.
    """
    if soon_days < 0:
        raise ValueError("due soon is counted in days before the due day, 0 or more")
    if facts.cancelled:
        return None
    if facts.due_on is None:
        return TaskState.NO_DEADLINE
    if facts.closed_on is not None:
        return TaskState.DONE_LATE if facts.closed_on > facts.due_on else TaskState.DONE_ON_TIME
    days_left = (facts.due_on - on).days
    if days_left < 0:
        return TaskState.OVERDUE
    return TaskState.DUE_SOON if days_left <= soon_days else TaskState.NOT_YET_DUE


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
    match event.kind:
        case E.EXTENDED:
            return _extended(facts, event)
        case E.COMPLETED:
            return replace(facts, completed_on=event.on)
        case E.ACCEPTED:
            return replace(facts, closed_on=facts.completed_on)
        case E.RETURNED:
            returned = replace(facts, completed_on=None, returns=facts.returns + 1)
            return _extended(returned, event) if event.due_on else returned
        case E.CANCELLED:
            return replace(facts, closed_on=event.on, cancelled=True)
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
    )


@dataclass(frozen=True, slots=True)
class Tally:
    """How many tasks are in each of the six states. Tallies add, so a province is the sum of its bodies."""

    no_deadline: int = 0
    not_yet_due: int = 0
    due_soon: int = 0
    overdue: int = 0
    done_on_time: int = 0
    done_late: int = 0

    @classmethod
    def of(cls, states: Iterable[TaskState | None]) -> Tally:
        """Count states; the None of a cancelled task is left out."""
        counts = Counter(one for one in states if one is not None)
        return cls(**{one.value: counts[one] for one in TaskState})

    def __add__(self, other: Tally) -> Tally:
        return Tally(**{one.value: self[one] + other[one] for one in TaskState})

    def __getitem__(self, one: TaskState) -> int:
        count: int = getattr(self, one.value)
        return count

    @property
    def total(self) -> int:
        """All tasks that are not cancelled."""
        return sum(self[one] for one in TaskState)

    @property
    def done(self) -> int:
        """Done, on time or late."""
        return self.done_on_time + self.done_late

    @property
    def fallen_due(self) -> int:
        """Tasks with a due day whose punctuality is settled: done, or open past it."""
        return self.done + self.overdue

    @property
    def on_time_rate(self) -> Rate:
        """Done on time, of what has fallen due: the honest rate (2017: 14,068 of 16,274, 86.4%)."""
        return Rate(self.done_on_time, self.fallen_due)

    @property
    def official_rate(self) -> Rate:
        """Not overdue, of what has fallen due: late ones count as done.

        So counted the government's report 1270/BC-TCTTTg of 2017 (98.6%). Print it only beside
        ``on_time_rate`` and under its own name.
        """
        return Rate(self.done, self.fallen_due)
