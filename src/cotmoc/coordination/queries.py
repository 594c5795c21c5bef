"""Reading joint activities: each event once, with everybody who took part."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from cotmoc.coordination.models import JointActivity, Participation
from cotmoc.domain.access import EVERYWHERE, Actor, Permission, require
from cotmoc.domain.aggregation import JointEvent, with_joint
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_FOUND

_KINDS = Path(__file__).resolve().parents[3] / "reference_data" / "activity_kinds.toml"


@dataclass(frozen=True, slots=True)
class ActivityKind:
    """A kind of joint activity: its code and what people call it."""

    code: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """A joint activity as adding up needs it; ``participants`` are agency ids."""

    id: int
    kind: str
    held_on: date
    count: int
    participants: frozenset[int]


@dataclass(frozen=True, slots=True)
class JointTally:
    """Activities of one kind: each counted once, and by force as each would count them.

    ``total`` = sum of ``by_force`` − ``overlap``, which tells how often activities were counted again by a
    further force. Bodies without a force stand under "".
    """

    kind: ActivityKind
    total: int
    by_force: Mapping[str, int]
    overlap: int


@cache
def kinds() -> tuple[ActivityKind, ...]:
    """The kinds that can be recorded (``reference_data/activity_kinds.toml``)."""
    with _KINDS.open("rb") as file:
        return tuple(ActivityKind(k["code"], k["name_vi"], k["name_en"]) for k in tomllib.load(file)["kind"])


def activities(
    viewer: Actor,
    *,
    kind: str = "",
    start: date | None = None,
    end: date | None = None,
    agency: int | None = None,
) -> QuerySet[JointActivity]:
    """Joint activities held in [start, end), newest first, with participants.

    Those outside the offices see the activities in which an agency within reach took part.
    """
    require(viewer, Permission.READ_ACTIVITY)
    found = JointActivity.objects.filter(province=viewer.province, withdrawn_at=None)
    if viewer.role not in EVERYWHERE:
        reach = {*viewer.agencies, viewer.agency}
        found = found.filter(Exists(Participation.objects.filter(activity=OuterRef("pk"), agency__in=reach)))
    narrow = Q()
    if kind:
        narrow &= Q(kind=kind)
    if start is not None:
        narrow &= Q(held_on__gte=start)
    if end is not None:
        narrow &= Q(held_on__lt=end)
    if agency is not None:
        narrow &= Q(Exists(Participation.objects.filter(activity=OuterRef("pk"), agency=agency)))
    parts = Participation.objects.select_related("agency").order_by("agency__name", "pk")
    return (
        found.filter(narrow)
        .select_related("lead", "area")
        .prefetch_related(Prefetch("participations", parts))
        .order_by("-held_on", "-pk")
    )


def tallies(viewer: Actor, *, start: date, end: date) -> list[JointTally]:
    """For each kind with activities in [start, end): once each, and by force."""
    found = list(activities(viewer, start=start, end=end))
    tallied = []
    for kind in kinds():
        mine = [one for one in found if one.kind == kind.code]
        if mine:
            tallied.append(_tally(kind, mine))
    return tallied


def _tally(kind: ActivityKind, found: Iterable[JointActivity]) -> JointTally:
    counted = with_joint({}, [JointEvent(one.pk, _forces(one), one.count) for one in found])
    by_force = {force: int(count) for force, count in sorted(counted.by_unit.items())}
    return JointTally(kind, int(counted.total), by_force, int(counted.overlap))


def _forces(activity: JointActivity) -> frozenset[str]:
    return frozenset(part.agency.force for part in activity.participations.all())


def activity(viewer: Actor, pk: int) -> JointActivity:
    """One joint activity, withdrawn ones included. Raises Problem(NOT_FOUND)."""
    require(viewer, Permission.READ_ACTIVITY)
    in_order = Participation.objects.select_related("agency").order_by("agency__name", "pk")
    found = (
        JointActivity.objects.filter(province=viewer.province, pk=pk)
        .select_related("lead", "area", "recorded_by")
        .prefetch_related(Prefetch("participations", in_order))
        .first()
    )
    reach = {*viewer.agencies, viewer.agency}
    if found is None or (
        viewer.role not in EVERYWHERE and not reach & {p.agency_id for p in found.participations.all()}
    ):
        raise Problem(NOT_FOUND, thing="hoạt động chung")
    return found


def events(
    province: int, *, kinds: Iterable[str] = (), start: date | None = None, end: date | None = None
) -> list[EventRow]:
    """Every joint activity of a province in [start, end) as plain rows, for adding up."""
    found = JointActivity.objects.filter(province=province, withdrawn_at=None)
    wanted = tuple(kinds)
    if wanted:
        found = found.filter(kind__in=wanted)
    if start is not None:
        found = found.filter(held_on__gte=start)
    if end is not None:
        found = found.filter(held_on__lt=end)
    rows = found.order_by("held_on", "pk").prefetch_related("participations")
    return [
        EventRow(r.pk, r.kind, r.held_on, r.count, frozenset(p.agency_id for p in r.participations.all()))
        for r in rows
    ]


def named(province: int, pks: Iterable[int]) -> list[JointActivity]:
    """Joint activities by their ids, newest first, withdrawn ones included, with participants.

    For opening a figure: whoever may see the figure may see the activities that were counted in it.
    """
    parts = Participation.objects.select_related("agency").order_by("agency__name", "pk")
    found = JointActivity.objects.filter(province=province, pk__in=list(pks))
    return list(
        found.select_related("lead", "area")
        .prefetch_related(Prefetch("participations", parts))
        .order_by("-held_on", "-pk")
    )
