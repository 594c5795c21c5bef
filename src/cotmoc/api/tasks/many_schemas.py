"""What the API says and takes of many tasks at once."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from ninja import Schema
from pydantic import Field

from cotmoc.api.sent import Sent
from cotmoc.api.tasks.chain_schemas import Body
from cotmoc.api.tasks.schemas import Id, Line, Sifted, Words
from cotmoc.tasks.queries import Part


class Chosen(Sent):
    """Which tasks: by id, or all that the board shows with a filter."""

    tasks: Annotated[list[Id], Field(max_length=5000)] = []
    filter: Sifted | None = None
    reason: Words
    partly: Annotated[bool, Field(description="do what is possible and leave the rest")] = False
    preview: Annotated[bool, Field(description="only tell what would happen")] = False


class ExtendMany(Chosen):
    """A later due day: ``due_on`` for all, or each its own put off by ``days``."""

    due_on: date | None = None
    days: Annotated[int | None, Field(ge=1, le=3660)] = None
    product: Line = ""


class WithdrawMany(Chosen):
    """Taken back; ``with_subtasks`` with all that is open under them, on any level."""

    with_subtasks: bool = False


class PutMany(Chosen):
    """To a field of work by its id; ``by_words`` each that has none to the one its words speak of; ``none``
    takes each out of its own."""

    reason: Annotated[Words, Field(description="not needed")] = ""
    function: Id | None = None
    by_words: bool = False
    none: bool = False


class HandOverMany(Chosen):
    """What a body has passes to another; without ``tasks`` and ``filter`` all its open tasks with ``q``."""

    old: Id
    new: Annotated[int | None, Field(ge=1, le=2**31, description="left out with by_function")] = None
    by_function: Annotated[
        bool, Field(description="to the body recorded for the function of each task; ``heirs`` go before it")
    ] = False
    heirs: Annotated[
        dict[str, int | None],
        Field(max_length=500, description="by key of a function («» for none) who takes over, null: nobody"),
    ] = {}
    each: Annotated[
        dict[int, int | None], Field(max_length=5000, description="by task who takes over; null for nobody")
    ] = {}
    parts: Annotated[list[Part], Field(min_length=1, max_length=len(Part))] = list(Part)
    q: Annotated[str, Field(max_length=100, description="words of the tasks: the function")] = ""


class Planned(Schema):
    """What one task would become, or why not."""

    id: int
    title: str
    due_on: date | None
    due_after: date | None
    parts: list[str]
    function: str | None = None
    heir: int | None = None
    why: str


class Done(Schema):
    """The batch that was made, or None for a preview; ``rows`` tell of each task in a preview.

    ``left_open``: what stays open under the tasks that are taken back.
    """

    batch: int | None
    count: int
    refused: int
    rows: list[Planned]
    left_open: list[Body] = []


class Batch(Schema):
    """What was done to many tasks at once."""

    id: int
    kind: str
    at: str
    by: str
    summary: str
    count: int
    undone_at: str | None


class BatchTask(Schema):
    """A task of a batch; ``changed``: something has come since."""

    id: int
    title: str
    changed: bool
    undone: bool


class BatchWhole(Batch):
    """A batch with its tasks."""

    tasks: list[BatchTask]


class WrongCell(Schema):
    """What is wrong in one cell; the header is line 1."""

    line: int
    column: str
    why: str


class TasksImported(Schema):
    """The batch that was made, or None where nothing was saved; every wrong cell."""

    batch: int | None
    count: int
    wrong: list[WrongCell]
