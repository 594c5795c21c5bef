"""The tasks of Today: what is late, what is due soon, whom it waits for, and results by lead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cotmoc.domain.access import EVERYWHERE, Actor, Permission, permits
from cotmoc.domain.task_status import Tally, TaskState
from cotmoc.tasks import queries as tasks
from cotmoc.web.tasks.shown import Line, cells, lines, results

MOST = 8
"""How many rows a group of the list shows before it refers to the board."""
MOST_LEADS = 40
"""How many bodies have a row of results, the busiest, before these refer to the whole table."""


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks of one state: the most pressing and how many there are in all."""

    title: str
    state: TaskState
    count: int
    rows: list[Line]


@dataclass(frozen=True, slots=True)
class Count:
    """A count that leads to its list."""

    count: int
    words: str
    href: str
    kind: str = ""


def section(actor: Actor, day: date) -> dict[str, Any]:
    """What the template needs of the tasks this person may see."""
    whole = tasks.tally(actor, on=day)
    waits = (tasks.Filter(awaiting=True), tasks.Filter(asked=True), tasks.Filter(paused=True))
    waiting, asked, paused = (tasks.board(actor, on=day, only=only).count() for only in waits)
    groups = [
        Group(_("Quá hạn"), TaskState.OVERDUE, whole.overdue, _rows(actor, day, TaskState.OVERDUE)),
        Group(_("Sắp đến hạn"), TaskState.DUE_SOON, whole.due_soon, _rows(actor, day, TaskState.DUE_SOON)),
    ]
    year = tasks.Filter(given_from=date(day.year, 1, 1), given_to=day)
    leads = tasks.tally_by_lead(actor, on=day, only=year)
    total = sum((lead.tally for lead in leads), Tally())
    return {
        "sees_tasks": True,
        "mentions": tasks.unread_mentions(actor),
        "counts": [
            Count(whole.overdue, _("nhiệm vụ quá hạn"), "/nhiem-vu/?state=overdue", "over"),
            Count(whole.due_soon, _("nhiệm vụ sắp đến hạn"), "/nhiem-vu/?state=due_soon", "soon"),
            Count(waiting, _("nhiệm vụ chờ xác nhận"), "/nhiem-vu/?awaiting=1"),
            *_mine(actor, day, paused),
            *_rare(asked, paused),
        ],
        "groups": [group for group in groups if group.count],
        "all_tasks": whole.total,
        "results": results(leads[:MOST_LEADS]),
        "more_leads": len(leads) if len(leads) > MOST_LEADS else 0,
        "columns": cells(total),
        "total": total,
        "open_count": total.total - total.fallen_due,
        "year_begin": date(day.year, 1, 1),
    }


def _mine(actor: Actor, day: date, paused: int) -> list[Count]:
    """The matters that this person's body has to answer; leaders and their office have the whole list."""
    if not paused or actor.role in EVERYWHERE or not permits(actor, Permission.DECIDE_MATTER):
        return []
    mine = tasks.board(actor, on=day, only=tasks.Filter(holder=actor.agency)).count()
    told = _("việc chờ cơ quan bạn cho ý kiến")
    return [Count(mine, told, f"/nhiem-vu/?holder={actor.agency}", "soon")] if mine else []


def _rare(asked: int, paused: int) -> list[Count]:
    """What is not there on most days, and then is shown."""
    counts = [
        Count(paused, _("việc chờ ý kiến cấp trên"), "/nhiem-vu/?paused=1", "soon"),
        Count(asked, _("đề nghị gia hạn"), "/nhiem-vu/?asked=1"),
    ]
    return [one for one in counts if one.count]


def _rows(actor: Actor, day: date, state: TaskState) -> list[Line]:
    found = tasks.Listing(actor, on=day, only=tasks.Filter(state=state))[:MOST]
    return lines(found)
