"""The only writes to tasks: assigning them and recording what happens to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Max

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, reaches, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, CHANGED_MEANWHILE, NOT_FOUND, NOT_PERMITTED, WRONG_STATE
from cotmoc.domain.errors.tasks import (
    AGENCY_NOT_THERE,
    AGENCY_TWICE,
    DUE_BEFORE_GIVEN,
    EXTENSION_NOT_LATER,
    NO_LEAD,
    PRODUCT_NEEDED,
    REASON_NEEDED,
)
from cotmoc.domain.folding import fold as fold_text
from cotmoc.domain.task_status import ALLOWED, fold
from cotmoc.domain.task_status import TaskEvent as EventFact
from cotmoc.domain.task_status import TaskEventKind as Kind
from cotmoc.domain.vi_numbers import show_date
from cotmoc.files.models import StoredFile
from cotmoc.organisations.models import Agency
from cotmoc.tasks.models import Task, TaskEvent, TaskRole
from cotmoc.tasks.queries import facts

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True)
class Order:
    """What is ordered: ids of agencies by role, the first lead accountable unless another is named."""

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
    parent: Task | None = field(default=None, compare=False)


def assign(order: Order, *, by: Actor, at: datetime) -> Task:
    """Give one task to its lead, co-leads and coordinating bodies.

    Raises Problem: NO_LEAD, AGENCY_TWICE, AGENCY_NOT_THERE, DUE_BEFORE_GIVEN, BAD_VALUE.
    """
    require(by, Permission.ASSIGN_TASK, agency=order.giver)
    with deed("task.assign", by=by) as record:
        if not order.leads:
            raise Problem(NO_LEAD, field="leads")
        task = _create(order, group=False, by=by, at=at)
        record.about(task, leads=list(order.leads), due=order.due_on and order.due_on.isoformat())
    return task


def assign_each(order: Order, *, by: Actor, at: datetime) -> Task:
    """Give the same order to each lead on its own: one heading with one task a unit under it.

    The heading is not counted among tasks; it is returned.
    """
    require(by, Permission.ASSIGN_TASK, agency=order.giver)
    with deed("task.assign_each", by=by) as record:
        if not order.leads:
            raise Problem(NO_LEAD, field="leads")
        heading = _create(order, group=True, by=by, at=at)
        for unit in order.leads:
            part = Order(
                title=order.title,
                giver=order.giver,
                leads=[unit],
                coordinating=[a for a in order.coordinating if a != unit],
                observers=[a for a in order.observers if a != unit],
                due_on=order.due_on,
                given_on=order.given_on,
                detail=order.detail,
                recurrence=order.recurrence,
                external_id=order.external_id,
                parent=heading,
            )
            _create(part, group=False, by=by, at=at)
        record.about(heading, units=list(order.leads))
    return heading


def report_progress(
    task: int,
    *,
    note: str,
    by: Actor,
    at: datetime,
    percent: int | None = None,
    file: StoredFile | None = None,
    version: int | None = None,
) -> Task:
    """A lead or coordinating body tells how far it is, with evidence if it has some."""
    require(by, Permission.PROGRESS_TASK)
    with deed("task.progress", by=by) as record:
        row = _open(task, by, version)
        _must_take_part(row, by)
        if not note.strip() and file is None:
            raise Problem(BAD_VALUE, field="note", why="chưa ghi nội dung")
        if percent is not None and not 0 <= percent <= 100:
            raise Problem(BAD_VALUE, field="percent", why="tỷ lệ từ 0 đến 100")
        kind = Kind.EVIDENCE if file is not None else Kind.PROGRESS
        _happen(row, kind, by, at, note=note, percent=percent, file=file)
        record.about(row, percent=percent)
    return row


def report_completion(
    task: int,
    *,
    by: Actor,
    at: datetime,
    product: str = "",
    note: str = "",
    file: StoredFile | None = None,
    version: int | None = None,
) -> Task:
    """The lead reports the task done, with its product document or why there is none."""
    require(by, Permission.PROGRESS_TASK)
    with deed("task.complete", by=by) as record:
        row = _open(task, by, version)
        _must_lead(row, by)
        if row.completed_on is not None:
            raise Problem(WRONG_STATE, verb="báo hoàn thành", thing="nhiệm vụ", state="chờ xác nhận")
        if not product.strip() and not note.strip():
            raise Problem(PRODUCT_NEEDED, field="product")
        _happen(row, Kind.COMPLETED, by, at, note=note, product=product.strip(), file=file, percent=100)
        record.about(row, product=product.strip())
    return row


def accept(task: int, *, by: Actor, at: datetime, note: str = "", version: int | None = None) -> Task:
    """The giver accepts the result; the task is closed as of the day the lead completed it."""
    require(by, Permission.ACCEPT_TASK)
    with deed("task.accept", by=by) as record:
        row = _completed(task, by, version, "xác nhận")
        _happen(row, Kind.ACCEPTED, by, at, note=note)
        record.about(row, outcome=row.outcome)
    return row


def send_back(task: int, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> Task:
    """The giver returns the result to be redone; it counts as not done."""
    require(by, Permission.ACCEPT_TASK)
    with deed("task.return", by=by) as record:
        row = _completed(task, by, version, "trả lại")
        _happen(row, Kind.RETURNED, by, at, note=_reason(reason))
        record.about(row)
    return row


def extend(
    task: int,
    *,
    due_on: date,
    reason: str,
    by: Actor,
    at: datetime,
    product: str = "",
    version: int | None = None,
) -> Task:
    """The giver grants a later due date; the original date and the number of extensions are kept.

    ``product`` is the number of the deciding document.
    """
    require(by, Permission.ACCEPT_TASK)
    with deed("task.extend", by=by) as record:
        row = _open(task, by, version)
        _must_give(row, by)
        if row.due_on is None or due_on <= row.due_on:
            current = show_date(row.due_on) if row.due_on else "thường xuyên"
            raise Problem(EXTENSION_NOT_LATER, field="due_on", due=show_date(due_on), current=current)
        _happen(row, Kind.EXTENDED, by, at, note=_reason(reason), due_on=due_on, product=product)
        record.about(row, due=due_on.isoformat())
    return row


def withdraw(task: int, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> Task:
    """The giver takes the task back; it leaves every count and stays readable."""
    require(by, Permission.ASSIGN_TASK)
    with deed("task.withdraw", by=by) as record:
        row = _open(task, by, version)
        _must_give(row, by)
        _happen(row, Kind.CANCELLED, by, at, note=_reason(reason))
        record.about(row)
    return row


def comment(task: int, *, note: str, by: Actor, at: datetime) -> Task:
    """A remark by somebody who may see the task."""
    require(by, Permission.READ_TASK)
    with deed("task.comment", by=by) as record:
        row = _locked(task, by)
        if not note.strip():
            raise Problem(BAD_VALUE, field="note", why="chưa ghi nội dung")
        _happen(row, Kind.COMMENTED, by, at, note=note)
        record.about(row)
    return row


def rebuild(task: Task) -> None:
    """Write the copies on the task's row from its events and roles. Called after every event."""
    known = fold(EventFact(Kind(e.kind), e.on, e.due_on) for e in task.events.order_by("seq"))
    task.due_on, task.original_due_on = known.due_on, known.original_due_on
    task.completed_on, task.closed_on = known.completed_on, known.closed_on
    task.extensions = known.extensions
    task.outcome = known.outcome.value
    task.lead_id = next((r.agency_id for r in task.roles.all() if r.accountable), None)
    task.version += 1
    task.save()


def _create(order: Order, *, group: bool, by: Actor, at: datetime) -> Task:
    on = at.astimezone(_ZONE).date()
    given = order.given_on or on
    if not order.title.strip():
        raise Problem(BAD_VALUE, field="title", why="chưa có tên nhiệm vụ")
    if order.due_on is not None and order.due_on < given:
        raise Problem(DUE_BEFORE_GIVEN, field="due_on", due=show_date(order.due_on), given=show_date(given))
    parts = _parts(order, group)
    _must_exist(order, parts, given, by)
    task = Task.objects.create(
        province_id=by.province,
        title=order.title.strip()[:300],
        detail=order.detail,
        folded=fold_text(f"{order.title} {order.detail} {order.external_id}"),
        giver_id=order.giver,
        parent=order.parent,
        group=group,
        given_on=given,
        recurrence=order.recurrence,
        external_id=order.external_id,
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
        )
        for n, (agency, role) in enumerate(parts)
    )
    _happen(task, Kind.ASSIGNED, by, at, on=given, due_on=order.due_on)
    return task


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
        raise Problem(NOT_FOUND, field="leads", thing=f"cơ quan số {missing[0]}")
    for position, pk in enumerate(wanted):
        agency = known[pk]
        if pk in wanted[:position]:
            raise Problem(AGENCY_TWICE, field="coordinating", agency=agency.name)
        if agency.valid_from > given or (agency.valid_to is not None and agency.valid_to <= given):
            raise Problem(AGENCY_NOT_THERE, field="leads", agency=agency.name, day=show_date(given))
    if order.accountable is not None and order.accountable not in order.leads:
        raise Problem(BAD_VALUE, field="accountable", why="đầu mối phải là một cơ quan chủ trì")


def _happen(
    task: Task,
    kind: Kind,
    by: Actor,
    at: datetime,
    *,
    on: date | None = None,
    note: str = "",
    percent: int | None = None,
    due_on: date | None = None,
    product: str = "",
    file: StoredFile | None = None,
) -> None:
    day = on or at.astimezone(_ZONE).date()
    _must_be_possible(task, EventFact(kind=kind, on=day, due_on=due_on))
    last = task.events.aggregate(last=Max("seq"))["last"] or 0
    TaskEvent.objects.create(
        task=task,
        seq=last + 1,
        kind=kind.value,
        at=at,
        on=day,
        by_id=by.person,
        by_name=by.name,
        agency_id=by.agency,
        note=note.strip(),
        percent=percent,
        due_on=due_on,
        product=product[:200],
        file=file,
    )
    rebuild(task)


def _must_be_possible(task: Task, event: EventFact) -> None:
    if event.kind is not Kind.ASSIGNED and event.kind not in ALLOWED[facts(task).stage]:
        raise Problem(WRONG_STATE, verb="làm việc đó", thing="nhiệm vụ", state=facts(task).stage.value)


def _locked(task: int, by: Actor) -> Task:
    row = Task.objects.select_for_update().filter(pk=task, province=by.province).first()
    if row is None or not _sees(row, by):
        raise Problem(NOT_FOUND, thing="nhiệm vụ")
    return row


def _open(task: int, by: Actor, version: int | None) -> Task:
    row = _locked(task, by)
    if version is not None and version != row.version:
        raise Problem(CHANGED_MEANWHILE, thing="nhiệm vụ này")
    if row.closed_on is not None or row.group:
        raise Problem(WRONG_STATE, verb="cập nhật", thing="nhiệm vụ", state="đã kết thúc")
    return row


def _completed(task: int, by: Actor, version: int | None, verb: str) -> Task:
    row = _open(task, by, version)
    _must_give(row, by)
    if row.completed_on is None:
        raise Problem(WRONG_STATE, verb=verb, thing="nhiệm vụ", state="chưa báo hoàn thành")
    return row


def _sees(task: Task, by: Actor) -> bool:
    return reaches(by, task.giver_id) or any(reaches(by, r.agency_id) for r in task.roles.all())


def _must_take_part(task: Task, by: Actor) -> None:
    if not any(reaches(by, r.agency_id) for r in task.roles.exclude(role=TaskRole.Role.OBSERVER)):
        raise Problem(NOT_PERMITTED)


def _must_lead(task: Task, by: Actor) -> None:
    if not any(reaches(by, r.agency_id) for r in task.roles.filter(role=TaskRole.Role.LEAD)):
        raise Problem(NOT_PERMITTED)


def _must_give(task: Task, by: Actor) -> None:
    if not reaches(by, task.giver_id):
        raise Problem(NOT_PERMITTED)


def _reason(text: str) -> str:
    if not text.strip():
        raise Problem(REASON_NEEDED, field="reason")
    return text.strip()
