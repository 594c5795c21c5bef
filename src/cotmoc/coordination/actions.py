"""Recording joint activities after the fact, each once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from cotmoc.audit.actions import deed
from cotmoc.coordination.models import JointActivity, Participation
from cotmoc.coordination.places import looks_like_coordinates
from cotmoc.coordination.queries import kinds
from cotmoc.domain.access import Actor, Permission, reaches, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.coordination import (
    COORDINATES,
    KIND_UNKNOWN,
    LOOKS_THE_SAME,
    NOT_JOINT,
    NOT_YET_HELD,
)
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND, NOT_PERMITTED, WRONG_STATE
from cotmoc.domain.errors.tasks import REASON_NEEDED
from cotmoc.domain.secrecy import marks
from cotmoc.domain.vi_numbers import show_date
from cotmoc.organisations.models import Agency, Area

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_MOST = 1000


def record(
    *,
    kind: str,
    held_on: date,
    lead: int,
    participants: Sequence[int],
    by: Actor,
    at: datetime,
    area: int | None = None,
    markers: str = "",
    count: int = 1,
    note: str = "",
    another_occasion: bool = False,
) -> JointActivity:
    """Record one joint activity that has taken place.

    ``participants`` are ids of agencies, the lead among them; ``markers`` names an interval of markers,
    never coordinates. Raises Problem: NOT_YET_HELD, NOT_JOINT, LOOKS_THE_SAME (``other`` is the activity
    it resembles), COORDINATES, KIND_UNKNOWN, BAD_VALUE, NOT_FOUND.
    """
    require(by, Permission.RECORD_ACTIVITY)
    with deed("activity.record", by=by) as done:
        together = sorted({*participants, lead})
        _check(kind, held_on, together, count, at)
        _check_words(markers, note)
        if not any(reaches(by, agency) for agency in together):
            raise Problem(NOT_PERMITTED)
        _must_exist(together, held_on, by)
        if area is not None and not Area.objects.filter(pk=area, province=by.province).exists():
            raise Problem(NOT_FOUND, field="area", thing="địa bàn")
        if not another_occasion and (twin := _twin(kind, held_on, area, markers, together, by)):
            raise Problem(LOOKS_THE_SAME, field="another_occasion", other=twin.pk)
        row = JointActivity.objects.create(
            province_id=by.province,
            kind=kind,
            held_on=held_on,
            lead_id=lead,
            area_id=area,
            markers=markers.strip(),
            count=count,
            note=note.strip(),
            recorded_at=at,
            recorded_by_id=by.person,
        )
        Participation.objects.bulk_create(Participation(activity=row, agency_id=a) for a in together)
        done.about(row, kind=kind, participants=together)
    return row


def withdraw(activity: int, *, reason: str, by: Actor, at: datetime) -> JointActivity:
    """Take back a record made in error; it leaves the counts and stays readable with its reason."""
    require(by, Permission.RECORD_ACTIVITY)
    with deed("activity.withdraw", by=by) as done:
        row = JointActivity.objects.select_for_update().filter(pk=activity, province=by.province).first()
        if row is None or not any(reaches(by, p.agency_id) for p in row.participations.all()):
            raise Problem(NOT_FOUND, thing="hoạt động chung")
        if row.withdrawn_at is not None:
            raise Problem(WRONG_STATE, verb="rút lại", thing="hoạt động", state="đã rút lại")
        if not reason.strip():
            raise Problem(REASON_NEEDED, field="reason")
        row.withdrawn_at, row.withdrawn_reason = at, reason.strip()[:300]
        row.save()
        done.about(row)
    return row


def _check(kind: str, held_on: date, together: Sequence[int], count: int, at: datetime) -> None:
    if kind not in {k.code for k in kinds()}:
        raise Problem(KIND_UNKNOWN, field="kind", kind=kind)
    if held_on > at.astimezone(_ZONE).date():
        raise Problem(NOT_YET_HELD, field="held_on", day=show_date(held_on))
    if len(together) < 2:
        raise Problem(NOT_JOINT, field="participants")
    if not 1 <= count <= _MOST:
        raise Problem(BAD_VALUE, field="count", why=f"số cuộc từ 1 đến {_MOST}")


def _check_words(markers: str, note: str) -> None:
    for field, text, most in (("markers", markers.strip(), 60), ("note", note.strip(), 300)):
        if marks(text):
            raise Problem(BAD_VALUE, field=field, why="có dấu chỉ độ mật; không ghi nội dung mật")
        if looks_like_coordinates(text):
            raise Problem(COORDINATES, field=field)
        if len(text) > most:
            raise Problem(BAD_VALUE, field=field, why=f"dài quá {most} ký tự")


def _must_exist(agencies: Sequence[int], day: date, by: Actor) -> None:
    there = Agency.objects.filter(pk__in=agencies, province=by.province, valid_from__lte=day)
    known = {a.pk for a in there if a.valid_to is None or a.valid_to > day}
    if missing := [a for a in agencies if a not in known]:
        raise Problem(
            NOT_FOUND, field="participants", thing=f"cơ quan số {missing[0]} vào ngày {show_date(day)}"
        )


def _twin(
    kind: str, held_on: date, area: int | None, markers: str, together: Sequence[int], by: Actor
) -> JointActivity | None:
    """An activity of that day and kind in which two of these took part, at a place that may be the same."""
    same = JointActivity.objects.filter(
        province=by.province, kind=kind, held_on=held_on, withdrawn_at=None
    ).prefetch_related("participations")
    place = (area, markers.strip())
    return next(
        (
            row
            for row in same
            if len({p.agency_id for p in row.participations.all()} & set(together)) >= 2
            and all(not a or not b or a == b for a, b in zip(place, (row.area_id, row.markers), strict=True))
        ),
        None,
    )
