"""Every task of a filter as the board tells it and more, read piece by piece."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.task_course import TaskEventKind
from cotmoc.tasks.models import Task, TaskEvent, TaskRole
from cotmoc.tasks.queries.boards import Listing
from cotmoc.tasks.queries.filters import EVERYTHING, Filter
from cotmoc.tasks.queries.rows import Row

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Exported:
    """One task: the row of the board, the other bodies, how far its leads last said it is, its function."""

    row: Row
    leads: tuple[str, ...]
    coordinating: tuple[str, ...]
    percent: int | None
    function: str


def exported(viewer: Actor, *, on: date, only: Filter = EVERYTHING) -> Iterator[Exported]:
    """All that the board shows with a filter, in its order, at any size. Nothing is read before the first."""
    require(viewer, Permission.READ_TASK)
    return _pieces(Listing(viewer, on=on, only=only))


def _pieces(listing: Listing) -> Iterator[Exported]:
    ids = listing.ids()
    for first in range(0, len(ids), _AT_ONCE):
        piece = ids[first : first + _AT_ONCE]
        bodies, leads = _bodies(piece)
        percents = _percents(piece, leads)
        functions = _functions(piece)
        for row in listing.read(piece):
            lead = tuple(bodies[row.pk, TaskRole.Role.LEAD.value])
            rest = tuple(bodies[row.pk, TaskRole.Role.COORDINATING.value])
            yield Exported(row, lead, rest, percents.get(row.pk), functions.get(row.pk, ""))


def _bodies(tasks: list[int]) -> tuple[dict[tuple[int, str], list[str]], set[tuple[int, int]]]:
    """Names by task and role, the accountable lead first; and which bodies lead which task."""
    names: dict[tuple[int, str], list[str]] = defaultdict(list)
    leads: set[tuple[int, int]] = set()
    roles = TaskRole.objects.filter(task__in=tasks).order_by("task", "-accountable", "ordinal")
    for task, agency, role, name in roles.values_list("task", "agency", "role", "agency__name"):
        names[task, role].append(name)
        if role == TaskRole.Role.LEAD:
            leads.add((task, agency))
    return names, leads


def _functions(tasks: list[int]) -> dict[int, str]:
    """By task the name of the field of work to which it is put."""
    put = Task.objects.filter(pk__in=tasks, function__isnull=False)
    return dict(put.values_list("pk", "function__name"))


def _percents(tasks: list[int], leads: set[tuple[int, int]]) -> dict[int, int]:
    """By task the last share that one of its leads told; a result that was sent back was not the whole."""
    told = TaskEvent.objects.filter(task__in=tasks, percent__isnull=False).order_by("task", "seq")
    told = told.exclude(kind=TaskEventKind.COMPLETED, task__completed_on__isnull=True)
    rows = told.values_list("task", "agency", "percent")
    return {task: share for task, agency, share in rows if share is not None and (task, agency) in leads}
