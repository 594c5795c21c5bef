"""What the API says and takes of tasks."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field, StringConstraints

from cotmoc.api.sent import Sent
from cotmoc.api.tasks.chain_schemas import Body, MatterHolder, Shown, TaskClause, TaskMoney, TaskPayment
from cotmoc.domain.task_status import TaskState
from cotmoc.domain.working_time import Shift

Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
Line = Annotated[str, StringConstraints(max_length=300)]
Words = Annotated[str, StringConstraints(max_length=4000)]
Version = Annotated[int | None, Field(ge=0, le=2**31 - 1, description="the version the caller last saw")]


class Sifted(Sent):
    """What tasks are narrowed to. ``agency`` matches any role.

    ``q`` is looked for without tone marks in title, clause, codes, document number and names of bodies: every
    word, the last one also as a beginning, "words in quotes" side by side. The best come first.
    """

    state: TaskState | None = None
    lead: Id | None = None
    agency: Id | None = None
    giver: Id | None = None
    q: Annotated[str, StringConstraints(max_length=100)] = ""
    awaiting: bool = False
    asked: bool = False
    paused: bool = False
    returned: Annotated[bool, Field(description="the result or a part was sent back")] = False
    parts: Annotated[
        Literal["overdue", "due_soon"] | None,
        Field(description="coordinating bodies owe parts by their own day"),
    ] = None
    withdrawn: bool = False
    function: Id | None = None
    holder: Annotated[Id | None, Field(description="the body that has the matter which is up")] = None


class Asked(Sifted):
    """What a list is narrowed to, also by area, programme or an indicator's code, and which page of it."""

    area: Id | None = None
    programme: Annotated[Id | None, Field(description="the programme that pays it")] = None
    indicator: Annotated[str | None, StringConstraints(max_length=12)] = None
    page: Annotated[int, Field(ge=1, le=10**9)] = 1
    size: Annotated[int, Field(ge=1, le=100)] = 25


class Counts(Schema):
    """The six counts; ``on_time_rate`` = done_on_time / fallen_due, null when nothing has fallen due."""

    no_deadline: int
    not_yet_due: int
    due_soon: int
    overdue: int
    done_on_time: int
    done_late: int
    total: int
    fallen_due: int
    on_time_rate: float | None


class Row(Schema):
    """One task of a list. ``days`` from today to the due day, negative past it."""

    id: int
    title: str
    external_id: str
    lead: Body | None
    giver: Body
    given_on: date
    original_due_on: date | None
    due_on: date | None
    completed_on: date | None
    returned_on: date | None
    closed_on: date | None
    asked_due_on: date | None
    paused_on: date | None
    extensions: int
    recurrence: str
    state: TaskState | None
    days: int | None
    awaiting: bool
    waits_for: str
    version: int


class Page(Schema):
    """One page of a list; ``on`` is the day for which the states are told.

    ``more``: ``q`` is found in more tasks than ``count``. These are the newest, and ``tally`` is null.
    """

    on: date
    count: int
    more: bool
    page: int
    size: int
    tally: Counts | None
    items: list[Row]


class FunctionOf(Body):
    """A field of work; ``suggested_function`` is what a task's words speak of most while none is set."""

    key: str


class TaskPart(Body):
    """An agency as the task was given to it; ``now`` are those that answer for it since it ended.

    A coordinating body owes its part by ``due_on``, gave it on ``contributed_on``, or had it sent back on
    ``sent_back_on`` and has not given it since; ``part_state`` says how it stands, null where
    the task was closed without it.
    """

    role: Literal["lead", "coordinating", "observer"]
    accountable: bool
    due_on: date | None
    contributed_on: date | None
    sent_back_on: date | None
    part_state: TaskState | None
    now: list[Body]


class Event(Schema):
    """Something that happened to a task."""

    seq: int
    kind: str
    on: date
    at: str
    by: str
    agency: str
    note: str
    percent: int | None
    due_on: date | None
    told_due_on: date | None
    was_due_on: date | None
    product: str
    product_on: date | None
    part: int | None
    heir: int | None
    file: dict[str, str] | None
    files: list[dict[str, str]]


class Under(Schema):
    """A part of a task; the heading over several units has no state."""

    id: int
    title: str
    lead: Body | None
    due_on: date | None
    state: TaskState | None


class Task(Row):
    """One task with its bodies, history and the steps open to the caller."""

    detail: str
    shift: Shift
    working_days: int | None
    waits_why: Literal["work", "parts", "answer", "acceptance", ""]
    parent: int | None
    above: list[Body]
    units: list[int]
    parts: list[Under]
    areas: list[Body]
    clause: TaskClause | None
    function: FunctionOf | None
    suggested_function: FunctionOf | None
    indicators: list[Shown]
    money: TaskMoney
    programme_money: list[TaskPayment]
    tally: Counts
    bodies: list[TaskPart]
    matter: list[MatterHolder]
    events: list[Event]
    steps: list[str]


class TaskWithdrawn(Task):
    """A task taken back, with the tasks under it that stay open."""

    left_open: list[Body]


class Ordered(Sent):
    """What is ordered, by ids of agencies. ``each`` gives it to each lead on its own."""

    title: Line
    giver: Id
    leads: Annotated[list[Id], Field(max_length=500)]
    coordinating: Annotated[list[Id], Field(max_length=500)] = []
    observers: Annotated[list[Id], Field(max_length=500)] = []
    accountable: Id | None = None
    detail: Words = ""
    external_id: Annotated[Line, StringConstraints(max_length=60)] = ""
    function: Annotated[
        Id | None, Field(description="the field of work; left out, the one of which the words speak")
    ] = None
    each: bool = False


class Order(Ordered):
    """What is ordered once, and by when."""

    due_on: date | None = None
    given_on: date | None = None
    recurrence: Annotated[Line, StringConstraints(max_length=100)] = ""
    parent: Annotated[Id | None, Field(description="the task of which this one is a part")] = None
    part_due: Annotated[
        dict[int, date], Field(max_length=500, description="by coordinating agency, the day its part is due")
    ] = {}
    part_shift: Annotated[
        dict[int, Shift], Field(max_length=500, description="by coordinating agency, where not as the task")
    ] = {}
    shift: Shift = Shift.NONE
    working_days: Annotated[
        int | None,
        Field(ge=1, le=999, description="the due day, as working days after the day of assignment"),
    ] = None
