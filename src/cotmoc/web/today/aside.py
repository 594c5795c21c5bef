"""Beside the tasks of Today: the nearest meeting and what the forces did together."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from cotmoc.coordination import queries as coordination
from cotmoc.directives import queries as directives
from cotmoc.domain.access import Actor
from cotmoc.domain.periods import Period
from cotmoc.meetings import queries as meetings

MOST = 3
"""How many activities and directives are named."""


def documents(actor: Actor) -> dict[str, Any]:
    """The newest directives, each with what still waits for review."""
    return {"documents": list(directives.documents(actor)[:MOST])}


def meeting(actor: Actor, day: date) -> dict[str, Any]:
    """The next meeting, else the last one held, and how the decisions before it stand."""
    known = meetings.meetings(actor)
    near = known.filter(held_on__gte=day).last() or known.first()
    if near is None:
        return {}
    earlier = meetings.earlier_tally(actor, series=near.series, period=Period.parse(near.period), on=day)
    return {"meeting": near, "meeting_left": (near.held_on - day).days, "earlier": earlier}


def activities(actor: Actor, first: date, day: date) -> dict[str, Any]:
    """Joint activities since ``first``: the newest ones, and how many there were."""
    found = list(coordination.activities(actor, start=first, end=day + timedelta(days=1)))
    names = {kind.code: kind for kind in coordination.kinds()}
    return {
        "activities": [{"event": one, "kind": names.get(one.kind)} for one in found[:MOST]],
        "activity_count": sum(one.count for one in found),
        "sees_activities": True,
    }
