"""What lies open between a directive and the plan with which a unit answers it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cotmoc.domain.plan_course import PlanState


class GapKind(StrEnum):
    """What is missing."""

    NO_PLAN = "no_plan"
    NOT_APPROVED = "not_approved"
    CLAUSE_UNANSWERED = "clause_unanswered"
    LINE_LATE = "line_late"


@dataclass(frozen=True, slots=True)
class Asked:
    """A clause that a unit must answer, by ``due`` where it names a day."""

    clause: int
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A line of the unit's plan: the clause it answers, if it says so, and the day it is to be done."""

    line: int
    clause: int | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that lies open. ``due`` is the directive's day, ``planned`` the line's."""

    kind: GapKind
    clause: int | None = None
    line: int | None = None
    due: date | None = None
    planned: date | None = None


def gaps(asked: Sequence[Asked], state: PlanState | None, answers: Sequence[Answer]) -> list[Gap]:
    """The gaps of one unit, whose plan is in ``state`` (None: it has none) with the lines ``answers``.

    Without a plan that is the only gap. A line that names no clause is late once it is later than every
    clause of the unit, and never where one of them has no day.
    """
    if not asked:
        return []
    if state is None:
        return [Gap(GapKind.NO_PLAN)]
    found = [] if state is PlanState.APPROVED else [Gap(GapKind.NOT_APPROVED)]
    answered = {one.clause for one in answers}
    found += [
        Gap(GapKind.CLAUSE_UNANSWERED, one.clause, due=one.due) for one in asked if one.clause not in answered
    ]
    due = {one.clause: one.due for one in asked}
    days = [one.due for one in asked]
    last = max((day for day in days if day), default=None) if None not in days else None
    for one in answers:
        limit = last if one.clause is None else due.get(one.clause)
        if limit is not None and one.due is not None and one.due > limit:
            found.append(Gap(GapKind.LINE_LATE, one.clause, one.line, limit, one.due))
    return found
