"""Saying that a task is paid from a programme, and that it is not."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND
from cotmoc.programmes import queries
from cotmoc.programmes.models import TaskMoney
from cotmoc.tasks.actions.placing import arranged
from cotmoc.tasks.models import Task

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def link_task(
    task: int, component: int, *, allocation: int | None = None, by: Actor, at: datetime
) -> TaskMoney:
    """The task is paid from a component, or from one allocation of it; said twice it stands once.

    The task's giver and its leads may. Raises Problem: NOT_PERMITTED, NOT_FOUND, BAD_VALUE (field
    "allocation": of another component; a heading over several units is paid in its parts, field "task").
    """
    require(by, Permission.PROGRESS_TASK)
    with deed("task.link_programme", by=by) as record:
        row = arranged(task, by)
        if row.group:
            why = Said("gắn ở nhiệm vụ của từng đơn vị", "tie the task of each unit")
            raise Problem(BAD_VALUE, field="task", why=why)
        found = queries.component(by, component)
        if allocation is not None:
            line = queries.allocation(by, allocation, on=_day(at))
            if line.component_id != found.pk:
                why = Said("khoản vốn thuộc nội dung khác", "money of another component")
                raise Problem(BAD_VALUE, field="allocation", why=why)
        known = TaskMoney.objects.filter(task=row, component=found, allocation=allocation, ended_on=None)
        made = known.first() or TaskMoney.objects.create(
            task=row,
            component=found,
            allocation_id=allocation,
            on=_day(at),
            by_id=by.person,
            by_name=by.name,
        )
        record.about(row, component=found.pk, allocation=allocation)
    return made


def unlink_task(task: int, link: int, *, by: Actor, at: datetime) -> Task:
    """The task is no longer paid so; who linked and unlinked it stays readable. Raises as ``link_task``."""
    require(by, Permission.PROGRESS_TASK)
    with deed("task.unlink_programme", by=by) as record:
        row = arranged(task, by)
        found = TaskMoney.objects.filter(pk=link, task=row, ended_on=None).first()
        if found is None:
            raise Problem(
                NOT_FOUND, field="link", thing=Said("nguồn vốn của nhiệm vụ này", "This money of the task")
            )
        found.ended_on, found.ended_by_id, found.ended_by_name = _day(at), by.person, by.name
        found.save()
        record.about(row, component=found.component_id, allocation=found.allocation_id)
    return row


def _day(at: datetime) -> date:
    return at.astimezone(_ZONE).date()
