"""Which indicators show the result of a task, and which tasks an indicator shows."""

from __future__ import annotations

from django.db.models import QuerySet

from cotmoc.domain.access import Actor, Permission, require
from cotmoc.reporting.models import Indicator
from cotmoc.tasks.models import Task
from cotmoc.tasks.queries import visible


def indicators_of(viewer: Actor, task: Task) -> QuerySet[Indicator]:
    """The indicators of a visible task, by group."""
    require(viewer, Permission.READ_TASK)
    return Indicator.objects.filter(task_links__task=task).order_by("group", "pk")


def tasks_of(viewer: Actor, indicator: Indicator) -> QuerySet[Task]:
    """The visible tasks that an indicator shows, by due day."""
    found = visible(viewer).filter(indicator_links__indicator=indicator).select_related("lead")
    return found.order_by("due_on", "pk")
