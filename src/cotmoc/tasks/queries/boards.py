"""The board: tasks in the order in which they press, with the six counts, at any size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import overload

from django.db.models import Count, F, Q, QuerySet

from cotmoc.audit.keeping import until_next_deed
from cotmoc.domain.access import EVERYWHERE, Actor, Permission, require
from cotmoc.domain.task_course import TaskFacts
from cotmoc.domain.task_status import Tally, TaskState, state
from cotmoc.organisations.models import Agency
from cotmoc.tasks.models import Task
from cotmoc.tasks.queries.searching import Hits
from cotmoc.tasks.queries.seeing import (
    COUNTED,
    EVERYTHING,
    WITHDRAWN,
    Filter,
    Found,
    Segment,
    condition,
    counted,
    find,
    segments,
    soon_days,
)
from cotmoc.tasks.queries.sizes import segment_of, sizes

_COLUMNS = (
    "pk",
    "title",
    "lead",
    "lead__name",
    "giver",
    "giver__name",
    "given_on",
    "original_due_on",
    "due_on",
    "completed_on",
    "closed_on",
    "asked_due_on",
    "paused_on",
    "matter_with",
    "matter_with__name",
    "outcome",
    "extensions",
    "recurrence",
    "external_id",
    "version",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One task as every list shows it. ``days`` is from today to the due day, negative past it.

    ``holder`` is who has its matter, None where none is up or nobody was named.
    """

    pk: int
    title: str
    lead_id: int | None
    lead: str
    giver_id: int
    giver: str
    given_on: date
    original_due_on: date | None
    due_on: date | None
    completed_on: date | None
    closed_on: date | None
    asked_due_on: date | None
    paused_on: date | None
    holder_id: int | None
    holder: str | None
    outcome: str
    extensions: int
    recurrence: str
    external_id: str
    version: int
    state: TaskState | None
    days: int | None

    @property
    def waits_for(self) -> str:
        """The body whose step comes next; empty once the task is closed."""
        if self.closed_on is not None:
            return ""
        if self.paused_on is not None:
            return self.holder or self.giver
        return self.giver if self.completed_on else self.lead


@dataclass(frozen=True, slots=True)
class LeadTally:
    """The six counts of one lead agency."""

    agency: int
    name: str
    tally: Tally


class Listing(Sequence[Row]):
    """The tasks a viewer finds with a filter on a day: counted without being read, read by the slice.

    With a text the best come first, and no more than ``searching.MOST`` are found: see ``more``.
    """

    def __init__(self, viewer: Actor, *, on: date, only: Filter = EVERYTHING) -> None:
        self._reach = find(viewer, only)
        self._viewer, self._on, self.only = viewer, on, only

    @property
    def searched(self) -> bool:
        """Whether a text narrows it, and orders it."""
        return self._reach.sought is not None

    @cached_property
    def more(self) -> bool:
        """Whether the text is found in more tasks than these, which are then the newest."""
        return self._ranked is not None and self._ranked.more

    @cached_property
    def tally(self) -> Tally | None:
        """The six counts together, of everything the filter leaves apart from its state.

        None where a text is found in too many tasks to count them.
        """
        if self._hits is not None and self._hits.more:
            return None
        return _tally(self._sizes, self._on)

    def __len__(self) -> int:
        if self._ranked is not None:
            return len(self._ranked.tasks)
        return sum(count for _, count in self._shown)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        if isinstance(at, int):
            return self._rows(at, at + 1)[0]
        first, last, _ = at.indices(len(self))
        return self._rows(first, last)

    def ids(self) -> list[int]:
        """All that it shows, in its order; where there are ``more``, after these all the others."""
        if self._ranked is None:
            return [pk for segment, count in self._shown for pk in self._ids(segment, 0, count)]
        best = list(self._ranked.tasks)
        if not self._ranked.more:
            return best
        known, (rows, _) = set(best), self._wanted
        found = self._reach.tasks(rows).order_by("-pk").values_list("pk", flat=True)
        return best + [pk for pk in found if pk not in known]

    def read(self, ids: list[int]) -> list[Row]:
        """Some of ``ids``, in the order given, as they are now; what is gone is left out."""
        return _read(ids, self._on)

    @cached_property
    def _hits(self) -> Hits | None:
        """What the text finds in any state; None without a text."""
        return self._reach.hits() if self.searched else None

    @cached_property
    def _found(self) -> Found:
        """Where to count: with a text among its hits."""
        if self._hits is None:
            return self._reach
        return Found(self._viewer, None, True, Filter(tasks=self._hits.tasks))

    @cached_property
    def _ranked(self) -> Hits | None:
        """What the text finds in the state asked for; None without a text."""
        if self._hits is None:
            return None
        rows, few = self._wanted
        if self._hits.more and few:
            return self._reach.hits(rows, few=True)
        known = Found(self._viewer, None, True, Filter(tasks=(*self._hits.tasks, *self._hits.spare)))
        shown = set(known.tasks(rows).order_by().values_list("pk", flat=True))
        return self._hits.only(shown) or self._reach.hits(rows)

    @property
    def _wanted(self) -> tuple[Q, bool]:
        """The rows in the state asked for, and whether they are few."""
        if self.only.withdrawn:
            return WITHDRAWN.rows, True
        if self.only.state is None:
            return COUNTED, False
        closed = any(one.closed for one in segments(self._on) if one.state is self.only.state)
        return condition(self.only.state, self._on), not closed

    @cached_property
    def _sizes(self) -> list[int]:
        return sizes(self._found, self._on)

    @cached_property
    def _shown(self) -> list[tuple[Segment, int]]:
        if self.only.withdrawn:
            return [(WITHDRAWN, self._found.tasks(WITHDRAWN.rows).count())]
        pairs = zip(segments(self._on), self._sizes, strict=True)
        return [pair for pair in pairs if self.only.state in (None, pair[0].state)]

    def _rows(self, first: int, last: int) -> list[Row]:
        if self._ranked is not None:
            return _read(list(self._ranked.tasks[first:last]), self._on)
        ids: list[int] = []
        before = 0
        for segment, count in self._shown:
            start, end = max(first - before, 0), min(last - before, count)
            if start < end:
                ids += self._ids(segment, start, end)
            before += count
        return _read(ids, self._on)

    def _ids(self, segment: Segment, start: int, end: int) -> list[int]:
        """The tasks at these places of a segment."""
        if self._found.agencies is None or not self._found.whole or segment is WITHDRAWN:
            found = self._found.tasks(segment.rows).order_by(*segment.order)
            return list(found.values_list("pk", flat=True)[start:end])
        # The parties' index has the order of the board, so each body's rows are read no further than needed.
        order = [name.replace("pk", "task") for name in segment.order]
        rows = self._found.parties.filter(segment.rows).order_by(*order)
        return [task for task, _ in rows.values_list("task", "due_on").distinct()[start:end]]


def _read(ids: list[int], on: date) -> list[Row]:
    values = Task.objects.filter(pk__in=ids).order_by().values_list(*_COLUMNS)
    place = {pk: n for n, pk in enumerate(ids)}
    return [_row(one, on) for one in sorted(values, key=lambda one: place[one[0]])]


def _row(values: tuple[object, ...], on: date) -> Row:
    found = Row(*values, state=None, days=None)  # type: ignore[arg-type, misc]
    facts = TaskFacts(
        due_on=found.due_on,
        closed_on=found.closed_on,
        cancelled=found.outcome == Task.Outcome.CANCELLED,
        paused_on=found.paused_on,
    )
    days = (found.due_on - on).days if found.due_on else None
    return Row(*values, state=state(facts, on, soon_days()), days=days)  # type: ignore[arg-type, misc]


def _tally(counted_by_segment: list[int], on: date) -> Tally:
    counts: dict[str, int] = defaultdict(int)
    for segment, count in zip(segments(on), counted_by_segment, strict=True):
        if segment.state is not None:
            counts[segment.state.value] += count
    return Tally(**counts)


def board(viewer: Actor, *, on: date, only: Filter = EVERYTHING) -> QuerySet[Task]:
    """The same tasks as rows of the database, by due date; ``Listing`` orders and counts large boards."""
    rows = condition(only.state, on) if only.state is not None else None
    found = find(viewer, only).tasks(WITHDRAWN.rows if only.withdrawn else rows)
    return found.select_related("lead", "giver").order_by(F("due_on").asc(nulls_last=True), "pk")


def tally(viewer: Actor, *, on: date, only: Filter = EVERYTHING) -> Tally:
    """The six counts together, of everything the filter leaves apart from its ``state``; always counted."""
    return _tally(sizes(find(viewer, only), on), on)


def tally_by_lead(viewer: Actor, *, on: date, only: Filter = EVERYTHING) -> list[LeadTally]:
    """The six counts for each accountable lead, busiest first."""
    found = counted(viewer, only).filter(lead__isnull=False).order_by()
    rows = found.annotate(segment=segment_of(on)).values_list("lead", "segment").annotate(n=Count("*"))
    known = segments(on)
    tallies: dict[int, Tally] = defaultdict(Tally)
    for lead, segment, count in rows:
        if segment is not None and (one := known[segment].state) is not None:
            tallies[lead] += Tally(**{one.value: count})
    names = dict(Agency.objects.filter(pk__in=tallies).values_list("pk", "name"))
    found_leads = [LeadTally(lead, names[lead], tally) for lead, tally in tallies.items()]
    return sorted(found_leads, key=lambda one: (-one.tally.total, one.name))


def overdue_of(viewer: Actor, *, on: date) -> int:
    """How many tasks led within the viewer's reach are overdue on a day."""
    require(viewer, Permission.READ_TASK)
    reach: tuple[int, ...] | None = None
    late = Task.objects.filter(condition(TaskState.OVERDUE, on), province=viewer.province, group=False)
    if viewer.role not in EVERYWHERE:
        reach = tuple(sorted(one for one in {*viewer.agencies, viewer.agency} if one is not None))
        late = late.filter(lead__in=reach)
    key = ("overdue", viewer.province, reach, on)
    return until_next_deed(key, late.order_by().count)
