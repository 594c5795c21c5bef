"""Giving tasks: one task with its bodies by role, or one a unit under a heading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, giving, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.errors.tasks import (
    AGENCY_NOT_THERE,
    AGENCY_TWICE,
    DUE_BEFORE_GIVEN,
    GIVEN_TO_ITSELF,
    NO_LEAD,
)
from cotmoc.domain.task_course import TaskEventKind as Kind
from cotmoc.domain.vi_numbers import show_date
from cotmoc.domain.working_time import Shift
from cotmoc.organisations import queries as organisations
from cotmoc.organisations.models import Agency
from cotmoc.tasks.actions.dating import Moved, due_day, moved
from cotmoc.tasks.actions.dividing import may_divide, parent_with_room
from cotmoc.tasks.actions.fitting import must_fit
from cotmoc.tasks.actions.happening import ZONE, happen
from cotmoc.tasks.models import Task, TaskRole
from cotmoc.tasks.queries.deeds import TO_COME
from cotmoc.tasks.queries.under import gives_itself


@dataclass(frozen=True, slots=True)
class Order:
    """What is ordered: ids of agencies by role, the first lead accountable unless another is named.

    ``parent`` is the task of which this one is a part; ``document`` is the number of the document that
    orders it; ``part_due`` gives by coordinating body the day by which it owes its part, where that is not
    the task's. The due day is told as ``due_on`` or as ``working_days`` after the day of assignment; on a
    day off it becomes what ``shift`` says, also when it is extended. A part's day does as the task's, or as
    ``part_shift`` says for its body. ``dated``: ``due_on`` is what the shift made of it. ``function`` is the
    field of work to which the giver puts it; without one its words say it where they speak of one alone.
    """

    title: str
    giver: int
    leads: Sequence[int]
    coordinating: Sequence[int] = ()
    observers: Sequence[int] = ()
    accountable: int | None = None
    due_on: date | None = None
    given_on: date | None = None
    detail: str = ""
    recurrence: str = ""
    external_id: str = ""
    document: str = ""
    part_due: Mapping[int, date] = field(default_factory=dict)
    part_shift: Mapping[int, Shift] = field(default_factory=dict)
    shift: Shift = Shift.NONE
    working_days: int | None = None
    parent: int | None = None
    function: int | None = None
    dated: bool = field(default=False, compare=False)


def assign(order: Order, *, by: Actor, at: datetime) -> Task:
    """Give one task to its lead, co-leads and coordinating bodies.

    Who only leads a task may give parts of it (``order.parent``): from a lead of it, to bodies under that
    one or to those that coordinate, not to itself. Raises Problem: NO_LEAD, AGENCY_TWICE, GIVEN_TO_ITSELF,
    AGENCY_NOT_THERE, DUE_BEFORE_GIVEN, YEARS_NOT_LISTED, BAD_VALUE (also for a day of assignment to come),
    TOO_DEEP, NOT_PERMITTED, NOT_FOUND (field "function").
    """
    require(by, giving(by), agency=order.giver)
    with deed("task.assign", by=by) as record:
        _must_have_come(order, at)
        task = create(order, _parent(order, by, levels=1), by=by, at=at)
        record.about(task, leads=list(order.leads), due=task.due_on and task.due_on.isoformat())
    return task


def assign_each(order: Order, *, by: Actor, at: datetime) -> Task:
    """Give the same order to each lead on its own: one heading with one task a unit under it.

    The heading is not counted among tasks; it is returned.
    """
    require(by, giving(by), agency=order.giver)
    with deed("task.assign_each", by=by) as record:
        _must_have_come(order, at)
        heading = create_each(order, _parent(order, by, levels=2), by=by, at=at)
        record.about(heading, units=list(order.leads))
    return heading


def create(order: Order, parent: Task | None = None, *, by: Actor, at: datetime, note: str = "") -> Task:
    """The task of an order; within a deed. Raises as ``assign``."""
    if not order.leads:
        raise Problem(NO_LEAD, field="leads")
    order = replace(order, function=function_of(order, by))
    return _create(order, parent, group=False, by=by, at=at, note=note)


def create_each(order: Order, parent: Task | None = None, *, by: Actor, at: datetime, note: str = "") -> Task:
    """The heading of an order with one task a unit under it; within a deed. Raises as ``assign``."""
    if not order.leads:
        raise Problem(NO_LEAD, field="leads")
    order = replace(order, function=function_of(order, by))
    heading = _create(order, parent, group=True, by=by, at=at, note=note)
    for unit in order.leads:
        part = replace(
            order,
            leads=[unit],
            coordinating=[a for a in order.coordinating if a != unit],
            observers=[a for a in order.observers if a != unit],
            accountable=None,
            part_due={a: due for a, due in order.part_due.items() if a != unit},
            part_shift={a: shift for a, shift in order.part_shift.items() if a != unit},
        )
        _create(part, heading, group=False, by=by, at=at, note=note)
    return heading


def check(order: Order, *, by: Actor) -> list[tuple[int, str]]:
    """The bodies of an order with their roles, in its order. Raises as ``assign``."""
    _must_read(order)
    if not order.leads:
        raise Problem(NO_LEAD, field="leads")
    assert order.given_on is not None
    if order.function is not None:
        organisations.function(by, order.function)
    parts = _parts(order, group=False)
    _must_exist(order, parts, order.given_on, by)
    return parts


def function_of(order: Order, by: Actor) -> int | None:
    """The field of work of an order: as chosen, else as its words say. Raises Problem(NOT_FOUND)."""
    if order.function is not None:
        return organisations.function(by, order.function).pk
    assert by.province is not None
    return organisations.recognised(by.province).told(order.title, order.detail)


def _must_have_come(order: Order, at: datetime) -> None:
    """Nobody has given today what is dated tomorrow: it would be counted before it was known."""
    if order.given_on is not None and order.given_on > at.astimezone(ZONE).date():
        raise Problem(BAD_VALUE, field="given_on", why=TO_COME)


def _must_read(order: Order) -> None:
    if not order.title.strip():
        raise Problem(BAD_VALUE, field="title", why="chưa có tên nhiệm vụ")
    must_fit(title=" ".join(order.title.split()), recurrence=order.recurrence)
    must_fit(external_id=order.external_id, document=order.document)


def _parent(order: Order, by: Actor, *, levels: int) -> Task | None:
    """The task above, under which ``levels`` are to come; without one only who may give any task goes on."""
    if order.parent is None:
        require(by, Permission.ASSIGN_TASK, agency=order.giver)
        return None
    parent = parent_with_room(order.parent, by, levels=levels)
    may_divide(parent, order.giver, [*order.leads, *order.coordinating, *order.observers], by)
    if gives_itself(order.giver, order.leads, parent):
        name = Agency.objects.get(pk=order.giver).name
        raise Problem(GIVEN_TO_ITSELF, field="leads", agency=name)
    return parent


def _create(order: Order, parent: Task | None, *, group: bool, by: Actor, at: datetime, note: str) -> Task:
    on = at.astimezone(ZONE).date()
    given = order.given_on or on
    _must_read(order)
    shift = Shift.NONE if order.dated else order.shift
    due = due_day(order.due_on, order.working_days, shift, given)
    order = replace(order, due_on=due.on)
    part_days = _part_days(order, given)
    parts = _parts(order, group)
    _must_exist(order, parts, given, by)
    task = Task.objects.create(
        province_id=by.province,
        title=" ".join(order.title.split()),
        detail=order.detail,
        giver_id=order.giver,
        parent=parent,
        group=group,
        given_on=given,
        shift=order.shift,
        working_days=order.working_days,
        recurrence=order.recurrence,
        external_id=order.external_id,
        document=order.document,
        function_id=order.function,
        version=0,
    )
    accountable = order.accountable or (order.leads[0] if order.leads else None)
    TaskRole.objects.bulk_create(
        TaskRole(
            task=task,
            agency_id=agency,
            role=role,
            ordinal=n,
            accountable=role == "lead" and agency == accountable,
            due_on=part_days[agency].on if agency in part_days and role == "coordinating" else None,
        )
        for n, (agency, role) in enumerate(parts)
    )
    note = " ".join(filter(None, (note, "" if group else _moved_parts(part_days))))
    happen(task, Kind.ASSIGNED, by, at, on=given, note=note, due_on=due.on, told_due_on=due.told)
    return task


def _part_days(order: Order, given: date) -> dict[int, Moved]:
    """By when each coordinating body owes its part: between the day of assignment and the task's due day."""
    found: dict[int, Moved] = {}
    for body, told in order.part_due.items():
        if body not in order.coordinating:
            raise Problem(BAD_VALUE, field="part_due", why=f"cơ quan số {body} không phối hợp")
        found[body] = moved(told, order.part_shift.get(body, order.shift), field="part_due")
        due = found[body].on
        if due < given:
            raise Problem(DUE_BEFORE_GIVEN, field="part_due", due=show_date(due), given=show_date(given))
        if order.due_on is not None and due > order.due_on:
            raise Problem(BAD_VALUE, field="part_due", why="hạn phần việc muộn hơn hạn của nhiệm vụ")
    if lost := [body for body in order.part_shift if body not in found]:
        raise Problem(BAD_VALUE, field="part_shift", why=f"cơ quan số {lost[0]} không có hạn phần việc riêng")
    return found


def _moved_parts(days: Mapping[int, Moved]) -> str:
    """Which parts' days were days off and have been moved, for the history."""
    names = dict(Agency.objects.filter(pk__in=days).values_list("pk", "name"))
    return " ".join(
        f"Hạn phần việc của {names[body]}: {show_date(day.told)} là ngày nghỉ, tính là {show_date(day.on)}."
        for body, day in days.items()
        if day.told is not None
    )


def _parts(order: Order, group: bool) -> list[tuple[int, str]]:
    named = [(a, TaskRole.Role.COORDINATING) for a in order.coordinating]
    named += [(a, TaskRole.Role.OBSERVER) for a in order.observers]
    if not group:
        named = [(a, TaskRole.Role.LEAD) for a in order.leads] + named
    else:
        named = []
    return [(agency, str(role)) for agency, role in named]


def _must_exist(order: Order, parts: Iterable[tuple[int, str]], given: date, by: Actor) -> None:
    wanted = [a for a, _ in parts] or list(order.leads)
    known = {a.pk: a for a in Agency.objects.filter(pk__in=[*wanted, order.giver], province=by.province)}
    if missing := [a for a in [*wanted, order.giver] if a not in known]:
        raise Problem(BAD_VALUE, field=_field(missing[0], order), why=f"không có cơ quan số {missing[0]}")
    for position, pk in enumerate(wanted):
        agency = known[pk]
        if pk in wanted[:position]:
            raise Problem(AGENCY_TWICE, field="coordinating", agency=agency.name)
        if agency.valid_from > given or (agency.valid_to is not None and agency.valid_to <= given):
            raise Problem(AGENCY_NOT_THERE, field=_field(pk, order), agency=agency.name, day=show_date(given))
    giver = known[order.giver]
    if giver.valid_from > given or (giver.valid_to is not None and giver.valid_to <= given):
        raise Problem(AGENCY_NOT_THERE, field="giver", agency=giver.name, day=show_date(given))
    if order.accountable is not None and order.accountable not in order.leads:
        raise Problem(BAD_VALUE, field="accountable", why="đầu mối phải là một cơ quan chủ trì")


def _field(agency: int, order: Order) -> str:
    if agency in order.leads:
        return "leads"
    return "coordinating" if agency in order.coordinating else "giver"
