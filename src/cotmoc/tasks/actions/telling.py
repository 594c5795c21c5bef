"""What webhooks are told of a task: that something happened to it and how it stands now.

No note, no evidence and no person: who receives a webhook need not be in the house.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date
from typing import Any

from cotmoc.notices.actions import Event, announce_each
from cotmoc.tasks.models import Task, TaskEvent
from cotmoc.tasks.queries import facts


def tell(task: Task, event: TaskEvent) -> None:
    """Queue ``task.KIND`` for the endpoints that want it, in the transaction of the deed.

    The heading over one task a unit is told of by its units. The id is new even where a restored backup
    counts the same events once more, for receivers drop an id they know.
    """
    tell_each([(task, event)])


def tell_each(happened: Iterable[tuple[Task, TaskEvent]]) -> None:
    """As ``tell`` for many tasks, to all of which it happened at one instant."""
    told = [(_told(task, event), event.at) for task, event in happened if not task.group]
    if told:
        announce_each([event for event, _ in told], at=told[0][1])


def _told(task: Task, event: TaskEvent) -> Event:
    name = f"{task.pk}-{event.seq}-{secrets.token_hex(4)}"
    return Event(task.province_id, f"task-{name}", f"task.{event.kind}", lambda: _data(task, event))


def _data(task: Task, event: TaskEvent) -> dict[str, Any]:
    """Ids, names of bodies and facts; days as 2022-07-25, ``link`` a path at this installation."""
    lead, holder = task.lead, task.matter_with if task.paused_on else None
    return {
        "task": {
            "id": task.pk,
            "title": task.title,
            "external_id": task.external_id,
            "link": f"/nhiem-vu/{task.pk}/",
            "giver": {"id": task.giver_id, "name": task.giver.name},
            "lead": None if lead is None else {"id": lead.pk, "name": lead.name},
            "parent": task.parent_id,
            "stage": facts(task).stage.value,
            "outcome": task.outcome,
            "given_on": _day(task.given_on),
            "original_due_on": _day(task.original_due_on),
            "due_on": _day(task.due_on),
            "asked_due_on": _day(task.asked_due_on),
            "paused_on": _day(task.paused_on),
            "holder": None if holder is None else {"id": holder.pk, "name": holder.name},
            "completed_on": _day(task.completed_on),
            "returned_on": _day(task.returned_on),
            "closed_on": _day(task.closed_on),
            "extensions": task.extensions,
            "version": task.version,
        },
        "kind": event.kind,
        "on": _day(event.on),
        "percent": event.percent,
        "part": event.part_id,
    }


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
