"""The board: tasks in the order in which they press, with the six counts, at any size."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, overload

from django.db.models import Count, F, Q, QuerySet

from cotmoc.audit.keeping import until_next_deed
from cotmoc.domain.access import EVERYWHERE, Actor, Permission, require
from cotmoc.domain.task_status import Tally, TaskState
from cotmoc.organisations.models import Agency
from cotmoc.tasks.models import Task
from cotmoc.tasks.queries.filters import EVERYTHING, Filter
from cotmoc.tasks.queries.rows import Row, read
from cotmoc.tasks.queries.searching import Hits
from cotmoc.tasks.queries.seeing import COUNTED, WITHDRAWN, Found, Segment, condition, find, segments
from cotmoc.tasks.queries.sizes import segment_of, sizes

_FEW = 500
"""Up to which place tasks are read with all their bodies."""
_BODIES = 4
"""How many of a task's bodies are reached at most, mostly."""


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
        known = set(best)
        found = self._reach.tasks(self._wanted).order_by("-pk").values_list("pk", flat=True)
        return best + [pk for pk in found if pk not in known]

    def read(self, ids: list[int]) -> list[Row]:
        """Some of ``ids``, in the order given, as they are now; what is gone is left out."""
        return read(ids, self._on)

    @cached_property
    def _hits(self) -> Hits | None:
        """What the text finds in any state; None without a text. Of very many only that they are."""
        if not self.searched:
            return None
        if self._in_one_state and self._reach.probably_more(self._size) and self._in_state.more:
            return self._in_state
        return self._reach.hits()

    @cached_property
    def _standing(self) -> dict[int, int | None]:
        """Of what the text finds in any state each task's segment, None where it is withdrawn."""
        hits = self._hits or Hits()
        known = Found(self._viewer, None, True, Filter(tasks=(*hits.tasks, *hits.spare)))
        rows = known.tasks().order_by().annotate(segment=segment_of(self._on))
        return dict(rows.values_list("pk", "segment"))

    @cached_property
    def _ranked(self) -> Hits | None:
        """What the text finds in the state asked for; None without a text."""
        if self._hits is None:
            return None
        if self._hits.more and self._in_one_state:
            return self._in_state
        wanted = self._segments
        shown = {task for task, segment in self._standing.items() if segment in wanted}
        return self._hits.only(shown) or self._reach.hits(self._wanted)

    @property
    def _segments(self) -> set[int | None]:
        """The segments of what is asked for; None is that of the withdrawn."""
        if self.only.withdrawn:
            return {None}
        return {n for n, one in enumerate(segments(self._on)) if self.only.state in (None, one.state)}

    @property
    def _wanted(self) -> Q:
        """The rows in the state asked for."""
        return rows_of(self.only, self._on)

    @property
    def _in_one_state(self) -> bool:
        return self.only.withdrawn or self.only.state is not None

    @cached_property
    def _in_state(self) -> Hits:
        return self._reach.hits(self._wanted, self._size)

    @cached_property
    def _size(self) -> int:
        """How many tasks in the state asked for there are within reach, whatever else is asked for."""
        reach = replace(self._reach, rest=EVERYTHING)
        if self.only.withdrawn:
            return reach.tasks(WITHDRAWN.rows).count()
        counts = zip(segments(self._on), sizes(reach, self._on), strict=True)
        return sum(count for segment, count in counts if segment.state is self.only.state)

    @cached_property
    def _sizes(self) -> list[int]:
        if self._hits is None:
            return sizes(self._reach, self._on)
        counts = Counter(self._standing.get(task) for task in self._hits.tasks)
        return [counts[n] for n in range(len(segments(self._on)))]

    @cached_property
    def _shown(self) -> list[tuple[Segment, int]]:
        if self.only.withdrawn:
            return [(WITHDRAWN, self._reach.tasks(WITHDRAWN.rows).count())]
        pairs = zip(segments(self._on), self._sizes, strict=True)
        return [pair for pair in pairs if self.only.state in (None, pair[0].state)]

    def _rows(self, first: int, last: int) -> list[Row]:
        if self._ranked is not None:
            return read(list(self._ranked.tasks[first:last]), self._on)
        ids: list[int] = []
        before = 0
        for segment, count in self._shown:
            start, end = max(first - before, 0), min(last - before, count)
            if start < end:
                ids += self._ids(segment, start, end)
            before += count
        return read(ids, self._on)

    def _ids(self, segment: Segment, start: int, end: int) -> list[int]:
        """The tasks at these places of a segment."""
        if self._reach.agencies is None or not self._reach.whole or segment is WITHDRAWN:
            found = self._reach.tasks(segment.rows).order_by(*segment.order)
            return list(found.values_list("pk", flat=True)[start:end])
        # The parties' index has the order of the board, so each body's rows are read no further than needed.
        order = [name.replace("pk", "task") for name in segment.order]
        rows = self._reach.parties.filter(segment.rows).order_by(*order)
        return _each_once(rows.values_list("task", "due_on"), start, end)


def _each_once(parties: QuerySet[Any, tuple[int, date | None]], start: int, end: int) -> list[int]:
    """The tasks at these places, each there once however many of its bodies are reached."""
    if end <= _FEW:
        # PostgreSQL would tell all of them apart before it sorts any.
        most = end * _BODIES
        read = list(parties[:most])
        found = list(dict.fromkeys(task for task, _ in read))
        if len(found) >= end or len(read) < most:
            return found[start:end]
    return [task for task, _ in parties.distinct()[start:end]]


def _tally(counted_by_segment: list[int], on: date) -> Tally:
    counts: dict[str, int] = defaultdict(int)
    for segment, count in zip(segments(on), counted_by_segment, strict=True):
        if segment.state is not None:
            counts[segment.state.value] += count
    return Tally(**counts)


def rows_of(only: Filter, on: date) -> Q:
    """The condition on outcome and due day of what a filter shows on a day."""
    if only.withdrawn:
        return WITHDRAWN.rows
    return COUNTED if only.state is None else condition(only.state, on)


def board(viewer: Actor, *, on: date, only: Filter = EVERYTHING) -> QuerySet[Task]:
    """The same tasks as rows of the database, by due date; ``Listing`` orders and counts large boards."""
    found = find(viewer, only).tasks(rows_of(only, on))
    return found.select_related("lead", "giver").order_by(F("due_on").asc(nulls_last=True), "pk")


def tally(viewer: Actor, *, on: date, only: Filter = EVERYTHING) -> Tally:
    """The six counts together, of everything the filter leaves apart from its ``state``; always counted."""
    return _tally(sizes(find(viewer, only), on), on)


def tally_by_lead(viewer: Actor, *, on: date, only: Filter = EVERYTHING) -> list[LeadTally]:
    """The six counts for each accountable lead, busiest first."""
    found = find(viewer, only)
    key = ("by lead", found.viewer.province, found.agencies, found.giving, found.rest, on)
    return list(until_next_deed(key, lambda: _tally_by_lead(found, on)))


def _tally_by_lead(found: Found, on: date) -> list[LeadTally]:
    led = found.tasks().filter(lead__isnull=False).order_by()
    rows = led.annotate(segment=segment_of(on)).values_list("lead", "segment").annotate(n=Count("*"))
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
