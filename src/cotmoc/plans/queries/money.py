"""The money behind a task: the lines of approved plans that are this task or answer the clause it is from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.models import Q

from cotmoc.directives.models import ClauseTask
from cotmoc.domain.access import Actor, Permission, permits
from cotmoc.domain.plan_course import PlanState
from cotmoc.organisations.queries import Links
from cotmoc.plans.models import PlanLine
from cotmoc.plans.queries.objects import line_money
from cotmoc.plans.queries.seeing import Total, visible
from cotmoc.tasks.models import Task
from cotmoc.tasks.queries import answering_on


class Tie(StrEnum):
    """How a line of a plan belongs to a task."""

    TASK = "task"
    CLAUSE = "clause"


@dataclass(frozen=True, slots=True)
class Financed:
    """A line of a plan and how it belongs to the task."""

    line: PlanLine
    tie: Tie


@dataclass(frozen=True, slots=True)
class Money:
    """The lines behind a task, its own first, and what they add up to, each line once."""

    lines: tuple[Financed, ...]
    total: Total


def links_to_lines(row: Task) -> Links:
    """The lines of plans that are this task, of whatever plan."""
    return Links(PlanLine, "task", row.pk)


def money_of(viewer: Actor, row: Task, *, on: date) -> Money:
    """The lines of approved, visible plans behind a task (of ``tasks.queries.task``).

    A line that answers the clause counts where its plan is of a body that takes part in the task or answers
    for one on the day, so that of a clause given to each unit every unit has its own money; a heading over
    several has that of all.
    """
    if not permits(viewer, Permission.READ_PLAN):
        return Money((), Total(Decimal(0), 0))
    # Told by their numbers, both ways in have an index; a join would read every line of every plan.
    answers = Q(clause__in=list(ClauseTask.objects.filter(task=row).values_list("clause", flat=True)))
    if not row.group:
        answers &= Q(plan__agency__in=_bodies(viewer, row, on))
    approved = PlanLine.objects.filter(plan__in=visible(viewer), plan__state=PlanState.APPROVED.value)
    found = approved.filter(Q(task=row) | answers).order_by("plan__year", "plan", "ordinal")
    lines = [
        Financed(line, Tie.TASK if line.task_id == row.pk else Tie.CLAUSE)
        for line in found.select_related("plan__agency", "lead", "task")
    ]
    lines.sort(key=lambda one: one.tie is not Tie.TASK)
    known = [one.line.amount for one in lines if one.line.amount is not None]
    return Money(tuple(lines), Total(sum(known, Decimal(0)), len(lines) - len(known)))


def money_object(money: Money) -> dict[str, Any]:
    """The money behind a task as plain JSON values; amounts in million đồng, as text."""
    return {
        "plan_lines": [
            {
                "plan": one.line.plan_id,
                "title": one.line.plan.title,
                "agency": {"id": one.line.plan.agency.pk, "name": one.line.plan.agency.name},
                "ordinal": one.line.ordinal,
                "wording": one.line.wording,
                "source": one.line.source,
                "amount": line_money(one.line.amount),
                "clause": one.line.clause_id,
                "task": one.line.task_id,
                "tie": one.tie.value,
            }
            for one in money.lines
        ],
        "amount": line_money(money.total.amount),
        "amount_unsaid": money.total.unsaid,
    }


def _bodies(viewer: Actor, row: Task, on: date) -> set[int]:
    heirs = answering_on(viewer, row, on=on)
    own = {role.agency_id for role in row.roles.all() if role.role != "observer"}
    return own | {one.pk for body in own for one in heirs.get(body, ())}
