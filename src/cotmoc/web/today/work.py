"""The tasks of Today: what is late, what is due soon, whom it waits for, and results by lead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cotmoc.domain.access import Actor
from cotmoc.domain.task_status import Tally, TaskState
from cotmoc.tasks import queries as tasks
from cotmoc.web.charts import Bar, stacked
from cotmoc.web.states import LOOKS, kind_of, texture_of

MOST = 8
"""How many rows a group of the list shows before it refers to the board."""

ORDER = (
    TaskState.DONE_ON_TIME,
    TaskState.DONE_LATE,
    TaskState.OVERDUE,
    TaskState.DUE_SOON,
    TaskState.NOT_YET_DUE,
    TaskState.NO_DEADLINE,
)
"""The six states in the order of the bar and its columns."""


@dataclass(frozen=True, slots=True)
class Row:
    """One task as the list shows it; ``waits_for`` is the body whose step comes next."""

    pk: int
    title: str
    lead: str
    waits_for: str
    due_on: date
    state: TaskState
    days: int


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks of one state: the most pressing and how many there are in all."""

    title: str
    state: TaskState
    count: int
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Count:
    """A count that leads to its list."""

    count: int
    words: str
    href: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """How many tasks are in one state, with its words and texture."""

    kind: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class Result:
    """One lead agency's tasks: bar and the six counts in ``ORDER``."""

    agency: int
    name: str
    bar: Bar
    cells: list[Cell]


def section(actor: Actor, day: date) -> dict[str, Any]:
    """What the template needs of the tasks this person may see."""
    whole = tasks.tally(actor, on=day)
    waiting = tasks.board(actor, on=day, only=tasks.Filter(awaiting=True)).count()
    groups = [
        Group(_("Quá hạn"), TaskState.OVERDUE, whole.overdue, _rows(actor, day, TaskState.OVERDUE)),
        Group(_("Sắp đến hạn"), TaskState.DUE_SOON, whole.due_soon, _rows(actor, day, TaskState.DUE_SOON)),
    ]
    year = tasks.Filter(given_from=date(day.year, 1, 1), given_to=day)
    leads = tasks.tally_by_lead(actor, on=day, only=year)
    total = sum((lead.tally for lead in leads), Tally())
    return {
        "sees_tasks": True,
        "counts": [
            Count(whole.overdue, _("nhiệm vụ quá hạn"), "/nhiem-vu/?state=overdue", "over"),
            Count(whole.due_soon, _("nhiệm vụ sắp đến hạn"), "/nhiem-vu/?state=due_soon", "soon"),
            Count(waiting, _("nhiệm vụ chờ xác nhận"), "/nhiem-vu/?awaiting=1"),
        ],
        "groups": [group for group in groups if group.count],
        "all_tasks": whole.total,
        "results": _results(leads),
        "columns": _cells(total),
        "total": total,
        "open_count": total.total - total.fallen_due,
        "year_begin": date(day.year, 1, 1),
    }


def _rows(actor: Actor, day: date, state: TaskState) -> list[Row]:
    found = tasks.board(actor, on=day, only=tasks.Filter(state=state))[:MOST]
    return [
        Row(
            pk=task.pk,
            title=task.title,
            lead=task.lead.name if task.lead else "–",
            waits_for=task.giver.name if task.completed_on else _("Chính cơ quan chủ trì"),
            due_on=task.due_on,
            state=state,
            days=abs((task.due_on - day).days),
        )
        for task in found
        if task.due_on
    ]


def _cells(tally: Tally) -> list[Cell]:
    return [Cell(texture_of(one), str(LOOKS[kind_of(one)].words), tally[one]) for one in ORDER]


def _results(leads: Iterable[tasks.LeadTally]) -> list[Result]:
    leads = list(leads)
    bars = stacked([{texture_of(one): lead.tally[one] for one in ORDER} for lead in leads])
    return [
        Result(lead.agency, lead.name, bar, _cells(lead.tally)) for lead, bar in zip(leads, bars, strict=True)
    ]
