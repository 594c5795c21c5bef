"""Personal API tokens: made, shown once, revoked."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from cotmoc.audit.actions import deed
from cotmoc.domain.access import GRANTS, Actor, Permission, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND, NOT_PERMITTED
from cotmoc.organisations import queries
from cotmoc.organisations.models import ApiToken

LONGEST = 365
"""Days a token can live."""
PREFIX = "cotmoc_"
"""How every token begins, so that one left in a file can be recognised."""


def make_token(
    *, name: str, scopes: Iterable[Permission], days: int, real_at: datetime, by: Actor
) -> tuple[ApiToken, str]:
    """A token of the actor's own, with its secret, which is kept nowhere.

    ``scopes`` must be among what the actor may do, ``days`` 1 to 365. A token makes no tokens.
    Raises Problem(BAD_VALUE) with the field, or Problem(NOT_PERMITTED).
    """
    require(by, Permission.OWN_ACCOUNT)
    if by.person is None or by.scopes is not None:
        raise Problem(NOT_PERMITTED)
    name, wanted = " ".join(name.split()), set(scopes)
    if not 1 <= len(name) <= 100:
        raise Problem(BAD_VALUE, field="name", why="1 đến 100 ký tự")
    if not wanted or wanted - GRANTS[by.role]:
        raise Problem(BAD_VALUE, field="scopes", why="chọn ít nhất một quyền trong các quyền của mình")
    if not 1 <= days <= LONGEST:
        raise Problem(BAD_VALUE, field="days", why="từ 1 đến 365 ngày")
    secret = PREFIX + secrets.token_urlsafe(32)
    with deed("token.make", by=by) as record:
        token = ApiToken.objects.create(
            person_id=by.person,
            name=name,
            secret_hash=queries.hash_of_secret(secret),
            scopes=sorted(scope.value for scope in wanted),
            made_at=real_at,
            expires_at=real_at + timedelta(days=days),
        )
        record.about(token, name=name, scopes=token.scopes, days=days)
    return token, secret


def revoke_token(pk: int, *, real_at: datetime, by: Actor) -> None:
    """End one's own token now. Raises Problem(NOT_FOUND); twice is the same as once."""
    require(by, Permission.OWN_ACCOUNT)
    token = ApiToken.objects.filter(pk=pk, person=by.person).first()
    if token is None or by.person is None:
        raise Problem(NOT_FOUND, thing="mã truy cập")
    with deed("token.revoke", by=by) as record:
        ApiToken.objects.filter(pk=pk, revoked_at=None).update(revoked_at=real_at)
        record.about(token, name=token.name)
