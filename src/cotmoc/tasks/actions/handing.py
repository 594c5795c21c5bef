"""A body's parts in a task passing to another body, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from cotmoc.tasks.models import Task, TaskRole
from cotmoc.tasks.queries.deeds import ROLES, HandOver, Part

_RANK = (TaskRole.Role.LEAD, TaskRole.Role.COORDINATING, TaskRole.Role.OBSERVER)
_WORDS = {
    Part.LEAD: "chủ trì",
    Part.COORDINATING: "phối hợp",
    Part.OBSERVER: "để biết",
    Part.GIVER: "giao việc",
    Part.MATTER: "cho ý kiến",
}


def hand(row: Task, wanted: HandOver) -> dict[str, Any]:
    """Move the parts; a body that has two then keeps the stronger one. What the event says of it.

    A matter moves by the event itself (``domain.task_course``).
    """
    parts, stood, heir = wanted.parts_in(row), kept_of(row), wanted.heir_of(row.pk)
    assert heir is not None
    roles = {role.agency_id: role for role in row.roles.all()}
    if ROLES.intersection(parts):
        _take_over(roles[wanted.old], roles.get(heir), heir)
    if Part.GIVER in parts:
        row.giver_id = heir
    _forget_roles(row)
    said = ", ".join(_WORDS[part] for part in parts)
    note = f"{said[0].upper()}{said[1:]}. {wanted.reason.strip()}"
    return {"note": note, "part_id": wanted.old, "heir_id": heir, "stood": stood}


def kept_of(row: Task) -> dict[str, Any]:
    """Giver and roles as they are, as plain JSON values."""
    return {
        "giver": row.giver_id,
        "roles": [
            {
                "agency": role.agency_id,
                "role": role.role,
                "accountable": role.accountable,
                "ordinal": role.ordinal,
                "due_on": role.due_on.isoformat() if role.due_on else None,
            }
            for role in row.roles.all()
        ],
    }


def restore(kept: Mapping[Task, dict[str, Any]]) -> None:
    """Giver and roles of tasks as they were kept; the parts that were given follow from the events."""
    TaskRole.objects.filter(task__in=list(kept)).delete()
    made = []
    for row, before in kept.items():
        row.giver_id = before["giver"]
        made += [_role(row, one) for one in before["roles"]]
        _forget_roles(row)
    TaskRole.objects.bulk_create(made, batch_size=500)


def _role(row: Task, one: Mapping[str, Any]) -> TaskRole:
    return TaskRole(
        task=row,
        agency_id=one["agency"],
        role=one["role"],
        accountable=one["accountable"],
        ordinal=one["ordinal"],
        due_on=date.fromisoformat(one["due_on"]) if one["due_on"] else None,
    )


def _take_over(mine: TaskRole, theirs: TaskRole | None, heir: int) -> None:
    if theirs is not None:
        weaker = theirs if _rank(mine) <= _rank(theirs) else mine
        weaker.delete()
        if weaker is mine:
            return
    mine.agency_id = heir
    mine.save(update_fields=["agency"])


def _rank(one: TaskRole) -> tuple[int, bool]:
    """The stronger first: of two leads the accountable one, for a task has always one."""
    return _RANK.index(one.role), not one.accountable


def _forget_roles(row: Task) -> None:
    # Django keeps what was prefetched on the row under this name.
    getattr(row, "_prefetched_objects_cache", {}).pop("roles", None)
