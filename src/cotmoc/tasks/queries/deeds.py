"""What can be done to many tasks at once, and what is told of each task before it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from cotmoc.domain.errors import Problem, Said
from cotmoc.organisations.models import Function
from cotmoc.tasks.models import Task

LAST_DAY = date(2100, 12, 31)
"""No due day lies after it: a later one is a slip of the pen."""
DAY_PASSED = Said("ngày đã qua", "that day has passed")
TO_COME = Said("ngày giao không thể ở sau hôm nay", "a task cannot have been given on a day to come")
TOO_FAR = Said(f"muộn hơn năm {LAST_DAY.year}", f"is after {LAST_DAY.year}")


class Part(StrEnum):
    """A body's part in a task that can be handed over."""

    LEAD = "lead"
    COORDINATING = "coordinating"
    OBSERVER = "observer"
    GIVER = "giver"
    MATTER = "matter"
    """It is to answer a matter that was sent up to it, whatever else it has in the task."""


ROLES = frozenset({Part.LEAD, Part.COORDINATING, Part.OBSERVER})
"""The parts that are roles of the task."""


@dataclass(frozen=True, slots=True)
class Extend:
    """A later due day: ``due_on`` for all, or each its own day put off by ``days`` calendar days."""

    reason: str
    due_on: date | None = None
    days: int | None = None
    product: str = ""

    def told_of(self, row: Task) -> date | None:
        """The due day it tells a task; None for a task without one, and past the last day there is."""
        if self.due_on is not None or row.due_on is None:
            return self.due_on
        longer = timedelta(days=self.days or 0)
        return row.due_on + longer if row.due_on <= date.max - longer else None


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Taken back, ``with_subtasks`` together with all open tasks under it, on any level."""

    reason: str
    with_subtasks: bool = False


@dataclass(frozen=True, slots=True)
class HandOver:
    """The ``parts`` that the body ``old`` has are taken over by ``new``, or by the heir of each task.

    ``heirs`` gives by task the body that takes it over where that is not ``new``.
    """

    old: int
    new: int | None
    reason: str
    parts: frozenset[Part] = frozenset(Part)
    heirs: Mapping[int, int] = field(default_factory=dict)

    def heir_of(self, task: int) -> int | None:
        """Who takes a task over."""
        return self.heirs.get(task, self.new)

    @property
    def bodies(self) -> set[int]:
        """All that take over."""
        return {one for one in (self.new, *self.heirs.values()) if one is not None}

    def parts_in(self, row: Task) -> tuple[Part, ...]:
        """Which parts of a task would change hands; a matter goes along with any other part."""
        held = {Part(role.role) for role in row.roles.all() if role.agency_id == self.old}
        held |= {Part.GIVER} if row.giver_id == self.old else set()
        matter = {Part.MATTER} if row.matter_with_id == self.old else set()
        moved = (held | matter) & self.parts
        return tuple(part for part in Part if part in (moved | matter if moved else moved))


@dataclass(frozen=True, slots=True)
class PutFunction:
    """Put to the field of work ``function``; or ``by_words`` each that has none to the one of which its words
    speak; or to ``none``."""

    function: int | None = None
    by_words: bool = False
    none: bool = False


Deed = Extend | Withdraw | HandOver | PutFunction


@dataclass(frozen=True, slots=True)
class Planned:
    """One task: what it would become (``due_after``, the ``parts`` that change hands), or ``why`` not.

    ``told_due_on`` is the due day as it was told, where the task's shift makes ``due_after`` of it;
    ``heir`` is who takes it over. ``put`` is the function to which it comes, None for none, ``stood`` the one
    it is in.
    ``version`` is what tells whether it has changed since it was looked at: its own, or with ``put`` the id
    of the function it stands in, 0 for none.
    """

    pk: int
    title: str
    lead: str
    due_on: date | None
    version: int
    due_after: date | None = None
    told_due_on: date | None = None
    parts: tuple[Part, ...] = ()
    heir: int | None = None
    put: Function | None = None
    stood: Function | None = None
    why: Problem | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """Every chosen task, in the order of the choice."""

    deed: Deed
    rows: Sequence[Planned]

    @property
    def possible(self) -> list[Planned]:
        """Those to which it can be done."""
        return [row for row in self.rows if row.why is None]

    @property
    def refused(self) -> list[Planned]:
        """Those to which it cannot."""
        return [row for row in self.rows if row.why is not None]
