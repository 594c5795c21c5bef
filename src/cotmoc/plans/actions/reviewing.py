"""Reviewing the committee's programme at half-year and at year end."""

from __future__ import annotations

from datetime import datetime

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, reaches, require
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND, WRONG_STATE
from cotmoc.domain.errors.plans import REVIEWED_BEFORE
from cotmoc.domain.errors.tasks import REASON_NEEDED
from cotmoc.domain.plan_course import PlanState
from cotmoc.domain.vi_numbers import show_date
from cotmoc.plans.actions.happening import STATES, ZONE
from cotmoc.plans.models import Plan, PlanReview
from cotmoc.plans.queries import reviews_of, tally_of
from cotmoc.tasks.queries import tally_object


def review(plan: int, *, term: str, words: str, by: Actor, at: datetime) -> PlanReview:
    """Keep what is said of an approved programme for a term, with the six counts of its tasks on that day.

    ``term`` is "half_year" or "year_end", each once. Raises Problem: BAD_VALUE, REASON_NEEDED (field
    "words"), REVIEWED_BEFORE, WRONG_STATE, NOT_FOUND.
    """
    require(by, Permission.APPROVE_PLAN)
    with deed("plan.review", by=by) as record:
        row = Plan.objects.select_for_update().filter(pk=plan, province=by.province).first()
        if row is None or not reaches(by, row.agency_id):
            raise Problem(NOT_FOUND, thing="kế hoạch")
        if row.kind != Plan.Kind.PROGRAMME or term not in PlanReview.Term.values:
            why = Said("chỉ chương trình năm được đánh giá giữa năm và cuối năm", "half_year, year_end")
            raise Problem(BAD_VALUE, field="term", why=why)
        if row.state != PlanState.APPROVED:
            state = STATES[PlanState(row.state)]
            raise Problem(WRONG_STATE, verb="đánh giá", thing="chương trình", state=state)
        if not words.strip():
            raise Problem(REASON_NEEDED, field="words")
        if (known := reviews_of(row).filter(term=term).first()) is not None:
            raise Problem(REVIEWED_BEFORE, field="term", day=show_date(known.on))
        on = at.astimezone(ZONE).date()
        made = PlanReview.objects.create(
            plan=row,
            term=term,
            at=at,
            on=on,
            by_id=by.person,
            by_name=by.name,
            words=words.strip(),
            tally=tally_object(tally_of(row, on)),
        )
        record.about(row, term=term)
    return made
