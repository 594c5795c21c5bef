"""What every action on a plan shares: the row under lock, and one more event with the copy of the state."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from cotmoc.domain.access import Actor, reaches
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import CHANGED_MEANWHILE, NOT_FOUND, WRONG_STATE
from cotmoc.domain.plan_course import ALLOWED, PlanState, fold
from cotmoc.domain.plan_course import PlanEventKind as Kind
from cotmoc.plans.models import Plan, PlanEvent

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
STATES = {
    PlanState.DRAFT: "nháp",
    PlanState.SUBMITTED: "đã trình",
    PlanState.RETURNED: "trả lại",
    PlanState.APPROVED: "đã duyệt",
    PlanState.REPLACED: "đã thay bằng bản điều chỉnh",
    PlanState.WITHDRAWN: "đã rút",
}
_VERBS = {
    Kind.CHANGED: "sửa",
    Kind.SUBMITTED: "trình",
    Kind.RETURNED: "trả lại",
    Kind.APPROVED: "duyệt",
    Kind.REPLACED: "điều chỉnh",
    Kind.WITHDRAWN: "rút",
}


def locked(plan: int, by: Actor, version: int | None, wanted: Kind) -> Plan:
    """The plan under lock, to which ``wanted`` may happen.

    Raises Problem: NOT_FOUND (also for whom may not see it), CHANGED_MEANWHILE, WRONG_STATE.
    """
    row = Plan.objects.select_for_update().filter(pk=plan, province=by.province).first()
    if row is None or not reaches(by, row.agency_id):
        raise Problem(NOT_FOUND, thing="kế hoạch")
    if version is not None and version != row.version:
        raise Problem(CHANGED_MEANWHILE, thing=Said("kế hoạch này", "this plan"))
    state = PlanState(row.state)
    if wanted not in ALLOWED[state]:
        raise Problem(WRONG_STATE, verb=_VERBS[wanted], thing="kế hoạch", state=STATES[state])
    return row


def happen(plan: Plan, kind: Kind, by: Actor, at: datetime, *, note: str = "") -> None:
    """Add one event and write the state on the row. The version is the number of events."""
    before = [Kind(known) for known in plan.events.order_by("seq").values_list("kind", flat=True)]
    PlanEvent.objects.create(
        plan=plan,
        seq=len(before) + 1,
        kind=kind.value,
        at=at,
        on=at.astimezone(ZONE).date(),
        by_id=by.person,
        by_name=by.name,
        agency_id=by.agency,
        note=note.strip(),
    )
    plan.state, plan.version = fold([*before, kind]).value, len(before) + 1
    plan.save()
