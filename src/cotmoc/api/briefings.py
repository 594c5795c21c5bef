"""Briefings over HTTP: the draft with the key of every number, files, published revisions, decisions."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema

from cotmoc.api.asking import asker, moment, period_in
from cotmoc.api.frame import needs
from cotmoc.api.once import told_again
from cotmoc.api.sent import Sent
from cotmoc.briefings import actions, queries
from cotmoc.briefings.compose.facts import SERIES
from cotmoc.briefings.render import MEDIA_TYPES, render
from cotmoc.domain.access import Permission
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND
from cotmoc.domain.periods import Period, PeriodKind
from cotmoc.domain.task_status import TaskState
from cotmoc.files.queries import bytes_of
from cotmoc.meetings import queries as meetings

router = Router(tags=["briefings"])
Kind = Literal["docx", "pdf"]
KeptKind = Literal["docx", "pdf", "html", "json"]


class Publish(Sent):
    """``reason`` is needed from the second revision on."""

    reason: str = Field("", max_length=2000)


class Decide(Sent):
    """A decision; ``accountable`` answers for it, else the first lead. ``each`` gives every lead a task.

    ``held_on`` is the day of the meeting, used when this is its first decision.
    """

    text: str = Field(max_length=10_000)
    leads: list[int] = Field(max_length=500)
    coordinating: list[int] = Field([], max_length=500)
    due_on: date | None = None
    each: bool = False
    accountable: int | None = None
    held_on: date | None = None


class RevisionOut(Schema):
    """A published revision; the hashes are SHA-256 of its files, null for what was not yet kept then.

    The .json holds every printed figure with its key, and the briefing's blocks.
    """

    period: str
    revision: int
    reason: str
    snapshot: int
    audit_head: str
    published_at: datetime
    docx_sha256: str
    pdf_sha256: str
    html_sha256: str | None
    json_sha256: str | None


class StateOut(Schema):
    """How many of a decision's tasks stand in a state."""

    state: TaskState
    count: int


class DecisionOut(Schema):
    """A decision with its task and how that stands today."""

    ordinal: int
    text: str
    task: int
    lead: int | None
    lead_name: str
    due_on: date | None
    states: list[StateOut]


class MeetingOut(Schema):
    """The meeting of a period; ``held_on`` is null until its first decision."""

    period: str
    held_on: date | None
    decisions: list[DecisionOut]


@router.get("/published", auth=needs(Permission.READ_BRIEFING), response=list[RevisionOut])
def published(request: HttpRequest, period: str = "", limit: int = 100) -> list[dict[str, Any]]:
    """Published revisions, newest period and revision first; at most 500."""
    found = queries.published(asker(request), _period(period) if period else None)
    return [_revision(row) for row in found[: max(1, min(limit, 500))]]


@router.get("/{period}", auth=needs(Permission.READ_BRIEFING))
def draft(request: HttpRequest, period: str) -> HttpResponse:
    """The briefing as it stands now: every block, and each printed number with its key."""
    value = queries.draft(asker(request), _period(period), on=moment(request).date())
    body = {
        "period": period,
        "numbers": [{"text": n.text, "key": n.key, "missing": n.missing} for n in value.numbers()],
        "briefing": json.loads(value.as_json()),
    }
    return HttpResponse(json.dumps(body, ensure_ascii=False), content_type="application/json")


@router.get("/{period}/file/{kind}", auth=needs(Permission.READ_BRIEFING))
def file(request: HttpRequest, period: str, kind: Kind) -> HttpResponse:
    """The briefing as it stands now, as .docx or .pdf."""
    asked = _period(period)
    value = queries.draft(asker(request), asked, on=moment(request).date())
    data = render(value, kind, fonts=Path(settings.COTMOC_FONTS))
    return _file(data, kind, f"giao-ban-{str(asked).lower()}-ban-thao.{kind}")


@router.post("/{period}/published", auth=needs(Permission.WRITE_BRIEFING), response=RevisionOut)
def publish(request: HttpRequest, period: str, body: Publish) -> dict[str, Any]:
    """Keep the briefing's bytes as the next revision."""
    row = actions.publish(period=_period(period), reason=body.reason, by=asker(request), at=moment(request))
    return _revision(row)


@router.get("/{period}/published/{int:number}/file/{kind}", auth=needs(Permission.READ_BRIEFING))
def published_file(request: HttpRequest, period: str, number: int, kind: KeptKind) -> HttpResponse:
    """A file of a published revision, byte for byte as it was kept."""
    if number > 2**15:
        raise Problem(NOT_FOUND, thing="bản giao ban đã ban hành")
    row = queries.revision(asker(request), _period(period), number)
    stored = row.files().get(kind)
    if stored is None:
        raise Problem(NOT_FOUND, thing="tệp này của bản giao ban")
    return _file(bytes_of(stored), kind, stored.name)


@router.get("/{period}/decisions", auth=needs(Permission.READ_BRIEFING), response=MeetingOut)
def decisions(request: HttpRequest, period: str) -> dict[str, Any]:
    """The decisions of the period's meeting with how their tasks stand."""
    return _meeting(request, _period(period))


@router.post("/{period}/decisions", auth=needs(Permission.RECORD_DECISION), response=MeetingOut)
def decide(request: HttpRequest, period: str, body: Decide) -> dict[str, Any]:
    """Record a decision, which becomes a task; the meeting is opened with the first one."""
    asked = _period(period)
    actions.decide(
        period=asked,
        text=body.text,
        leads=body.leads,
        coordinating=body.coordinating,
        due_on=body.due_on,
        held_on=body.held_on,
        each=body.each,
        accountable=body.accountable,
        by=asker(request),
        at=moment(request),
    )
    return _meeting(request, asked)


@told_again("briefing.publish")
def _published_before(request: HttpRequest, row: Any) -> dict[str, Any]:
    period = Period.parse(row.detail["period"])
    return _revision(queries.revision(asker(request), period, row.detail["revision"]))


@told_again("briefing.decide")
def _decided_before(request: HttpRequest, row: Any) -> dict[str, Any]:
    return _meeting(request, Period.parse(row.detail["period"]))


def _meeting(request: HttpRequest, period: Period) -> dict[str, Any]:
    actor = asker(request)
    found = meetings.meeting(actor, series=SERIES, period=period)
    followed = meetings.decisions(actor, found, on=moment(request).date()) if found else []
    return {
        "period": str(period),
        "held_on": found.held_on if found else None,
        "decisions": [_decision(one) for one in followed],
    }


def _decision(followed: meetings.FollowedDecision) -> dict[str, Any]:
    decision, task = followed.decision, followed.decision.task
    return {
        "ordinal": decision.ordinal,
        "text": decision.text,
        "task": task.pk,
        "lead": task.lead_id,
        "lead_name": task.lead.name if task.lead else "",
        "due_on": task.due_on,
        "states": [{"state": s, "count": followed.tally[s]} for s in TaskState if followed.tally[s]],
    }


def _revision(row: Any) -> dict[str, Any]:
    return {
        "period": row.period,
        "revision": row.revision,
        "reason": row.reason,
        "snapshot": row.snapshot.number,
        "audit_head": row.audit_head,
        "published_at": row.published_at,
        "docx_sha256": row.docx.sha256,
        "pdf_sha256": row.pdf.sha256,
        "html_sha256": row.html.sha256 if row.html else None,
        "json_sha256": row.json.sha256 if row.json else None,
    }


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=MEDIA_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _period(text: str) -> Period:
    period = period_in(text)
    if period.kind is not PeriodKind.QUARTER:
        raise Problem(BAD_VALUE, field="period", why="kỳ giao ban là quý, ví dụ 2022-Q2")
    return period
