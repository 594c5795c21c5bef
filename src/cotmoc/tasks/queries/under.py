"""What a task may stand under, and how deep."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from cotmoc.domain.access import Actor
from cotmoc.domain.errors import Said
from cotmoc.tasks.models import BatchItem, Task
from cotmoc.tasks.queries.seeing import visible

DEEPEST = 8
"""Levels of tasks under each other, the topmost included."""
_HEADING = Said("đây là đầu mục chung của nhiều đơn vị", "this is a heading over several units")
_CLOSED = Said("nhiệm vụ cấp trên đã xong hoặc đã rút", "the task above is done or was taken back")


def why_not_under(row: Task) -> Said | None:
    """Why nothing more can be put under a task; None where it can."""
    if row.group:
        return _HEADING
    return None if row.closed_on is None else _CLOSED


def gives_itself(giver: int, leads: Iterable[int], above: Task) -> bool:
    """Whether a body would give a part of a task to itself, and so accept what another body asked of it.

    A body that gave itself the task above accepts its own work there already.
    """
    return giver in leads and giver != above.giver_id


def open_under(viewer: Actor, tasks: Iterable[int]) -> QuerySet[Task]:
    """The open tasks that a viewer may see under these, on any level, and none of these themselves, by id."""
    chosen = set(tasks)
    known, level = set(chosen), set(chosen)
    while level:
        level = set(Task.objects.filter(parent__in=level).values_list("pk", flat=True)) - known
        known |= level
    if known == chosen:
        return Task.objects.none()
    found = visible(viewer).filter(pk__in=known - chosen, closed_on=None, group=False)
    return found.order_by("pk")


def open_under_batch(viewer: Actor, batch: int) -> QuerySet[Task]:
    """The same under the tasks of a batch."""
    return open_under(viewer, BatchItem.objects.filter(batch=batch).values_list("task", flat=True))


def left_object(found: QuerySet[Task]) -> list[dict[str, object]]:
    """Tasks that stay open under a withdrawn one, as plain JSON values."""
    return [{"id": pk, "name": title} for pk, title in found.values_list("pk", "title")]


def levels_of(tasks: Iterable[int]) -> dict[int, int]:
    """On which level each of these tasks stands, the topmost being 1."""
    wanted, above = list(tasks), dict[int, int | None]()
    look = set(wanted)
    while look:
        rows = dict(Task.objects.filter(pk__in=look).values_list("pk", "parent"))
        above |= rows
        look = {parent for parent in rows.values() if parent is not None} - above.keys()
    return {task: _level(task, above) for task in wanted}


def _level(task: int, above: dict[int, int | None]) -> int:
    passed: set[int] = set()
    here: int | None = task
    while here is not None and here not in passed:
        passed.add(here)
        here = above.get(here)
    return len(passed)
