"""What the approval of an amendment does to the tasks that the amended plan had made."""

from __future__ import annotations

from datetime import datetime

from cotmoc.domain.access import Actor
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.plans import LINE_WAITS
from cotmoc.domain.plan_course import PlanEventKind as Kind
from cotmoc.plans.models import Plan, PlanLine
from cotmoc.tasks import actions as tasks
from cotmoc.tasks.queries import holder


def bring_along(stood: Plan, row: Plan, by: Actor, at: datetime) -> dict[str, list[int]]:
    """Extend the tasks of lines put off, withdraw those of lines dropped; their ids, for the log.

    Only what an approval made: a task that a line merely names goes its own way. What is done stays as it
    was done, what is reported done its giver still judges, and a later day that its giver has granted
    stands. Raises LINE_WAITS, and what ``extend`` raises, at "due_on-n".
    """
    reason = _reason(row)
    lines = list(row.lines.select_related("task", "carries"))
    extended = [_put_off(line, reason, by, at) for line in lines if _later(line)]
    kept = {line.task_id for line in lines}
    undone = stood.lines.filter(made=True, task__closed_on=None, task__completed_on=None)
    dropped = undone.exclude(task__in=kept)
    withdrawn = [line.task_id for line in dropped.order_by("ordinal") if line.task_id is not None]
    for task in withdrawn:
        tasks.withdraw(task, reason=reason, by=by, at=at)
    return {"extended": extended, "withdrawn": withdrawn}


def _later(line: PlanLine) -> bool:
    task, former = line.task, line.carries
    if not line.made or former is None or task is None or task.closed_on is not None:
        return False
    if line.due_on is None or line.due_on == former.due_on:
        return False
    return task.due_on is not None and line.due_on > task.due_on


def _put_off(line: PlanLine, reason: str, by: Actor, at: datetime) -> int:
    assert line.task_id is not None
    assert line.due_on is not None
    if line.task is not None and line.task.paused_on is not None:
        _pk, name = holder(line.task)
        values = {"line": line.ordinal, "task": line.task_id, "holder": name}
        raise Problem(LINE_WAITS, field=f"due_on-{line.ordinal}", **values)
    try:
        tasks.extend(line.task_id, due_on=line.due_on, reason=reason, by=by, at=at)
    except Problem as problem:
        raise Problem(problem.entry, field=f"due_on-{line.ordinal}", **problem.values) from problem
    return line.task_id


def _reason(row: Plan) -> str:
    """Why, as the unit said it when it submitted the amendment."""
    said = (
        row.events.filter(kind=Kind.SUBMITTED.value).order_by("-seq").values_list("note", flat=True).first()
    )
    name = f"{row.title} ({row.number})" if row.number else row.title
    return f"Điều chỉnh kế hoạch: {name}. {said or ''}".strip()
