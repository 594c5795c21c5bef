"""Reading briefings: what was published, and the one that would be printed now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db.models import QuerySet

from cotmoc.analytics.queries import snapshot
from cotmoc.audit import queries as audit
from cotmoc.briefings.compose import compose
from cotmoc.briefings.corrections import between, since_publication
from cotmoc.briefings.document import Briefing, Correction, Number
from cotmoc.briefings.models import PublishedBriefing
from cotmoc.domain.access import EVERYWHERE, Actor, Permission, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.briefings import DRAFT_OF_OFFICE
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.domain.periods import Period


def published(viewer: Actor, period: Period | None = None) -> QuerySet[PublishedBriefing]:
    """Published briefings of the province, newest period and revision first."""
    require(viewer, Permission.READ_BRIEFING)
    found = PublishedBriefing.objects.filter(province=viewer.province).select_related(
        "snapshot", "docx", "pdf", "html", "json"
    )
    if period is not None:
        found = found.filter(period=str(period))
    return found.order_by("-period", "-revision")


def revision(viewer: Actor, period: Period, number: int) -> PublishedBriefing:
    """One revision of a period's briefing. Raises Problem(NOT_FOUND)."""
    found = published(viewer, period).filter(revision=number).first()
    if found is None:
        raise Problem(NOT_FOUND, thing="bản giao ban đã ban hành")
    return found


def draft(viewer: Actor, period: Period, *, on: date) -> Briefing:
    """The briefing as it would be published now, with what it corrects of the last revision.

    It speaks for the whole province: whoever reaches only a part of it would read other totals under the
    same words. Raises Problem: DRAFT_OF_OFFICE, NO_SNAPSHOT.
    """
    require(viewer, Permission.READ_BRIEFING)
    if viewer.role not in EVERYWHERE:
        raise Problem(DRAFT_OF_OFFICE)
    last = published(viewer, period).first()
    number, digest = audit.head()
    value = compose(
        viewer,
        period,
        on=on,
        audit_head=f"{number}:{digest}",
        revision=last.revision + 1 if last else 1,
        earlier=_earlier(viewer, period.previous()),
    )
    if last is None:
        return value
    row = snapshot(viewer, value.provenance.snapshot)
    changed = between(viewer, last, numbers_of(value), row)
    return replace(value, provenance=replace(value.provenance, corrections=tuple(changed)))


def _earlier(viewer: Actor, period: Period) -> list[Correction] | None:
    """What became of the figures of the quarter before since they were published; None if they were not."""
    revisions = list(published(viewer, period))
    return since_publication(viewer, revisions, snapshot(viewer)) if revisions else None


def numbers_of(value: Briefing) -> dict[str, str]:
    """What a briefing prints as its own, by the keys of its figures apart from the snapshot.

    Figures of another snapshot stand in it only as what was printed before.
    """
    mine = f":s{value.provenance.snapshot}"
    own = (n for n in value.numbers() if n.key and (n.key.endswith(mine) or lasting_key(n) == n.key))
    return {lasting_key(number): number.text for number in own}


def lasting_key(number: Number) -> str:
    """A figure's name without its snapshot: the same figure in another revision."""
    head, _, last = number.key.rpartition(":")
    return head if last.startswith("s") and last[1:].isdigit() else number.key


def snapshot_id(viewer: Actor, number: int) -> int:
    """The row of a snapshot's number."""
    return snapshot(viewer, number).pk
