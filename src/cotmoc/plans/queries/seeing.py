"""Which plans a viewer may see, one of them, what it adds up to, and which step whom it lets take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.db.models import Prefetch, Q, QuerySet

from cotmoc.directives.models import Document
from cotmoc.domain.access import EVERYWHERE, Actor, Permission, permits, reaches, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.domain.plan_course import ALLOWED, STANDING, PlanState
from cotmoc.domain.plan_course import PlanEventKind as Kind
from cotmoc.domain.task_status import Tally
from cotmoc.plans.models import Plan, PlanEvent, PlanLine
from cotmoc.plans.queries.editions import amendment_of, reviews_of
from cotmoc.tasks.models import Task
from cotmoc.tasks.queries import state_of


class Step(StrEnum):
    """Something a person can do with a plan."""

    CHANGE = "change"
    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"
    REVIEW = "review"
    AMEND = "amend"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Total:
    """The money of a plan in million đồng; ``unsaid`` lines name none, which is not zero."""

    amount: Decimal
    unsaid: int


def visible(viewer: Actor) -> QuerySet[Plan]:
    """The plans of bodies within reach; roles that reach everywhere see all of the province."""
    require(viewer, Permission.READ_PLAN)
    found = Plan.objects.filter(province=viewer.province)
    if viewer.role in EVERYWHERE:
        return found
    return found.filter(agency__in={*viewer.agencies, viewer.agency})


def plans(
    viewer: Actor, *, year: int | None = None, state: str = "", agency: int | None = None, kind: str = ""
) -> QuerySet[Plan]:
    """Visible plans, those that wait for approval first, then newest year first.

    What is replaced or withdrawn is left out unless ``state`` asks for it.
    """
    asked = {"year": year, "state": state, "agency": agency, "kind": kind}
    found = visible(viewer).filter(
        **{name: value for name, value in asked.items() if value not in (None, "")}
    )
    if not state:
        found = found.filter(state__in=[one.value for one in STANDING])
    documents = Document.objects.defer("text", "folded")
    waits = Q(state=PlanState.SUBMITTED.value)
    return (
        found.select_related("agency")
        .prefetch_related(Prefetch("document", documents), "lines")
        .alias(waits=waits)
        .order_by("-waits", "-year", "agency__name", "pk")
    )


def submitted(viewer: Actor) -> QuerySet[Plan]:
    """The plans that wait for this viewer's approval; none for those who approve none."""
    if not permits(viewer, Permission.APPROVE_PLAN):
        return Plan.objects.none()
    return visible(viewer).filter(state=PlanState.SUBMITTED.value)


def plan(viewer: Actor, pk: int) -> Plan:
    """One plan with its lines and events. Raises Problem(NOT_FOUND)."""
    lines = PlanLine.objects.select_related("lead", "clause", "carries", "task__lead", "task__giver")
    events = PlanEvent.objects.select_related("agency").order_by("seq")
    found = (
        visible(viewer)
        .filter(pk=pk)
        .select_related("agency", "amends")
        .prefetch_related(
            Prefetch("lines", lines.order_by("ordinal")),
            Prefetch("events", events),
            Prefetch("document", Document.objects.defer("text", "folded")),
        )
        .first()
    )
    if found is None:
        raise Problem(NOT_FOUND, thing="kế hoạch")
    return found


def tally_of(row: Plan, on: date) -> Tally:
    """The six counts of the tasks of a plan's lines, each task once; parts under them are not added."""
    ids = {line.task_id for line in row.lines.all() if line.task_id is not None}
    return Tally.of(state_of(task, on) for task in Task.objects.filter(pk__in=ids, group=False))


def total_of(row: Plan) -> Total:
    """The money of all lines together."""
    amounts = [line.amount for line in row.lines.all()]
    known = [amount for amount in amounts if amount is not None]
    return Total(sum(known, Decimal(0)), len(amounts) - len(known))


def steps(viewer: Actor, row: Plan) -> frozenset[Step]:
    """What the viewer may do with a plan as it stands."""
    if not reaches(viewer, row.agency_id):
        return frozenset()
    allowed = ALLOWED[PlanState(row.state)]
    needs = {
        Step.CHANGE: (Kind.CHANGED, Permission.WRITE_PLAN),
        Step.SUBMIT: (Kind.SUBMITTED, Permission.SUBMIT_PLAN),
        Step.RETURN: (Kind.RETURNED, Permission.APPROVE_PLAN),
        Step.APPROVE: (Kind.APPROVED, Permission.APPROVE_PLAN),
        Step.AMEND: (Kind.REPLACED, Permission.WRITE_PLAN),
        Step.WITHDRAW: (Kind.WITHDRAWN, Permission.SUBMIT_PLAN),
    }
    found = {step for step, (kind, needed) in needs.items() if kind in allowed and permits(viewer, needed)}
    reviewable = row.kind == Plan.Kind.PROGRAMME and row.state == PlanState.APPROVED.value
    if reviewable and permits(viewer, Permission.APPROVE_PLAN) and reviews_of(row).count() < 2:
        found.add(Step.REVIEW)
    if Step.AMEND in found and amendment_of(row) is not None:
        found.remove(Step.AMEND)
    return frozenset(found)
