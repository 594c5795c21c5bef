"""By which indicators the result of a task is seen."""

from __future__ import annotations

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.reporting.models import Indicator, TaskIndicator
from cotmoc.tasks.actions.placing import arranged
from cotmoc.tasks.models import Task


def link_task(task: int, indicator: str, *, by: Actor) -> Task:
    """The result of the task is seen by the indicator of this code; said twice it stands once.

    The task's giver and its leads may. Raises Problem: NOT_PERMITTED, NOT_FOUND.
    """
    require(by, Permission.PROGRESS_TASK)
    with deed("task.link_indicator", by=by) as record:
        row = arranged(task, by)
        found = Indicator.objects.filter(code=indicator).first()
        if found is None:
            raise Problem(
                NOT_FOUND,
                field="indicator",
                thing=Said(f"chỉ tiêu «{indicator}»", f"The indicator “{indicator}”"),
            )
        TaskIndicator.objects.get_or_create(task=row, indicator=found)
        record.about(row, indicator=found.code)
    return row


def unlink_task(task: int, indicator: str, *, by: Actor) -> Task:
    """The task is not seen by this indicator. Raises as ``link_task``."""
    require(by, Permission.PROGRESS_TASK)
    with deed("task.unlink_indicator", by=by) as record:
        row = arranged(task, by)
        gone, _ = TaskIndicator.objects.filter(task=row, indicator__code=indicator).delete()
        if not gone:
            raise Problem(NOT_FOUND, field="indicator", thing="chỉ tiêu của nhiệm vụ này")
        record.about(row, indicator=indicator)
    return row
