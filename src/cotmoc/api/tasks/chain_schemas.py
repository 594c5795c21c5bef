"""What the API says of a task's chain: bodies, the clause that ordered it, indicators and money."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ninja import Schema


class Body(Schema):
    """An agency."""

    id: int
    name: str


class Shown(Schema):
    """An indicator by which the result of a task is seen."""

    code: str
    name: str


class TaskClause(Schema):
    """The clause that ordered a task, in its words, with the id and number of its directive."""

    id: int
    directive: int
    number: str
    words: str


class MoneyLine(Schema):
    """A line of an approved plan that is the task or answers its clause; ``amount`` in million đồng."""

    plan: int
    title: str
    agency: Body
    ordinal: int
    wording: str
    source: str
    amount: str | None
    clause: int | None
    task: int | None
    tie: Literal["task", "clause"]


class TaskMoney(Schema):
    """The money behind a task in million đồng; ``amount_unsaid`` lines name none."""

    plan_lines: list[MoneyLine]
    amount: str
    amount_unsaid: int


class MatterHolder(Body):
    """Who had the last matter of a task from when to when (null: still), in working days, and its opinion."""

    from_on: date
    to_on: date | None
    working_days: int
    opinion: str


class ProgrammeNamed(Schema):
    """A programme or one of its components."""

    id: int
    code: str
    title: str


class PaidSource(Schema):
    """Money of one source in one budget year, in whole đồng, as of the day."""

    year: int
    level: str
    nature: str
    vintage: Literal["this_year", "carried"]
    assigned: int
    disbursed: int


class TaskPayment(Schema):
    """A component of a programme that pays a task, its money source by source.

    ``allocation`` and ``agency`` name the one line that pays it. ``whole``: nothing behind the link is hidden
    from the caller. ``ended_on``: unlinked since.
    """

    id: int
    programme: ProgrammeNamed
    component: ProgrammeNamed
    allocation: int | None
    agency: str
    sources: list[PaidSource]
    whole: bool
    linked_on: date
    linked_by: str
    ended_on: date | None
    ended_by: str
