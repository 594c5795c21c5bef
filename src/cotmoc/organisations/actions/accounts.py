"""Changes to accounts: invitation, appointment, end, one-time links, second step."""

from __future__ import annotations

import re
import secrets
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db.models import Q

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, Role, require
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.errors.people import LAST_ADMINISTRATOR, LINK_SPENT, NAME_TAKEN
from cotmoc.organisations import queries
from cotmoc.organisations.models import Agency, Appointment, OneTimeLink, Person

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")


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
    """Let ``person`` act for ``agency`` in ``role`` from a day on; on each day the latest one counts."""
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


def invite(
    *,
    username: str,
    display_name: str,
    agency: Agency,
    role: Role,
    at: datetime,
    real_at: datetime,
    by: Actor,
) -> tuple[Person, str]:
    """Add an account with its first appointment from the day of ``at``, and its one-time link's secret.

    Raises Problem(BAD_VALUE) for a name that cannot be one and Problem(NAME_TAKEN) for one in use.
    """
    require(by, Permission.MANAGE_PEOPLE)
    username, display_name = username.strip().lower(), " ".join(display_name.split())
    if not _USERNAME.fullmatch(username):
        raise Problem(BAD_VALUE, field="username", why="2 đến 60 chữ cái không dấu, chữ số, dấu . _ -")
    if not 1 <= len(display_name) <= 200:
        raise Problem(BAD_VALUE, field="display_name", why="1 đến 200 ký tự")
    if Person.objects.filter(username__iexact=username).exists():
        raise Problem(NAME_TAKEN, field="username", name=username)
    with deed("people.invite", by=by) as record:
        person = add_person(username=username, display_name=display_name, at=at, by=by)
        appoint(person=person, agency=agency, role=role, valid_from=queries.day_of(at), by=by)
        secret = offer_link(person=person, purpose="invitation", real_at=real_at, by=by)
        record.about(person, username=username, role=role.value, agency=agency.key)
    return person, secret


def move(*, person: Person, agency: Agency, role: Role, valid_from: date, by: Actor) -> Appointment:
    """Give another role or agency from a day on; what was held until then ends that day.

    Roles already given for later days are dropped; the audit row says how many.

    Raises Problem(LAST_ADMINISTRATOR) when nobody could manage accounts any more.
    """
    require(by, Permission.MANAGE_PEOPLE)
    with deed("people.move", by=by) as record:
        if role is not Role.ADMINISTRATOR:
            _keep_an_administrator(person, valid_from)
        held = Appointment.objects.filter(person=person)
        dropped, _ = held.filter(valid_from__gt=valid_from).delete()
        held.filter(valid_from__lt=valid_from).filter(Q(valid_to=None) | Q(valid_to__gt=valid_from)).update(
            valid_to=valid_from
        )
        appointment = appoint(person=person, agency=agency, role=role, valid_from=valid_from, by=by)
        record.about(
            person, role=role.value, agency=agency.key, on=valid_from.isoformat(), later_dropped=dropped
        )
    return appointment


def end_account(*, person: Person, ends_on: date | None, by: Actor) -> Person:
    """Let an account end: ``ends_on`` is the first day without access; None lifts the end.

    Nothing is deleted. Raises Problem(LAST_ADMINISTRATOR) when nobody could manage accounts any more.
    """
    require(by, Permission.MANAGE_PEOPLE)
    with deed("people.end", by=by) as record:
        if ends_on is not None:
            _keep_an_administrator(person, ends_on)
        person.ends_on = ends_on
        person.save(update_fields=["ends_on"])
        record.about(person, username=person.username, ends_on=ends_on.isoformat() if ends_on else None)
    return person


def keep_address(*, person: Person, email: str, by: Actor) -> Person:
    """To which address a person's letters go, "" for none: one's own, or another's by who manages accounts.

    The log says that it was changed, not what it is. Raises Problem(BAD_VALUE).
    """
    require(by, Permission.OWN_ACCOUNT if by.person == person.pk else Permission.MANAGE_PEOPLE)
    email = email.strip()
    with deed("people.address", by=by) as record:
        try:
            Person._meta.get_field("email").clean(email, person)
        except ValidationError:
            why = Said("không phải địa chỉ thư điện tử", "is no e-mail address")
            raise Problem(BAD_VALUE, field="email", why=why) from None
        person.email = email
        person.save(update_fields=["email"])
        record.about(person, username=person.username, has_address=bool(email))
    return person


def remove_second_step(*, person: Person, by: Actor) -> None:
    """Take the second step away from somebody who lost the phone and the recovery codes."""
    require(by, Permission.MANAGE_PEOPLE)
    with deed("people.second_step_removed", by=by) as record:
        Authenticator.objects.filter(user=person).delete()
        record.about(person, username=person.username)


def _keep_an_administrator(person: Person, day: date) -> None:
    still = (
        Appointment.objects.filter(queries.valid_on(day), role=Role.ADMINISTRATOR.value)
        .filter(Q(person__ends_on=None) | Q(person__ends_on__gt=day), person__is_active=True)
        .values_list("person", flat=True)
    )
    if set(still) == {person.pk}:
        raise Problem(LAST_ADMINISTRATOR)
