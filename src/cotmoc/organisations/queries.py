"""Reading agencies, areas, successions and people."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from cotmoc.domain.access import EVERYWHERE, Actor, Permission, Role, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.domain.errors.people import LINK_SPENT
from cotmoc.domain.folding import fold
from cotmoc.domain.succession import Link
from cotmoc.organisations.models import (
    Agency,
    AgencyAlias,
    ApiToken,
    Appointment,
    Area,
    Membership,
    OneTimeLink,
    Person,
    Province,
    Succession,
)

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def valid_on(day: date, prefix: str = "") -> Q:
    """Rows whose dates contain ``day``; ``prefix`` reaches through a relation, as ``agency__``."""
    return Q(**{f"{prefix}valid_from__lte": day}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": day})
    )


def actor(person: Person, *, at: datetime) -> Actor | None:
    """Whom ``person`` acts for on the day of ``at``; None without an appointment or after the end."""
    day = at.astimezone(_ZONE).date()
    if not person.is_active or (person.ends_on is not None and person.ends_on <= day):
        return None
    found = (
        Appointment.objects.filter(valid_on(day), person=person)
        .select_related("agency")
        .order_by("-valid_from")
        .first()
    )
    if found is None:
        return None
    role = Role(found.role)
    below = frozenset() if role in EVERYWHERE else agencies_below(found.agency_id, day)
    return Actor(person.pk, person.display_name, role, found.agency_id, found.agency.province_id, below)


def actor_named(username: str, *, at: datetime) -> Actor:
    """The actor of an account name, for the command line. Raises Problem(NOT_FOUND)."""
    person = Person.objects.filter(username__iexact=username).first()
    found = actor(person, at=at) if person else None
    if found is None:
        raise Problem(NOT_FOUND, thing=f"tài khoản «{username}»")
    return found


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


def resolve(province: int, names: Iterable[str], *, on: date) -> dict[str, int]:
    """Agency ids for names as written, on a day; names that match none or several are left out.

    Names, short names and aliases are compared folded (tone marks, đ, case and apostrophes apart).
    """
    wanted = {fold(name): name for name in names}
    found: dict[str, set[int]] = {}
    exists = Agency.objects.filter(valid_on(on), province=province)
    for pk, name, short in exists.filter(
        Q(folded__in=wanted) | Q(short_name__in=list(wanted.values()))
    ).values_list("pk", "name", "short_name"):
        for text in (name, short):
            if fold(text) in wanted:
                found.setdefault(fold(text), set()).add(pk)
    aliases = AgencyAlias.objects.filter(
        valid_on(on, "agency__"), agency__province=province, folded__in=wanted
    )
    for pk, folded in aliases.values_list("agency", "folded"):
        found.setdefault(folded, set()).add(pk)
    return {wanted[key]: next(iter(ids)) for key, ids in found.items() if len(ids) == 1}


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


def the_province() -> Province | None:
    """The installation's province, or None before set-up."""
    return Province.objects.order_by("pk").first()


def hash_of_secret(secret: str) -> str:
    """SHA-256 in hex: tokens and links are long random strings, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def actor_of_token(secret: str, *, real_at: datetime, at: datetime) -> Actor | None:
    """The owner of a personal API token narrowed by its scopes; None when unknown, revoked or ended.

    ``real_at`` is the real clock (for the token's end), ``at`` the working instant (for the role).
    """
    token = (
        ApiToken.objects.filter(secret_hash=hash_of_secret(secret), revoked_at=None, expires_at__gt=real_at)
        .select_related("person")
        .first()
    )
    owner = actor(token.person, at=at) if token else None
    if token is None or owner is None:
        return None
    return replace(owner, scopes=frozenset(Permission(s) for s in token.scopes))


def parents_on(agencies: Iterable[int], day: date) -> dict[int, int]:
    """Under which agency each of ``agencies`` stands on a day; those under none are left out."""
    rows = Membership.objects.filter(valid_on(day), child__in=list(agencies))
    return dict(rows.values_list("child", "parent"))


def person_of_link(secret: str, *, real_at: datetime) -> Person:
    """Whom a one-time link lets in. Raises Problem(LINK_SPENT) when it is unknown, used or ended."""
    link = (
        OneTimeLink.objects.filter(secret_hash=hash_of_secret(secret), used_at=None, expires_at__gt=real_at)
        .select_related("person")
        .first()
    )
    if link is None or not link.person.is_active:
        raise Problem(LINK_SPENT)
    return link.person


def person_named(username: str) -> Person | None:
    """The account of that name, whatever its case."""
    return Person.objects.filter(username__iexact=username).first()
