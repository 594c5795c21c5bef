"""Changes to the province, its agencies and areas and their relations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, Role, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.errors.people import ALIAS_TAKEN, SHARES_OVER_ONE
from cotmoc.domain.folding import fold
from cotmoc.organisations.models import (
    Agency,
    AgencyAlias,
    Area,
    Membership,
    Province,
    Succession,
)


def founder(province: int = 0) -> Actor:
    """The system itself, while an installation is founded from the console; it stands in the audit log."""
    return Actor(None, "cotmoc", Role.ADMINISTRATOR, None, province)


def found_province(*, code: str, name: str, by: Actor) -> Province:
    """Make the installation's province; the same code again returns what is there."""
    require(by, Permission.MANAGE_ORGANISATION)
    with deed("organisation.found", by=by) as record:
        province, _ = Province.objects.get_or_create(code=code, defaults={"name": name})
        record.about(province, code=code)
    return province


def add_area(
    *,
    key: str,
    name: str,
    level: str,
    valid_from: date,
    by: Actor,
    valid_to: date | None = None,
    code: str = "",
    parent: Area | None = None,
    border: bool = False,
) -> Area:
    """Add or correct an area by its key."""
    require(by, Permission.MANAGE_ORGANISATION)
    with deed("organisation.area", by=by) as record:
        area, _ = Area.objects.update_or_create(
            province_id=by.province,
            key=key,
            defaults={
                "code": code,
                "name": name,
                "level": level,
                "parent": parent,
                "border": border,
                "valid_from": valid_from,
                "valid_to": valid_to,
            },
        )
        record.about(area, key=key)
    return area


def add_agency(
    *,
    key: str,
    name: str,
    short_name: str,
    kind: str,
    level: str,
    valid_from: date,
    by: Actor,
    valid_to: date | None = None,
    code: str = "",
    force: str = "",
    area: Area | None = None,
    aliases: Iterable[str] = (),
) -> Agency:
    """Add or correct an agency by its key, with the other ways in which it is written."""
    require(by, Permission.MANAGE_ORGANISATION)
    with deed("organisation.agency", by=by) as record:
        agency, _ = Agency.objects.update_or_create(
            province_id=by.province,
            key=key,
            defaults={
                "code": code,
                "name": name,
                "short_name": short_name or name,
                "folded": fold(name),
                "kind": kind,
                "force": force,
                "level": level,
                "area": area,
                "valid_from": valid_from,
                "valid_to": valid_to,
            },
        )
        for alias in aliases:
            AgencyAlias.objects.get_or_create(agency=agency, folded=fold(alias), defaults={"name": alias})
        record.about(agency, key=key)
    return agency


def place_under(
    *, child: Agency, parent: Agency, valid_from: date, by: Actor, valid_to: date | None = None
) -> Membership:
    """Say that ``child`` stands under ``parent`` from a day on."""
    require(by, Permission.MANAGE_ORGANISATION)
    with deed("organisation.place", by=by) as record:
        membership, _ = Membership.objects.update_or_create(
            child=child, valid_from=valid_from, defaults={"parent": parent, "valid_to": valid_to}
        )
        record.about(membership, child=child.key, parent=parent.key)
    return membership


def add_succession(
    *,
    predecessor: Agency,
    successor: Agency,
    on: date,
    share: Fraction,
    source: str,
    by: Actor,
    function: str = "",
) -> Succession:
    """Record that ``successor`` answers for ``share`` of ``predecessor`` from ``on``."""
    require(by, Permission.MANAGE_ORGANISATION)
    with deed("organisation.succession", by=by) as record:
        succession, _ = Succession.objects.update_or_create(
            predecessor=predecessor,
            successor=successor,
            on=on,
            function=function,
            defaults={
                "share_numerator": share.numerator,
                "share_denominator": share.denominator,
                "source": source,
            },
        )
        record.about(succession, predecessor=predecessor.key, successor=successor.key)
    return succession


def record_succession(
    *, predecessor: Agency, successor: Agency, on: date, share: Fraction, source: str, by: Actor
) -> Succession:
    """Record a succession decided by an administrator, with its legal source.

    Raises Problem(BAD_VALUE) for a body that is its own successor or a missing source, and
    Problem(SHARES_OVER_ONE) when the shares of the predecessor on that day would pass one.
    """
    require(by, Permission.MANAGE_ORGANISATION)
    if predecessor == successor:
        raise Problem(BAD_VALUE, field="successor", why="cơ quan kế thừa phải là cơ quan khác")
    if not source.strip():
        raise Problem(BAD_VALUE, field="source", why="ghi số, ngày văn bản")
    others = Succession.objects.filter(predecessor=predecessor, on=on, function="").exclude(
        successor=successor
    )
    taken = sum((Fraction(row.share_numerator, row.share_denominator) for row in others), Fraction(0))
    if taken + share > 1:
        raise Problem(SHARES_OVER_ONE, field="share", left=1 - taken)
    return add_succession(
        predecessor=predecessor, successor=successor, on=on, share=share, source=source.strip(), by=by
    )


def add_alias(*, agency: Agency, name: str, by: Actor) -> AgencyAlias:
    """Add another way in which an agency is written, so that directives naming it find it.

    Raises Problem(ALIAS_TAKEN) when another agency that exists beside it is already written so.
    """
    require(by, Permission.MANAGE_ORGANISATION)
    name = " ".join(name.split())
    if not fold(name) or len(name) > 200:
        raise Problem(BAD_VALUE, field="name", why="1 đến 200 ký tự")
    other = (
        AgencyAlias.objects.filter(folded=fold(name), agency__province_id=by.province)
        .exclude(agency=agency)
        .filter(agency__valid_to=agency.valid_to)
        .select_related("agency")
        .first()
    )
    if other is not None:
        raise Problem(ALIAS_TAKEN, field="name", name=name, agency=other.agency.name)
    with deed("organisation.alias", by=by) as record:
        alias, _ = AgencyAlias.objects.get_or_create(
            agency=agency, folded=fold(name), defaults={"name": name}
        )
        record.about(agency, alias=name)
    return alias


def remove_alias(*, agency: Agency, alias: int, by: Actor) -> None:
    """Take a way of writing away; unknown ones are passed over."""
    require(by, Permission.MANAGE_ORGANISATION)
    with deed("organisation.alias_removed", by=by) as record:
        found = AgencyAlias.objects.filter(agency=agency, pk=alias)
        record.about(agency, aliases=list(found.values_list("name", flat=True)))
        found.delete()
