"""Changes to agencies, areas, their relations and appointments."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from fractions import Fraction

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, Role, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.people import LINK_SPENT
from cotmoc.domain.folding import fold
from cotmoc.organisations import queries
from cotmoc.organisations.models import (
    Agency,
    AgencyAlias,
    Appointment,
    Area,
    Membership,
    OneTimeLink,
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


LINK_LASTS = timedelta(days=3)
"""How long a one-time link can be used."""


def offer_link(*, person: Person, purpose: str, real_at: datetime, by: Actor) -> str:
    """Make a link by which ``person`` sets a password once; the earlier ones end. Returns its secret.

    ``purpose`` is ``invitation`` or ``reset``; ``real_at`` is the real clock. The secret is kept nowhere:
    who loses it is given another link.
    """
    require(by, Permission.MANAGE_PEOPLE)
    secret = secrets.token_urlsafe(32)
    with deed("people.link", by=by) as record:
        OneTimeLink.objects.filter(person=person, used_at=None, expires_at__gt=real_at).update(
            expires_at=real_at
        )
        OneTimeLink.objects.create(
            person=person,
            purpose=purpose,
            secret_hash=queries.hash_of_secret(secret),
            made_at=real_at,
            expires_at=real_at + LINK_LASTS,
        )
        record.about(person, username=person.username, purpose=purpose)
    return secret


def use_link(*, secret: str, password: str, real_at: datetime) -> Person:
    """Set the password of the link's person and spend the link. Raises Problem(LINK_SPENT)."""
    person = queries.person_of_link(secret, real_at=real_at)
    by = Actor(person.pk, person.display_name, Role.POST, None, 0)
    with deed("people.link_used", by=by) as record:
        spent = OneTimeLink.objects.filter(secret_hash=queries.hash_of_secret(secret), used_at=None)
        if not spent.update(used_at=real_at):
            raise Problem(LINK_SPENT)
        person.set_password(password)
        person.save(update_fields=["password"])
        record.about(person, username=person.username)
    return person
