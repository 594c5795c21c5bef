"""A clause as work that comes back: what it orders each time, and its link to every task that came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from cotmoc.directives.models import Clause, ClauseRecurrence, ClauseTask, SupersededTask
from cotmoc.domain.access import Actor
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.task_series import RULE_UNUSABLE
from cotmoc.domain.recurrence import Recurrence as Rule
from cotmoc.domain.recurrence import RecurrenceError, until_after
from cotmoc.tasks import actions as tasks
from cotmoc.tasks.actions.recurring import leave_out
from cotmoc.tasks.actions.wording import renumber
from cotmoc.tasks.models import Occurrence, Recurrence, Task

_CARRIED = (SupersededTask.Decision.KEEP, SupersededTask.Decision.HAND_OVER)


def recur(
    row: Clause, order: tasks.Order, rule: Rule, last: date | None, *, each: bool, by: Actor, at: datetime
) -> Recurrence:
    """Order the clause by a rule, up to ``last`` where that is told; within a deed.

    Raises Problem: RULE_UNUSABLE, and what ``tasks.actions.recur`` raises.
    """
    if last is not None:
        try:
            rule = replace(rule, until=until_after(last))
        except RecurrenceError as error:
            raise Problem(RULE_UNUSABLE, field="last", why=error) from None
    wanted = replace(order, due_on=None, given_on=None, recurrence="")
    made = tasks.recur(wanted, rule, each=each, by=by, at=at)
    ClauseRecurrence.objects.create(clause=row, recurrence=made)
    link_occurrences(made.pk)
    return made


def follow(recurrence: int, **_told: Any) -> None:
    """Whatever a recurrence makes is linked to its clause in the same transaction."""
    link_occurrences(recurrence)


def link_occurrences(recurrence: int) -> None:
    """Link the tasks of a clause's recurrence that are not linked yet; of others there is nothing to do.

    What was decided about the time before, when another document replaced or repealed the one it is from,
    goes for the next time, too.
    """
    link = ClauseRecurrence.objects.filter(recurrence=recurrence).select_related("clause__reading__document")
    found = link.first()
    if found is None:
        return
    times = Occurrence.objects.filter(recurrence=recurrence).order_by("pk")
    for time in times.filter(task__clause_link=None).select_related("task"):
        made = [time.task, *time.task.children.order_by("pk")]
        ClauseTask.objects.bulk_create(ClauseTask(clause=found.clause, task=task) for task in made)
        renumber([task.pk for task in made], found.clause.reading.document.number)
        before = times.filter(pk__lt=time.pk).last()
        if before is not None:
            _carry(before.task, (task for task in made if not task.group))


def stop_recurrences(row: Clause, *, reason: str, by: Actor, at: datetime) -> None:
    """Nothing more comes of the clause; within a deed."""
    for link in row.recurrences.filter(recurrence__stopped_on=None):
        tasks.stop_recurrence(link.recurrence_id, reason=reason, by=by, at=at)


def stop_with(withdrawn: Mapping[int, str], *, by: Actor, at: datetime) -> None:
    """What comes by a clause comes no more to the units whose tasks were withdrawn; within a deed.

    ``withdrawn`` gives by task the reason.
    """
    running = Recurrence.objects.filter(clause_link__isnull=False, stopped_on=None)
    made = list(Task.objects.filter(pk__in=withdrawn).values_list("pk", "parent", "lead"))
    above_or_itself = {one for pk, above, _ in made for one in (pk, above) if one is not None}
    for row in running.filter(occurrences__task__in=above_or_itself).distinct():
        times = set(row.occurrences.values_list("task", flat=True))
        mine = {lead: pk for pk, above, lead in made if not times.isdisjoint((pk, above))}
        units = [lead for lead in mine if lead is not None]
        leave_out(row.pk, units, reason=withdrawn[min(mine.values())], by=by, at=at)


def _carry(before: Task, made: Iterable[Task]) -> None:
    """A unit's task has what was decided about this unit's task before it."""
    decided = SupersededTask.objects.filter(decision__in=_CARRIED)
    for task in made:
        same = decided.filter(task__parent=before, task__lead=task.lead_id) if before.group else decided
        for one in same if before.group else decided.filter(task=before):
            SupersededTask.objects.create(
                document_id=one.document_id,
                task=task,
                decision=one.decision,
                decided_at=one.decided_at,
                decided_by=one.decided_by,
            )
