"""Work that comes back over HTTP: order, list, change, stop, and make what has come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field, StringConstraints

from cotmoc.api.asking import asker, moment
from cotmoc.api.frame import needs
from cotmoc.api.once import told_again
from cotmoc.api.sent import Sent, only_known
from cotmoc.api.tasks.schemas import Body, FunctionOf, Id, Line, Ordered, Version, Words
from cotmoc.api.tasks.telling import told
from cotmoc.directives import queries as directives
from cotmoc.domain import recurrence as domain
from cotmoc.domain.access import Permission
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.errors.task_series import RULE_UNUSABLE
from cotmoc.domain.working_time import Shift
from cotmoc.tasks import actions, queries

router = Router(tags=["recurrences"])


class RecurrenceRule(Sent):
    """How it comes back. ``until`` is its last day; ``number`` and ``month`` as ``on`` needs them."""

    every: domain.Every
    interval: int = 1
    weekdays: Annotated[list[int], Field(max_length=7, description="1 (Monday) to 7")] = []
    on: domain.On | None = None
    number: int | None = None
    month: int | None = None
    after_completion: bool = False
    starts: date | None = None
    until: date | None = None
    shift: Shift = Shift.NONE
    lead_days: int = 0


class RecurrencesAsked(Schema):
    """Which recurrences: those that go on, or those that were stopped."""

    stopped: bool = False


class RecurrenceDay(Schema):
    """One time that work falls due; ``provisional`` where the days off of its year are not listed."""

    opens_on: date
    due_on: date
    provisional: bool


class RecurrenceBody(Body):
    """A body and its part each time."""

    role: str
    accountable: bool


class OrderingClause(Schema):
    """The clause that orders it, the id of its directive and that one's number."""

    id: int
    directive: int
    number: str


class Recurrence(Schema):
    """Work that comes back: the next days, how many tasks came of it, why it waits for a person."""

    id: int
    title: str
    detail: str
    external_id: str
    function: FunctionOf | None
    giver: Body
    bodies: list[RecurrenceBody]
    each: bool
    rule: dict[str, Any]
    words: str
    next: list[RecurrenceDay]
    made: int
    last: int | None
    trouble: str
    stopped_on: date | None
    stop_reason: str
    version: int
    clause: OrderingClause | None


class RecurrenceTold(Sent):
    """A rule told by itself or by Vietnamese ``words``, such as «hằng tháng, trước ngày 15»."""

    rule: RecurrenceRule | None = None
    words: Annotated[str, StringConstraints(max_length=300)] = ""
    starts: Annotated[date | None, Field(description="first day, where the rule tells none")] = None
    until: Annotated[date | None, Field(description="last day, where the rule tells none")] = None


class RecurrenceOrder(RecurrenceTold, Ordered):
    """What is ordered each time, by ids of agencies, and the rule."""


class RecurrenceChange(RecurrenceTold):
    """What changes; what is left out stays. ``starts`` and ``until`` alone change the rule that stands."""

    title: Line | None = None
    giver: Id | None = None
    leads: Annotated[list[Id] | None, Field(max_length=500)] = None
    coordinating: Annotated[list[Id] | None, Field(max_length=500)] = None
    observers: Annotated[list[Id] | None, Field(max_length=500)] = None
    accountable: Id | None = None
    detail: Words | None = None
    external_id: Annotated[str | None, StringConstraints(max_length=60)] = None
    function: Id | None = None
    version: Version = None


class RecurrenceStop(Sent):
    """Why it no longer comes back."""

    reason: Words
    version: Version = None


class Recurrences(Schema):
    """What comes back within reach."""

    items: list[Recurrence]


class RecurrencesMade(Schema):
    """Numbers of the tasks made and of the recurrences that wait for a person."""

    tasks: list[int]
    waiting: list[int]


class RecurrencePreview(Schema):
    """A rule in words and its next days."""

    words: str
    rule: dict[str, Any]
    next: list[RecurrenceDay]


@router.get("", auth=needs(Permission.READ_TASK), response=Recurrences, summary="Các việc định kỳ")
def listing(request: HttpRequest, asked: Query[RecurrencesAsked]) -> HttpResponse:
    """What comes back within reach, by title."""
    only_known(request, RecurrencesAsked)
    by = asker(request)
    found = queries.recurrences(by, on=moment(request).date(), stopped=asked.stopped)
    return told({"items": directives.recurrence_objects(by, found)})


@router.post("", auth=needs(Permission.ASSIGN_TASK), response={201: Recurrence}, summary="Giao việc định kỳ")
def recur(request: HttpRequest, said: RecurrenceOrder) -> HttpResponse:
    """Order what comes back; what has come by now is made."""
    values = said.dict()
    rule = _needed(_rule(said))
    each = values.pop("each")
    order = actions.Order(**{name: values[name] for name in _ORDERED})
    row = actions.recur(order, rule, each=each, by=asker(request), at=moment(request))
    return _one(request, row.pk, 201)


@router.post(
    "/preview", auth=needs(Permission.READ_TASK), response=RecurrencePreview, summary="Xem trước các hạn"
)
def preview(request: HttpRequest, said: RecurrenceTold) -> HttpResponse:
    """A rule in words and its next five days; nothing is kept."""
    rule = _needed(_rule(said))
    coming = queries.coming_days(rule, on=rule.starts or moment(request).date())
    words = {"words": domain.describe(rule), "rule": queries.rule_object(rule)}
    return told({**words, "next": [queries.coming_object(one) for one in coming]})


@router.post(
    "/make", auth=needs(Permission.ASSIGN_TASK), response=RecurrencesMade, summary="Giao các lần đã đến kỳ"
)
def make(request: HttpRequest) -> HttpResponse:
    """Make what has come of every recurrence; again, it makes nothing twice."""
    made = actions.make_occurrences(by=asker(request), at=moment(request))
    return told({"tasks": list(made.tasks), "waiting": list(made.waiting)})


@router.get("/{int:pk}", auth=needs(Permission.READ_TASK), response=Recurrence, summary="Một việc định kỳ")
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One recurrence."""
    return _one(request, pk)


@router.post(
    "/{int:pk}/change", auth=needs(Permission.ASSIGN_TASK), response=Recurrence, summary="Đổi việc định kỳ"
)
def change(request: HttpRequest, pk: int, said: RecurrenceChange) -> HttpResponse:
    """Order something else, or by another rule, from now on."""
    by, at = asker(request), moment(request)
    found = queries.recurrence(by, pk, on=at.date())
    told = {name: value for name in _ORDERED if (value := getattr(said, name)) is not None}
    if "leads" in told:
        told.setdefault("accountable", None)
    order = replace(actions.order_of(found.row), **told) if told else None
    rule = _rule(said, found.rule)
    actions.change_recurrence(pk, order=order, rule=rule, by=by, at=at, version=said.version)
    return _one(request, pk)


@router.post(
    "/{int:pk}/stop", auth=needs(Permission.ASSIGN_TASK), response=Recurrence, summary="Dừng việc định kỳ"
)
def stop(request: HttpRequest, pk: int, said: RecurrenceStop) -> HttpResponse:
    """Nothing more is made; the tasks that were go on."""
    actions.stop_recurrence(pk, by=asker(request), at=moment(request), **said.dict())
    return _one(request, pk)


@told_again("task.recur", "task.change_recurrence", "task.stop_recurrence")
def _again(request: HttpRequest, row: Any) -> HttpResponse:
    return _one(request, int(row.thing_id), 201 if row.deed == "task.recur" else 200)


@told_again("task.occur")
def _made_again(request: HttpRequest, row: Any) -> HttpResponse:
    return told({"tasks": row.detail.get("tasks", []), "waiting": []})


_ORDERED = (
    *("title", "giver", "leads", "coordinating", "observers"),
    *("accountable", "detail", "external_id", "function"),
)


def _rule(said: RecurrenceTold, stands: domain.Recurrence | None = None) -> domain.Recurrence | None:
    """The rule that was told in one of its two ways, else the one that ``stands`` with other days.

    None where nothing was told of it. Raises Problem: RULE_UNUSABLE, BAD_VALUE.
    """
    if said.rule is not None:
        return _value(said.rule, said)
    if said.words.strip():
        return queries.rule_of_words(said.words, starts=said.starts, last_day=said.until)
    if stands is None or (said.starts is None and said.until is None):
        return None
    return queries.rule_beside(stands, starts=said.starts, last_day=said.until)


def _value(rule: RecurrenceRule, beside: RecurrenceTold) -> domain.Recurrence:
    values = rule.dict()
    values["starts"] = rule.starts or beside.starts
    last = values.pop("until") or beside.until
    try:
        return domain.Recurrence(**values, until=domain.until_after(last) if last else None)
    except domain.RecurrenceError as error:
        raise Problem(RULE_UNUSABLE, field="rule", why=error) from None


def _needed(rule: domain.Recurrence | None) -> domain.Recurrence:
    if rule is None:
        raise Problem(BAD_VALUE, field="rule", why=Said("chưa ghi quy tắc lặp", "no rule was told"))
    return rule


def _one(request: HttpRequest, pk: int, status: int = 200) -> HttpResponse:
    by = asker(request)
    found = queries.recurrence(by, pk, on=moment(request).date())
    return told(directives.recurrence_objects(by, [found])[0], status)
