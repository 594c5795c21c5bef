"""Tasks over HTTP: list with the six counts, one with its history, assign, and every step of its course."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Query, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field, StringConstraints

from cotmoc.api.asking import asker, moment
from cotmoc.api.frame import needs
from cotmoc.api.once import told_again
from cotmoc.domain.access import Permission
from cotmoc.domain.task_status import TaskState
from cotmoc.tasks import actions, queries

router = Router(tags=["tasks"])


Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
Line = Annotated[str, StringConstraints(max_length=300)]
Words = Annotated[str, StringConstraints(max_length=4000)]
Version = Annotated[int | None, Field(ge=0, le=2**31 - 1, description="the version the caller last saw")]


class Asked(Schema):
    """What a list is narrowed to. ``agency`` matches any role; ``q`` is compared without tone marks."""

    state: TaskState | None = None
    lead: Id | None = None
    agency: Id | None = None
    giver: Id | None = None
    q: Annotated[str, StringConstraints(max_length=100)] = ""
    awaiting: bool = False
    withdrawn: bool = False
    page: Annotated[int, Field(ge=1, le=10**9)] = 1
    size: Annotated[int, Field(ge=1, le=100)] = 25


class Body(Schema):
    """An agency."""

    id: int
    name: str


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
    closed_on: date | None
    extensions: int
    recurrence: str
    state: TaskState | None
    days: int | None
    awaiting: bool
    waits_for: str
    version: int


class Page(Schema):
    """One page of a list; ``on`` is the day for which the states are told."""

    on: date
    count: int
    page: int
    size: int
    tally: Counts
    items: list[Row]


class Part(Body):
    """An agency as the task was given to it; ``now`` are those that answer for it since it ended."""

    role: Literal["lead", "coordinating", "observer"]
    accountable: bool
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
    product: str
    file: dict[str, str] | None


class Task(Row):
    """One task with its bodies, history and the steps open to the caller."""

    detail: str
    parent: int | None
    units: list[int]
    tally: Counts
    bodies: list[Part]
    events: list[Event]
    steps: list[str]


class Order(Schema):
    """What is ordered, by ids of agencies. ``each`` gives it to each lead on its own."""

    title: Line
    giver: Id
    leads: Annotated[list[Id], Field(max_length=500)]
    coordinating: Annotated[list[Id], Field(max_length=500)] = []
    observers: Annotated[list[Id], Field(max_length=500)] = []
    accountable: Id | None = None
    due_on: date | None = None
    given_on: date | None = None
    detail: Words = ""
    recurrence: Annotated[Line, StringConstraints(max_length=100)] = ""
    external_id: Annotated[Line, StringConstraints(max_length=60)] = ""
    each: bool = False


class Progress(Schema):
    """How far it is."""

    note: Words = ""
    percent: Annotated[int | None, Field(ge=0, le=100)] = None
    version: Version = None


class Completion(Schema):
    """Done, with the number of the resulting document or why there is none."""

    product: Annotated[Line, StringConstraints(max_length=200)] = ""
    note: Words = ""
    version: Version = None


class Acceptance(Schema):
    """The result is accepted."""

    note: Words = ""
    version: Version = None


class Reason(Schema):
    """Why it is returned or withdrawn."""

    reason: Words
    version: Version = None


class Extension(Reason):
    """A later due day, with the number of the deciding document."""

    due_on: date
    product: Annotated[Line, StringConstraints(max_length=200)] = ""


class Remark(Schema):
    """A remark."""

    note: Words


@router.get("", auth=needs(Permission.READ_TASK), response=Page, summary="Danh sách và sáu số đếm")
def listing(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """Tasks the caller may see, most pressing first, with the six counts of all that the filter leaves."""
    narrowed = asked.dict()
    page, size, text = narrowed.pop("page"), narrowed.pop("size"), narrowed.pop("q")
    by, at = _who(request)
    only = queries.Filter(text=text, **narrowed)
    found = queries.Listing(by, on=at.date(), only=only)
    return _json(queries.listing_object(found, on=at.date(), page=page, size=size))


@router.post("", auth=needs(Permission.ASSIGN_TASK), response={201: Task}, summary="Giao nhiệm vụ")
def assign(request: HttpRequest, order: Order) -> HttpResponse:
    """Give one task, or with ``each`` one task a unit under a heading, which is returned."""
    by, at = _who(request)
    values = order.dict()
    act = actions.assign_each if values.pop("each") else actions.assign
    made = act(actions.Order(**values), by=by, at=at)
    return _one(request, made.pk, status=201)


@router.get("/{int:pk}", auth=needs(Permission.READ_TASK), response=Task, summary="Một nhiệm vụ")
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One task with its history."""
    return _one(request, pk)


@router.post("/{int:pk}/progress", auth=needs(Permission.PROGRESS_TASK), response=Task, summary="Báo tiến độ")
def progress(request: HttpRequest, pk: int, said: Progress) -> HttpResponse:
    """Tell how far it is."""
    return _step(request, pk, actions.report_progress, said)


@router.post(
    "/{int:pk}/evidence", auth=needs(Permission.PROGRESS_TASK), response=Task, summary="Gửi tệp chứng minh"
)
def evidence(request: HttpRequest, pk: int, said: Form[Progress], file: File[UploadedFile]) -> HttpResponse:
    """Tell how far it is with a file (.pdf, .docx, .xlsx, .png, .jpg), as multipart/form-data."""
    sent = actions.Evidence(file.name or "", file.read())
    return _step(request, pk, actions.report_progress, said, evidence=sent)


@router.post(
    "/{int:pk}/complete", auth=needs(Permission.PROGRESS_TASK), response=Task, summary="Báo hoàn thành"
)
def complete(request: HttpRequest, pk: int, said: Completion) -> HttpResponse:
    """The lead reports it done."""
    return _step(request, pk, actions.report_completion, said)


@router.post(
    "/{int:pk}/accept", auth=needs(Permission.ACCEPT_TASK), response=Task, summary="Xác nhận kết quả"
)
def accept(request: HttpRequest, pk: int, said: Acceptance) -> HttpResponse:
    """The giver accepts the result."""
    return _step(request, pk, actions.accept, said)


@router.post("/{int:pk}/return", auth=needs(Permission.ACCEPT_TASK), response=Task, summary="Trả lại")
def send_back(request: HttpRequest, pk: int, said: Reason) -> HttpResponse:
    """The giver returns the result to be redone."""
    return _step(request, pk, actions.send_back, said)


@router.post("/{int:pk}/extend", auth=needs(Permission.ACCEPT_TASK), response=Task, summary="Gia hạn")
def extend(request: HttpRequest, pk: int, said: Extension) -> HttpResponse:
    """The giver grants a later due day."""
    return _step(request, pk, actions.extend, said)


@router.post("/{int:pk}/withdraw", auth=needs(Permission.ASSIGN_TASK), response=Task, summary="Rút nhiệm vụ")
def withdraw(request: HttpRequest, pk: int, said: Reason) -> HttpResponse:
    """The giver takes it back."""
    return _step(request, pk, actions.withdraw, said)


@router.post("/{int:pk}/comment", auth=needs(Permission.READ_TASK), response=Task, summary="Ghi ý kiến")
def comment(request: HttpRequest, pk: int, said: Remark) -> HttpResponse:
    """A remark."""
    return _step(request, pk, actions.comment, said)


@told_again(
    *(f"task.{name}" for name in ("assign", "assign_each", "progress", "complete")),
    *(f"task.{name}" for name in ("accept", "return", "extend", "withdraw", "comment")),
)
def _again(request: HttpRequest, row: Any) -> HttpResponse:
    return _one(request, int(row.thing_id), status=201 if "assign" in row.deed else 200)


def _who(request: HttpRequest) -> Any:
    return asker(request), moment(request)


def _step(request: HttpRequest, pk: int, act: Any, said: Schema, **more: Any) -> HttpResponse:
    by, at = _who(request)
    act(pk, by=by, at=at, **said.dict(), **more)
    return _one(request, pk)


def _one(request: HttpRequest, pk: int, *, status: int = 200) -> HttpResponse:
    by, at = _who(request)
    return _json(queries.task_object(by, queries.task(by, pk), on=at.date()), status)


def _json(value: dict[str, Any], status: int = 200) -> HttpResponse:
    # Written at once: sending a hundred rows through the schema would cost more than finding them.
    # A test holds what is sent to the schema that is published.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, status=status, content_type="application/json; charset=utf-8")
