"""Changes to agencies, areas, their relations and appointments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, Role, require
from cotmoc.domain.folding import fold
from cotmoc.organisations.models import (
    Agency,
    AgencyAlias,
    Appointment,
    Area,
    Membership,
    Person,
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


def add_person(
    *, username: str, display_name: str, at: datetime, by: Actor, password: str | None = None
) -> Person:
    """Add an account. Without a password it opens only through a one-time link."""
    require(by, Permission.MANAGE_PEOPLE)
    with deed("people.add", by=by) as record:
        person = Person.objects.filter(username__iexact=username).first()
        if person is None:
            person = Person(username=username, display_name=display_name, created_at=at)
            person.set_password(password)
            person.save()
        record.about(person, username=username)
    return person


def appoint(
    *, person: Person, agency: Agency, role: Role, valid_from: date, by: Actor, valid_to: date | None = None
) -> Appointment:
    """Let ``person`` act for ``agency`` in ``role`` from a day on."""
    require(by, Permission.MANAGE_PEOPLE)
    with deed("people.appoint", by=by) as record:
        appointment, _ = Appointment.objects.update_or_create(
            person=person,
            valid_from=valid_from,
            defaults={"agency": agency, "role": role.value, "valid_to": valid_to},
        )
        record.about(appointment, person=person.username, role=role.value, agency=agency.key)
    return appointment
