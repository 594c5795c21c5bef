"""Reading accounts: whom a person acts for, links, tokens, the list of people."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet

from cotmoc.audit.keeping import until_next_deed
from cotmoc.domain.access import EVERYWHERE, Actor, Permission, Role, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.domain.errors.people import LINK_SPENT
from cotmoc.organisations.models import ApiToken, Appointment, OneTimeLink, Person
from cotmoc.organisations.queries.bodies import agencies_below, valid_on

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def day_of(at: datetime) -> date:
    """The day of an instant in Asia/Ho_Chi_Minh."""
    return at.astimezone(_ZONE).date()


def actor(person: Person, *, at: datetime) -> Actor | None:
    """Whom ``person`` acts for on the day of ``at``; None without an appointment or after the end."""
    day = day_of(at)
    if not person.is_active or (person.ends_on is not None and person.ends_on <= day):
        return None
    standing = until_next_deed(("standing", person.pk, day), lambda: _standing(person, day))
    return None if standing is None else replace(standing, name=person.display_name)


def _standing(person: Person, day: date) -> Actor | None:
    held = Appointment.objects.filter(valid_on(day), person=person)
    found = max(held.values_list("valid_from", "role", "agency", "agency__province"), default=None)
    if found is None:
        return None
    _, name, agency, province = found
    role = Role(name)
    below = frozenset() if role in EVERYWHERE else agencies_below(agency, day)
    return Actor(person.pk, person.display_name, role, agency, province, below)


def actor_named(username: str, *, at: datetime) -> Actor:
    """The actor of an account name, for the command line. Raises Problem(NOT_FOUND)."""
    person = Person.objects.filter(username__iexact=username).first()
    found = actor(person, at=at) if person else None
    if found is None:
        raise Problem(NOT_FOUND, thing=f"tài khoản «{username}»")
    return found


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
    return replace(owner, scopes=frozenset(p for p in Permission if p.value in token.scopes))


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


@dataclass(frozen=True, slots=True)
class Account:
    """An account as it stands on a day; ``state`` is ``open``, ``ended``, ``idle`` or ``invited``.

    ``idle`` has no role that day, ``invited`` has not yet set a password.
    """

    person: Person
    appointment: Appointment | None
    state: str
    second_step: bool


def people(viewer: Actor, *, at: datetime, text: str = "") -> list[Account]:
    """Every account by name, also the ended ones; ``text`` narrows to names that contain it."""
    require(viewer, Permission.MANAGE_PEOPLE)
    found = Person.objects.order_by("username")
    if text:
        found = found.filter(Q(username__icontains=text) | Q(display_name__icontains=text))
    day = day_of(at)
    held = {
        row.person_id: row
        for row in Appointment.objects.filter(valid_on(day), person__in=found)
        .select_related("agency")
        .order_by("valid_from")
    }
    two = set(Authenticator.objects.values_list("user", flat=True))
    return [
        Account(one, held.get(one.pk), _state(one, held.get(one.pk), day), one.pk in two) for one in found
    ]


def own_account(viewer: Actor) -> Person:
    """The account of who asks. Raises Problem(NOT_FOUND) where nobody has signed in."""
    require(viewer, Permission.OWN_ACCOUNT)
    person = Person.objects.filter(pk=viewer.person).first() if viewer.person is not None else None
    if person is None:
        raise Problem(NOT_FOUND, thing="tài khoản")
    return person


def account(viewer: Actor, pk: int, *, at: datetime) -> Account:
    """One account. Raises Problem(NOT_FOUND)."""
    require(viewer, Permission.MANAGE_PEOPLE)
    person = Person.objects.filter(pk=pk).first()
    if person is None:
        raise Problem(NOT_FOUND, thing="tài khoản")
    day = day_of(at)
    held = (
        Appointment.objects.filter(valid_on(day), person=person)
        .select_related("agency")
        .order_by("-valid_from")
        .first()
    )
    two = Authenticator.objects.filter(user=person).exists()
    return Account(person, held, _state(person, held, day), two)


def appointments_of(person: Person) -> QuerySet[Appointment]:
    """Every role the person has held, newest first."""
    return Appointment.objects.filter(person=person).select_related("agency").order_by("-valid_from")


def tokens(viewer: Actor) -> QuerySet[ApiToken]:
    """The viewer's own tokens, newest first."""
    require(viewer, Permission.OWN_ACCOUNT)
    return ApiToken.objects.filter(person=viewer.person).order_by("-made_at")


def _state(person: Person, held: Appointment | None, day: date) -> str:
    if person.ends_on is not None and person.ends_on <= day:
        return "ended"
    if not person.has_usable_password():
        return "invited"
    return "open" if held else "idle"
