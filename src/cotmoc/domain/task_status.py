"""A task's state on a day, derived from the facts of its course, and the tallies of states.

A task without a due day is never on time nor late, open or closed. «Today» always comes from the caller,
as a day in Asia/Ho_Chi_Minh.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cotmoc.domain.rates import Rate
from cotmoc.domain.task_course import TaskFacts


class TaskState(StrEnum):
    """The six words of the board. Every task that is not cancelled is in exactly one of them on any day."""

    NO_DEADLINE = "no_deadline"
    NOT_YET_DUE = "not_yet_due"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"


def state(facts: TaskFacts, on: date, soon_days: int) -> TaskState | None:
    """The state of a task on a day; None when it is cancelled and so out of every tally.

    The due day itself is on time. A task whose clock stands still is not yet due, on any day; any other
    open task is due soon from ``soon_days`` days before its due day.
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
    if facts.stands_still:
        return TaskState.NOT_YET_DUE
    days_left = (facts.due_on - on).days
    if days_left < 0:
        return TaskState.OVERDUE
    return TaskState.DUE_SOON if days_left <= soon_days else TaskState.NOT_YET_DUE


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
