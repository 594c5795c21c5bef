"""Who answers on a day for the bodies of a task that have ended since it was given."""

from __future__ import annotations

from datetime import date

from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.succession import answering
from cotmoc.organisations.models import Agency
from cotmoc.organisations.queries import succession_links
from cotmoc.tasks.models import Task


def answering_on(viewer: Actor, row: Task, *, on: date) -> dict[int, tuple[Agency, ...]]:
    """By the id of a body of the task (of ``queries.task``) that has ended by ``on``: who answers for it.

    A body that ended without a recorded succession has nobody. The task itself stays as it was given.
    """
    require(viewer, Permission.READ_TASK)
    bodies = [row.giver, row.lead, row.matter_with, *(role.agency for role in row.roles.all())]
    gone = {
        body.pk for body in bodies if body is not None and body.valid_to is not None and body.valid_to <= on
    }
    if not gone:
        return {}
    links = succession_links(row.province_id)
    heirs = {pk: [one for one in answering(pk, on, links) if one != pk] for pk in gone}
    known = Agency.objects.in_bulk({one for ids in heirs.values() for one in ids})
    return {pk: tuple(known[one] for one in ids) for pk, ids in heirs.items()}
