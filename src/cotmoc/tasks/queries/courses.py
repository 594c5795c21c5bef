"""The courses of tasks as spans of days: given, due, extended, paused, done."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import overload

from django.db.models import Count, F, Q, QuerySet

from cotmoc.domain.access import Actor
from cotmoc.domain.task_course import TaskEvent as EventFact
from cotmoc.domain.task_course import TaskEventKind as Kind
from cotmoc.domain.task_course import TaskFacts, after
from cotmoc.domain.task_status import TaskState
from cotmoc.organisations.models import Agency
from cotmoc.tasks.models import Task, TaskEvent
from cotmoc.tasks.queries.boards import rows_of
from cotmoc.tasks.queries.filters import EVERYTHING, Filter
from cotmoc.tasks.queries.seeing import UNDONE, find
from cotmoc.tasks.queries.single import state_of

Pause = tuple[date, date | None]
"""From the day the clock stopped to the day it went on; None while it stands still."""


@dataclass(frozen=True, slots=True)
class Course:
    """A task with its days. ``earlier`` are the due days it had before ``task.due_on``, oldest first."""

    task: Task
    state: TaskState | None
    earlier: tuple[date, ...]
    pauses: tuple[Pause, ...]


class Courses(Sequence[Course]):
    """The tasks that ran at some time from ``first`` to ``last``, by lead, then by due day."""

    def __init__(
        self, viewer: Actor, *, first: date, last: date, on: date, only: Filter = EVERYTHING
    ) -> None:
        self._viewer, self._on, self._only = viewer, on, only
        # Told in this way it is no way into an index: nearly all tasks fulfil it.
        self._given = ~Q(given_on__gt=last)
        self._running = Q(closed_on__isnull=True), Q(closed_on__gte=first)

    @cached_property
    def _counts(self) -> dict[int | None, int]:
        """How many each lead has, in the order of their names; of what nobody leads at last."""
        counts: Counter[int | None] = Counter()
        asked, reach = rows_of(self._only, self._on), find(self._viewer, self._only)
        # One by one each is a range of an index; together they are all that was ever given.
        for rows, running in zip((asked & Q(outcome__in=UNDONE), asked), self._running, strict=True):
            found = reach.tasks(rows).filter(running, self._given)
            counts += Counter(dict(found.order_by().values_list("lead").annotate(n=Count("pk"))))
        leads = Agency.objects.filter(pk__in=[one for one in counts if one is not None])
        named = [*leads.order_by("name", "pk").values_list("pk", flat=True), None]
        return {lead: counts[lead] for lead in named if lead in counts}

    def _of_leads(self, leads: list[int | None]) -> QuerySet[Task]:
        still, since = self._running
        led = Q(lead__in=[one for one in leads if one is not None])
        whose = led | Q(lead=None) if None in leads else led
        found = find(self._viewer, self._only).tasks(rows_of(self._only, self._on), few=True)
        return found.filter(still | since, self._given, whose).select_related("lead", "giver")

    def __len__(self) -> int:
        return sum(self._counts.values())

    @overload
    def __getitem__(self, at: int) -> Course: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Course]: ...
    def __getitem__(self, at: int | slice) -> Course | Sequence[Course]:
        if isinstance(at, int):
            return self._read(at, at + 1)[0]
        first, last, _ = at.indices(len(self))
        return self._read(first, last)

    def of_leads(self, leads: Iterable[int | None]) -> dict[int | None, int]:
        """How many of them each of these leads has."""
        return {lead: self._counts[lead] for lead in leads if lead in self._counts}

    def _read(self, first: int, last: int) -> list[Course]:
        # Only of the leads on the page: to sort all of them would carry hundreds of thousands of rows.
        shown: list[int | None] = []
        before = passed = 0
        for lead, count in self._counts.items():
            if before + count <= first:
                passed += count
            elif before < last:
                shown.append(lead)
            before += count
        order = (F(name).asc(nulls_last=True) for name in ("lead__name", "lead", "due_on"))
        found = self._of_leads(shown).order_by(*order, "pk")
        tasks = list(found[first - passed : last - passed])
        events: dict[int, list[EventFact]] = defaultdict(list)
        columns = ("task", "kind", "on", "due_on", "part", "heir")
        rows = TaskEvent.objects.filter(task__in=tasks).order_by("task", "seq").values_list(*columns)
        for task, kind, *values in rows:
            events[task].append(EventFact(Kind(kind), *values))
        return [_course(task, events[task.pk], self._on) for task in tasks]


def _course(task: Task, events: Iterable[EventFact], on: date) -> Course:
    """Its due days and pauses from its facts after each event; what was undone has left no trace in them."""
    dues: list[date] = []
    pauses: list[Pause] = []
    known: TaskFacts | None = None
    for event in events:
        known = after(known, event)
        if event.kind is Kind.UNDONE and known.due_on in dues[-2:-1]:
            dues.pop()
        elif known.due_on is not None and known.due_on not in dues[-1:]:
            dues.append(known.due_on)
        if known.paused_on is not None and (not pauses or pauses[-1][0] != known.paused_on):
            pauses.append((known.paused_on, None))
        elif pauses and pauses[-1][1] is None and known.paused_on is None:
            pauses[-1] = (pauses[-1][0], event.on)
        elif pauses and known.paused_on == pauses[-1][0]:
            pauses[-1] = (pauses[-1][0], None)
    return Course(task, state_of(task, on), tuple(dues[:-1]), tuple(pauses))
