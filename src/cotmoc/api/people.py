"""Who asks, accounts and the audit log over HTTP."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from config import clock, env
from cotmoc.api.asking import asker, moment
from cotmoc.api.frame import needs
from cotmoc.api.sent import Sent
from cotmoc.audit import queries as audit
from cotmoc.domain.access import GRANTS, Permission, Role
from cotmoc.organisations import actions, queries

router = Router(tags=["people"])


class Me(Schema):
    """Whom the caller acts for and what the caller may do."""

    name: str
    role: Role
    agency: int | None
    permissions: list[str]


class AccountOut(Schema):
    """An account; ``last_day`` is the last day on which it can be used."""

    id: int
    username: str
    name: str
    role: str
    agency: int | None
    state: str
    last_day: date | None
    email: str


class Address(Sent):
    """To which address letters go; empty for none."""

    email: str = Field(max_length=254)


class Invitation(Sent):
    """Who is invited, in which role, for which agency."""

    username: str = Field(max_length=60)
    name: str = Field(max_length=200)
    role: Role
    agency: int = Field(ge=1, le=2**31)


class LinkOut(Schema):
    """A one-time link, shown once."""

    account: int
    url: str


class Moving(Sent):
    """Another role or agency from a day on."""

    role: Role
    agency: int = Field(ge=1, le=2**31)
    valid_from: date = Field(ge=date(2000, 1, 1), le=date(2200, 1, 1))


class Ending(Sent):
    """The last day of use; null lifts the end."""

    last_day: date | None = Field(ge=date(2000, 1, 1), le=date(2200, 1, 1))


class AuditRowOut(Schema):
    """One row of the audit log."""

    number: int
    at: datetime
    name: str
    deed: str
    thing: str
    thing_id: str
    detail: dict[str, Any]
    hash: str


class HeadOut(Schema):
    """Number and hash of the newest row."""

    number: int
    hash: str


@router.get("/me", auth=needs(Permission.OWN_ACCOUNT), response=Me)
def me(request: HttpRequest) -> dict[str, Any]:
    """Whom this session or token acts for."""
    actor = asker(request)
    may = GRANTS[actor.role] if actor.scopes is None else GRANTS[actor.role] & actor.scopes
    return {"name": actor.name, "role": actor.role, "agency": actor.agency, "permissions": sorted(may)}


@router.get("/accounts", auth=needs(Permission.MANAGE_PEOPLE), response=list[AccountOut])
def accounts(request: HttpRequest, text: str = Query("", max_length=100)) -> list[dict[str, Any]]:
    """Every account, also the ended ones; ``text`` narrows by name."""
    return [_account(one) for one in queries.people(asker(request), at=moment(request), text=text)]


@router.post("/accounts", auth=needs(Permission.MANAGE_PEOPLE), response={201: LinkOut})
def invite(request: HttpRequest, body: Invitation) -> Status[dict[str, Any]]:
    """Invite somebody; the answer holds the one-time link."""
    actor = asker(request)
    person, secret = actions.invite(
        username=body.username,
        display_name=body.name,
        agency=queries.agency(actor, body.agency),
        role=body.role,
        at=moment(request),
        real_at=clock.real_now(),
        by=actor,
    )
    return Status(201, _link(person, secret))


@router.post("/accounts/{int:pk}/link", auth=needs(Permission.MANAGE_PEOPLE), response={201: LinkOut})
def link(request: HttpRequest, pk: int) -> Status[dict[str, Any]]:
    """Give a one-time link to set a new password; earlier links end."""
    actor = asker(request)
    one = queries.account(actor, pk, at=moment(request))
    purpose = "invitation" if one.state == "invited" else "reset"
    secret = actions.offer_link(person=one.person, purpose=purpose, real_at=clock.real_now(), by=actor)
    return Status(201, _link(one.person, secret))


@router.post("/accounts/{int:pk}/end", auth=needs(Permission.MANAGE_PEOPLE), response=AccountOut)
def end(request: HttpRequest, pk: int, body: Ending) -> dict[str, Any]:
    """End an account after a day, or lift its end."""
    actor = asker(request)
    one = queries.account(actor, pk, at=moment(request))
    ends_on = body.last_day + timedelta(days=1) if body.last_day else None
    actions.end_account(person=one.person, ends_on=ends_on, by=actor)
    return _account(queries.account(actor, pk, at=moment(request)))


@router.post("/accounts/{int:pk}/role", auth=needs(Permission.MANAGE_PEOPLE), response=AccountOut)
def move(request: HttpRequest, pk: int, body: Moving) -> dict[str, Any]:
    """Give an account another role or agency from a day on."""
    actor = asker(request)
    one = queries.account(actor, pk, at=moment(request))
    actions.move(
        person=one.person,
        agency=queries.agency(actor, body.agency),
        role=body.role,
        valid_from=body.valid_from,
        by=actor,
    )
    return _account(queries.account(actor, pk, at=moment(request)))


@router.put("/accounts/{int:pk}/address", auth=needs(Permission.MANAGE_PEOPLE), response=AccountOut)
def keep_address(request: HttpRequest, pk: int, body: Address) -> dict[str, Any]:
    """To which address an account's letters go."""
    actor = asker(request)
    one = queries.account(actor, pk, at=moment(request))
    actions.keep_address(person=one.person, email=body.email, by=actor)
    return _account(queries.account(actor, pk, at=moment(request)))


@router.delete("/accounts/{int:pk}/second-step", auth=needs(Permission.MANAGE_PEOPLE), response=AccountOut)
def remove_second_step(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Take the second step away from somebody who lost the phone."""
    actor = asker(request)
    one = queries.account(actor, pk, at=moment(request))
    actions.remove_second_step(person=one.person, by=actor)
    return _account(one)


@router.get("/audit", auth=needs(Permission.READ_AUDIT), response=list[AuditRowOut])
def rows(
    request: HttpRequest,
    person: str = Query("", max_length=100),
    deed: str = Query("", max_length=64),
    before: int = Query(2**62, ge=1, le=2**62),
    limit: int = Query(100, ge=1, le=500),
) -> list[dict[str, Any]]:
    """Rows of the audit log below number ``before``, newest first."""
    found = audit.rows(asker(request), person=person, deed=deed).filter(seq__lt=before)
    return [
        {
            "number": row.seq,
            "at": row.at,
            "name": row.name,
            "deed": row.deed,
            "thing": row.thing,
            "thing_id": row.thing_id,
            "detail": row.detail,
            "hash": row.hash,
        }
        for row in found[:limit]
    ]


@router.get("/audit/head", auth=needs(Permission.READ_AUDIT), response=HeadOut)
def head(request: HttpRequest) -> dict[str, Any]:
    """The head of the chain, to be noted elsewhere."""
    number, found = audit.head()
    return {"number": number, "hash": found}


def _account(one: queries.Account) -> dict[str, Any]:
    held, ends = one.appointment, one.person.ends_on
    return {
        "id": one.person.pk,
        "username": one.person.username,
        "name": one.person.display_name,
        "role": held.role if held else "",
        "agency": held.agency_id if held else None,
        "state": one.state,
        "last_day": ends - timedelta(days=1) if ends else None,
        "email": one.person.email,
    }


def _link(person: Any, secret: str) -> dict[str, Any]:
    return {"account": person.pk, "url": f"{env.public_url()}/tai-khoan/moi/{secret}/"}
