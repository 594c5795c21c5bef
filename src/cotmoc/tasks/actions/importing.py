"""Tasks out of a table: all its rows or, where that is asked for, the right ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.task_batches import ROWS_WRONG
from cotmoc.domain.task_course import TaskEventKind as Kind
from cotmoc.domain.task_tables import HEADINGS
from cotmoc.tasks.actions.bulk import digest, keep_batch
from cotmoc.tasks.actions.dividing import hold_tree
from cotmoc.tasks.actions.happening import ZONE
from cotmoc.tasks.actions.sharing import share_first
from cotmoc.tasks.actions.spanning import span_each
from cotmoc.tasks.actions.telling import tell
from cotmoc.tasks.actions.wording import word_each
from cotmoc.tasks.models import Batch, BatchItem, Task, TaskEvent, TaskRole
from cotmoc.tasks.queries.importing import Drafted, ImportPlan, plan_import

_AT_ONCE = 500


def import_tasks(table: Sequence[Sequence[str]], *, by: Actor, at: datetime, partly: bool = False) -> Batch:
    """Give the tasks of a table (rows of text below a header) as one batch.

    ``partly`` saves the right rows and leaves the wrong ones; else one wrong row refuses them all. Raises
    Problem: BAD_TABLE, ROWS_WRONG.
    """
    require(by, Permission.ASSIGN_TASK)
    with deed("task.import", by=by) as record:
        # As for a single one: what the parents are, and which codes are free, stays so until these are kept.
        hold_tree(by)
        plan = plan_import(by, table, on=at.astimezone(ZONE).date())
        if plan.wrong and (not partly or not plan.right):
            raise _refusal(plan)
        made = _make(plan.right, by, at)
        items = [BatchItem(task=task, before=0, after=1) for task in made]
        left = len(plan.rows) - len(made)
        batch = keep_batch(Batch.Kind.IMPORT, f"{len(made)}/{len(plan.rows)} dòng", items, by=by, at=at)
        record.about(batch, count=len(made), left=left, digest=digest(made))
    return batch


def _refusal(plan: ImportPlan) -> Problem:
    first = plan.wrong[0]
    why = Said(f"{HEADINGS[first.column]}: {first.why.vi}", f"{first.column}: {first.why.en}")
    wrong = sum(bool(row.wrong) for row in plan.rows)
    return Problem(ROWS_WRONG, wrong=wrong, count=len(plan.rows), line=first.line, why=why)


def _make(rows: Sequence[Drafted], by: Actor, at: datetime) -> list[Task]:
    """The tasks with their roles, first events and parties, in the order of the rows."""
    made = Task.objects.bulk_create([_task(row, by) for row in rows], batch_size=_AT_ONCE)
    of_line = dict(zip((row.line for row in rows), made, strict=True))
    below = []
    for row, task in zip(rows, made, strict=True):
        if row.above is not None:
            task.parent = of_line[row.above]
            below.append(task)
    Task.objects.bulk_update(below, ["parent"], batch_size=_AT_ONCE)
    roles = [role for row, task in zip(rows, made, strict=True) for role in _roles(row, task)]
    TaskRole.objects.bulk_create(roles, batch_size=_AT_ONCE)
    events = [_event(row, task, by, at) for row, task in zip(rows, made, strict=True)]
    TaskEvent.objects.bulk_create(events, batch_size=_AT_ONCE)
    bodies: dict[Task, list[int]] = {task: [] for task in made}
    for role in roles:
        bodies[role.task].append(role.agency_id)
    share_first(bodies)
    span_each({task: [event] for task, event in zip(made, events, strict=True)})
    word_each(made)
    for task, event in zip(made, events, strict=True):
        tell(task, event)
    return made


def _task(row: Drafted, by: Actor) -> Task:
    said = row.values
    detail, due_on = said.get("detail", ""), said.get("due_on")
    return Task(
        province_id=by.province,
        title=said["title"],
        detail=detail,
        giver_id=row.giver,
        lead_id=row.bodies["leads"][0],
        parent_id=row.parent,
        given_on=row.given_on,
        original_due_on=due_on,
        due_on=due_on,
        recurrence=said.get("recurrence", ""),
        external_id=row.code,
        function_id=row.function,
        version=1,
    )


def _roles(row: Drafted, task: Task) -> Iterator[TaskRole]:
    named = [(body, TaskRole.Role.LEAD) for body in row.bodies["leads"]]
    named += [(body, TaskRole.Role.COORDINATING) for body in row.bodies["coordinating"]]
    named += [(body, TaskRole.Role.OBSERVER) for body in row.bodies["observers"]]
    for n, (body, role) in enumerate(named):
        yield TaskRole(task=task, agency_id=body, role=role, ordinal=n, accountable=n == 0)


def _event(row: Drafted, task: Task, by: Actor, at: datetime) -> TaskEvent:
    return TaskEvent(
        task=task,
        seq=1,
        kind=Kind.ASSIGNED.value,
        at=at,
        on=row.given_on,
        by_id=by.person,
        by_name=by.name,
        agency_id=by.agency,
        due_on=task.due_on,
    )
