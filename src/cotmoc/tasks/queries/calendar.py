"""The due days within a viewer's reach, as a calendar program takes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max, Q, QuerySet

from cotmoc.domain.access import EVERYWHERE, Actor, Permission, reaches, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.organisations.models import Agency
from cotmoc.tasks.models import Task, TaskParty, TaskRole

PAST, AHEAD, MOST = timedelta(days=90), timedelta(days=400), 5000
"""A feed holds what was due in the last ninety days and will be within four hundred, the nearest first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One due day: of a task, or of a coordinating body's part (``part``, its name).

    ``uid`` is the same for ever; ``sequence`` grows with each change; ``withdrawn`` entries are cancelled.
    """

    uid: str
    task: int
    title: str
    code: str
    lead: str
    part: str
    due_on: date
    sequence: int
    changed_at: datetime
    done: bool
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar and its name."""

    name: str
    entries: list[Entry]


def calendar(viewer: Actor, *, on: date, body: int | None = None) -> Feed:
    """What is due for the viewer's own body and those under it, or for one body within reach.

    A viewer who reaches everywhere follows, without ``body``, what the own body gives and does. Raises
    Problem: NOT_PERMITTED, NOT_FOUND.
    """
    require(viewer, Permission.FOLLOW_CALENDAR)
    bodies = _bodies(viewer, body)
    name = Agency.objects.get(pk=bodies[0]).name
    days = Q(due_on__gte=on - PAST, due_on__lte=on + AHEAD)
    parties = TaskParty.objects.filter(days, agency__in=bodies).order_by().values("task")
    tasks = Task.objects.filter(pk__in=parties).select_related("lead")
    entries = [_of_task(task) for task in _nearest(tasks, on)]
    parts = TaskRole.objects.filter(days, agency__in=bodies, task__province=viewer.province)
    parts = parts.select_related("agency", "task__lead")
    entries += [_of_part(role) for role in _nearest(parts, on, "task__")]
    return Feed(name, sorted(entries, key=lambda one: (abs(one.due_on - on), one.uid))[:MOST])


def _bodies(viewer: Actor, body: int | None) -> list[int]:
    """The bodies of a feed, the one it is named after first."""
    if body is not None:
        if not (reaches(viewer, body) and Agency.objects.filter(pk=body, province=viewer.province).exists()):
            raise Problem(NOT_FOUND, thing="cơ quan")
        return [body]
    if viewer.agency is None:
        raise Problem(NOT_FOUND, thing="cơ quan")
    under = () if viewer.role in EVERYWHERE else sorted(viewer.agencies - {viewer.agency})
    return [viewer.agency, *under]


def _nearest(rows: QuerySet[Any], on: date, through: str = "") -> list[Any]:
    """The rows with the instant of their task's last event, of either side as many as a feed holds."""
    dated: QuerySet[Any] = rows.annotate(changed_at=Max(f"{through}events__at"))
    ahead = dated.filter(due_on__gte=on).order_by("due_on", "pk")[:MOST]
    past = dated.filter(due_on__lt=on).order_by("-due_on", "pk")[:MOST]
    return [*ahead, *past]


def _of_task(task: Task) -> Entry:
    return Entry(
        uid=f"nhiem-vu-{task.pk}",
        task=task.pk,
        title=task.title,
        code=task.external_id,
        lead=task.lead.name if task.lead else "",
        part="",
        due_on=task.due_on,  # type: ignore[arg-type]
        sequence=task.version,
        changed_at=task.changed_at,  # type: ignore[attr-defined]
        done=task.closed_on is not None,
        withdrawn=task.outcome == Task.Outcome.CANCELLED,
    )


def _of_part(role: TaskRole) -> Entry:
    task = role.task
    return Entry(
        # Its place among the bodies outlives a hand-over and what undoes one; the row itself does not.
        uid=f"phan-viec-{task.pk}-{role.ordinal}",
        task=task.pk,
        title=task.title,
        code=task.external_id,
        lead=task.lead.name if task.lead else "",
        part=role.agency.name,
        due_on=role.due_on,  # type: ignore[arg-type]
        sequence=task.version,
        changed_at=role.changed_at,  # type: ignore[attr-defined]
        done=role.contributed_on is not None or task.closed_on is not None,
        withdrawn=task.outcome == Task.Outcome.CANCELLED,
    )
