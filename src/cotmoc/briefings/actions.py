"""Publishing a briefing, whose bytes stay as they are, and recording what its meeting decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from cotmoc.audit.actions import deed
from cotmoc.briefings import queries
from cotmoc.briefings.compose.facts import SERIES, committee
from cotmoc.briefings.models import PublishedBriefing
from cotmoc.briefings.render import MEDIA_TYPES, render
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.errors.tasks import REASON_NEEDED
from cotmoc.domain.periods import Period
from cotmoc.files.actions import keep
from cotmoc.files.models import StoredFile
from cotmoc.meetings import actions as meeting_actions
from cotmoc.meetings import queries as meetings
from cotmoc.meetings.models import Decision

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def publish(*, period: Period, by: Actor, at: datetime, reason: str = "") -> PublishedBriefing:
    """Keep the briefing of a period as .docx, .pdf, .html and .json with every figure's key.

    A correction is a new revision with its reason.
    Raises Problem: REASON_NEEDED for a second revision without one, NO_SNAPSHOT, FONT_MISSING.
    """
    require(by, Permission.WRITE_BRIEFING)
    with deed("briefing.publish", by=by) as record:
        on: date = at.astimezone(_ZONE).date()
        value = queries.draft(by, period, on=on)
        if value.provenance.revision > 1 and not reason.strip():
            raise Problem(REASON_NEEDED, field="reason")
        stored: dict[str, StoredFile] = {}
        for kind in MEDIA_TYPES:
            data = render(value, kind, fonts=Path(settings.COTMOC_FONTS))
            name = f"giao-ban-{str(period).lower()}-r{value.provenance.revision}.{kind}"
            stored[kind] = keep(data, name=name, media_type=MEDIA_TYPES[kind], at=at)
        row = PublishedBriefing.objects.create(
            province_id=by.province,
            period=str(period),
            revision=value.provenance.revision,
            reason=reason.strip(),
            snapshot_id=queries.snapshot_id(by, value.provenance.snapshot),
            audit_head=value.provenance.audit_head.rpartition(":")[2],
            figures={"on": on.isoformat(), "numbers": queries.numbers_of(value)},
            **stored,
            published_at=at,
            published_by_id=by.person,
        )
        hashes = {kind: file.sha256 for kind, file in stored.items()}
        record.about(row, period=str(period), revision=row.revision, **hashes)
    return row


def decide(
    *,
    period: Period,
    text: str,
    leads: Sequence[int],
    by: Actor,
    at: datetime,
    coordinating: Sequence[int] = (),
    due_on: date | None = None,
    each: bool = False,
    accountable: int | None = None,
    held_on: date | None = None,
) -> Decision:
    """Record a decision of the period's meeting, which is opened with the first one; it is a task at once.

    ``held_on`` is the day of the meeting, today unless given. Raises Problem: BAD_VALUE for a day to come,
    and what ``meetings.actions.decide`` raises; then there is no meeting either.
    """
    require(by, Permission.RECORD_DECISION)
    with deed("briefing.decide", by=by) as record:
        today = at.astimezone(_ZONE).date()
        if held_on and held_on > today:
            raise Problem(BAD_VALUE, field="held_on", why="ngày họp chưa đến")
        meeting = meetings.meeting(by, series=SERIES, period=period)
        if meeting is None or held_on not in (None, meeting.held_on):
            chair = committee(by, today)
            meeting = meeting_actions.open_meeting(
                series=SERIES,
                title=f"Giao ban {period.vi()}",
                period=period,
                held_on=held_on or today,
                chair=chair.pk if chair else by.agency or 0,
                by=by,
                at=at,
            )
        decision = meeting_actions.decide(
            meeting.pk,
            text=text,
            leads=leads,
            coordinating=[one for one in coordinating if one not in leads],
            due_on=due_on,
            each=each,
            accountable=accountable,
            by=by,
            at=at,
        )
        record.about(decision, period=str(period), task=decision.task_id)
    return decision
