"""What the API takes of a step in a task's course."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from cotmoc.api.sent import Sent
from cotmoc.api.tasks.schemas import Id, Line, Version, Words


class Progress(Sent):
    """How far it is."""

    note: Words = ""
    percent: Annotated[int | None, Field(ge=0, le=100)] = None
    version: Version = None


class Completion(Sent):
    """Done, with number and day of the resulting document or why there is none."""

    product: Annotated[Line, StringConstraints(max_length=200)] = ""
    product_on: date | None = None
    note: Words = ""
    version: Version = None


class Acceptance(Sent):
    """The result is accepted."""

    note: Words = ""
    version: Version = None


class Reason(Sent):
    """Why it is returned or refused."""

    reason: Words
    version: Version = None


class TaskWithdrawal(Reason):
    """Why it is withdrawn, and whether what is open under it is too."""

    with_subtasks: bool = False


class Extension(Reason):
    """A later due day, with the number of the deciding document."""

    due_on: date
    product: Annotated[Line, StringConstraints(max_length=200)] = ""


class Wish(Reason):
    """A later due day, asked for."""

    due_on: date


class Matter(Sent):
    """What is beyond the lead's power, with what it proposes."""

    proposal: Words
    version: Version = None


class Answer(Sent):
    """The answer to a matter: "decided" and "passed_up", one step up the chart, need a note, "referred" the
    number of the document sent outside."""

    decision: Literal["agreed", "decided", "passed_up", "referred"]
    note: Words = ""
    product: Annotated[Line, StringConstraints(max_length=200)] = ""
    version: Version = None


class Contribution(Completion):
    """A coordinating body's part; ``body`` only for who acts for several of them."""

    body: Id | None = None


class PartBack(Reason):
    """A coordinating body's part, sent back."""

    body: Id


class PartDay(PartBack):
    """Another day for the part that a coordinating body owes."""

    due_on: date


class Place(Sent):
    """Under which task this one goes; null takes it out."""

    parent: Id | None = None
    version: Version = None


class Remark(Sent):
    """A remark."""

    note: Words
