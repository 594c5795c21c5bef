"""Joint activities over HTTP: list, record one after the fact, withdraw."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from cotmoc.api.asking import asker, moment, period_in
from cotmoc.api.frame import needs
from cotmoc.api.once import told_again
from cotmoc.api.sent import Sent
from cotmoc.coordination import actions, queries
from cotmoc.domain.access import Permission
from cotmoc.domain.reporting_calendar import Calendar, data_window

router = Router(tags=["coordination"])
MOST = 500


class Activity(Sent):
    """A joint activity that has taken place. ``participants`` are agency ids, the lead among them."""

    kind: str = Field(max_length=20, examples=["patrol"])
    held_on: date
    lead: int = Field(ge=1, le=2**31)
    participants: list[int] = Field(min_length=1, max_length=50)
    area: int | None = Field(None, ge=1, le=2**31)
    markers: str = Field("", description="An interval of markers in words, never coordinates.")
    count: int = Field(1, ge=1, le=1000)
    note: str = ""
    another_occasion: bool = False


class Withdrawal(Sent):
    """Why a record is taken back."""

    reason: str


class ActivityOut(Schema):
    """A recorded joint activity."""

    id: int
    kind: str
    held_on: date
    lead: int
    participants: list[int]
    area: int | None
    markers: str
    count: int
    note: str
    recorded_at: datetime
    withdrawn_at: datetime | None
    withdrawn_reason: str


@router.get("", auth=needs(Permission.READ_ACTIVITY), response=list[ActivityOut])
def activities(
    request: HttpRequest, period: str = "", kind: str = "", agency: int | None = None
) -> list[dict[str, Any]]:
    """Joint activities within reach, newest first, at most 500; ``period`` narrows by its data window."""
    window = data_window(period_in(period), Calendar.ND09) if period else None
    found = queries.activities(
        asker(request),
        kind=kind,
        start=window.start if window else None,
        end=window.end if window else None,
        agency=agency,
    )
    return [_line(row) for row in found[:MOST]]


@router.post("", auth=needs(Permission.RECORD_ACTIVITY), response=ActivityOut)
def record(request: HttpRequest, body: Activity) -> dict[str, Any]:
    """Record one joint activity; one that looks the same is refused unless it was another occasion."""
    actor = asker(request)
    row = actions.record(**body.dict(), by=actor, at=moment(request))
    return _line(queries.activity(actor, row.pk))


@router.get("/{int:pk}", auth=needs(Permission.READ_ACTIVITY), response=ActivityOut)
def activity(request: HttpRequest, pk: int) -> dict[str, Any]:
    """One joint activity, also when it was withdrawn."""
    return _line(queries.activity(asker(request), pk))


@router.post("/{int:pk}/withdraw", auth=needs(Permission.RECORD_ACTIVITY), response=ActivityOut)
def withdraw(request: HttpRequest, pk: int, body: Withdrawal) -> dict[str, Any]:
    """Take a record back with a reason; it leaves the counts of later snapshots."""
    actor = asker(request)
    actions.withdraw(pk, reason=body.reason, by=actor, at=moment(request))
    return _line(queries.activity(actor, pk))


@told_again("activity.record", "activity.withdraw")
def _again(request: HttpRequest, row: Any) -> dict[str, Any]:
    return _line(queries.activity(asker(request), int(row.thing_id)))


def _line(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "kind": row.kind,
        "held_on": row.held_on,
        "lead": row.lead_id,
        "participants": sorted(part.agency_id for part in row.participations.all()),
        "area": row.area_id,
        "markers": row.markers,
        "count": row.count,
        "note": row.note,
        "recorded_at": row.recorded_at,
        "withdrawn_at": row.withdrawn_at,
        "withdrawn_reason": row.withdrawn_reason,
    }
