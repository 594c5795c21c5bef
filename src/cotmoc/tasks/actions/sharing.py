"""The parties of a task: who finds it, with the copies by which their boards are ordered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import connection

from cotmoc.tasks.models import Task, TaskParty

_AT_ONCE = 2000
# In one statement each, for there can be millions.
_EMPTY = """
DELETE FROM tasks_taskparty WHERE task_id IN (SELECT id FROM tasks_task WHERE province_id = %s)
"""
_FILL = """
INSERT INTO tasks_taskparty (task_id, agency_id, takes_part, outcome, due_on)
SELECT r.task_id, r.agency_id, TRUE, t.outcome, t.due_on
FROM tasks_taskrole r JOIN tasks_task t ON t.id = r.task_id
WHERE t.province_id = %s AND NOT t."group"
UNION ALL
SELECT t.id, t.giver_id, FALSE, t.outcome, t.due_on
FROM tasks_task t
WHERE t.province_id = %s AND NOT t."group"
AND NOT EXISTS (SELECT 1 FROM tasks_taskrole r WHERE r.task_id = t.id AND r.agency_id = t.giver_id)
"""


def share(task: Task) -> bool:
    """Write who finds a task and the copies of its facts; whether others find it now. After every event."""
    kept = TaskParty.objects.filter(task=task)
    wanted = _bodies(task)
    if dict(kept.values_list("agency", "takes_part")) == wanted:
        kept.update(outcome=task.outcome, due_on=task.due_on)
        return False
    kept.delete()
    TaskParty.objects.bulk_create(_parties(task, wanted))
    return True


def share_each(tasks: Sequence[Task]) -> list[Task]:
    """As ``share`` for many tasks with their roles prefetched; those that others find now."""
    kept: dict[int, dict[int, bool]] = defaultdict(dict)
    standing = TaskParty.objects.filter(task__in=tasks)
    for task_id, agency, takes_part in standing.values_list("task", "agency", "takes_part"):
        kept[task_id][agency] = takes_part
    moved = [task for task in tasks if kept[task.pk] != _bodies(task)]
    standing.filter(task__in=moved).delete()
    made = [one for task in moved for one in _parties(task, _bodies(task))]
    TaskParty.objects.bulk_create(made, batch_size=_AT_ONCE)
    alike: dict[tuple[str, date | None], list[Task]] = defaultdict(list)
    for task in set(tasks).difference(moved):
        alike[task.outcome, task.due_on].append(task)
    for (outcome, due_on), same in alike.items():
        TaskParty.objects.filter(task__in=same).update(outcome=outcome, due_on=due_on)
    return moved


def share_first(bodies: Mapping[Task, Iterable[int]]) -> None:
    """Write the parties of tasks just given, each with the bodies that have a role in it."""
    made = [
        one
        for task, agencies in bodies.items()
        for one in _parties(task, {task.giver_id: False} | dict.fromkeys(agencies, True))
    ]
    TaskParty.objects.bulk_create(made, batch_size=_AT_ONCE)


def share_anew(province: int) -> None:
    """Write the parties of all tasks of a province: for what was loaded past the actions."""
    with connection.cursor() as cursor:
        cursor.execute(_EMPTY, [province])
        cursor.execute(_FILL, [province, province])


def _bodies(task: Task) -> dict[int, bool]:
    """The bodies through which a task is found, each with whether it has a role in it."""
    if task.group:
        return {}
    return {task.giver_id: False} | {role.agency_id: True for role in task.roles.all()}


def _parties(task: Task, bodies: dict[int, bool]) -> list[TaskParty]:
    return [
        TaskParty(
            task=task, agency_id=agency, takes_part=takes_part, outcome=task.outcome, due_on=task.due_on
        )
        for agency, takes_part in bodies.items()
    ]
