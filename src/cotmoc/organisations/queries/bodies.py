"""Reading agencies, areas and successions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Q, QuerySet

from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.domain.succession import Link
from cotmoc.organisations.models import Agency, Area, Level, Membership, Province, Succession


def valid_on(day: date, prefix: str = "") -> Q:
    """Rows whose dates contain ``day``; ``prefix`` reaches through a relation, as ``agency__``."""
    return Q(**{f"{prefix}valid_from__lte": day}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": day})
    )


def agencies_below(agency: int, day: date) -> frozenset[int]:
    """Ids of every agency under ``agency`` on ``day``, without itself."""
    found: set[int] = set()
    level = {agency}
    while level:
        rows = Membership.objects.filter(valid_on(day), parent__in=level).values_list("child", flat=True)
        level = set(rows) - found - {agency}
        found |= level
    return frozenset(found)


def agencies(viewer: Actor, *, on: date) -> QuerySet[Agency]:
    """Agencies that exist on ``on``, by level and name."""
    require(viewer, Permission.READ_ORGANISATION)
    return Agency.objects.filter(valid_on(on), province=viewer.province).order_by("level", "kind", "name")


def office(province: int, *, on: date) -> Agency | None:
    """The province's office on a day: who gives where nobody else is named."""
    kinds = {"kind": Agency.Kind.OFFICE, "level": Level.PROVINCE}
    return Agency.objects.filter(valid_on(on), province=province, **kinds).order_by("pk").first()


def every_agency(viewer: Actor) -> QuerySet[Agency]:
    """Agencies of all times, by name and the day they began."""
    require(viewer, Permission.READ_ORGANISATION)
    return Agency.objects.filter(province=viewer.province).order_by("name", "valid_from")


def agency(viewer: Actor, pk: int) -> Agency:
    """One agency of the viewer's province. Raises Problem(NOT_FOUND)."""
    require(viewer, Permission.READ_ORGANISATION)
    found = Agency.objects.filter(pk=pk, province=viewer.province).first()
    if found is None:
        raise Problem(NOT_FOUND, thing="cơ quan")
    return found


def areas(viewer: Actor, *, on: date, border_only: bool = False) -> QuerySet[Area]:
    """Areas that exist on ``on``."""
    require(viewer, Permission.READ_ORGANISATION)
    found = Area.objects.filter(valid_on(on), province=viewer.province).order_by("level", "name")
    return found.filter(border=True) if border_only else found


def area(viewer: Actor, pk: int) -> Area:
    """One area of the viewer's province. Raises Problem(NOT_FOUND)."""
    require(viewer, Permission.READ_ORGANISATION)
    found = Area.objects.filter(pk=pk, province=viewer.province).select_related("parent").first()
    if found is None:
        raise Problem(NOT_FOUND, thing=Said("địa bàn", "the area"))
    return found


def every_area(viewer: Actor) -> QuerySet[Area]:
    """Areas of all times, by name and the day they began."""
    require(viewer, Permission.READ_ORGANISATION)
    return Area.objects.filter(province=viewer.province).order_by("name", "valid_from")


def succession_links(province: int) -> list[Link]:
    """Every succession of the province as domain values."""
    rows = Succession.objects.filter(predecessor__province=province).order_by("on", "pk")
    return [
        Link(
            predecessor=row.predecessor_id,
            successor=row.successor_id,
            on=row.on,
            share=Fraction(row.share_numerator, row.share_denominator),
            function=row.function,
        )
        for row in rows
    ]


UNNAMED, NAMELESS = "local", "tỉnh"
"""Code and name of a province that was founded and not yet named."""


def the_province() -> Province | None:
    """The installation's province, or None before set-up."""
    return Province.objects.order_by("pk").first()


def names_around(viewer: Actor) -> dict[str, QuerySet[Any]]:
    """Queries for the names of the viewer's own body and of the installation's province, for ``together``."""
    return {
        "unit": Agency.objects.filter(pk__in=[viewer.agency or 0], province=viewer.province).values("name"),
        "place": Province.objects.order_by("pk").values("name"),
    }


def parents_on(agencies: Iterable[int], day: date) -> dict[int, int]:
    """Under which agency each of ``agencies`` stands on a day; those under none are left out."""
    rows = Membership.objects.filter(valid_on(day), child__in=list(agencies))
    return dict(rows.values_list("child", "parent"))


@dataclass(frozen=True, slots=True)
class Branch:
    """An agency in the tree of a day: ``depth`` 0 stands under nobody."""

    agency: Agency
    depth: int
    from_predecessor: bool
    to_successor: bool


def tree(viewer: Actor, *, on: date) -> list[Branch]:
    """The agencies of a day, each after the one it stands under, with whether it has a before or an after."""
    existing = {row.pk: row for row in agencies(viewer, on=on).select_related("area")}
    above = parents_on(existing, on)
    below: dict[int | None, list[int]] = {}
    for pk in existing:
        parent = above.get(pk)
        below.setdefault(parent if parent in existing else None, []).append(pk)
    heirs = set(Succession.objects.values_list("successor", flat=True))
    ended = set(Succession.objects.values_list("predecessor", flat=True))
    found: list[Branch] = []
    waiting = [(pk, 0) for pk in reversed(below.get(None, []))]
    while waiting:
        pk, depth = waiting.pop()
        found.append(Branch(existing[pk], depth, pk in heirs, pk in ended))
        waiting += [(child, depth + 1) for child in reversed(below.get(pk, []))]
    return found


def origins(agency: Agency) -> QuerySet[Succession]:
    """The agencies for which this one answers, with day, share and legal source."""
    return Succession.objects.filter(successor=agency).select_related("predecessor").order_by("on", "pk")


def heirs(agency: Agency) -> QuerySet[Succession]:
    """The agencies that answer for this one, with day, share and legal source."""
    return Succession.objects.filter(predecessor=agency).select_related("successor").order_by("on", "pk")


def places_of(agency: Agency) -> QuerySet[Membership]:
    """Under which agencies this one has stood."""
    return Membership.objects.filter(child=agency).select_related("parent").order_by("valid_from")
