"""The courses of tasks as spans of days: given, due, extended, paused, done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
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
from cotmoc.tasks.queries.boards import board
from cotmoc.tasks.queries.seeing import EVERYTHING, Filter
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
        self._running = Q(closed_on__isnull=True) | Q(closed_on__gte=first), Q(given_on__lte=last)

    @cached_property
    def _counts(self) -> dict[int | None, int]:
        """How many each lead has, in the order of their names; of what nobody leads at last."""
        rows = self._found(self._only).order_by().values_list("lead").annotate(n=Count("pk"))
        counts = dict(rows)
        leads = Agency.objects.filter(pk__in=[one for one in counts if one is not None])
        named = [*leads.order_by("name", "pk").values_list("pk", flat=True), None]
        return {lead: counts[lead] for lead in named if lead in counts}

    def _found(self, only: Filter) -> QuerySet[Task]:
        return board(self._viewer, on=self._on, only=only).filter(*self._running)

    def _of_lead(self, lead: int | None) -> QuerySet[Task]:
        if lead is None:
            return self._found(self._only).filter(lead=None)
        return self._found(replace(self._only, lead=lead))

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
        # Lead by lead: to sort them all would carry hundreds of thousands of rows through it for one page.
        tasks: list[Task] = []
        before = 0
        for lead, count in self._counts.items():
            start, end = max(first - before, 0), min(last - before, count)
            if start < end:
                tasks += self._of_lead(lead).order_by(F("due_on").asc(nulls_last=True), "pk")[start:end]
            before += count
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
