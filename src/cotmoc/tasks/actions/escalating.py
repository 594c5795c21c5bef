"""«Vượt thẩm quyền»: a matter goes up with a proposal, step by step, until an answer comes back."""

from __future__ import annotations

from datetime import date, datetime

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, reaches, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, NOT_PERMITTED, WRONG_STATE
from cotmoc.domain.errors.tasks import ANSWERED_ITSELF, DOCUMENT_NEEDED, NO_STEP_UP
from cotmoc.domain.task_course import ANSWERS, SETTLED
from cotmoc.domain.task_course import TaskEventKind as Kind
from cotmoc.domain.working_time import YearsNotListed, pushed_back
from cotmoc.organisations.days_off import days_off
from cotmoc.tasks.actions.dating import provisional
from cotmoc.tasks.actions.happening import ZONE, happen, must_lead, open_task, reason_of
from cotmoc.tasks.models import Task
from cotmoc.tasks.queries import facts
from cotmoc.tasks.queries.matters import answers_itself, first_holder, next_holder


def escalate(task: int, *, proposal: str, by: Actor, at: datetime, version: int | None = None) -> Task:
    """The lead sends the matter up with what it proposes; the clock stands still until it is answered.

    Who has it first is the superior of the lead on the chart, or the giver (``queries.first_holder``).
    Raises Problem: REASON_NEEDED, WRONG_STATE, NOT_PERMITTED, NOT_FOUND, CHANGED_MEANWHILE.
    """
    require(by, Permission.PROGRESS_TASK)
    with deed("task.escalate", by=by) as record:
        row = open_task(task, by, version)
        must_lead(row, by)
        note, asked = reason_of(proposal, field="proposal"), first_holder(row, at.astimezone(ZONE).date())
        happen(row, Kind.ESCALATED, by, at, note=note, heir=asked)
        record.about(row, asked=asked)
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
    """Who has the matter, or stands above, agrees, decides otherwise, passes it up or refers it outside.

    ``decision`` is "agreed", "decided" (``note`` says what), "passed_up" to the next body on the chart
    (``note`` is one's own opinion) or "referred" (``product`` is the number of the document that was sent).
    An answer puts the due day, and the days of parts that are still owed, off by the working days for which
    the clock stood still; what is passed up or referred goes on waiting. A lead that has its own matter,
    since it took the task over, does not settle it. Raises Problem: BAD_VALUE, REASON_NEEDED,
    DOCUMENT_NEEDED, NO_STEP_UP, ANSWERED_ITSELF, WRONG_STATE, NOT_PERMITTED, NOT_FOUND, CHANGED_MEANWHILE.
    """
    require(by, Permission.DECIDE_MATTER)
    with deed("task.answer", by=by) as record:
        row = open_task(task, by, version)
        if not reaches(by, row.matter_with_id or row.giver_id):
            raise Problem(NOT_PERMITTED)
        if decision not in {kind.value for kind in ANSWERS}:
            why = "chọn đồng ý, quyết định khác, trình cấp trên hoặc gửi cấp trên"
            raise Problem(BAD_VALUE, field="decision", why=why)
        if row.paused_on is None:
            raise Problem(WRONG_STATE, verb="trả lời", thing="nhiệm vụ", state="không chờ ý kiến")
        kind = Kind(decision)
        if kind in SETTLED and answers_itself(by, row):
            raise Problem(ANSWERED_ITSELF, field="decision")
        on = at.astimezone(ZONE).date()
        if kind in (Kind.DECIDED, Kind.PASSED_UP):
            note = reason_of(note, field="note")
        if kind is Kind.REFERRED and not product.strip():
            raise Problem(DOCUMENT_NEEDED, field="product")
        due_on = put_off(row, on) if kind in SETTLED else None
        parts = _put_parts_off(row, on) if kind in SETTLED else []
        if due_on is not None and due_on != row.due_on and (guessed := provisional(due_on)):
            note = f"{note.strip()} ({guessed})".strip()
        part, heir = _step_up(row, on) if kind is Kind.PASSED_UP else (None, None)
        happen(row, kind, by, at, note=note, product=product.strip(), due_on=due_on, part=part, heir=heir)
        record.about(row, decision=decision, due=due_on and due_on.isoformat(), parts=parts)
    return row


def _step_up(row: Task, on: date) -> tuple[int, int]:
    """From whom to whom a matter goes that is passed up."""
    above = next_holder(row, on)
    if above is None:
        raise Problem(NO_STEP_UP, field="decision")
    return row.matter_with_id or row.giver_id, above.pk


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
