"""Reading meetings, their decisions and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.periods import Period
from cotmoc.domain.task_status import Tally
from cotmoc.meetings.models import Decision, Meeting
from cotmoc.organisations.queries import Links
from cotmoc.tasks import queries as tasks


@dataclass(frozen=True, slots=True)
class FollowedDecision:
    """A decision with how its task stands on the day asked for, or its units' tasks together."""

    decision: Decision
    tally: Tally


def meetings(viewer: Actor) -> QuerySet[Meeting]:
    """Meetings of the province, newest first."""
    require(viewer, Permission.READ_BRIEFING)
    return (
        Meeting.objects.filter(province=viewer.province).select_related("chair").order_by("-held_on", "-pk")
    )


def meeting(viewer: Actor, *, series: str, period: Period) -> Meeting | None:
    """The meeting of a series for a period, if it has been opened."""
    return meetings(viewer).filter(series=series, period=str(period)).first()


def decisions(viewer: Actor, meeting: Meeting, *, on: date) -> list[FollowedDecision]:
    """The meeting's decisions in order, each with how its task stands on ``on``."""
    require(viewer, Permission.READ_BRIEFING)
    rows = Decision.objects.filter(meeting=meeting, meeting__province=viewer.province)
    return [
        FollowedDecision(row, tasks.tally_of(row.task, on))
        for row in rows.select_related("task", "task__lead").order_by("ordinal")
    ]


def earlier_tally(viewer: Actor, *, series: str, period: Period, on: date) -> Tally:
    """How the decisions of the meeting before ``period`` stand on ``on``: the opening of the next agenda."""
    before = meeting(viewer, series=series, period=period.previous())
    found = decisions(viewer, before, on=on) if before else []
    return sum((one.tally for one in found), Tally())


def decision_of(viewer: Actor, task: int) -> Decision | None:
    """The decision a task came from, if it came from one."""
    require(viewer, Permission.READ_TASK)
    found = Decision.objects.filter(task=task, meeting__province=viewer.province)
    return found.select_related("meeting", "meeting__chair").first()


def links_to_decision(task: int) -> Links:
    """What ties a task to the decision it came from."""
    return Links(Decision, "task", task)
