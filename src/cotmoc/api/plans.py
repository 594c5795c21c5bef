"""Plans over HTTP: list, write, submit, return, approve, review, and what lies open."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field, StringConstraints

from cotmoc.api.asking import asker, moment
from cotmoc.api.frame import needs
from cotmoc.api.once import told_again
from cotmoc.api.tasks.schemas import Body, Counts, Id, Reason, Version, Words
from cotmoc.directives import queries as directives
from cotmoc.domain.access import Permission
from cotmoc.domain.plan_course import PlanState
from cotmoc.domain.plan_gaps import GapKind
from cotmoc.domain.task_status import TaskState
from cotmoc.plans import actions, queries

router = Router(tags=["plans"])
MOST = 500
Kind = Literal["answer", "programme"]
Term = Literal["half_year", "year_end"]
Line300 = Annotated[str, StringConstraints(max_length=300)]
Line200 = Annotated[str, StringConstraints(max_length=200)]
Money = Annotated[Decimal | None, Field(ge=0, max_digits=14, decimal_places=3, description="in million đồng")]


class PlanLine(Schema):
    """A line as it is written; ``lead`` null is the plan's own unit."""

    wording: Annotated[str, StringConstraints(max_length=1000)]
    due_on: date | None = None
    lead: Id | None = None
    who: Line200 = ""
    source: Line200 = ""
    amount: Money = None
    clause: Annotated[Id | None, Field(description="the directive's clause it answers")] = None
    task: Annotated[Id | None, Field(description="a followed task that it already is")] = None


class PlanDraft(Schema):
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


class PlanNote(Schema):
    """A remark with a step."""

    note: Words = ""
    version: Version = None


class PlanReviewed(Schema):
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


class PlanOut(PlanRow):
    """One plan with the six counts of its tasks, its lines, history, reviews and open steps."""

    tally: Counts
    lines: list[PlanLineOut]
    events: list[PlanEventOut]
    reviews: list[PlanReviewOut]
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


@router.get("", auth=needs(Permission.READ_PLAN), response=list[PlanRow], summary="Danh sách kế hoạch")
def listing(
    request: HttpRequest,
    year: int | None = None,
    state: PlanState | None = None,
    agency: Id | None = None,
    kind: Kind | None = None,
) -> list[dict[str, Any]]:
    """Plans within reach, those that wait for approval first, at most 500."""
    found = queries.plans(
        asker(request), year=year, state=state.value if state else "", agency=agency, kind=kind or ""
    )
    return [queries.row_object(row) for row in found[:MOST]]


@router.post("", auth=needs(Permission.WRITE_PLAN), response={201: PlanOut}, summary="Lập kế hoạch")
def write(request: HttpRequest, said: PlanDraft) -> tuple[int, dict[str, Any]]:
    """Begin a plan with its lines."""
    made = actions.write(_draft(said.dict()), by=asker(request), at=moment(request))
    return 201, _one(request, made.pk)


@router.get(
    "/gaps", auth=needs(Permission.READ_PLAN), response=list[DirectiveGaps], summary="Còn thiếu kế hoạch"
)
def lacking(request: HttpRequest) -> list[dict[str, Any]]:
    """Directives between which and their plans something lies open, newest first."""
    found = queries.lacking(asker(request), on=moment(request).date())
    return [queries.gaps_object(document, units) for document, units in found]


@router.get("/gaps/{int:document}", auth=needs(Permission.READ_PLAN), response=DirectiveGaps)
def gaps(request: HttpRequest, document: int) -> dict[str, Any]:
    """Every unit a directive addresses, with what lies open."""
    by = asker(request)
    found = directives.document(by, document)
    return queries.gaps_object(found, queries.gaps_of(by, found, on=moment(request).date()))


@router.get("/{int:pk}", auth=needs(Permission.READ_PLAN), response=PlanOut, summary="Một kế hoạch")
def plan(request: HttpRequest, pk: int) -> dict[str, Any]:
    """One plan."""
    return _one(request, pk)


@router.post("/{int:pk}/change", auth=needs(Permission.WRITE_PLAN), response=PlanOut, summary="Sửa kế hoạch")
def change(request: HttpRequest, pk: int, said: PlanChange) -> dict[str, Any]:
    """Write it anew as long as it is not submitted; every line is said again."""
    values = said.dict()
    version = values.pop("version")
    actions.change(pk, _draft(values), by=asker(request), at=moment(request), version=version)
    return _one(request, pk)


@router.post("/{int:pk}/submit", auth=needs(Permission.SUBMIT_PLAN), response=PlanOut, summary="Trình")
def submit(request: HttpRequest, pk: int, said: PlanNote) -> dict[str, Any]:
    """The unit submits it."""
    actions.submit(pk, by=asker(request), at=moment(request), **said.dict())
    return _one(request, pk)


@router.post("/{int:pk}/return", auth=needs(Permission.APPROVE_PLAN), response=PlanOut, summary="Trả lại")
def send_back(request: HttpRequest, pk: int, said: Reason) -> dict[str, Any]:
    """It goes back to be changed."""
    actions.send_back(pk, by=asker(request), at=moment(request), **said.dict())
    return _one(request, pk)


@router.post("/{int:pk}/approve", auth=needs(Permission.APPROVE_PLAN), response=PlanOut, summary="Duyệt")
def approve(request: HttpRequest, pk: int, said: PlanNote) -> dict[str, Any]:
    """It is approved and its lines are followed."""
    actions.approve(pk, by=asker(request), at=moment(request), **said.dict())
    return _one(request, pk)


@router.post("/{int:pk}/review", auth=needs(Permission.APPROVE_PLAN), response=PlanOut, summary="Đánh giá")
def review(request: HttpRequest, pk: int, said: PlanReviewed) -> dict[str, Any]:
    """A programme is reviewed at half-year or year end."""
    actions.review(pk, by=asker(request), at=moment(request), **said.dict())
    return _one(request, pk)


@told_again(
    *(f"plan.{name}" for name in ("change", "submit", "return", "approve", "review")),
)
def _again(request: HttpRequest, row: Any) -> dict[str, Any]:
    return _one(request, int(row.thing_id))


@told_again("plan.write")
def _written_again(request: HttpRequest, row: Any) -> tuple[int, dict[str, Any]]:
    return 201, _one(request, int(row.thing_id))


def _draft(values: dict[str, Any]) -> actions.Draft:
    lines = [actions.Line(**line) for line in values.pop("lines")]
    return actions.Draft(**values, lines=lines)


def _one(request: HttpRequest, pk: int) -> dict[str, Any]:
    by = asker(request)
    return queries.plan_object(by, queries.plan(by, pk), on=moment(request).date())
