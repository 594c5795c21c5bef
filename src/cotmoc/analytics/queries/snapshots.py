"""Which snapshots there are."""

from __future__ import annotations

from django.db.models import QuerySet

from cotmoc.analytics.manifest import marks_of
from cotmoc.analytics.models import Snapshot
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.analytics import NO_SNAPSHOT


def snapshots(viewer: Actor) -> QuerySet[Snapshot]:
    """The snapshots of the viewer's province, newest first."""
    require(viewer, Permission.READ_NUMBERS)
    return Snapshot.objects.filter(province=viewer.province).order_by("-number")


def latest(viewer: Actor) -> Snapshot | None:
    """The newest snapshot of the viewer's province."""
    return snapshots(viewer).first()


def snapshot(viewer: Actor, number: int | None = None) -> Snapshot:
    """A snapshot by its number, or the newest. Raises Problem(NO_SNAPSHOT)."""
    found = snapshots(viewer)
    row = found.first() if number is None else found.filter(number=number).first()
    if row is None:
        raise Problem(NO_SNAPSHOT)
    return row


def behind_row_store(viewer: Actor, row: Snapshot) -> bool:
    """Whether a report was approved, reopened or corrected, or a joint activity changed, since then."""
    require(viewer, Permission.READ_NUMBERS)
    return row.marks != marks_of(viewer.province)
