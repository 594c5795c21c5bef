"""What a person keeps beside the tasks: filters under a name, and remarks that name the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from cotmoc.domain.access import Actor, Permission, require
from cotmoc.tasks.models import SavedFilter, TaskMention
from cotmoc.tasks.queries.seeing import visible


@dataclass(frozen=True, slots=True)
class Mention:
    """A remark that names the viewer and waits to be read."""

    task: int
    title: str
    by: str
    on: date
    note: str


def saved_filters(viewer: Actor) -> QuerySet[SavedFilter]:
    """The viewer's own filters by name."""
    require(viewer, Permission.READ_TASK)
    return SavedFilter.objects.filter(person=viewer.person).order_by("name")


def unread_mentions(viewer: Actor) -> list[Mention]:
    """Remarks on tasks within reach that name the viewer, newest first, until the viewer opens the task."""
    unread = _unread(viewer).filter(event__task__in=visible(viewer).values("pk"))
    found = unread.select_related("event__task").order_by("-event__at", "-pk")
    return [
        Mention(one.event.task_id, one.event.task.title, one.event.by_name, one.event.on, one.event.note)
        for one in found
    ]


def unread_mentions_in(viewer: Actor, task: int) -> QuerySet[TaskMention]:
    """The remarks on a task that name the viewer and wait to be read."""
    return _unread(viewer).filter(event__task=task)


def _unread(viewer: Actor) -> QuerySet[TaskMention]:
    require(viewer, Permission.READ_TASK)
    return TaskMention.objects.filter(person=viewer.person, read_at=None)
