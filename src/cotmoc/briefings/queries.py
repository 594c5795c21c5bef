"""Reading briefings: what was published, and the one that would be printed now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.db.models import QuerySet

from cotmoc.analytics.keys import FigureKey
from cotmoc.analytics.queries import snapshot
from cotmoc.audit import queries as audit
from cotmoc.briefings.compose import compose
from cotmoc.briefings.document import Briefing, Correction, Number
from cotmoc.briefings.keys import OWN_KINDS
from cotmoc.briefings.models import PublishedBriefing
from cotmoc.domain.access import EVERYWHERE, Actor, Permission, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.briefings import DRAFT_OF_OFFICE
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.domain.periods import Period
from cotmoc.reporting.models import Indicator


def published(viewer: Actor, period: Period | None = None) -> QuerySet[PublishedBriefing]:
    """Published briefings of the province, newest period and revision first."""
    require(viewer, Permission.READ_BRIEFING)
    found = PublishedBriefing.objects.filter(province=viewer.province).select_related(
        "snapshot", "docx", "pdf"
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
        viewer, period, on=on, audit_head=f"{number}:{digest}", revision=last.revision + 1 if last else 1
    )
    if last is None:
        return value
    changed = corrections(last.figures["numbers"], numbers_of(value))
    return replace(value, provenance=replace(value.provenance, corrections=tuple(changed)))


def numbers_of(value: Briefing) -> dict[str, str]:
    """What a briefing prints, by the keys of its figures apart from the snapshot."""
    return {lasting_key(number): number.text for number in value.numbers() if number.key}


def lasting_key(number: Number) -> str:
    """A figure's name without its snapshot: the same figure in another revision."""
    head, _, last = number.key.rpartition(":")
    return head if last.startswith("s") and last[1:].isdigit() else number.key


def corrections(before: Mapping[str, str], after: Mapping[str, str]) -> list[Correction]:
    """Totals of cells that are printed otherwise than before; counts of tasks change by the day."""
    names = dict(Indicator.objects.values_list("code", "name"))
    found = []
    for key, text in after.items():
        if key in before and before[key] != text and not key.startswith(OWN_KINDS):
            figure = FigureKey.parse(f"{key}:s0")
            what = names.get(figure.indicator, figure.indicator)
            where = ", ".join(part for part in (figure.breakdown, figure.group) if part)
            shown = f"{what} {figure.period.vi().lower()}" + (f" ({where})" if where else "")
            found.append(Correction(shown, before[key], text))
    return found


def snapshot_id(viewer: Actor, number: int) -> int:
    """The row of a snapshot's number."""
    return snapshot(viewer, number).pk
