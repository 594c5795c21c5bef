"""Opening a meeting and recording its decisions, each of which is a task at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Max

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND
from cotmoc.domain.headlines import headline
from cotmoc.domain.periods import Period
from cotmoc.domain.secrecy import marks
from cotmoc.meetings.models import Decision, Meeting
from cotmoc.organisations.models import Agency
from cotmoc.tasks.actions import Order, assign, assign_each


def open_meeting(
    *, series: str, title: str, period: Period, held_on: date, chair: int, by: Actor, at: datetime
) -> Meeting:
    """The meeting of a series for a period; the same again returns what is there with its new day."""
    require(by, Permission.RECORD_DECISION)
    with deed("meeting.open", by=by) as record:
        if not Agency.objects.filter(pk=chair, province=by.province).exists():
            raise Problem(NOT_FOUND, field="chair", thing="cơ quan chủ trì cuộc họp")
        if not title.strip():
            raise Problem(BAD_VALUE, field="title", why="chưa có tên cuộc họp")
        meeting, _ = Meeting.objects.update_or_create(
            province_id=by.province,
            series=series,
            period=str(period),
            defaults={"title": title.strip(), "held_on": held_on, "chair_id": chair},
        )
        record.about(meeting, period=str(period), held_on=held_on.isoformat())
    return meeting


def decide(
    meeting: int,
    *,
    text: str,
    leads: Sequence[int],
    by: Actor,
    at: datetime,
    coordinating: Sequence[int] = (),
    due_on: date | None = None,
    each: bool = False,
    accountable: int | None = None,
) -> Decision:
    """Record a decision; it becomes a task (or one a unit, ``each``) given by the chair that day.

    Of several leads ``accountable`` answers for it, else the first.

    Raises Problem: BAD_VALUE for an empty or marked text, NOT_FOUND, and what assigning raises.
    """
    require(by, Permission.RECORD_DECISION)
    with deed("meeting.decide", by=by) as record:
        row = Meeting.objects.select_for_update().filter(pk=meeting, province=by.province).first()
        if row is None:
            raise Problem(NOT_FOUND, thing="cuộc họp")
        if not text.strip():
            raise Problem(BAD_VALUE, field="text", why="chưa ghi nội dung kết luận")
        if marks(text):
            raise Problem(BAD_VALUE, field="text", why="có dấu chỉ độ mật; không ghi nội dung mật")
        twin = row.decisions.filter(text=text.strip()).first()
        if twin is not None:
            # The same words in the same minutes are a form sent twice, not a second decision.
            record.about(twin, again=True)
            return twin
        order = Order(
            title=headline(text, 200),
            detail=text.strip(),
            giver=row.chair_id,
            leads=leads,
            coordinating=coordinating,
            accountable=None if each else accountable,
            due_on=due_on,
            given_on=row.held_on,
        )
        task = (assign_each if each and len(leads) > 1 else assign)(order, by=by, at=at)
        last = row.decisions.aggregate(last=Max("ordinal"))["last"] or 0
        decision = Decision.objects.create(
            meeting=row, ordinal=last + 1, text=text.strip(), at=at, by_id=by.person, task=task
        )
        record.about(decision, meeting=row.pk, task=task.pk)
    return decision
