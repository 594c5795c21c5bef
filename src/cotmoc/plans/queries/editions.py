"""The versions of a plan: the one in force, those it replaced, the amendment under way, what differs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from cotmoc.domain.plan_changes import Change, Written, changes
from cotmoc.domain.plan_course import UNDER_WAY, PlanState
from cotmoc.domain.plan_course import PlanEventKind as Kind
from cotmoc.plans.models import Plan, PlanEvent, PlanLine, PlanReview

_FIELDS = ("wording", "lead", "who", "due_on", "source", "amount", "clause", "task")
_IDS = {"lead", "clause", "task"}
_DECIDED = (PlanState.APPROVED.value, PlanState.REPLACED.value)


@dataclass(frozen=True, slots=True)
class Edition:
    """A version that was approved, and the day on which it was."""

    plan: Plan
    approved_on: date

    @property
    def in_force(self) -> bool:
        """Whether no other has replaced it."""
        return self.plan.state == PlanState.APPROVED.value


def editions(row: Plan) -> list[Edition]:
    """The approved versions of a plan that a viewer has before him, newest first.

    All versions are one unit's, so that who sees one sees all.
    """
    found = [one for one in [*_later(row), row, *_former(row)] if one.state in _DECIDED]
    approvals = PlanEvent.objects.filter(plan__in=found, kind=Kind.APPROVED.value)
    days = dict(approvals.values_list("plan", "on"))
    return [Edition(one, days[one.pk]) for one in found]


def amendment_of(row: Plan) -> Plan | None:
    """The amendment of a plan that is not yet decided on."""
    return row.amendments.filter(state__in=[state.value for state in UNDER_WAY]).first()


def reviews_of(row: Plan) -> QuerySet[PlanReview]:
    """The reviews of a plan, also those from before it was amended."""
    return PlanReview.objects.filter(plan__in=[row, *_former(row)]).order_by("on", "pk")


def changes_of(row: Plan) -> list[Change]:
    """What an amendment changes line by line; nothing where a plan amends none."""
    if row.amends_id is None:
        return []
    return changes(_written(row.amends_id), _written(row.pk))


def lines_of(row: Plan) -> QuerySet[PlanLine]:
    """The lines of a version, in order."""
    return PlanLine.objects.filter(plan=row).select_related("lead", "clause").order_by("ordinal")


def renamed(row: Plan) -> dict[str, tuple[str, str]]:
    """What of a plan's head an amendment changes, before and after."""
    if row.amends is None:
        return {}
    pairs = {name: (getattr(row.amends, name), getattr(row, name)) for name in ("title", "number")}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _former(row: Plan) -> list[Plan]:
    """The versions that led to this one, the nearest first."""
    found: list[Plan] = []
    above = row.amends
    while above is not None:
        found.append(above)
        above = above.amends
    return found


def _later(row: Plan) -> list[Plan]:
    """The approved versions that came of this one, the last first."""
    found: list[Plan] = []
    next_ = row.amendments.filter(state__in=_DECIDED).first()
    while next_ is not None:
        found.insert(0, next_)
        next_ = next_.amendments.filter(state__in=_DECIDED).first()
    return found


def _written(plan: int) -> list[Written]:
    rows = PlanLine.objects.filter(plan=plan).order_by("ordinal").select_related("carries")
    return [
        Written(
            line.ordinal,
            {name: getattr(line, f"{name}_id" if name in _IDS else name) for name in _FIELDS},
            line.carries.ordinal if line.carries else None,
        )
        for line in rows
    ]
