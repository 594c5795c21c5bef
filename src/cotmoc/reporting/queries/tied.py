"""Which indicators show the result of a task, and which tasks an indicator shows."""

from __future__ import annotations

from django.db.models import QuerySet

from cotmoc.domain.access import Actor, Permission, require
from cotmoc.organisations.queries import Links
from cotmoc.reporting.models import Indicator, TaskIndicator
from cotmoc.reporting.queries import defined
from cotmoc.tasks.models import Task
from cotmoc.tasks.queries import tasks_in, visible


def indicators_of(viewer: Actor, task: Task) -> QuerySet[Indicator]:
    """The indicators of a visible task, by group."""
    require(viewer, Permission.READ_TASK)
    return Indicator.objects.filter(task_links__task=task).order_by("group", "pk")


def links_to_indicators(task: Task) -> Links:
    """What ties a task to ``indicators_of`` it."""
    return Links(TaskIndicator, "task", task.pk)


def tasks_of(viewer: Actor, indicator: Indicator) -> QuerySet[Task]:
    """The visible tasks that an indicator shows, by due day."""
    found = visible(viewer).filter(indicator_links__indicator=indicator).select_related("lead")
    return found.order_by("due_on", "pk")


def ids_tied(viewer: Actor, *, area: int | None, indicator: str | None) -> tuple[int, ...] | None:
    """The visible tasks of an area, or that an indicator of this code shows, or both; None for neither.

    For ``tasks.queries.Filter.tasks``. Raises Problem(NOT_FOUND) for an indicator that there is not.
    """
    found = [set(tasks_in(viewer, area))] if area is not None else []
    if indicator is not None:
        shown = tasks_of(viewer, defined.indicator(viewer, indicator))
        found.append(set(shown.values_list("pk", flat=True)))
    return tuple(sorted(set.intersection(*found))) if found else None
