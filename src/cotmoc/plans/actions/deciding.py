"""Submitting a plan, returning it, and approving it: its lines become tasks that are followed."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Case, When

from cotmoc.audit.actions import deed
from cotmoc.directives.models import ClauseTask
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND
from cotmoc.domain.errors.plans import LINE_PASSED, LINE_UNDATED, NO_LINES, NOTHING_AMENDED
from cotmoc.domain.errors.tasks import REASON_NEEDED
from cotmoc.domain.headlines import headline
from cotmoc.domain.plan_course import PlanEventKind as Kind
from cotmoc.domain.vi_numbers import show_date
from cotmoc.organisations.queries import office, superiors
from cotmoc.plans.actions.amending import bring_along
from cotmoc.plans.actions.happening import ZONE, happen, locked
from cotmoc.plans.models import Plan, PlanLine
from cotmoc.plans.queries import changes_of, renamed
from cotmoc.tasks import actions as tasks
from cotmoc.tasks.models import Task, TaskRole
from cotmoc.tasks.queries import DAY_PASSED


def submit(plan: int, *, by: Actor, at: datetime, note: str = "", version: int | None = None) -> Plan:
    """The unit submits its plan; an amendment with the reason for it.

    Raises Problem: NO_LINES, LINE_UNDATED and BAD_VALUE (field "due_on-n"), REASON_NEEDED (field "note"),
    NOTHING_AMENDED, WRONG_STATE, NOT_FOUND, CHANGED_MEANWHILE.
    """
    require(by, Permission.SUBMIT_PLAN)
    with deed("plan.submit", by=by) as record:
        row = locked(plan, by, version, Kind.SUBMITTED)
        lines = list(row.lines.all())
        if not lines:
            raise Problem(NO_LINES)
        for line in lines:
            if line.due_on is None:
                raise Problem(LINE_UNDATED, field=f"due_on-{line.ordinal}", line=line.ordinal)
            new = line.task_id is None and line.carries is None
            if new and line.due_on < at.astimezone(ZONE).date():
                # It would become a task that was overdue before it was given.
                raise Problem(BAD_VALUE, field=f"due_on-{line.ordinal}", why=DAY_PASSED)
        if row.amends_id is not None:
            if not note.strip():
                raise Problem(REASON_NEEDED, field="note")
            if not (renamed(row) or changes_of(row)):
                raise Problem(NOTHING_AMENDED)
        happen(row, Kind.SUBMITTED, by, at, note=note)
        record.about(row, lines=len(lines))
    return row


def send_back(plan: int, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> Plan:
    """The plan goes back to its unit to be changed. Raises as ``submit``, and REASON_NEEDED."""
    require(by, Permission.APPROVE_PLAN)
    with deed("plan.return", by=by) as record:
        row = locked(plan, by, version, Kind.RETURNED)
        if not reason.strip():
            raise Problem(REASON_NEEDED, field="reason")
        happen(row, Kind.RETURNED, by, at, note=reason)
        record.about(row)
    return row


def approve(plan: int, *, by: Actor, at: datetime, note: str = "", version: int | None = None) -> Plan:
    """The plan is approved, and each line is a followed task from then on.

    A line that names a task is that task. Any other becomes one: part of the task that its clause made for
    the unit where there is one, led by the line's lead. An amendment replaces the plan that stood: what it
    puts off is extended, the tasks that were made of dropped lines are withdrawn unless they are done or
    reported so.
    Raises LINE_PASSED, and as ``submit``, and what ``tasks.actions.assign`` and ``extend`` raise, at the
    field NAME-n.
    """
    require(by, Permission.APPROVE_PLAN)
    with deed("plan.approve", by=by) as record:
        row = locked(plan, by, version, Kind.APPROVED)
        made = []
        for line in row.lines.select_related("clause").order_by("ordinal"):
            if line.task_id is None:
                if line.due_on is not None and line.due_on < at.astimezone(ZONE).date():
                    due = show_date(line.due_on)
                    field = f"due_on-{line.ordinal}"
                    raise Problem(LINE_PASSED, field=field, line=line.ordinal, due=due)
                line.task, line.made = _follow(row, line, by, at), True
                line.save(update_fields=["task", "made"])
                made.append(line.task.pk)
        if row.amends_id is not None:
            stood = locked(row.amends_id, by, None, Kind.REPLACED)
            record.note(amends=stood.pk, **bring_along(stood, row, by, at))
            happen(stood, Kind.REPLACED, by, at)
        happen(row, Kind.APPROVED, by, at, note=note)
        record.about(row, tasks=made)
    return row


def _follow(plan: Plan, line: PlanLine, by: Actor, at: datetime) -> Task:
    parent = _above(plan, line)
    order = tasks.Order(
        title=headline(line.wording, 300),
        giver=_giver(plan, line, parent, by, at),
        leads=[line.lead_id],
        due_on=line.due_on,
        detail="\n".join(_told(plan, line)),
        parent=None if parent is None else parent.pk,
    )
    try:
        return tasks.assign(order, by=by, at=at)
    except Problem as problem:
        place = {"leads": "lead", "due_on": "due_on"}.get(problem.field or "", "clause")
        raise Problem(problem.entry, field=f"{place}-{line.ordinal}", **problem.values) from problem


def _above(plan: Plan, line: PlanLine) -> Task | None:
    """The open task that the line's clause made for the plan's unit."""
    if line.clause_id is None:
        return None
    links = ClauseTask.objects.filter(clause=line.clause_id, task__group=False, task__closed_on=None)
    of_unit = links.filter(task__roles__agency=plan.agency_id).select_related("task")
    # A unit that coordinates in one of the clause's tasks and leads another answers for its own.
    own = Case(When(task__lead=plan.agency_id, then=0), default=1)
    link = of_unit.order_by(own, "pk").first()
    return None if link is None else link.task


def _giver(plan: Plan, line: PlanLine, parent: Task | None, by: Actor, at: datetime) -> int:
    """Who accepts the result: the unit what it passes on to those under it or who help it in the task.

    Else whoever gave the directive's task: no unit orders one that stands beside or above it.
    """
    if line.lead_id != plan.agency_id and _may_order(plan, line, parent, at):
        return plan.agency_id
    if parent is not None:
        return parent.giver_id
    if by.agency is not None:
        return by.agency
    found = office(by.province, on=at.astimezone(ZONE).date())
    if found is None:
        raise Problem(NOT_FOUND, thing="cơ quan giao")
    return found.pk


def _may_order(plan: Plan, line: PlanLine, parent: Task | None, at: datetime) -> bool:
    way = superiors(line.lead_id, plan.province_id, on=at.astimezone(ZONE).date())
    helping = parent.roles.filter(role=TaskRole.Role.COORDINATING) if parent is not None else None
    below = any(one.pk == plan.agency_id for one in way)
    return below or (helping is not None and helping.filter(agency=line.lead_id).exists())


def _told(plan: Plan, line: PlanLine) -> list[str]:
    told = [line.wording, f"Theo {plan.title}" + (f" ({plan.number})" if plan.number else "")]
    if line.who:
        told.append(f"Người thực hiện: {line.who}")
    if line.source:
        told.append(f"Nguồn kinh phí: {line.source}")
    return told
