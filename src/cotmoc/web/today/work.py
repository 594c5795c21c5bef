"""The tasks of Today: what is late, what is due soon, whom it waits for, and results by lead."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from cotmoc.domain.access import EVERYWHERE, Actor, Permission, permits
from cotmoc.domain.task_status import Tally, TaskState
from cotmoc.tasks import queries as tasks
from cotmoc.web.tasks.shown import Line, cells, lines, results, words_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cotmoc.tasks.models import Task

MOST = 8
"""How many rows a group of the list shows before it refers to the board."""
MOST_LEADS = 40
"""How many bodies have a row of results, the busiest, before these refer to the whole table."""


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks that press for one reason: the most pressing, how many there are in all, and where these are."""

    title: str
    href: str
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
    waits = (
        tasks.Filter(awaiting=True), tasks.Filter(asked=True), tasks.Filter(paused=True),
        tasks.Filter(owed=tasks.owed(actor, TaskState.OVERDUE, on=day)),
    )  # fmt: skip
    waiting, asked, paused, owed = (tasks.board(actor, on=day, only=only).count() for only in waits)
    returned = tasks.sent_back_to(actor)
    groups = [
        *_matters(actor, day),
        _group(actor, day, TaskState.OVERDUE, whole.overdue),
        *_own(actor, day, returned),
        _group(actor, day, TaskState.DUE_SOON, whole.due_soon),
        *_parts(actor, day, TaskState.DUE_SOON),
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
            *_rare(asked, paused, len(returned), owed),
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


def _rare(asked: int, paused: int, returned: int, owed: int) -> list[Count]:
    """What is not there on most days, and then is shown."""
    counts = [
        Count(owed, _("chờ phần phối hợp quá hạn"), "/nhiem-vu/?owed=overdue", "over"),
        Count(returned, _("nhiệm vụ bị trả lại"), "/nhiem-vu/?returned=1", "back"),
        Count(paused, _("việc chờ ý kiến cấp trên"), "/nhiem-vu/?paused=1", "soon"),
        Count(asked, _("đề nghị gia hạn"), "/nhiem-vu/?asked=1"),
    ]
    return [one for one in counts if one.count]


def _group(actor: Actor, day: date, state: TaskState, count: int) -> Group:
    found = tasks.Listing(actor, on=day, only=tasks.Filter(state=state))[:MOST]
    return Group(words_of(state), f"/nhiem-vu/?state={state}", count, lines(found))


def _matters(actor: Actor, day: date) -> list[Group]:
    """The matters that wait for this person's word, the oldest first: of a leader all of the province."""
    if not permits(actor, Permission.DECIDE_MATTER):
        return []
    everywhere = actor.role in EVERYWHERE
    only = tasks.Filter(paused=True) if everywhere else tasks.Filter(holder=actor.agency)
    found = tasks.board(actor, on=day, only=only).order_by("paused_on", "pk")
    href = "/nhiem-vu/?paused=1" if everywhere else f"/nhiem-vu/?holder={actor.agency}"
    rows = [_waited(line, day) for line in _read(actor, day, found)]
    return [Group(_("Chờ ý kiến chỉ đạo"), href, found.count(), rows)] if rows else []


def _waited(line: Line, day: date) -> Line:
    return replace(line, waited=(day - line.paused_on).days if line.paused_on else None)


def _own(actor: Actor, day: date, returned: list[int]) -> list[Group]:
    """What a body has to do again, and which parts of it are late; who sees every body has their counts."""
    if actor.role in EVERYWHERE:
        return []
    rows = lines(tasks.Listing(actor, on=day).read(returned[:MOST]))
    back = Group(_("Bị trả lại để làm tiếp"), "/nhiem-vu/?returned=1", len(returned), rows)
    return [*_parts(actor, day, TaskState.OVERDUE), back]


def _parts(actor: Actor, day: date, state: TaskState) -> list[Group]:
    """The parts that the person's body owes, each by its own day."""
    owed = None if actor.role in EVERYWHERE else tasks.owed(actor, state, on=day)
    if owed is None:
        return []
    titles = {
        TaskState.OVERDUE: _("Phần việc phối hợp quá hạn"),
        TaskState.DUE_SOON: _("Phần việc phối hợp sắp đến hạn"),
    }
    parts = owed.parts.order_by("due_on", "task").values_list("task", "due_on")
    shown = {
        line.pk: line for line in lines(tasks.Listing(actor, on=day).read([pk for pk, _due in parts[:MOST]]))
    }
    rows = [
        replace(shown[pk], due_on=due_on, state=state, days=(due_on - day).days)
        for pk, due_on in parts[:MOST]
        if due_on is not None
    ]
    return [Group(titles[state], f"/nhiem-vu/?owed={state}", parts.count(), rows)]


def _read(actor: Actor, day: date, found: QuerySet[Task]) -> list[Line]:
    ids = list(found.values_list("pk", flat=True)[:MOST])
    return lines(tasks.Listing(actor, on=day).read(ids))
