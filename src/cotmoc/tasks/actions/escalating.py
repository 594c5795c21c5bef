"""«Vượt thẩm quyền»: the lead sends a matter up with a proposal, and a leader's answer comes back."""

from __future__ import annotations

from datetime import date, datetime

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, WRONG_STATE
from cotmoc.domain.errors.tasks import DOCUMENT_NEEDED
from cotmoc.domain.task_course import ANSWERS
from cotmoc.domain.task_course import TaskEventKind as Kind
from cotmoc.domain.working_time import YearsNotListed, pushed_back
from cotmoc.organisations.days_off import days_off
from cotmoc.tasks.actions.dating import provisional
from cotmoc.tasks.actions.happening import ZONE, happen, must_give, must_lead, open_task, reason_of
from cotmoc.tasks.models import Task
from cotmoc.tasks.queries import facts


def escalate(task: int, *, proposal: str, by: Actor, at: datetime, version: int | None = None) -> Task:
    """The lead sends the matter up with what it proposes; the clock stands still until it is answered.

    Raises Problem: REASON_NEEDED, WRONG_STATE, NOT_PERMITTED, NOT_FOUND, CHANGED_MEANWHILE.
    """
    require(by, Permission.PROGRESS_TASK)
    with deed("task.escalate", by=by) as record:
        row = open_task(task, by, version)
        must_lead(row, by)
        happen(row, Kind.ESCALATED, by, at, note=reason_of(proposal, field="proposal"))
        record.about(row)
    return row


def answer(
    task: int,
    *,
    decision: str,
    by: Actor,
    at: datetime,
    note: str = "",
    product: str = "",
    version: int | None = None,
) -> Task:
    """A leader agrees with the proposal, decides otherwise, or refers it to a higher body.

    ``decision`` is "agreed", "decided" (``note`` says what) or "referred" (``product`` is the number of the
    document that was sent). An answer puts the due day, and the days of parts that are still owed, off by the
    working days for which the clock stood still; what is referred goes on waiting. Raises Problem: BAD_VALUE,
    REASON_NEEDED, DOCUMENT_NEEDED, WRONG_STATE, NOT_PERMITTED, NOT_FOUND, CHANGED_MEANWHILE.
    """
    require(by, Permission.DECIDE_MATTER)
    with deed("task.answer", by=by) as record:
        row = open_task(task, by, version)
        must_give(row, by)
        if decision not in {kind.value for kind in ANSWERS}:
            raise Problem(BAD_VALUE, field="decision", why="chọn đồng ý, quyết định khác hoặc gửi cấp trên")
        if row.paused_on is None:
            raise Problem(WRONG_STATE, verb="trả lời", thing="nhiệm vụ", state="không chờ ý kiến")
        kind = Kind(decision)
        if kind is Kind.DECIDED:
            note = reason_of(note, field="note")
        if kind is Kind.REFERRED and not product.strip():
            raise Problem(DOCUMENT_NEEDED, field="product")
        on = at.astimezone(ZONE).date()
        due_on = None if kind is Kind.REFERRED else put_off(row, on)
        parts = [] if kind is Kind.REFERRED else _put_parts_off(row, on)
        if due_on is not None and due_on != row.due_on and (guessed := provisional(due_on)):
            note = f"{note.strip()} ({guessed})".strip()
        happen(row, kind, by, at, note=note, product=product.strip(), due_on=due_on)
        record.about(row, decision=decision, due=due_on and due_on.isoformat(), parts=parts)
    return row


def put_off(row: Task, on: date) -> date | None:
    """The due day once the clock goes on again; None where it never stood still."""
    if row.due_on is None or row.paused_on is None or not facts(row).stands_still:
        return None
    return _later(row.due_on, row.paused_on, on)


def _put_parts_off(row: Task, on: date) -> list[str]:
    """Put off the parts still owed whose own day had not passed when the clock stopped; «body: new day»."""
    assert row.paused_on is not None
    owed = row.roles.filter(contributed_on__isnull=True, due_on__gte=row.paused_on)
    moved = []
    for role in owed:
        assert role.due_on is not None
        role.due_on = _later(role.due_on, row.paused_on, on)
        role.save(update_fields=["due_on"])
        moved.append(f"{role.agency_id}: {role.due_on.isoformat()}")
    return moved


def _later(due: date, paused: date, on: date) -> date:
    """A due day after the clock stood still from ``paused`` until ``on``."""
    if on <= paused:
        return due
    # The days off of a year to come may not be announced yet; then only its weekends are known.
    try:
        return pushed_back(due, [(paused, on)], days_off().presumed, working=True)
    except YearsNotListed:
        # A day beyond every calendar is a way to say «some day»: a few days more change nothing.
        return due
