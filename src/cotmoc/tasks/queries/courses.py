"""The courses of tasks as spans of days: given, due, extended, paused, done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import overload

from django.db.models import Count, F, Q

from cotmoc.domain.access import Actor
from cotmoc.domain.task_course import TaskEventKind as Kind
from cotmoc.domain.task_status import TaskState
from cotmoc.tasks.models import Task, TaskEvent
from cotmoc.tasks.queries.boards import board
from cotmoc.tasks.queries.seeing import EVERYTHING, Filter
from cotmoc.tasks.queries.single import state_of

Pause = tuple[date, date | None]
"""From the day the clock stopped to the day it went on; None while it stands still."""

_ENDS_PAUSE = (Kind.AGREED, Kind.DECIDED, Kind.CANCELLED)
_TOLD = (Kind.ASSIGNED, Kind.EXTENDED, Kind.RETURNED, Kind.ESCALATED, *_ENDS_PAUSE)


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
        running = Q(closed_on__isnull=True) | Q(closed_on__gte=first)
        self._found = board(viewer, on=on, only=only).filter(running, given_on__lte=last)
        self._on = on

    @cached_property
    def _length(self) -> int:
        return self._found.count()

    def __len__(self) -> int:
        return self._length

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
        rows = self._found.filter(lead__in=[one for one in leads if one is not None]).order_by()
        return dict(rows.values_list("lead").annotate(n=Count("pk")))

    def _read(self, first: int, last: int) -> list[Course]:
        order = ("lead__name", "lead", F("due_on").asc(nulls_last=True), "pk")
        tasks = list(self._found.order_by(*order)[first:last])
        events: dict[int, list[TaskEvent]] = defaultdict(list)
        kinds = [kind.value for kind in _TOLD]
        for event in TaskEvent.objects.filter(task__in=tasks, kind__in=kinds).order_by("task", "seq"):
            events[event.task_id].append(event)
        return [_course(task, events[task.pk], self._on) for task in tasks]


def _course(task: Task, events: Iterable[TaskEvent], on: date) -> Course:
    dues: list[date] = []
    pauses: list[Pause] = []
    for event in events:
        if event.due_on is not None and event.due_on not in dues[-1:]:
            dues.append(event.due_on)
        if event.kind == Kind.ESCALATED:
            pauses.append((event.on, None))
        elif event.kind in _ENDS_PAUSE and pauses and pauses[-1][1] is None:
            pauses[-1] = (pauses[-1][0], event.on)
    earlier = dues[:-1] if dues and dues[-1] == task.due_on else dues
    return Course(task, state_of(task, on), tuple(earlier), tuple(pauses))
