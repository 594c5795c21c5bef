"""What goes in and out over HTTP: shapes of directives, clauses and decisions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from cotmoc.api.sent import ID as _ID
from cotmoc.api.sent import Sent


class Named(Sent):
    """A body as it is written, with the agency's id where one is chosen."""

    written: str = Field("", max_length=300)
    agency: int | None = Field(None, ge=1, le=_ID)
    remember: bool = False


class Decided(Sent):
    """The version that was looked at."""

    version: int | None = None


class Accepted(Decided):
    """``once`` for one task where the clause offers to come back; ``last`` for another last day."""

    once: bool = False
    last: date | None = None


class HeadIn(Sent):
    """What to correct in a document's head; fields left out stay. ``issued_on`` null removes the day."""

    number: str | None = Field(None, max_length=60)
    kind: str | None = Field(None, max_length=60)
    issued_on: date | None = None
    issuer: str | None = Field(None, max_length=200)
    subject: str | None = Field(None, max_length=500)
    urgency: str | None = Field(None, max_length=12)


class Edited(Decided):
    """What changes; fields left out stay. ``due_on`` null removes the date."""

    label: str | None = Field(None, max_length=300)
    due_on: date | None = None
    recurrence: str | None = Field(None, max_length=100)
    areas: list[str] | None = None
    each: bool | None = None
    leads: list[Named] | None = None
    coordinating: list[Named] | None = None


class Missed(Sent):
    """The words of a task that the reader did not see, as they stand in the text."""

    words: str = Field(max_length=4000)


class Halved(Decided):
    """Where to split (an offset into the document's text), or the name of the second task."""

    offset: int | None = Field(None, ge=0, le=_ID)
    first_label: str = Field("", max_length=300)
    second_label: str = Field("", max_length=300)


class Joined(Decided):
    """The name of the merged task, else made from both."""

    label: str = Field("", max_length=300)


class DirectiveLine(Schema):
    """A document in a list."""

    id: int
    number: str
    kind: str
    issued_on: date | None
    issuer: str
    subject: str
    urgency: str
    registered_at: datetime
    waiting: int
    accepted: int


class NamedOut(Schema):
    """A body of a clause; ``agency`` is null while it is not known."""

    written: str
    agency: int | None
    name: str | None


class ClauseDay(Schema):
    """One time that the work of a clause falls due."""

    opens_on: date
    due_on: date
    provisional: bool


class RepeatOut(Schema):
    """How a clause comes back: what a draft offers, or the ``recurrence`` that an accepted one became."""

    recurrence: int | None
    rule: dict[str, Any]
    words: str
    last: date
    next: list[ClauseDay]
    stopped: bool


class ClauseOut(Schema):
    """A drafted task with its span in the text and the tasks it became."""

    id: int
    number: int
    state: str
    start: int
    end: int
    label: str
    each: bool
    areas: list[str]
    deadline_text: str
    due_on: date | None
    recurrence: str
    confidence: float
    rule: str
    edited: bool
    version: int
    leads: list[NamedOut]
    coordinating: list[NamedOut]
    tasks: list[int]
    repeat: RepeatOut | None


class RereadOut(Schema):
    """How many drafts came and went, how many clauses stay as a person left them, and all as they stand."""

    came: int
    went: int
    kept: int
    clauses: list[ClauseOut]


class Meant(Sent):
    """The registered document that a citation means, or does not mean."""

    document: int = Field(ge=1, le=_ID)


class RelationIn(Sent):
    """What the text does to the cited document."""

    relation: Literal["cites", "amends", "repeals", "replaces"]


class Settled(Sent):
    """What becomes of open tasks; ``tasks`` null means all on which nothing was decided."""

    decision: Literal["keep", "withdraw", "hand_over"]
    tasks: list[Annotated[int, Field(ge=1, le=2**63 - 1)]] | None = Field(None, max_length=5000)


class Taught(Sent):
    """Another way in which an agency is written."""

    written: str = Field(max_length=300)
    agency: int = Field(ge=1, le=_ID)


class AliasOut(Taught):
    """The name as it is remembered."""

    id: int


class RelatedOut(Schema):
    """What a document does to another; ``passive`` when the other does it to this one."""

    citation: int
    relation: str
    passive: bool
    kind: str
    number: str
    document: int | None


class OfferOut(Schema):
    """A citation whose number is registered while the day is missing or differs."""

    citation: int
    number: str
    issued_on: date | None
    candidates: list[int]


class OpenTaskOut(Schema):
    """An open task of a superseded document; ``decision`` is empty while there is none."""

    id: int
    title: str
    due_on: date | None
    decision: str


class SupersededOut(Schema):
    """A document that this one replaces or repeals, with its open tasks."""

    document: int
    relation: str
    waiting: int
    tasks: list[OpenTaskOut]


class RelationsOut(Schema):
    """What a document does to others and they to it, what is asked about, and open tasks to decide on."""

    id: int
    related: list[RelatedOut]
    offers: list[OfferOut]
    superseded: list[SupersededOut]


class CitationOut(Schema):
    """A cited document, with its id where it is registered and visible."""

    id: int
    relation: str
    number: str
    kind: str
    issuer: str
    issued_on: date | None
    document: int | None


class FigureOut(Schema):
    """A number read in the text; ``value`` is a decimal text."""

    indicator: str
    value: str
    unit: str
    period: str
    level: str
    start: int
    end: int


class DirectiveOut(RelationsOut):
    """A document with its text, clauses, citations and figures; spans are offsets into ``text``."""

    number: str
    kind: str
    issued_on: date | None
    issuer: str
    subject: str
    urgency: str
    registered_at: datetime
    sha256: str
    unread_pages: list[int]
    ocr_pages: list[int]
    doubtful_pages: list[int]
    text: str
    state: str
    clauses: list[ClauseOut]
    citations: list[CitationOut]
    figures: list[FigureOut]


class Member(Schema):
    """What became of one document: its id, or number and code of what stood against it; ``aside``, the first
    words of a message that only accompanied its attachments; ``differs``: known, of other words than kept."""

    name: str
    new: bool
    differs: bool = False
    document: int | None
    number: int | None
    code: str | None
    aside: str = ""


class Registered(Schema):
    """The (first) document and whether any is new; false when all were recognised."""

    new: bool
    document: DirectiveOut
    documents: list[Member]


class LeftOut(Schema):
    """A clause that could not be accepted, with the number and code of the reason."""

    clause: int
    number: int
    code: str


class AllAccepted(Schema):
    """What accepting the rest did."""

    accepted: list[int]
    left: list[LeftOut]
