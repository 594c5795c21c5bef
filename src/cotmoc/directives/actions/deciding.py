"""Accepting a clause makes its task; rejecting leaves it out; both can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from cotmoc.audit.actions import deed
from cotmoc.directives.actions.naming import name_bodies
from cotmoc.directives.actions.recurring import recur, stop_recurrences
from cotmoc.directives.actions.rows import decide, locked, must_wait, settle
from cotmoc.directives.drafts import fields_of, task_of
from cotmoc.directives.models import Clause, ClauseRecurrence, ClauseTask, Document, Reading
from cotmoc.directives.queries.recurring import rule_of
from cotmoc.domain.access import Actor, Permission, permits, require
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.directives import LEAD_UNKNOWN, NOTHING_TO_UNDO, PIECE_DECIDED, WORK_BEGUN
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND
from cotmoc.organisations.queries import office
from cotmoc.tasks import actions as tasks
from cotmoc.tasks.models import Task

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_TAKEN_BACK = "Hoàn tác xác nhận khi rà soát văn bản"
_NO_RHYTHM = Said("đoạn này không lặp lại", "this clause does not come back")


@dataclass(frozen=True, slots=True)
class NotAccepted:
    """A clause that could not be accepted, and why."""

    clause: Clause
    problem: Problem


def accept(
    clause: int,
    *,
    by: Actor,
    at: datetime,
    version: int | None = None,
    once: bool = False,
    last: date | None = None,
) -> Clause:
    """Make the clause a task; with ``each`` and several leads one task a unit under a heading.

    The giver is the issuer where it is an agency known here, else the agency of who accepts; the task is
    given on the document's day. A clause whose words tell a rhythm (``queries.repeats``) becomes a recurrence
    up to ``last`` or the day that is offered, unless ``once``: given from now on, so by an issuer that is
    still there. Raises Problem: LEAD_UNKNOWN, WRONG_STATE,
    CHANGED_MEANWHILE, BAD_VALUE at ``last`` without a rhythm, and what ``tasks.actions.assign`` and
    ``recur`` raise.
    """
    require(by, Permission.REVIEW_DIRECTIVE)
    with deed("directive.accept", by=by) as record:
        row = locked(clause, by, version)
        must_wait(row, "xác nhận")
        order, each = _order(row, by)
        today = at.astimezone(ZONE).date()
        rule = None if once else rule_of(row, row.reading.document, today)
        if rule is not None:
            order = replace(order, giver=_giver(row.reading.document, by, today))
            came = recur(row, order, rule, last, each=each, by=by, at=at)
            record.about(row, document=row.reading.document_id, recurrence=came.pk)
        elif last is not None:
            raise Problem(BAD_VALUE, field="last", why=_NO_RHYTHM)
        else:
            made = _assign(order, each, by, at)
            ClauseTask.objects.bulk_create(ClauseTask(clause=row, task=task) for task in made)
            record.about(row, document=row.reading.document_id, tasks=[task.pk for task in made])
        decide(row, Clause.State.ACCEPTED, by, at)
    return row


def accept_all(
    document: int, *, by: Actor, at: datetime, once: bool = False
) -> tuple[list[Clause], list[NotAccepted]]:
    """Accept every clause that still waits; those that cannot be accepted are given back with the reason.

    With ``once`` none of them comes back.
    """
    require(by, Permission.REVIEW_DIRECTIVE)
    with deed("directive.accept_all", by=by) as record:
        found = Document.objects.filter(pk=document, province=by.province).first()
        if found is None:
            raise Problem(NOT_FOUND, thing="văn bản")
        accepted: list[Clause] = []
        left: list[NotAccepted] = []
        for clause in Clause.objects.filter(reading__document=found, state=Clause.State.DRAFT):
            try:
                accepted.append(accept(clause.pk, by=by, at=at, once=once))
            except Problem as problem:
                left.append(NotAccepted(clause, problem))
        record.about(found, accepted=[clause.pk for clause in accepted], left=len(left))
    return accepted, left


def reject(clause: int, *, by: Actor, at: datetime, version: int | None = None) -> Clause:
    """Leave the clause out: it is no task."""
    require(by, Permission.REVIEW_DIRECTIVE)
    with deed("directive.reject", by=by) as record:
        row = locked(clause, by, version)
        must_wait(row, "từ chối")
        decide(row, Clause.State.REJECTED, by, at)
        record.about(row, document=row.reading.document_id)
    return row


def restore(clause: int, *, by: Actor, at: datetime, version: int | None = None) -> Clause:
    """Take back the last thing done to a clause; the clause that now waits is returned.

    A rejection is lifted; an acceptance withdraws its tasks as long as nobody has reported on one, and
    nothing comes back any more; an edited draft gets the reader's words back; a piece of a split or merge
    gives way to what it was made from.
    Raises Problem: NOTHING_TO_UNDO, WORK_BEGUN, PIECE_DECIDED, CHANGED_MEANWHILE.
    """
    require(by, Permission.REVIEW_DIRECTIVE)
    with deed("directive.restore", by=by) as record:
        row = locked(clause, by, version)
        record.about(row, document=row.reading.document_id, was=row.state)
        if row.state == Clause.State.ACCEPTED:
            _withdraw(row, by, at)
            decide(row, Clause.State.DRAFT, by, at)
        elif row.state == Clause.State.REJECTED:
            decide(row, Clause.State.DRAFT, by, at)
        elif row.state == Clause.State.DRAFT and row.edited and row.drafted is not None:
            _as_drafted(row, row.drafted)
            decide(row, Clause.State.DRAFT, by, at)
        elif row.state == Clause.State.DRAFT and row.replaces.exists():
            row = _take_apart(row, by, at)
        else:
            raise Problem(NOTHING_TO_UNDO)
    return row


def _order(row: Clause, by: Actor) -> tuple[tasks.Order, bool]:
    """What the clause orders, and whether each lead owes it on its own. Raises Problem(LEAD_UNKNOWN)."""
    document = row.reading.document
    bodies = list(row.agencies.all())
    leads = [body for body in bodies if body.role == "lead"]
    if unknown := next((body for body in leads if body.agency_id is None), None):
        raise Problem(LEAD_UNKNOWN, field="leads", name=unknown.written)
    units = list(dict.fromkeys(body.agency_id for body in leads if body.agency_id is not None))
    helping = [body for body in bodies if body.role == "coordinating"]
    order = tasks.Order(
        title=row.label,
        giver=_giver(document, by, document.issued_on or document.registered_on),
        leads=units,
        coordinating=list(
            dict.fromkeys(
                b.agency_id for b in helping if b.agency_id is not None and b.agency_id not in units
            )
        ),
        due_on=row.due_on,
        given_on=document.issued_on,
        detail=_detail(
            document.text[row.start : row.end], [b.written for b in helping if b.agency_id is None]
        ),
        recurrence=row.recurrence,
        document=document.number,
    )
    return order, row.each and len(units) > 1


def _assign(order: tasks.Order, each: bool, by: Actor, at: datetime) -> list[Task]:
    if not each:
        return [tasks.assign(order, by=by, at=at)]
    heading = tasks.assign_each(order, by=by, at=at)
    return [heading, *heading.children.order_by("pk")]


def _giver(document: Document, by: Actor, on: date) -> int:
    """The issuer where it may give tasks here, else who acts, else (at the console) the province's office."""
    issuer = document.issuer_agency
    ended = issuer is not None and issuer.valid_to is not None and issuer.valid_to <= on
    if issuer is not None and not ended and permits(by, Permission.ASSIGN_TASK, agency=issuer.pk):
        return issuer.pk
    if by.agency is not None:
        return by.agency
    found = office(by.province, on=on)
    if found is None:
        raise Problem(NOT_FOUND, thing="cơ quan giao")
    return found.pk


def _detail(sentence: str, unnamed: list[str]) -> str:
    """The clause's own words, and the coordinating bodies that are no agency by name."""
    return f"{sentence}\nPhối hợp: {'; '.join(unnamed)}" if unnamed else sentence


def _withdraw(row: Clause, by: Actor, at: datetime) -> None:
    # Stopped first: nothing can come between looking at what has come and taking it back.
    stop_recurrences(row, reason=_TAKEN_BACK, by=by, at=at)
    made = Task.objects.filter(clause_link__clause=row, group=False).exclude(outcome=Task.Outcome.CANCELLED)
    for task in made:
        if task.events.count() > 1:
            raise Problem(WORK_BEGUN)
    for task in made.order_by("pk"):
        tasks.withdraw(task.pk, reason=_TAKEN_BACK, by=by, at=at)


def _as_drafted(row: Clause, drafted: Mapping[str, Any]) -> None:
    document = row.reading.document
    on: date = document.issued_on or document.registered_on
    said = task_of(drafted)
    for name, value in fields_of(said, on).items():
        setattr(row, name, value)
    row.edited = False
    row.agencies.all().delete()
    name_bodies([(row, said.lead, said.coord)], province=document.province_id, on=on)


def _take_apart(row: Clause, by: Actor, at: datetime) -> Clause:
    """Remove the pieces made together with ``row`` and let their originals wait again; the first of these."""
    originals = list(row.replaces.all())
    pieces = list(Clause.objects.filter(replaces__in=originals).distinct())
    if any(piece.state not in (Clause.State.DRAFT, Clause.State.REJECTED) for piece in pieces):
        raise Problem(PIECE_DECIDED)
    reading: Reading = row.reading
    # Tasks that were withdrawn again stay readable, with the clause they go back to.
    ClauseTask.objects.filter(clause__in=pieces).update(clause=originals[0])
    ClauseRecurrence.objects.filter(clause__in=pieces).update(clause=originals[0])
    for piece in pieces:
        piece.delete()
    for original in originals:
        original.reading = reading
        decide(original, Clause.State.DRAFT, by, at)
    settle(reading)
    return originals[0]
