"""What the API of plans takes and gives."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field, StringConstraints

from cotmoc.api.sent import Sent
from cotmoc.api.tasks.schemas import Body, Counts, Id, Version, Words
from cotmoc.domain.plan_changes import ChangeKind
from cotmoc.domain.plan_course import PlanState
from cotmoc.domain.plan_gaps import GapKind
from cotmoc.domain.task_status import TaskState

Kind = Literal["answer", "programme"]
Term = Literal["half_year", "year_end"]
Line300 = Annotated[str, StringConstraints(max_length=300)]
Line200 = Annotated[str, StringConstraints(max_length=200)]
Money = Annotated[Decimal | None, Field(ge=0, max_digits=14, decimal_places=3, description="in million đồng")]


class PlanLine(Sent):
    """A line as it is written; ``lead`` null is the plan's own unit."""

    wording: Annotated[str, StringConstraints(max_length=1000)]
    due_on: date | None = None
    lead: Id | None = None
    who: Line200 = ""
    source: Line200 = ""
    amount: Money = None
    clause: Annotated[Id | None, Field(description="the directive's clause it answers")] = None
    task: Annotated[Id | None, Field(description="a followed task that it already is")] = None
    carries: Annotated[
        Id | None, Field(description="of an amendment: the number of the amended plan's line it goes on from")
    ] = None


class PlanDraft(Sent):
    """A plan as it is written. A problem of line n stands at the field NAME-n."""

    agency: Id
    year: Annotated[int, Field(ge=2000, le=2100)]
    title: Line300
    kind: Kind = "answer"
    number: Annotated[str, StringConstraints(max_length=60)] = ""
    document: Id | None = None
    directive: Annotated[Line300, Field(description="its number where it is not registered")] = ""
    lines: Annotated[list[PlanLine], Field(max_length=300)] = []


class PlanChange(PlanDraft):
    """A plan written anew."""

    version: Version = None


class PlanAmendment(Sent):
    """What an approved plan is to be from now on; a line that none ``carries`` is dropped."""

    title: Line300
    number: Annotated[str, StringConstraints(max_length=60)] = ""
    lines: Annotated[list[PlanLine], Field(max_length=300)] = []


class PlanNote(Sent):
    """A remark with a step."""

    note: Words = ""
    version: Version = None


class PlanReviewed(Sent):
    """What is said of a programme."""

    term: Term
    words: Words


class PlanRow(Schema):
    """One plan of a list. ``amount`` in million đồng; ``amount_unsaid`` lines name no money."""

    id: int
    kind: Kind
    year: int
    title: str
    number: str
    agency: Body
    document: Body | None
    directive: str
    state: PlanState
    lines_count: int
    amount: str
    amount_unsaid: int
    version: int
    amends: Annotated[int | None, Field(description="the plan that stands until this one is approved")]


class PlanLineOut(Schema):
    """A line with the task it is and how that stands."""

    ordinal: int
    wording: str
    lead: Body
    who: str
    due_on: date | None
    source: str
    amount: str | None
    clause: int | None
    task: int | None
    carries: int | None
    state: TaskState | None


class PlanEventOut(Schema):
    """Something that happened to a plan."""

    seq: int
    kind: str
    on: date
    at: str
    by: str
    agency: str
    note: str


class PlanReviewOut(Schema):
    """A review with the six counts of its day."""

    term: Term
    on: date
    by: str
    words: str
    tally: Counts


class PlanLineChange(Schema):
    """A line that differs from the amended plan's: its numbers there and here, the names of what differs."""

    kind: ChangeKind
    before: int | None
    after: int | None
    fields: list[str]


class PlanEdition(Schema):
    """A version that was approved."""

    plan: int
    approved_on: date
    in_force: bool


class PlanOut(PlanRow):
    """One plan with the six counts of its tasks, its lines, history, reviews, versions and open steps."""

    tally: Counts
    lines: list[PlanLineOut]
    events: list[PlanEventOut]
    reviews: list[PlanReviewOut]
    changes: list[PlanLineChange]
    amendment: Annotated[int | None, Field(description="the amendment that is not yet decided on")]
    editions: list[PlanEdition]
    steps: list[str]


class PlanGap(Schema):
    """One thing that lies open; ``line`` is the number of the plan's line."""

    kind: GapKind
    clause: int | None
    label: str
    line: int | None
    due_on: date | None
    planned_on: date | None


class UnitGapsOut(Schema):
    """A unit that a directive addresses; ``now`` answers for it since it ended."""

    agency: Body
    now: list[Body]
    plan: int | None
    state: str
    gaps: list[PlanGap]


class DirectiveGaps(Schema):
    """A directive with what lies open at each unit."""

    document: Body
    units: list[UnitGapsOut]
