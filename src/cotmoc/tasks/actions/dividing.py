"""Parts of a task: who may give them to whom, how deep they may lie, and moving a task under another."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, giving, permits, reaches, require
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND, NOT_PERMITTED
from cotmoc.domain.errors.tasks import GIVEN_TO_ITSELF, TOO_DEEP, UNDER_ITSELF
from cotmoc.domain.task_course import TaskEventKind as Kind
from cotmoc.organisations.models import Province
from cotmoc.tasks.actions.happening import happen, locked, must_give, must_lead, open_task
from cotmoc.tasks.models import Task, TaskRole
from cotmoc.tasks.queries.under import DEEPEST, gives_itself, levels_of, why_not_under

_OF_HEADING = Said("nhiệm vụ này là phần của một đầu mục chung", "this task is a unit's under a heading")


def move_under(task: int, parent: int | None, *, by: Actor, at: datetime, version: int | None = None) -> Task:
    """Put a task under another one that is followed itself; ``parent`` None takes it out again.

    Its giver may, under a task that he may see and, unless he gives tasks to all, leads. Raises Problem:
    UNDER_ITSELF, GIVEN_TO_ITSELF, TOO_DEEP, BAD_VALUE (field "parent"), WRONG_STATE, NOT_PERMITTED,
    NOT_FOUND, CHANGED_MEANWHILE.
    """
    require(by, giving(by))
    with deed("task.move_under", by=by) as record:
        hold_tree(by)
        row = open_task(task, by, version)
        must_give(row, by)
        if row.parent_id is not None and Task.objects.filter(pk=row.parent_id, group=True).exists():
            raise Problem(BAD_VALUE, field="parent", why=_OF_HEADING)
        above = None
        if parent is not None:
            if parent == row.pk or row.pk in _above(parent):
                raise Problem(UNDER_ITSELF, field="parent", task=row.pk, parent=parent)
            above = parent_with_room(parent, by, levels=_levels(row.pk))
            if not permits(by, Permission.ASSIGN_TASK):
                must_lead(above, by)
            _not_to_itself(row, above)
        row.parent = above
        happen(row, Kind.MOVED, by, at, note="" if above is None else f"#{above.pk}")
        record.about(row, parent=parent)
    return row


def _not_to_itself(row: Task, above: Task) -> None:
    """What may not be given under a task may not be moved there either."""
    leads = row.roles.filter(role=TaskRole.Role.LEAD).values_list("agency", flat=True)
    if gives_itself(row.giver_id, leads, above):
        raise Problem(GIVEN_TO_ITSELF, field="parent", agency=row.giver.name)


def parent_with_room(parent: int, by: Actor, *, levels: int) -> Task:
    """The task above, the tree held, with room for ``levels`` under it.

    Raises Problem: TOO_DEEP, BAD_VALUE, NOT_FOUND, each at the field "parent".
    """
    hold_tree(by)
    try:
        row = locked(parent, by)
    except Problem as problem:
        raise Problem(
            NOT_FOUND, field="parent", thing=Said("nhiệm vụ cấp trên", "The task above")
        ) from problem
    if why := why_not_under(row):
        raise Problem(BAD_VALUE, field="parent", why=why)
    if levels_of([row.pk])[row.pk] + levels > DEEPEST:
        raise Problem(TOO_DEEP, field="parent", parent=row.pk, most=DEEPEST)
    return row


def may_divide(parent: Task, giver: int, bodies: Collection[int], by: Actor) -> None:
    """Whether ``giver`` may give a part of ``parent`` to these bodies. Raises Problem(NOT_PERMITTED)."""
    if permits(by, Permission.ASSIGN_TASK):
        return
    roles = {role.agency_id: role.role for role in parent.roles.all()}
    if roles.get(giver) != TaskRole.Role.LEAD or not reaches(by, giver):
        raise Problem(NOT_PERMITTED)
    helping = {agency for agency, role in roles.items() if role == TaskRole.Role.COORDINATING}
    if not all(reaches(by, body) or body in helping for body in bodies):
        raise Problem(NOT_PERMITTED)


def hold_tree(by: Actor) -> None:
    """Let nobody else of the province move tasks until the end of the transaction.

    Two moves at a time, each sound by itself, could make a circle.
    """
    Province.objects.select_for_update(no_key=True).get(pk=by.province)


def _above(task: int) -> list[int]:
    """The ids of the tasks above one, nearest first; none where there is no such task."""
    found: list[int] = []
    parents = Task.objects.values_list("parent", flat=True)
    above = parents.filter(pk=task).first()
    while above is not None and above not in found:
        found.append(above)
        above = parents.filter(pk=above).first()
    return found


def _levels(task: int) -> int:
    """How many levels a task and its parts have."""
    levels, level = 0, [task]
    while level and levels <= DEEPEST:
        levels += 1
        level = list(Task.objects.filter(parent__in=level).values_list("pk", flat=True))
    return levels
