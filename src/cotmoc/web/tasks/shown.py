"""What the board and Today share: the six states in their order, with words, textures and bars."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cotmoc.domain.task_status import Tally, TaskState
from cotmoc.tasks.queries import LeadTally, Row
from cotmoc.web.charts import Bar, stacked
from cotmoc.web.states import LOOKS, kind_of, texture_of

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
class Line:
    """One task of a list; ``waits_for`` is the body whose step comes next, empty once it is closed.

    ``days`` from today to the due day, negative past it; ``state`` None for what was taken back. ``waited``
    for how many days its matter has been up. The rest as in ``tasks.queries.Row``.
    """

    pk: int
    title: str
    code: str
    lead: str
    waits_for: str
    due_on: date | None
    closed_on: date | None
    extensions: int
    awaiting: bool
    asked_due_on: date | None
    paused_on: date | None
    state: TaskState | None
    days: int | None
    returned_on: date | None = None
    part_due_on: date | None = None
    part_returned_on: date | None = None
    waited: int | None = None


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


def words_of(state: TaskState) -> str:
    """The usual words of a state."""
    return str(LOOKS[kind_of(state)].words)


def cells(tally: Tally) -> list[Cell]:
    """The six counts in ``ORDER``."""
    return [Cell(texture_of(one), words_of(one), tally[one]) for one in ORDER]


def bars(tallies: Iterable[Tally]) -> list[Bar]:
    """One bar a tally, all to one scale."""
    return stacked([{texture_of(one): tally[one] for one in ORDER} for tally in tallies])


def results(leads: Iterable[LeadTally]) -> list[Result]:
    """The leads' tallies with their bars."""
    leads = list(leads)
    drawn = bars(lead.tally for lead in leads)
    return [
        Result(lead.agency, lead.name, bar, cells(lead.tally)) for lead, bar in zip(leads, drawn, strict=True)
    ]


def lines(rows: Iterable[Row]) -> list[Line]:
    """Rows of a list as both pages show them."""
    itself = _("Chính cơ quan chủ trì")
    return [
        Line(
            pk=row.pk,
            title=row.title,
            code=row.external_id,
            lead=row.lead,
            waits_for=itself if row.waits_for == row.lead and row.in_work else row.waits_for,
            due_on=row.due_on,
            closed_on=row.closed_on,
            extensions=row.extensions,
            awaiting=row.completed_on is not None and row.closed_on is None,
            asked_due_on=row.asked_due_on,
            paused_on=row.paused_on,
            state=row.state,
            days=row.days,
            returned_on=row.returned_on,
            part_due_on=row.part_due_on,
            part_returned_on=row.part_returned_on,
        )
        for row in rows
    ]
