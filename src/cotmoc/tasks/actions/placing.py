"""In which areas a task is to be done, and to which field of work it belongs."""

from __future__ import annotations

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_FOUND, NOT_PERMITTED
from cotmoc.organisations import queries as organisations
from cotmoc.tasks.actions.happening import locked
from cotmoc.tasks.models import Task, TaskArea
from cotmoc.tasks.queries import may_arrange


def link_area(task: int, area: int, *, by: Actor) -> Task:
    """The task is to be done in this area; said twice it stands once.

    Its giver and its leads may. Raises Problem: NOT_PERMITTED, NOT_FOUND.
    """
    require(by, Permission.PROGRESS_TASK)
    with deed("task.link_area", by=by) as record:
        row = arranged(task, by)
        found = organisations.area(by, area)
        TaskArea.objects.get_or_create(task=row, area=found)
        record.about(row, area=found.pk)
    return row


def unlink_area(task: int, area: int, *, by: Actor) -> Task:
    """The task is not for this area. Raises as ``link_area``."""
    require(by, Permission.PROGRESS_TASK)
    with deed("task.unlink_area", by=by) as record:
        row = arranged(task, by)
        gone, _ = TaskArea.objects.filter(task=row, area=area).delete()
        if not gone:
            raise Problem(NOT_FOUND, field="area", thing="địa bàn của nhiệm vụ này")
        record.about(row, area=area)
    return row


def set_function(task: int, function: int | None, *, by: Actor) -> Task:
    """The task belongs to this function; None to none. Raises as ``link_area``."""
    require(by, Permission.PROGRESS_TASK)
    with deed("task.function", by=by) as record:
        row = arranged(task, by)
        found = organisations.function(by, function) if function is not None else None
        row.function = found
        row.save(update_fields=["function"])
        record.about(row, function=found.key if found else None)
    return row


def arranged(task: int, by: Actor) -> Task:
    """The task under lock, for its giver and its leads. Raises Problem: NOT_FOUND, NOT_PERMITTED."""
    row = locked(task, by)
    if not may_arrange(by, row):
        raise Problem(NOT_PERMITTED)
    return row
